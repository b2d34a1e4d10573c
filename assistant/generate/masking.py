"""Hiding what tells who somebody is before a text is sent to another machine, and putting it back afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.patterns import load_data
from assistant.types import Masked
from corpus.types import Span


@dataclass(frozen=True)
class _Kind:
    """One kind of personal words, with what stands in their place."""

    name: str
    mask: str
    patterns: tuple[re.Pattern[str], ...]
    not_names: frozenset[str]


class Masker:
    """Hides personal words in the texts of one question; the same words have the same mask everywhere."""

    def __init__(self) -> None:
        """Nothing is hidden yet."""
        self._masks: dict[str, str] = {}  # by the words, white space folded
        self._found: dict[str, Masked] = {}

    @property
    def masked(self) -> tuple[Masked, ...]:
        """What was hidden, in the order in which it was found."""
        return tuple(self._found.values())

    def mask(self, text: str) -> str:
        """The text with a mask, such as [PERSON 1], for each personal word in it."""
        parts, end = [], 0
        for span, kind in self._places(text):
            parts += [text[end : span.start], self._mask_of(text[span.start : span.end], kind)]
            end = span.end
        return "".join([*parts, text[end:]])

    def unmask(self, text: str) -> str:
        """The text with the words back that masks stand for; a mask that was never given stays."""
        back = {mask: words for words, mask in self._masks.items()}
        return re.sub(r"\[[A-Z ]+ \d+\]", lambda match: back.get(match.group(), match.group()), text)

    def _mask_of(self, words: str, kind: _Kind) -> str:
        folded = " ".join(words.split())
        if folded not in self._masks:
            number = 1 + sum(mask.startswith(f"[{kind.mask} ") for mask in self._masks.values())
            self._masks[folded] = f"[{kind.mask} {number}]"
            self._found[folded] = Masked(kind.name, folded)
        return self._masks[folded]

    def _places(self, text: str) -> list[tuple[Span, _Kind]]:
        """Where something has to be hidden, in order, none in another; a name also where it stands without a title."""
        taken: list[tuple[Span, _Kind]] = []
        for kind in _kinds():
            found = [span for pattern in kind.patterns for span in _spans(pattern, text, kind.not_names)]
            if kind.not_names:
                known = {text[span.start : span.end] for span in found} | set(self._names(kind))
                found += [span for name in known for span in _again(name, text)]
            for span in sorted(found, key=lambda s: (s.start, -s.end)):
                if not any(span.start < other.end and other.start < span.end for other, _ in taken):
                    taken.append((span, kind))
        return sorted(taken, key=lambda place: place[0])

    def _names(self, kind: _Kind) -> Iterator[str]:
        return (words for words, mask in self._masks.items() if mask.startswith(f"[{kind.mask} "))


def _spans(pattern: re.Pattern[str], text: str, not_names: frozenset[str]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        place = 1 if match.lastindex else 0
        if match[place].lower() not in not_names:
            yield Span(*match.span(place))


def _again(name: str, text: str) -> Iterator[Span]:
    """A name, or one of its longer words, wherever it stands as such."""
    for words in {name, *(word for word in name.split() if len(word) > 3)}:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield Span(*match.span())


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            row["name"],
            row["mask"],
            tuple(re.compile(pattern, re.IGNORECASE if row["ignore_case"] else 0) for pattern in row["patterns"]),
            frozenset(row.get("not_names", ())),
        )
        for row in load_data("masking.toml")["kind"]
    )
