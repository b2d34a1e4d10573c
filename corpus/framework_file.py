"""The file of a ratings framework: which words of its document are a KLOE, a prompt or a characteristic of what.

Everything is placed by line and words, so that a framework is added by adding a file and its document.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import CorpusError
from corpus.framework import Level, Status
from corpus.types import Span


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Piece(_Row):
    """Words as they stand: the ``nth`` occurrence of ``text`` from the start of ``line`` on (from 1)."""

    line: int
    text: str
    nth: int = 1


Pieces = tuple[Piece, ...]


class KeyQuestionRow(_Row):
    """A key question, its definitions, and the printed pages on which its two tables begin, where known."""

    name: str
    definition: tuple[Pieces, ...] = ()
    prompts_page: str = ""
    characteristics_page: str = ""


class KloeRow(_Row):
    """A key line of enquiry: ``label`` is its printed code with the mark of change, ``pieces`` its question."""

    code: str
    key_question: str
    change: str = ""
    label: Pieces
    pieces: Pieces


class PromptRow(_Row):
    """A prompt of a KLOE; fields as for the KLOE."""

    code: str
    kloe: str
    change: str = ""
    label: Pieces
    pieces: Pieces


class StatementRow(_Row):
    """One ratings characteristic: a sentence of one cell of a ratings table.

    ``unit`` is a KLOE's code or a key question's name. ``reads`` is what the words say without the noise of
    text recognition; it is only ever shown beside the words as they stand, as our correction.
    """

    unit: str
    level: Level
    pieces: Pieces
    note: str = ""
    reads: str = ""


class OtherText(_Row):
    """Text around these: headings, column labels and furniture are not quoted; prose and tables are."""

    kind: Literal["heading", "definition", "column_label", "furniture", "prose", "table"]
    unit: str
    pieces: Pieces
    note: str = ""


class MissingText(_Row):
    """What our copy of the document lacks, said to the reader."""

    unit: str
    text: str


class FrameworkFile(_Row):
    """A ratings framework as its file holds it."""

    id: str
    document: str
    title: str
    version: str
    status: Status
    in_force_from: str
    in_force_to: str
    last_checked: str
    called: str = ""
    prompts_heading: str = "Key lines of enquiry and prompts"
    characteristics_heading: str = "Ratings characteristics"
    key_question: tuple[KeyQuestionRow, ...] = Field(min_length=1)
    kloe: tuple[KloeRow, ...] = Field(min_length=1)
    prompt: tuple[PromptRow, ...] = ()
    statement: tuple[StatementRow, ...] = ()
    other: tuple[OtherText, ...] = ()
    missing: tuple[MissingText, ...] = ()

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        """Every code stands once, and every row belongs to something that is there."""
        keys = {row.name for row in self.key_question}
        kloes = {row.code for row in self.kloe}
        counted = Counter([*(r.name for r in self.key_question), *(r.code for r in (*self.kloe, *self.prompt))])
        problems = [f"{name!r} stands twice" for name, count in counted.items() if count > 1]
        problems += [
            f"KLOE {r.code!r} names the key question {r.key_question!r}, which is not there"
            for r in self.kloe
            if r.key_question not in keys
        ]
        problems += [
            f"prompt {r.code!r} names the KLOE {r.kloe!r}, which is not there"
            for r in self.prompt
            if r.kloe not in kloes
        ]
        problems += [
            f"{r.unit!r} is neither a KLOE nor a key question"
            for r in (*self.statement, *self.missing)
            if r.unit not in keys | kloes
        ]
        if problems:
            raise ValueError("; ".join(dict.fromkeys(problems)))
        return self


def load_framework(path: Path) -> FrameworkFile:
    """Read and check one framework file.

    Raises:
        CorpusError: the file is missing or not a framework.
    """
    try:
        return FrameworkFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(f"The framework file {path.name} cannot be used: {error}") from error


def place(text: str, lines: Sequence[Span], pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Where the pieces stand in the stored text, whose lines are given.

    Raises:
        CorpusError: a piece does not start on its line.
    """
    return tuple(_place_one(text, lines, piece) for piece in pieces)


def _place_one(text: str, lines: Sequence[Span], piece: Piece) -> Span:
    pattern = re.compile(r"\s+".join(re.escape(word) for word in piece.text.split()))
    line = lines[piece.line - 1] if 0 < piece.line <= len(lines) else None
    start = line.start if line else len(text)
    found = None
    for _ in range(piece.nth):
        found = pattern.search(text, start)
        if not found:
            break
        start = found.start() + 1
    if not found or not line or found.start() >= line.end:
        raise CorpusError(f"The framework expects {piece.text!r} on line {piece.line}, where it does not stand.")
    return Span(found.start(), found.end())
