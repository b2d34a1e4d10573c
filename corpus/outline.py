"""Outlines: what a person read in a document whose headings the extraction lost, as data."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutlineHeading(_Row):
    """A line that is a heading.

    ``keep``: the line is content as well; ``join``: its words also open the next passage.
    """

    line: int
    level: int
    kind: str
    text: str
    title: str = ""
    page: int = 0
    keep: bool = False
    join: bool = False


class OutlineQuote(_Row):
    """Someone speaks from line ``first``; lines ``by`` to ``to`` say who."""

    first: int
    by: int
    to: int


class OutlineCase(_Row):
    """A case study, whole: lines ``first`` to ``last``; ``outcome`` lists the lines that say how it ended."""

    id: str
    first: int
    last: int
    provider: str
    speaker: str
    outcome: tuple[int, ...] = ()


class OutlineGap(_Row):
    """Lines that never reach an answer, and why."""

    first: int
    last: int
    reason: str


class Outline(_Row):
    """The outline of one document; lines count from 1.

    ``line_is_paragraph``: every line is a paragraph of its own (else blank lines part them).
    """

    line_is_paragraph: bool = False
    headings: tuple[OutlineHeading, ...]
    quotes: tuple[OutlineQuote, ...]
    cases: tuple[OutlineCase, ...]
    left_out: tuple[OutlineGap, ...]


def load_outline(path: Path) -> Outline:
    """Read and check an outline.

    Raises:
        CorpusError: the file is missing or not an outline.
    """
    try:
        return Outline.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(f"The outline {path.name} cannot be used: {error}") from error
