"""Finding the unit that everyday words are about."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.good.books import Library, Unit

if TYPE_CHECKING:
    from assistant.answering import Assistant

MOST_WORDS = 100
_CODE = re.compile(r"[A-Za-z]\d{1,2}(?:\.\d{1,2})?")


@dataclass(frozen=True)
class Found:
    """A unit that a text may be about, and the codes of the prompts that are nearest to it."""

    unit: Unit
    prompts: tuple[str, ...] = ()


def find_topic(assistant: "Assistant", library: Library, text: str) -> tuple[Found, ...]:
    """The units that a text in everyday words may be about, best first; a code or a name leads to its own unit."""
    words = " ".join(text.split()[:MOST_WORDS])
    if not words:
        return ()
    named = [unit for book in library.books.values() if (unit := book.unit(words))]
    if named:
        prompt = words.upper() if _CODE.fullmatch(words) and "." in words else ""
        return tuple(Found(unit, (prompt,) if prompt else ()) for unit in named)
    found = []
    for flag in assistant.subjects(words):
        book = library.books.get(flag.framework)
        unit = book.unit(flag.code) if book else None
        if unit:
            found.append(Found(unit, flag.prompts))
    return tuple(found)
