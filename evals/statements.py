"""Statements with the quotes they rest on and whether these support them, written by people who read the guidance."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.check import Quote
from assistant.generate.passages import about_passage
from corpus.index import Index
from evals.questions import EvaluationDataError


class _QuoteRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: str
    begins: str
    quote: str = Field(pattern=r"\w")


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1)
    statement: str = Field(pattern=r"\w")
    quotes: list[_QuoteRow] = Field(min_length=1)
    supported: bool
    kind: str
    why: str


@dataclass(frozen=True)
class StatementRow:
    """A statement, its quotes, and whether they support it; ``kind`` says what is wrong or how it is worded."""

    id: str
    statement: str
    quotes: tuple[Quote, ...]
    supported: bool
    kind: str


def load_statements(name: str, folder: Path, index: Index) -> list[StatementRow]:
    """The statements of a set.

    Raises:
        EvaluationDataError: a row is not as it should be, or its id occurs twice.
    """
    path = folder / f"statements.{name}.jsonl"
    rows: dict[str, StatementRow] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            raise EvaluationDataError(f"{path.name}, line {number}, cannot be used: {error}") from error
        if row.id in rows:
            raise EvaluationDataError(f"{path.name}, line {number}: the id {row.id!r} is taken already.")
        quotes = tuple(Quote(quote.quote, _about(index, quote)) for quote in row.quotes)
        rows[row.id] = StatementRow(row.id, row.statement, quotes, row.supported, row.kind)
    return list(rows.values())


def _about(index: Index, quote: _QuoteRow) -> str:
    """Where the passage stands that a quote is from; "" if it is not found."""
    begins = " ".join(quote.begins.split())
    for number, passage in enumerate(index.passages):
        if passage.document_id == quote.document and passage.text.startswith(begins):
            return about_passage(index, number)
    return ""
