"""What is measured with `python -m evals --engine generative`: answers that a model writes, and questions it reads."""

from collections.abc import Sequence

import numpy as np

from assistant.answering import Assistant
from assistant.check import Checker
from assistant.generate import ModelSettings
from assistant.types import Role
from evals.aims import GATED_SET, TIMING_SET
from evals.answering import Progress
from evals.checking import check_all
from evals.evaluation import QUESTION_FOLDER, Run
from evals.figures import SEED, Figure, check_figures, follow_figures
from evals.following import FOLLOW_SETS, load_follows
from evals.judged import statement_figures
from evals.metrics import Estimate, estimate
from evals.rereading import load_replies as load_readings
from evals.rereading import reread_all
from evals.statements import load_statements
from evals.writing import WriteResult, load_replies, write_all

WRITTEN_MEASURES = ("written_shown", "written_as_is", "written_quoted", "written_dropped")


def measure_generative(
    assistant: Assistant, sets: Sequence[str], progress: Progress, own: ModelSettings | None = None
) -> Run:
    """The check on statements with known answers, scripted answers, and scripted readings of follow-ups.

    With ``own``, the settings of a real model, that one writes the answers, and reads nothing else.
    """
    index = assistant.index
    figures: list[Figure] = []
    for name in sets:
        statements = load_statements(name, QUESTION_FOLDER, index)
        figures += check_figures(name, check_all(Checker(assistant.encoder), name, statements, progress))
    assistant.warm_up()
    results = write_all(assistant, load_replies(), progress, own)
    figures += written_figures(results)
    if own is None:
        figures += statement_figures(_shown(results))
        rows = load_follows(GATED_SET, QUESTION_FOLDER) if GATED_SET in FOLLOW_SETS else []
        read = reread_all(assistant, GATED_SET, rows, load_readings(QUESTION_FOLDER, rows), progress)
        figures += follow_figures(GATED_SET, [result.follow for result in read])
    return Run(tuple(figures))


def written_figures(results: Sequence[WriteResult]) -> list[Figure]:
    """How many answers are the model's, what became of its statements, and the time that is not the model's."""
    found = [
        Figure(measure, GATED_SET, estimate((getattr(r, measure) for r in results), np.random.default_rng(SEED)))
        for measure in WRITTEN_MEASURES
    ]
    valid = [0.0 if n in r.invalid else 1.0 for r in results for n in range(1, r.citations + 1)]
    found.append(Figure("citation_validity", GATED_SET, estimate(valid, np.random.default_rng(SEED))))
    beyond = [r.beyond_ms for r in results if r.beyond_ms is not None]
    for measure, percent in (("beyond_p50", 50), ("beyond_p95", 95)):
        value = float(np.percentile(beyond, percent)) if beyond else None
        found.append(Figure(measure, TIMING_SET, Estimate(value, len(beyond))))
    return found


def _shown(results: Sequence[WriteResult]) -> set[str]:
    return {block.text for r in results for block in r.answer.blocks if block.role is Role.STATEMENT}
