"""What a saved or copied answer says of itself: its label, its notices, and its numbered references."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.patterns import load_data
from assistant.sections import card_of
from assistant.source_view import framework_of
from assistant.types import Answer, Citation, Notice
from assistant.written import said_later
from corpus.types import Kind

if TYPE_CHECKING:
    from corpus.index import Index

PURPOSE = (
    "The indented passages are the guidance’s own words. AskKLOE chose them; it does not rate a service "
    "or give legal or clinical advice. Check CQC’s website for the framework that applies to you now."
)


@dataclass(frozen=True)
class Reference:
    """A place that quotes come from, in the parts that a reader looks for; what is not known is empty.

    ``numbers`` are the citations that have it as their place.
    """

    numbers: tuple[int, ...]
    title: str
    place: str
    published: str
    kind: str
    framework: str
    remark: str

    @property
    def line(self) -> str:
        """The reference in one line, its numbers apart."""
        parts = (self.place, self.published, self.kind, self.framework, self.remark)
        return "; ".join((self.title, *(part for part in parts if part)))


def references_of(answer: Answer, index: "Index | None") -> tuple[Reference, ...]:
    """The references of an answer by their first number; what only the index knows is empty without one."""
    numbers: dict[Reference, list[int]] = {}
    for citation in answer.citations:
        numbers.setdefault(_reference(citation, index), []).append(citation.number)
    return tuple(replace(place, numbers=tuple(found)) for place, found in numbers.items())


def notices_of(answer: Answer) -> tuple[Notice, ...]:
    """The notices that are not said already: by the answer's own lines, its safety card, or before it."""
    said = {block.text for block in answer.blocks}
    card = load_data("safety_card.toml")["id"] if card_of(answer) else ""
    return tuple(n for n in said_later(answer) if n.text not in said and n.id != card)


def numbers_line(numbers: Sequence[int]) -> str:
    """Citation numbers as they stand behind a quote: [1] [2]."""
    return " ".join(f"[{number}]" for number in numbers)


def long_day(day: date) -> str:
    """A date as people write it: 21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def file_name(day: date, suffix: str) -> str:
    """The name of a saved conversation."""
    return f"askkloe-{day.isoformat()}.{suffix}"


def _reference(citation: Citation, index: "Index | None") -> Reference:
    document = index.documents.get(citation.document_id) if index else None
    place = " › ".join((*citation.heading, *([citation.locator] if citation.locator else [])))
    if document is None:
        return Reference((), citation.document_title, place, "", citation.source_line, "", citation.note)
    source = document.source
    whose = "publisher unknown" if source.publisher == "unknown" else source.publisher
    known = "" if source.published[:1].isdecimal() else "date "
    return Reference(
        (),
        source.title,
        place,
        f"{whose}, {known}{source.published}",
        source.kind if citation.kind == Kind.PROSE.value else f"{source.kind}; {citation.kind}",
        framework_of(citation, index).split(" (")[0],
        citation.note,
    )
