"""Whether reports are split into their findings: against reports and sets of findings of our own making."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.patterns import plain
from assistant.report.findings import Finding, Polarity
from assistant.report.reader import findings_of
from assistant.report.reading import read_file
from assistant.report.regulations import base
from corpus.errors import AskKloeError
from corpus.model import Encoder
from corpus.words import raw_words
from evals.answering import Progress
from evals.rows import EvaluationDataError, rows_of

PLANS = Path(__file__).parent / "plans"
SUFFIXES = (".pdf", ".docx", ".txt")
# Developed on every second set of findings, by name, and on one of the three whole reports; the others are held out.
_WHOLE_REPORT_FOR_DEVELOPMENT = "care-home-2018"
_GOLD = ".gold.jsonl"
_RUN = 3  # words in a row that have to be the same
_HALF = 0.5

Read = Callable[[Path], Sequence[Finding]]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    text: str
    page: int | None
    heading: str
    key_question: str
    polarity: Polarity
    regulations: tuple[int | str, ...]


@dataclass(frozen=True)
class PlanDocument:
    """A report or a set of findings, with what is to be found in it."""

    name: str
    path: Path
    gold: tuple[Finding, ...]


@dataclass(frozen=True)
class SplitResult:
    """What became of one gold finding (``split_real`` is None), or whether one that was found is real (only that).

    Attributes:
        split_real: 1 if half of its words are in gold findings of the same side.
        split_kept: 1 if half of its words are in findings of the same side.
        split_polarity: 1 if what shares most words with it is on the same side; None if nothing has half of them.
        split_page: 1 if that begins on the same page; ``split_heading``, ``split_question``: has the same heading,
            the same key question.
        split_regulations: 1 if all its regulations are named by what shares words with it.
    """

    set_name: str
    document: str
    id: str
    text: str
    split_real: float | None = None
    split_kept: float | None = None
    split_polarity: float | None = None
    split_page: float | None = None
    split_heading: float | None = None
    split_question: float | None = None
    split_regulations: float | None = None
    error: str = ""


def load_plans(set_name: str, folder: Path = PLANS) -> list[PlanDocument]:
    """The documents of a set, by name: those for development ("dev"), or those held out ("test").

    Raises:
        EvaluationDataError: a row is not as it should be, or a document is missing.
    """
    names = sorted(path.name.removesuffix(_GOLD) for path in folder.glob(f"*{_GOLD}"))
    reports = [name for name in names if (folder / f"{name}.pdf").exists()]
    sets = [name for name in names if name not in reports]
    development = {*sets[::2], _WHOLE_REPORT_FOR_DEVELOPMENT}
    wanted = {"dev": development, "test": set(names) - development}.get(set_name, set())
    return [_document(name, folder) for name in names if name in wanted]


def split_all(
    set_name: str, documents: Sequence[PlanDocument], encoder: Encoder, progress: Progress
) -> list[SplitResult]:
    """Read every document of a set and compare; one that cannot be read counts as nothing found, and is said."""
    results: list[SplitResult] = []
    for number, document in enumerate(documents, 1):
        try:
            found = findings_of(read_file(document.path.name, document.path.read_bytes()), encoder)
            error = ""
        except AskKloeError as failed:
            found, error = [], failed.user_message
        results += compare(set_name, document, found, error)
        progress(f"Splitting the {set_name} reports", number, len(documents))
    return results


def compare(set_name: str, document: PlanDocument, found: Sequence[Finding], error: str = "") -> list[SplitResult]:
    """A result for each gold finding, and one for each that was found."""
    results = []
    for gold in document.gold:
        same_side = [finding for finding in found if finding.polarity is gold.polarity]
        near = [finding for finding in found if _shared(gold, [finding])]
        best = max(near, key=lambda finding, gold=gold: _shared(gold, [finding]), default=None)
        met = best if _share(gold, found) >= _HALF else None
        named = {base(number) for finding in near for number in finding.regulations}
        results.append(
            SplitResult(
                set_name,
                document.name,
                gold.id,
                gold.words,
                split_kept=float(_share(gold, same_side) >= _HALF),
                split_polarity=float(met.polarity is gold.polarity) if met else None,
                split_page=float(met.page == gold.page) if met and gold.page else None,
                split_heading=float(_same(met.heading, gold.heading)) if met else None,
                split_question=float(met.key_question == gold.key_question) if met else None,
                split_regulations=float(set(gold.regulations) <= named) if gold.regulations else None,
                error=error,
            )
        )
    for finding in found:
        same_side = [gold for gold in document.gold if gold.polarity is finding.polarity]
        real = float(_share(finding, same_side) >= _HALF)
        results.append(SplitResult(set_name, document.name, f"found {finding.id}", finding.words, split_real=real))
    return results


def _share(finding: Finding, others: Iterable[Finding]) -> float:
    """The share of a finding's words that stand in one of the others, in runs of three."""
    return _shared(finding, others) / max(len(raw_words(plain(finding.words))), 1)


def _shared(finding: Finding, others: Iterable[Finding]) -> int:
    words = raw_words(plain(finding.words))
    size = min(_RUN, len(words))
    held = {run for other in others for run in _runs(raw_words(plain(other.words)), size)}
    inside: set[int] = set()
    for start, run in enumerate(_runs(words, size)):
        if run in held:
            inside |= set(range(start, start + size))
    return len(inside)


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + size]) for n in range(len(words) - size + 1)] if size else []


def _same(one: str, other: str) -> bool:
    return raw_words(plain(one)) == raw_words(plain(other))


def _document(name: str, folder: Path) -> PlanDocument:
    path = next((held for suffix in SUFFIXES if (held := folder / f"{name}{suffix}").exists()), None)
    if path is None:
        raise EvaluationDataError(f"There is no document {name} in {folder}.")
    return PlanDocument(name, path, tuple(_gold(folder / f"{name}{_GOLD}")))


def _gold(path: Path) -> Iterable[Finding]:
    for row in rows_of(path, _Row):
        regulations = tuple(str(regulation) for regulation in row.regulations)
        yield Finding(
            row.id,
            row.text,
            page=row.page,
            heading=row.heading,
            key_question=row.key_question,
            polarity=row.polarity,
            regulations=regulations,
        )
