"""Evaluation rows: questions with gold quotes, and situations with or without a live risk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.types import Turn
from evals.rows import rows_of

SETS = ("dev", "calibration", "test")
RISK_SETS = ("dev", "test")


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid")

    quote: str = Field(pattern=r"\w")
    must: bool
    source_file: str


class _QuestionRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    persona: str
    type: str
    question: str = Field(pattern=r"\w")
    history: list[_Turn] | None
    answerable: bool
    gold: list[_Gold]
    key_facts: list[str]
    kloe: list[str]
    notes: str
    group: str

    @model_validator(mode="after")
    def _gold_where_covered(self) -> "_QuestionRow":
        if self.answerable != any(gold.must for gold in self.gold):
            raise ValueError("a covered question needs a must-have quote, an uncovered one has none")
        return self


class _RiskRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    question: str = Field(pattern=r"\w")
    live: bool
    kind: str
    notes: str


@dataclass(frozen=True)
class GoldQuote:
    """Words of one document that answer a question; ``must`` if no good answer lacks them."""

    quote: str
    must: bool
    source_file: str


@dataclass(frozen=True)
class Question:
    """One evaluation question; ``answerable`` says whether the documents cover it."""

    id: str
    persona: str
    type: str
    group: str
    question: str
    history: tuple[Turn, ...]
    answerable: bool
    gold: tuple[GoldQuote, ...]
    key_facts: tuple[str, ...] = ()
    kloe: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class RiskRow:
    """One thing somebody might type; ``live`` if somebody may be at risk now."""

    id: str
    question: str
    live: bool
    kind: str
    notes: str = ""


def load_questions(path: Path) -> list[Question]:
    """The questions of one file, in order.

    Raises:
        EvaluationDataError: a row is not as it should be, or an id occurs twice.
    """
    return [_question(row) for row in rows_of(path, _QuestionRow)]


def load_risks(path: Path) -> list[RiskRow]:
    """The live-risk rows of one file, in order.

    Raises:
        EvaluationDataError: a row is not as it should be, or an id occurs twice.
    """
    return [RiskRow(**row.model_dump()) for row in rows_of(path, _RiskRow)]


def _question(row: _QuestionRow) -> Question:
    return Question(
        id=row.id,
        persona=row.persona,
        type=row.type,
        group=row.group,
        question=row.question,
        history=tuple(Turn(turn.role, turn.content) for turn in row.history or ()),
        answerable=row.answerable,
        gold=tuple(GoldQuote(gold.quote, gold.must, gold.source_file) for gold in row.gold),
        key_facts=tuple(row.key_facts),
        kloe=tuple(row.kloe),
        notes=row.notes,
    )
