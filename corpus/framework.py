"""Ratings frameworks as data: which words of a document are a characteristic, of what, at which level."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.types import Span

LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
Level = Literal["Outstanding", "Good", "Requires improvement", "Inadequate"]
Status = Literal["current", "superseded", "draft", "draft, not adopted as it stands"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Piece(_Row):
    """Words as they stand: the ``nth`` occurrence of ``text`` from the start of ``line`` on (from 1)."""

    line: int
    text: str
    nth: int = 1


class Statement(_Row):
    """One ratings characteristic: a sentence of one cell of a ratings table."""

    unit: str
    level: Level
    pieces: tuple[Piece, ...]
    note: str = ""


class OtherText(_Row):
    """Text between the statements: headings, definitions, column labels and furniture."""

    kind: Literal["heading", "definition", "column_label", "furniture"]
    unit: str
    pieces: tuple[Piece, ...]
    note: str = ""


class MissingText(_Row):
    """What our copy of the document lacks, said to the reader."""

    unit: str
    text: str


class Framework(_Row):
    """A ratings framework; ``unit`` is a KLOE's code or a key question's name."""

    id: str
    document: str
    title: str
    version: str
    status: Status
    in_force_from: str
    in_force_to: str
    last_checked: str
    statement: tuple[Statement, ...]
    other: tuple[OtherText, ...]
    missing: tuple[MissingText, ...] = ()

    @cached_property
    def missing_in(self) -> dict[str, str]:
        """What is missing, by unit."""
        return {gap.unit: gap.text for gap in self.missing}


def load_framework(path: Path) -> Framework:
    """Read and check one framework file.

    Raises:
        CorpusError: the file is missing or not a framework.
    """
    try:
        return Framework.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
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
