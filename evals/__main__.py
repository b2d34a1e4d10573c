"""`python -m evals`: measure the assistant on its question sets, beside simpler systems, offline."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from assistant.answering import Assistant
from assistant.check import Checker
from assistant.generate import read_model_settings
from assistant.open import open_assistant
from assistant.workshop.build import build_pack
from corpus.errors import AskKloeError, CorpusError, IndexMissingError, StaleIndexError
from corpus.model import MiniLM, model_folder
from evals.aims import GATED_SET, TIMING_SET, load_measures, missed_floors
from evals.answering import Progress
from evals.checking import check_all
from evals.evaluation import QUESTION_FOLDER, Run, evaluate, load_set
from evals.figures import check_figures, workshop_figures
from evals.generating import measure_generative
from evals.judged import plan_figures
from evals.page import page
from evals.peers import flag_systems, peers
from evals.questions import SETS
from evals.record import RESULTS, provenance, write_record
from evals.rendering import office, wrong_pages
from evals.report import plain_report
from evals.rows import EvaluationDataError
from evals.statements import load_statements
from evals.timing import (
    FLAG_LATENCY_MEASURES,
    INGEST_MEASURES,
    LATENCY_MEASURES,
    ROOT,
    STARTUP_MEASURES,
    flag_latency_figures,
    ingest_figures,
    latency_figures,
    or_unmeasured,
    startup_figures,
)
from evals.trec import TrecExport
from evals.workshops import DAY, load_workshops, workshop_all


class _ProgressLine:
    """One line on stderr that says what is going on, redrawn at most ten times a second."""

    def __init__(self) -> None:
        self._last, self._task = 0.0, ""

    def __call__(self, task: str, done: int, total: int) -> None:
        now = time.monotonic()
        if task == self._task and done < total and now - self._last < 0.1:
            return
        start = "\r" if task == self._task else "\n" if self._task else ""
        self._task, self._last = task, now
        sys.stderr.write(f"{start}{task}: {done} of {total}".ljust(70))
        sys.stderr.flush()


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables, write the record and the page beside it.

    Returns the exit status: 1 if a floor is missed and ``--floors`` asks for it, 2 if nothing could be measured.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.floors and (GATED_SET not in options.sets or options.engine != "extractive"):
        parser.error(f"--floors needs the set {GATED_SET} and the extractive engine, which floors are promised for")
    if options.own_model and options.engine != "generative":
        parser.error("--own-model needs --engine generative")
    try:
        measures = load_measures()
        assistant = _open(options.index)
        measure = _measure if options.engine == "extractive" else _measure_generative
        run = measure(assistant, options, _ProgressLine())
        made_with = provenance(ROOT, assistant.index.info)
        record = options.json or RESULTS / f"{made_with.commit}.json"
        write_record(record, made_with, run)
        record.with_suffix(".html").write_text(page(measures, made_with, run), encoding="utf-8")
    except AskKloeError as error:
        sys.stderr.write(f"\n{error.user_message}\n")
        return 2
    sys.stderr.write("\n")
    sys.stdout.write(plain_report(measures, run.figures, run.differences))
    sys.stdout.write(f"\nRecord: {record}\nPage:   {record.with_suffix('.html')}\n")
    missed = missed_floors(measures, run.figures) if options.floors else []
    for title in missed:
        sys.stdout.write(f"Floor missed on the development set: {title}\n")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--index", type=Path, default=ROOT / "index", help="folder of the index")
    parser.add_argument("--sets", type=_sets, default=("dev", "test"), help=f"of {', '.join(SETS)}, with commas")
    parser.add_argument(
        "--engine", choices=("extractive", "generative"), default="extractive", help="which answers are measured"
    )
    parser.add_argument(
        "--own-model", action="store_true", help="have the model that is set in the environment write the answers"
    )
    parser.add_argument("--full", action="store_true", help="time a full ingest and print packs as well (minutes)")
    parser.add_argument("--floors", action="store_true", help="exit 1 if the development set misses a floor")
    parser.add_argument("--trec", type=Path, metavar="DIR", help="where to write gold and runs in TREC's formats")
    parser.add_argument("--json", type=Path, metavar="PATH", help="where to write the record")
    return parser


def _sets(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    unknown = [name for name in names if name not in SETS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no set {unknown[0]!r}; there are {', '.join(SETS)}")
    return names


def _open(index: Path) -> Assistant:
    """The assistant on an index, which is built first if there is none that can be used."""
    try:
        return open_assistant(index)
    except (IndexMissingError, StaleIndexError) as error:
        sys.stderr.write(f"{error.user_message} Building it.\n")
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "--index", str(index.resolve())], cwd=ROOT, stdout=sys.stderr, check=False
    )
    if done.returncode:
        raise CorpusError("The index could not be built, so nothing was measured.")
    return open_assistant(index)


def _measure(assistant: Assistant, options: argparse.Namespace, progress: Progress) -> Run:
    index, encoder = assistant.index, MiniLM(model_folder())
    documents = list(index.documents.values())
    rows = {name: load_set(name, documents) for name in (*options.sets, GATED_SET)}
    progress("Building the simpler systems", 0, 1)
    others = peers(index, encoder)
    flagging = flag_systems(index, encoder)
    run = Run(())
    export = TrecExport({document.source.id: document.text for document in documents})
    for name in options.sets:
        run += evaluate(assistant, documents, rows[name], others, progress, export.add, flagging, encoder)
        statements = load_statements(name, QUESTION_FOLDER, index)
        run += Run(tuple(check_figures(name, check_all(Checker(encoder), name, statements, progress))))
    if options.trec:
        export.write(options.trec)
    questions = [item.question for item in rows[GATED_SET].questions]
    warn = sys.stderr.write
    run += Run(tuple(plan_figures()))
    run += _workshops(assistant, options.full, progress)
    figures = or_unmeasured(
        LATENCY_MEASURES, lambda: latency_figures(assistant, index, encoder, questions, progress), warn
    )
    texts = [row.text for row in rows[GATED_SET].practices]
    figures += or_unmeasured(FLAG_LATENCY_MEASURES, lambda: flag_latency_figures(assistant, texts, progress), warn)
    progress("Timing a fresh start", 0, 1)
    figures += or_unmeasured(STARTUP_MEASURES, lambda: startup_figures(options.index, questions[0].question), warn)
    if options.full:
        progress("Timing an ingest", 0, 1)
        figures += or_unmeasured(INGEST_MEASURES, ingest_figures, warn)
    return run + Run(tuple(figures))


def _measure_generative(assistant: Assistant, options: argparse.Namespace, progress: Progress) -> Run:
    own = read_model_settings() if options.own_model else None
    if own and not own.is_on:
        raise EvaluationDataError("No model is set: set ASKKLOE_MODEL_URL and ASKKLOE_MODEL_NAME first.")
    return measure_generative(assistant, options.sets, progress, own)


def _workshops(assistant: Assistant, full: bool, progress: Progress) -> Run:
    """Workshop packs, with ``full`` also as they are printed, if there is a program to print them."""
    texts = {document.source.id: document.text for document in assistant.index.documents.values()}
    program = office() if full else ""
    if full and not program:
        sys.stderr.write("LibreOffice is not there, so no pages of workshop packs are counted.\n")
    results = workshop_all(
        lambda request: build_pack(assistant, request),
        texts,
        load_workshops(),
        progress,
        (lambda pack: wrong_pages(pack, DAY, program)) if program else None,
    )
    return Run(tuple(workshop_figures(GATED_SET, TIMING_SET, results)), workshops=tuple(results))


if __name__ == "__main__":
    raise SystemExit(main())
