"""The matters that a typed text holds: its sentences, and whether one of them tells of something well done."""

import re
from typing import TYPE_CHECKING

from assistant.flagging import SURE_BY
from assistant.report.findings import Polarity
from assistant.report.weighing import weighed_parts, what_is_said
from assistant.types import Flag

if TYPE_CHECKING:
    from assistant.answering import Assistant

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_LEAST_WORDS = 3  # fewer belong to the sentence before
_UPPER = frozenset({"Good", "Outstanding"})


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


def flags_of(assistant: "Assistant", parts: list[str]) -> list[tuple[tuple[Flag, ...], bool]]:
    """The flags of each part, and whether it plainly tells of something that is as it should be.

    Both have to say so: the wording of the level that it resembles, and the model that reads reports.
    """
    flags = assistant.flag_each(parts)
    maybe = [part for part, found in zip(parts, flags, strict=True) if found and found[0].level in _UPPER]
    sure = dict(zip(maybe, assistant.flag_each(maybe, sure_by=SURE_BY), strict=True))
    vectors = assistant.vectors([text for part in maybe for text in weighed_parts(part)]) if maybe else {}

    def reads_well(part: str) -> bool:
        plain = sure.get(part, ())
        upper = bool(plain) and plain[0].level in _UPPER
        return upper and what_is_said([part], vectors, [0.0])[0] is Polarity.STRENGTH

    return [(found, reads_well(part)) for part, found in zip(parts, flags, strict=True)]
