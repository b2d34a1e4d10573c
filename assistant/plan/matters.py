"""The matters that a typed text holds: its sentences, and whether one of them tells of something well done."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answering import Assistant

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_LEAST_WORDS = 3  # fewer belong to the sentence before
_UPPER = frozenset({"Good", "Outstanding"})
_SURE_BY = 0.3


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as they stand, white space folded; a few words by themselves belong to those before."""
    found: list[str] = []
    for part in (" ".join(piece.split()) for piece in _SENTENCE.split(text)):
        if not re.search(r"\w", part):
            continue
        if found and len(part.split()) < _LEAST_WORDS:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def reads_well(assistant: "Assistant", words: str) -> bool:
    """Whether the words plainly tell of something that is as it should be."""
    flags = assistant.flag(words, sure_by=_SURE_BY)
    return bool(flags) and flags[0].level in _UPPER
