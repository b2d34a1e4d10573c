"""Is a statement supported by the quotes it rests on? One check for whatever writes statements."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assistant.check.cues import Sentence
from assistant.check.facts import missing_facts
from assistant.check.features import check_features
from assistant.check.shortened import is_shortened
from assistant.check.subjects import quoted_only
from assistant.patterns import load_data
from assistant.scope import without_instructions
from assistant.text_model import load_model
from corpus.model import Encoder, Vector
from corpus.text import fold, sentences, slice_spans
from corpus.types import Span
from corpus.vocabulary import Vocabulary

MAX_WORDS = 60  # of one statement; a longer one claims more than can be compared
_MIN_WORDS = 3
_MARKUP = re.compile(r"[<>{}\[\]]|\*\*|```|https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True)
class Quote:
    """Words that a statement rests on; ``about`` names where they stand (headings, title, provider, publisher)."""

    text: str
    about: str = ""


class Shown(StrEnum):
    """What is shown of a statement."""

    STATEMENT = "statement"  # it says what its quotes say
    QUOTES = "quotes"  # nothing speaks against it, but its quotes are shown instead
    NOTHING = "nothing"  # it says something that its quotes do not


@dataclass(frozen=True)
class Verdict:
    """What the check found.

    ``why`` says in plain English why the statement itself is not shown, or is empty. ``probability`` (0 to 1) is of
    being supported; 0 where a rule decided. ``subject`` names the subject on which only quotes are shown, if any.
    """

    shown: Shown
    why: str = ""
    probability: float = 0.0
    subject: str = ""

    @property
    def supported(self) -> bool:
        """Whether the statement may be shown as it stands."""
        return self.shown is Shown.STATEMENT


class Checker:
    """Compares statements with quotes; what was encoded is remembered for as long as the checker lives."""

    def __init__(self, vocabulary: Vocabulary, encoder: Encoder) -> None:
        """Keep what is needed; nothing is encoded yet."""
        self._vocabulary = vocabulary
        self._encoder = encoder
        self._vectors: dict[str, Vector] = {}

    def prepare(self, texts: Iterable[str]) -> None:
        """Encode the sentences and words of quotes beforehand, so that checking is quick."""
        split = [sentence for text in texts for sentence in sentences_of(text)]
        self._encode([*split, *(token for text in split for token in _words(text))])

    def check(self, statement: str, quotes: Sequence[Quote]) -> Verdict:
        """Compare a statement with the quotes that it rests on."""
        read = fold(statement)
        subject = quoted_only([read, *(quote.text for quote in quotes)], [quote.about for quote in quotes])
        wrong = self._wrong(read, quotes)
        if wrong:
            return Verdict(Shown.NOTHING, wrong, subject=subject)
        values = self.features(read, quotes)
        against = _against(values)
        if against:
            return Verdict(Shown.NOTHING, against, subject=subject)
        model = load_model("check_model.json")
        probability = supported_probability(values, model)
        reasons = load_data("check.toml")["reasons"]
        shortened = is_shortened(read, [text for quote in quotes for text in sentences_of(quote.text)])
        if not shortened and (_doubtful(values) or probability < model["threshold"]):
            related = values["cosine"] >= model["related"]
            shown = Shown.QUOTES if related else Shown.NOTHING
            return Verdict(shown, reasons["unsure" if related else "unrelated"], probability, subject)
        if subject:
            return Verdict(Shown.QUOTES, reasons["subject"], probability, subject)
        return Verdict(Shown.STATEMENT, "", probability)

    def may_be_shown(self, statement: str, quotes: Sequence[Quote]) -> bool:
        """Whether neither a rule nor the subject keeps a statement back, whatever its probability."""
        read = fold(statement)
        if self._wrong(read, quotes):
            return False
        values = self.features(read, quotes)
        if _against(values) or _doubtful(values):
            return False
        return not quoted_only([read, *(quote.text for quote in quotes)], [quote.about for quote in quotes])

    def features(self, statement: str, quotes: Sequence[Quote]) -> dict[str, float]:
        """What is measured of a statement and its quotes, of which there must be one with words."""
        read = fold(statement)
        split = [sentence for quote in quotes for sentence in sentences_of(quote.text)]
        about = " ".join(quote.about for quote in quotes)
        self._encode([read, *split])
        near = self._near_words(read, split)
        return check_features(read, split, self._vectors, self._vocabulary, near, about)

    def _wrong(self, statement: str, quotes: Sequence[Quote]) -> str:
        reasons = load_data("check.toml")["reasons"]
        if not any(sentences_of(quote.text) for quote in quotes):
            return reasons["no_quote"]
        words = len(statement.split())
        if words < _MIN_WORDS or words > MAX_WORDS:
            return reasons["length"]
        if statement.rstrip("”’\"')").endswith("?"):
            return reasons["question"]
        if without_instructions(statement) != statement or _MARKUP.search(statement):
            return reasons["order"]
        source, about = " ".join(quote.text for quote in quotes), " ".join(quote.about for quote in quotes)
        facts = missing_facts(statement, source, about)
        return reasons["facts"].format(facts=", ".join(fact.removeprefix("every ") for fact in facts)) if facts else ""

    def _near_words(self, statement: str, split: Sequence[str]) -> float:
        """Of the words that do not stand in the quotes: how near the least near of them comes (cosine); 1 if none."""
        known = {stem for text in split for stem in Sentence(text).stems}
        missing = [token for token in _words(statement) if not set(Sentence(token).stems) <= known]
        there = [token for text in split for token in _words(text)]
        if not missing or not there:
            return 1.0 if there else 0.0
        self._encode([*missing, *there])
        beside = np.stack([self._vectors[token] for token in there])
        return min(float((beside @ self._vectors[token]).max()) for token in missing)

    def _encode(self, texts: Sequence[str]) -> None:
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))


def supported_probability(values: dict[str, float], model: dict[str, Any]) -> float:
    """Probability of being supported, by a logistic regression."""
    total = model["intercept"] + sum(weight * values[name] for name, weight in model["weights"].items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def sentences_of(text: str) -> list[str]:
    """The sentences of a quote."""
    if not text.strip():
        return []
    return [slice_spans(text, spans) for spans in sentences(text, [Span(0, len(text))])]


def _words(text: str) -> list[str]:
    """The words of a text that carry meaning."""
    return [token for token in dict.fromkeys(Sentence(text).tokens) if Sentence(token).stems]


def _doubtful(values: dict[str, float]) -> bool:
    """Whether something about a statement cannot be compared with its quotes."""
    doubt = load_data("check.toml")["doubt"]
    return values["covered"] < doubt["least_covered"] or any(values[name] > 0 for name in doubt["features"])


def _against(values: dict[str, float]) -> str:
    """What plainly speaks against a statement: the first reason of ``check.toml`` that holds, or ""."""
    for row in load_data("check.toml")["against"]:
        if any(values[name] > 0 for name in row["features"]):
            return row["says"]
    return ""
