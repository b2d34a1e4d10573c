"""Is a statement supported by the quotes it rests on? One check for whatever writes statements.

A statement is shown as it was written only where it is a sentence of its quote made shorter, with nothing added or
moved and nothing left out that the rest hangs on (`assistant/check/cuts.py`); the model is asked to write such
sentences. For free paraphrases models of our own were tried (how words align, rarity, denials, amounts, who): fitted on
the statements of five writers and measured on each left out, they could show at most one supported paraphrase in
fourteen before one in a hundred unsupported ones came through, most of them with the parts changed round. So where
nothing speaks against a paraphrase, its quotes are shown instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.check.cuts import cut_of, in_first_person
from assistant.check.facts import missing_facts
from assistant.check.features import check_features
from assistant.check.subjects import quoted_only
from assistant.patterns import load_data
from assistant.scope import without_instructions
from corpus.model import Encoder, Vector
from corpus.text import fold, sentences, slice_spans
from corpus.types import Span
from corpus.words import raw_words

MAX_WORDS = 60  # of one statement; a longer one claims more than can be compared, or taken in
_MIN_WORDS = 3
_MARKUP = re.compile(r"[<>{}\[\]]|\*\*|```")


@dataclass(frozen=True)
class Quote:
    """Words that a statement rests on.

    ``about`` names where they stand (headings, title, provider, publisher). ``claims`` are their sentences where they
    are known, with `assistant.check.cuts.LIST_MARK` before each item of a list; otherwise the text is cut. ``whole``
    are words of a framework, which mean little without their level and code: they are only shown whole.
    """

    text: str
    about: str = ""
    claims: tuple[str, ...] | None = None
    whole: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is compared, one sentence after the other."""
        return self.claims or tuple(sentences_of(self.text))

    @property
    def whole_claims(self) -> tuple[str, ...]:
        """The sentences that claim something by themselves, from which a statement may be cut."""
        return self.sentences if self.claims is None else self.claims


class Shown(StrEnum):
    """What is shown of a statement."""

    STATEMENT = "statement"  # it says what its quotes say
    QUOTES = "quotes"  # nothing speaks against it, but its quotes are shown instead
    NOTHING = "nothing"  # it says something that its quotes do not


@dataclass(frozen=True)
class Verdict:
    """What the check found.

    ``why`` says in plain English why the statement itself is not shown, or is empty. ``subject`` names the subject on
    which only quotes are shown, if any. ``sentence`` is the one that a statement shown as it was written is cut from,
    and ``text`` how it is shown: who speaks says "we".
    """

    shown: Shown
    why: str = ""
    subject: str = ""
    sentence: str = ""
    text: str = ""

    @property
    def supported(self) -> bool:
        """Whether the statement may be shown as it stands."""
        return self.shown is Shown.STATEMENT


class Checker:
    """Compares statements with quotes; what was encoded is remembered for as long as the checker lives."""

    def __init__(self, encoder: Encoder) -> None:
        """Keep the encoder; nothing is encoded yet."""
        self._encoder = encoder
        self._vectors: dict[str, Vector] = {}

    def check(self, statement: str, quotes: Sequence[Quote]) -> Verdict:
        """Compare a statement with the quotes that it rests on."""
        read = fold(statement)
        subject = quoted_only([read, *(quote.text for quote in quotes)], [quote.about for quote in quotes])
        if not subject and any(quote.whole for quote in quotes):
            subject = "framework"
        split = [sentence for quote in quotes for sentence in quote.sentences]
        against = _wrong(read, quotes, split)
        if against:
            return Verdict(Shown.NOTHING, against, subject)
        data = load_data("check.toml")
        claims = [sentence for quote in quotes for sentence in quote.whole_claims]
        said, whole = read, cut_of(read, claims)
        if whole is None:
            said = in_first_person(read, claims)
            whole = cut_of(said, claims)
        if whole is not None and not subject and len(said.split()) <= MAX_WORDS:
            return Verdict(Shown.STATEMENT, sentence=whole, text=said)
        kept = Verdict(Shown.QUOTES, data["reasons"]["subject" if subject else "unsure"], subject)
        against = "" if _stands_in(read, quotes) else _unlike(read)
        if against:
            return Verdict(Shown.NOTHING, against, subject)
        self._encode([read, *split])
        values = check_features(read, split, self._vectors)
        against = next((row["says"] for row in data["against"] if any(values[n] > 0 for n in row["features"])), "")
        if against or values["cosine"] < data["related"]["cosine"]:
            return Verdict(Shown.NOTHING, against or data["reasons"]["unrelated"], subject)
        return kept

    def _encode(self, texts: Sequence[str]) -> None:
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))


def holds_orders(text: str) -> bool:
    """Whether a text gives instructions to a program, or holds mark-up."""
    return without_instructions(text) != text or bool(_MARKUP.search(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a quote."""
    if not text.strip():
        return []
    return [slice_spans(text, spans) for spans in sentences(text, [Span(0, len(text))])]


def _wrong(statement: str, quotes: Sequence[Quote], split: Sequence[str]) -> str:
    """What rules out a statement before its words are weighed, or ""."""
    reasons = load_data("check.toml")["reasons"]
    if not split:
        return reasons["no_quote"]
    if len(statement.split()) < _MIN_WORDS:
        return reasons["length"]
    if _MARKUP.search(statement):
        return reasons["order"]
    source, about = " ".join(quote.text for quote in quotes), " ".join(quote.about for quote in quotes)
    facts = missing_facts(statement, source, about)
    return reasons["facts"].format(facts=", ".join(fact.removeprefix("every ") for fact in facts)) if facts else ""


def _unlike(statement: str) -> str:
    """What rules out a statement that is not in its quote's own words, or ""."""
    reasons = load_data("check.toml")["reasons"]
    if len(statement.split()) > MAX_WORDS:
        return reasons["length"]
    if statement.rstrip("”’\"')").endswith("?"):
        return reasons["question"]
    return reasons["order"] if holds_orders(statement) else ""


def _stands_in(statement: str, quotes: Sequence[Quote]) -> bool:
    """Whether the words of a statement stand in a quote in their order."""
    return any(_in_order(raw_words(statement), raw_words(quote.text)) for quote in quotes)


def _in_order(words: Sequence[str], among: Sequence[str]) -> bool:
    left = iter(among)
    return all(word in left for word in words)
