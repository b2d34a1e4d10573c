"""Statements with the quotes they rest on and whether these support them, written by people who read the guidance."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.check import Quote
from assistant.generate.passages import about_passage
from corpus.index import Index
from evals.rows import rows_of


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
    found = []
    for row in rows_of(folder / f"statements.{name}.jsonl", _Row):
        quotes = tuple(Quote(quote.quote, _about(index, quote)) for quote in row.quotes)
        found.append(StatementRow(row.id, row.statement, quotes, row.supported, row.kind))
    return found


def _about(index: Index, quote: _QuoteRow) -> str:
    """Where the passage stands that a quote is from; "" if it is not found."""
    begins = " ".join(quote.begins.split())
    for number, passage in enumerate(index.passages):
        if passage.document_id == quote.document and passage.text.startswith(begins):
            return about_passage(index, number)
    return ""
