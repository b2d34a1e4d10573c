"""What two readers said, and how far they agree: of drafted actions, and of statements that a model wrote."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from sklearn.metrics import cohen_kappa_score

from evals.aims import GATED_SET, PLAN_SET
from evals.figures import SEED, Figure
from evals.metrics import Estimate, estimate
from evals.rows import EvaluationDataError, rows_of

FOLDER = Path(__file__).parent / "plans"
WRITTEN_FOLDER = Path(__file__).parent / "written"
FILES = ("judged_a.jsonl", "judged_b.jsonl")


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")  # what the sheet says beside is passed over

    id: str = Field(min_length=1)
    bears: bool
    invented: int = Field(default=0, ge=0)
    statement: str = ""


@dataclass(frozen=True)
class Judgements:
    """Two readers' judgements of the same findings, or not the same statements.

    Attributes:
        bears: for each, whether each of them says that what is cited bears on the finding, or bears the statement out.
        invented: facts that either of them found in an item or statement and not where it should be from, in all.
    """

    bears: tuple[tuple[bool, bool], ...]
    invented: int

    @property
    def share(self) -> Estimate:
        """The share that is borne out, the mean of both readers."""
        return estimate(((first + second) / 2 for first, second in self.bears), np.random.default_rng(SEED))

    @property
    def agreement(self) -> float | None:
        """Cohen's kappa, -1 to 1; None where both said the same of every finding, so that it has no value."""
        if len({verdict for pair in self.bears for verdict in pair}) < 2:
            return None
        first, second = zip(*self.bears, strict=True)
        return float(cohen_kappa_score(first, second))


def read_judgements(first: Path, second: Path, only: Collection[str] | None = None) -> Judgements:
    """The judgements of two readers of one sheet; with ``only``, those of these statements.

    Raises:
        EvaluationDataError: a row cannot be used, or they did not judge the same.
    """
    one, other = _read(first), _read(second)
    if set(one) != set(other) or not one:
        raise EvaluationDataError(f"{first.name} and {second.name} are not about the same findings.")
    one = {identity: row for identity, row in one.items() if only is None or row.statement in only}
    bears = tuple((row.bears, other[identity].bears) for identity, row in one.items())
    return Judgements(bears, sum(max(row.invented, other[identity].invented) for identity, row in one.items()))


def plan_figures(folder: Path = FOLDER) -> list[Figure]:
    """The figures of the readers; none if nobody has judged yet.

    Raises:
        EvaluationDataError: a file of judgements cannot be used.
    """
    first, second = (folder / name for name in FILES)
    if not (first.is_file() and second.is_file()):
        return []
    judged = read_judgements(first, second)
    n = len(judged.bears)
    return [
        Figure("plan_bears", PLAN_SET, judged.share),
        Figure("plan_agreement", PLAN_SET, Estimate(judged.agreement, n)),
        Figure("plan_invented", PLAN_SET, Estimate(float(judged.invented), n)),
    ]


def statement_figures(shown: Collection[str], folder: Path = WRITTEN_FOLDER) -> list[Figure]:
    """The figures of the readers for those of the statements shown that they judged; none if nobody has judged.

    Raises:
        EvaluationDataError: a file of judgements cannot be used.
    """
    first, second = (folder / name for name in FILES)
    if not (first.is_file() and second.is_file()):
        return []
    judged = read_judgements(first, second, shown)
    n = len(judged.bears)
    return [
        Figure("written_supported", GATED_SET, judged.share),
        Figure("written_agreement", GATED_SET, Estimate(judged.agreement, n)),
        Figure("written_invented", GATED_SET, Estimate(float(judged.invented), n)),
        Figure("written_judged", GATED_SET, Estimate(_share_judged(shown, first), len(shown))),
    ]


def _share_judged(shown: Collection[str], path: Path) -> float | None:
    judged = {row.statement for row in _read(path).values()}
    return len(judged.intersection(shown)) / len(shown) if shown else None


def _read(path: Path) -> dict[str, _Row]:
    return {row.id: row for row in rows_of(path, _Row)}
