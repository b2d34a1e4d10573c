"""The values that travel through every room: documents, spans and passages."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.framework import Framework


@dataclass(frozen=True, order=True)
class Span:
    """Half-open character range ``[start, end)`` into the stored text of one document."""

    start: int
    end: int


class Kind(StrEnum):
    """What kind of text a passage is; answers are shaped by it."""

    PROSE = "prose"
    TIP = "tip"
    CHECKLIST = "checklist item"
    QUOTE = "quote"
    CASE = "case study"
    EXAMPLE = "example"
    RESOURCE = "resource"
    TABLE = "table row"
    KLOE = "KLOE"
    PROMPT = "prompt"
    CHARACTERISTIC = "characteristic"
    DEFINITION = "definition"


@dataclass(frozen=True)
class SourceDocument:
    """One entry of the manifest; ``unknown`` stands where the document does not say."""

    id: str
    title: str
    publisher: str
    published: str
    framework: str
    kind: str
    rights: str
    url: str
    file: str
    source_file: str
    sha256: str
    reader: str
    outline: str = ""


@dataclass(frozen=True)
class Document:
    """A source document with its stored text, exactly as spans index it.

    ``page_starts`` holds, for PDF, the character offset at which each page begins.
    """

    source: SourceDocument
    text: str
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Passage:
    """The smallest piece of guidance that is found and cited as one.

    Attributes:
        id: stable while the text, and how often it occurred before, stay the same.
        spans: where the words stand; ``text`` is their slices joined by one space, white space folded.
        sentences: the same spans, cut into sentences or list items (each a tuple of spans).
        units: structures the passage belongs to, innermost first (a list of tips, a case study, one
            cell of a ratings table); a whole unit can be looked up.
    """

    id: str
    document_id: str
    kind: Kind
    heading: tuple[str, ...]
    locator: str
    spans: tuple[Span, ...]
    text: str
    sentences: tuple[tuple[Span, ...], ...]
    units: tuple[str, ...] = ()
    code: str = ""
    level: str = ""
    change: str = ""
    provider: str = ""
    speaker: str = ""
    dated: str = ""
    outcome: bool = False
    note: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Text that never reaches an answer, and why."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a reader made of one document.

    ``headings`` are spans that show up in heading paths or as a speaker's name; together with the
    passages and what was left out they cover every non-blank character of the document.
    """

    passages: tuple[Passage, ...]
    headings: tuple[Span, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    framework: "Framework | None" = None  # for the document of a ratings framework
