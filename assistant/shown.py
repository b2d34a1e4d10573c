"""What an answer before showed: the passages it cited, told from its citations or else from its words."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from assistant.patterns import plain
from assistant.types import Cited, Turn
from corpus.index import Index

_OPENING_CHARS = 45  # of a passage, by which its words are known again in an answer that is only text
_MIN_CHARS = 25
_CASE = re.compile(r"\bcase study \d+(?:\.\d+)?\b", re.IGNORECASE)
_MIN_NAME_WORDS = 2  # a provider's name of one word may be an everyday word


class ShownBefore:
    """Knows the passages of an index again in the turns of a conversation."""

    def __init__(self, index: Index) -> None:
        """Note where every passage stands, how it begins, and which case studies there are."""
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._openings: list[tuple[str, int]] = []
        self._named: dict[str, int] = {}
        self._numbers = index.number
        for number, passage in enumerate(index.passages):
            for span in passage.spans:
                self._places.setdefault(passage.document_id, []).append((span.start, number))
            opening = plain(passage.text)[:_OPENING_CHARS]
            if len(opening) >= _MIN_CHARS:
                self._openings.append((opening, number))
            for name in (*_CASE.findall(" ".join(passage.heading)), passage.provider):
                if len(name.split()) >= _MIN_NAME_WORDS and "not named" not in name:
                    self._named.setdefault(name.casefold(), number)
        for places in self._places.values():
            places.sort()

    def last(self, history: Sequence[Turn]) -> tuple[int, ...]:
        """The passages that the last answer with any showed, in its order; answers without are passed over."""
        answers = (turn for turn in reversed(history) if turn.role == "assistant")
        return next((shown for turn in answers if (shown := self.of(turn))), ())

    def of(self, turn: Turn) -> tuple[int, ...]:
        """The passages that one answer showed."""
        if turn.cited:
            found = [self._place(cited) for cited in turn.cited]
            return tuple(dict.fromkeys(number for number in found if number is not None))
        text = plain(turn.content)
        quoted = sorted((place, number) for opening, number in self._openings if (place := text.find(opening)) >= 0)
        if quoted:
            return tuple(dict.fromkeys(number for _, number in quoted))
        lower = text.casefold()
        named = sorted((place, number) for name, number in self._named.items() if (place := lower.find(name)) >= 0)
        return tuple(dict.fromkeys(number for _, number in named[:1]))

    def _place(self, cited: Cited) -> int | None:
        """The passage of a quote: by its name, or else by its place in the document; None if it is not held."""
        if cited.passage_id or not cited.spans:
            return self._numbers.get(cited.passage_id)
        places = self._places.get(cited.document_id, [])
        at = bisect_right(places, cited.spans[0].start, key=lambda place: place[0]) - 1
        return places[at][1] if at >= 0 else None
