"""Vectors of texts that are needed again and again, each encoded once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.model import Vector

if TYPE_CHECKING:
    from assistant.answering import Assistant

_MOST_HELD = 5_000


class Vectors:
    """Encodes texts and remembers their vectors; may be shared by threads."""

    def __init__(self, assistant: "Assistant") -> None:
        """Start with none."""
        self._assistant = assistant
        self._held: dict[str, Vector] = {}

    def of(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Vectors by text, in the order of the texts; what is new is encoded in one call."""
        known = {text: vector for text in texts if (vector := self._held.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        new = self._assistant.vectors(missing) if missing else {}
        if len(self._held) + len(new) > _MOST_HELD:
            self._held = {}
        self._held.update(new)
        return {text: known[text] if text in known else new[text] for text in dict.fromkeys(texts)}
