"""Which words stand where: for spelling, for rarity, and for how much of a question a passage speaks about."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.words import keywords, raw_words


@dataclass(frozen=True)
class Vocabulary:
    """Words and stems of an index.

    ``counts``: how often each word (lower case) stands in passages and lay questions; ``passages``: the
    stems of each passage and its lay questions; ``frequency``: how many passages hold a stem.
    """

    counts: dict[str, int]
    passages: tuple[frozenset[str], ...]
    frequency: dict[str, int]

    def rarity(self, word: str) -> float:
        """Inverse document frequency of a stem, 0 and up; an unknown stem is as rare as can be."""
        return math.log((len(self.passages) + 1) / (self.frequency.get(word, 0) + 1))

    def share_covered(self, words: Iterable[str], numbers: Sequence[int]) -> float:
        """Share of the stems, weighted by rarity, that stand in any of the passages; 1 for no stems."""
        held: set[str] = set().union(*(self.passages[n] for n in numbers)) if numbers else set()
        weights = {word: self.rarity(word) for word in words}
        total = sum(weights.values())
        return sum(w for word, w in weights.items() if word in held) / total if total else 1.0

    def share_unknown(self, words: Iterable[str]) -> float:
        """Share of the stems, weighted by rarity, that stand nowhere; 0 for no stems."""
        weights = {word: self.rarity(word) for word in words}
        total = sum(weights.values())
        return sum(w for word, w in weights.items() if word not in self.frequency) / total if total else 0.0


def write_vocabulary(path: Path, texts: Sequence[str]) -> None:
    """Write the vocabulary of the texts, one per passage."""
    counts = Counter(word for text in texts for word in raw_words(text))
    stems = [sorted(set(keywords(text))) for text in texts]
    path.write_text(json.dumps({"counts": counts, "passages": stems}), encoding="utf-8")


def read_vocabulary(path: Path) -> Vocabulary:
    """Read what `write_vocabulary` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    passages = tuple(frozenset(stems) for stems in data["passages"])
    return Vocabulary(data["counts"], passages, dict(Counter(stem for stems in passages for stem in stems)))
