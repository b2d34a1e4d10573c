"""Forgiving typing mistakes: an unknown word becomes the likeliest known one, or stays."""

from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from corpus.vocabulary import Vocabulary
from corpus.words import STOP_WORDS, raw_words

_MIN_LETTERS = 5
_TWO_MISTAKES_FROM = 8


class Speller:
    """Corrects words that are neither English nor in the corpus."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Keep the words worth correcting to."""
        self._counts = vocabulary.counts
        self._targets = [w for w in vocabulary.counts if len(w) >= _MIN_LETTERS - 1 and w.isalpha()]

    @cached_property
    def _english(self) -> SpellChecker:
        return SpellChecker(language="en", distance=1)

    def correct(self, text: str) -> str:
        """The text with likely typing mistakes mended; everything else is left as it stands."""
        return " ".join(self._correct_word(word) for word in text.split())

    def knows_any(self, text: str) -> bool:
        """Whether any word of the text is English or stands in the corpus; numbers and single letters do not count."""
        words = [word for word in raw_words(text) if len(word) > 1 and word.isalpha()]
        return any(word in STOP_WORDS or word in self._counts for word in words) or bool(self._english.known(words))

    def _correct_word(self, word: str) -> str:
        core = word.strip(".,;:!?()\"'’‘“”").lower()
        if len(core) < _MIN_LETTERS or not core.isalpha() or core in STOP_WORDS or core in self._counts:
            return word
        if self._english.known([core]):
            return word
        allowed = 2 if len(core) >= _TWO_MISTAKES_FROM else 1
        near = process.extract(core, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        near = [(target, distance) for target, distance, _ in near if target[0] == core[0]]
        if not near:
            return word
        best = min(near, key=lambda pair: (pair[1], -self._counts[pair[0]]))[0]
        return word.lower().replace(core, best)
