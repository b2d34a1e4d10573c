"""Follow-ups: conversations held turn by turn, the last question judged by what its answer cites."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.conversation import Conversation
from assistant.types import Answer, AnswerKind, Citation
from evals.answering import CRASH, Product, Progress
from evals.rows import rows_of

FOLLOW_SETS = ("dev", "test")
FOLLOW_MEASURES = ("follow_right", "follow_dragged")
LEADING = 3  # citations of an answer that show where it was dragged to
_COVERED = frozenset({AnswerKind.ANSWERED, AnswerKind.PARTIAL})
_PLAIN = str.maketrans("’‘", "''")


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: str
    begins: str = Field(pattern=r"\w")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    type: str
    before: list[str] = Field(min_length=1)
    question: str = Field(pattern=r"\w")
    kind: Literal["answered", "partial", "abstained", "clarify", "notice", "any"]
    gold: list[_Gold]
    first: bool
    never: list[str]
    notes: str

    @model_validator(mode="after")
    def _something_to_judge(self) -> "_Row":
        if self.kind == "answered" and not self.gold:
            raise ValueError("a question that is answered needs a passage that a right answer cites")
        return self


@dataclass(frozen=True)
class FollowRow:
    """A conversation and its last question.

    ``gold`` are passages (document and first words), of which a right answer cites one; with ``first`` it cites it
    first. ``kind`` is the kind of a right answer ("any" where the guidance leaves it open). ``never`` are words of
    headings, codes or documents that its leading citations must not have: where it must not be dragged to.
    """

    id: str
    type: str
    before: tuple[str, ...]
    question: str
    kind: str
    gold: tuple[tuple[str, str], ...]
    first: bool
    never: tuple[str, ...]


@dataclass(frozen=True)
class FollowResult:
    """A last answer, measured.

    Attributes:
        follow_right: 1 if it is of the right kind and cites what a right answer cites, else 0.
        follow_dragged: 1 if a leading citation is where it must not be dragged to; None if the row names no such place.
    """

    set_name: str
    id: str
    type: str
    question: str
    kind: str
    follow_right: float
    follow_dragged: float | None
    cited: tuple[str, ...]
    error: str = ""


def load_follows(name: str, folder: Path) -> list[FollowRow]:
    """The rows of a set; the calibration set has none.

    Raises:
        EvaluationDataError: a row is not as it should be, or an id occurs twice.
    """
    if name not in FOLLOW_SETS:
        return []
    return [_follow_row(read) for read in rows_of(folder / f"followups.{name}.jsonl", _Row)]


def _follow_row(read: _Row) -> FollowRow:
    gold = tuple((g.document, g.begins) for g in read.gold)
    never = tuple(read.never)
    return FollowRow(read.id, read.type, tuple(read.before), read.question, read.kind, gold, read.first, never)


def follow_all(product: Product, set_name: str, rows: Sequence[FollowRow], progress: Progress) -> list[FollowResult]:
    """Hold every conversation of a set as the window does, in order."""
    results = []
    for number, row in enumerate(rows, 1):
        results.append(_held(product, set_name, row))
        progress(f"Holding the {set_name} conversations", number, len(rows))
    return results


def _held(product: Product, set_name: str, row: FollowRow) -> FollowResult:
    try:
        conversation = Conversation()
        for question in row.before:
            conversation = conversation.plus(question, product.ask(question, conversation.history()))
        answer = product.ask(row.question, conversation.history())
    except Exception as crash:  # noqa: BLE001 - whatever goes wrong in the product is what is measured here
        error = f"{type(crash).__name__}: {crash}"
        return FollowResult(set_name, row.id, row.type, row.question, CRASH, 0.0, None, (), error)
    return FollowResult(
        set_name=set_name,
        id=row.id,
        type=row.type,
        question=row.question,
        kind=answer.kind.value,
        follow_right=float(is_right(row, answer)),
        follow_dragged=dragged(row, answer),
        cited=tuple(" › ".join([*c.heading[-2:], c.quote[:60]]) for c in answer.citations[:LEADING]),
    )


def is_right(row: FollowRow, answer: Answer) -> bool:
    """Whether an answer is of the kind it should be, and cites one of the passages it should."""
    as_expected = answer.kind in _COVERED if row.kind == "answered" else row.kind in {"any", answer.kind.value}
    looked_at = answer.citations[:1] if row.first else answer.citations
    return as_expected and (not row.gold or any(_is_gold(row, citation) for citation in looked_at))


def dragged(row: FollowRow, answer: Answer) -> float | None:
    """1 if one of the leading citations stands where the answer must not be dragged to, else 0; None if nowhere."""
    if not row.never:
        return None
    places = [" ".join([c.document_id, c.code, *c.heading]).casefold() for c in answer.citations[:LEADING]]
    return float(any(word.casefold() in place for word in row.never for place in places))


def _is_gold(row: FollowRow, citation: Citation) -> bool:
    """Whether a citation holds the beginning of a gold passage, or a part of it that is long enough to tell."""
    quote = _plain(citation.quote)
    return any(citation.document_id == document and _plain(begins) in quote for document, begins in row.gold)


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())
