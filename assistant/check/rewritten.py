"""May a follow-up be looked up as a model rewrote it? Only if it still asks what was asked, with nothing brought in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.check.checker import holds_orders
from assistant.check.facts import missing_facts
from assistant.codes import CQC_CODES, Codes
from assistant.followup import asks, kind_of, levels_in, needs_more, own_words, pointing_back, without_opening
from assistant.glossary import Glossary
from assistant.patterns import compiled, load_data, plain
from assistant.scope import fixed_request, outside_subject
from assistant.sources import Sources
from corpus.words import keywords, raw_words, stem

_MIN_WORDS = 3
_TYPING_MISTAKE_FROM = 5  # letters
_ENDS = re.compile(r"[.?!;:](?=\s|$)")
_PLAIN_DENIALS = {"not", "no", "never", "nobody", "nothing", "none", "cannot", "nor", "neither", "without"}


@dataclass(frozen=True)
class Leaning:
    """A question that leans, and all that its words may be taken from.

    ``earlier`` are questions before it, oldest first; ``cited`` says where the last answer's quotes stand;
    ``understood`` is what rules make of the question.
    """

    question: str
    earlier: tuple[str, ...]
    cited: tuple[str, ...]
    understood: str

    @property
    def asked(self) -> str:
        """What was asked, now and just before, with what rules make of it."""
        return " . ".join([self.question, *self.earlier[-1:], self.understood])

    @property
    def grounds(self) -> str:
        """All that words may be taken from."""
        return " . ".join([self.question, self.understood, *self.earlier, *self.cited])


class RewriteCheck:
    """Compares rewritten questions with what they were made from."""

    def __init__(self, sources: Sources, codes: Codes = CQC_CODES) -> None:
        """Keep how documents and codes are named."""
        self._sources = sources
        self._codes = codes
        self._glossary = Glossary()

    def allows(self, written: str, leaning: Leaning) -> bool:
        """Whether a rewritten question may be looked up in the place of the one that leans."""
        return (
            _is_one_question(written)
            and _keeps(written, leaning)
            and self._brings_nothing_in(written, leaning)
            and self._stays_in_scope(written, leaning)
        )

    def _brings_nothing_in(self, written: str, leaning: Leaning) -> bool:
        data = load_data("generate.toml")["reading"]
        grounds = f"{leaning.grounds} . {self._spelt_out(leaning.grounds)}"
        levels = " ".join(levels_in(leaning.asked))
        frame = {stem(word) for word in (*data["asking"], *load_data("followup.toml")["leaning"]["frame"])}
        own, known = set(keywords(leaning.question)), {*keywords(grounds), *keywords(levels), *frame}
        words = set(keywords(written))
        return (
            not missing_facts(written, f"{grounds} . {levels}", data["names"])
            and words <= known
            and _stands_better(written, leaning, frame)
            and len(words - own) <= data["most_added"]
            and set(levels_in(written)) <= set(levels_in(leaning.asked))
            and set(self._codes.read(written)) <= set(self._codes.read(leaning.grounds))
            and _denials(written) <= _denials(leaning.asked)
        )

    def _stays_in_scope(self, written: str, leaning: Leaning) -> bool:
        """Whether it looks in the same documents and crosses no line of what is answered."""
        subject = outside_subject(leaning.question)
        return (
            self._documents([written]) <= self._documents([leaning.question, *leaning.earlier[-1:]])
            and set(self._codes.read(leaning.question)) <= set(self._codes.read(written))
            and fixed_request(written) is None
            and (subject is None or outside_subject(written) == subject)
        )

    def _documents(self, texts: Iterable[str]) -> set[str]:
        found = (self._sources.read(text) for text in texts)
        return {document for reference in found if reference for document in reference.documents}

    def _spelt_out(self, text: str) -> str:
        """What the abbreviations of a text stand for, and the abbreviations of what it spells out."""
        expansion = self._glossary.expand(text)
        return " . ".join([*expansion.spelt_out, *expansion.keywords])


def _is_one_question(written: str) -> bool:
    most = load_data("generate.toml")["reading"]["most_words"]
    ends = [match.start() for match in _ENDS.finditer(written)]
    whole = not ends or (len(ends) == 1 and ends[0] == len(written) - 1)
    return whole and _MIN_WORDS <= len(written.split()) <= most and asks(written) and not holds_orders(written)


def _stands_better(written: str, leaning: Leaning, frame: set[str]) -> bool:
    """Whether it leans less: something was put in, or nothing points back any more."""
    words = set(keywords(written))
    added = words - set(keywords(leaning.question))
    mended = not needs_more(written) and (added or pointing_back().search(leaning.question))
    return bool(added - frame) or bool(mended and words - frame)


def _keeps(written: str, leaning: Leaning) -> bool:
    """Whether all that the question says is still said: its words, levels, denials, and what it asks for."""
    question = without_opening(leaning.question)
    own = own_words(pointing_back().sub(" ", question))
    kind = kind_of(question)
    first = compiled(tuple(rf"^\W*{words}\b" for words in load_data("generate.toml")["reading"]["asks_for"]))
    asked = first.search(plain(question))
    return (
        all(_stands(word, written) for word in own)
        and set(levels_in(question)) <= set(levels_in(written))
        and _denials(question) <= _denials(written)
        and (kind is None or kind["id"] == "why" or kind_of(written) == kind)
        and (asked is None or asked.group().strip().casefold() in plain(written).casefold())
    )


def _stands(word: str, written: str) -> bool:
    """Whether a stem stands in a text, a typing mistake apart."""
    stems: Sequence[str] = keywords(written)
    if word in stems:
        return True
    return len(word) >= _TYPING_MISTAKE_FROM and any(
        found[:1] == word[:1] and OSA.distance(found, word) <= 1 for found in stems
    )


def _denials(text: str) -> set[str]:
    """The words of a text that deny, plain denials as one."""
    words = raw_words(plain(text))
    found = {word for word in words if word in set(load_data("check.toml")["negation"]["words"])}
    plainly = found & _PLAIN_DENIALS or any(re.fullmatch(r"\w+n't|cant|wont|dont|doesnt|didnt|isnt", w) for w in words)
    return {*(stem(word) for word in found - _PLAIN_DENIALS), *(["not"] if plainly else [])}
