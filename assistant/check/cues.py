"""Words that change what a sentence claims: denying, binding, amounts, order, opposites, and who does it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.patterns import load_data, plain
from corpus.words import STOP_WORDS, stem

_TOKEN = re.compile(r"[a-z0-9£%]+(?:['-][a-z]+)*|[,;.:]")
_DENIED = 6  # words that follow one that denies
_BOUND = {",", ";", ".", ":", "but"}
_LETTERS = 4  # that two words have to share
_HOLDS = 0.5  # of a part of an ordered pair, so that it counts as the same


@dataclass(frozen=True)
class Sentence:
    """A sentence read for its cues; ``tokens`` are its words in lower case with the marks that part clauses."""

    text: str

    @cached_property
    def lowered(self) -> str:
        """The text in lower case with plain apostrophes."""
        return plain(self.text).lower()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Words and marks, in order."""
        return tuple(_TOKEN.findall(self.lowered))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of the words that carry meaning, in order."""
        return tuple(stem_of(token) for token in self.tokens if _means(token))

    @cached_property
    def denied(self) -> frozenset[str]:
        """Stems that are denied."""
        found: set[str] = set()
        left = 0
        for token in self.tokens:
            if token in _denying() or token.endswith("n't"):
                left = _DENIED
            elif token in _BOUND:
                left = 0
            elif left:
                left -= 1
                found |= {stem_of(token)} if _means(token) else set()
        return frozenset(found)

    @cached_property
    def denials(self) -> int:
        """How many words deny."""
        return sum(token in _denying() or token.endswith("n't") for token in self.tokens)

    @cached_property
    def may_deny(self) -> bool:
        """Whether it denies something, or may do so in other words."""
        return bool(self.denials or _otherwise().search(self.lowered))

    @cached_property
    def strength(self) -> int:
        """3 for must, 2 for should, 1 for may, 0 where nothing says."""
        return max((level for level, pattern in _strengths() if pattern.search(self.lowered)), default=0)

    @cached_property
    def weakest(self) -> int:
        """As `strength`, the weakest; 0 where nothing says."""
        return min((level for level, pattern in _strengths() if pattern.search(self.lowered)), default=0)

    @cached_property
    def agents(self) -> tuple[tuple[str, int], ...]:
        """Who is named, each with its place among the tokens."""
        return tuple((who, n) for n, token in enumerate(self.tokens) if (who := _agent_of().get(token)))

    @cached_property
    def ordered(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Pairs of what comes first and what comes later, as stems."""
        return tuple(_ordered(self.lowered))

    def amount(self, name: str) -> bool:
        """Whether it says ``all``, ``most`` or ``some``."""
        return bool(_amounts()[name].search(self.lowered))

    @cached_property
    def conditional(self) -> bool:
        """Whether it holds under a condition."""
        return bool(_condition().search(self.lowered))


def stem_of(word: str) -> str:
    """The stem of a word, one for all words that mean the same here."""
    return _alike().get(word) or stem(word.replace("'", ""))


def _means(token: str) -> bool:
    return token[0].isalnum() and token not in STOP_WORDS and token not in _denying()


def contents(text: str) -> list[str]:
    """Stems of the words that carry meaning, those that deny left out."""
    return list(Sentence(text).stems)


def turned_round(statement: Sequence[str], source: Sequence[str]) -> list[str]:
    """Words of a statement whose opposite stands in the source and that do not stand there themselves."""
    here, there = set(statement), set(source)
    found = []
    for one, other in _opposites():
        for word, against in ((one, other), (other, one)):
            if word in here and word not in there and against in there and against not in here:
                found.append(word)
    return found + [word for word in statement if word not in there and any(_unmade(word, other) for other in there)]


def _unmade(word: str, other: str) -> bool:
    """Whether one word is the other with "un", "in" and the like before it, as far as their first letters tell."""
    for one, two in ((word, other), (other, word)):
        made = next((one[len(p) :] for p in ("non", "dis", "un", "in", "im", "ir", "il") if one.startswith(p)), "")
        if len(made) >= _LETTERS and len(two) >= _LETTERS and made[: _LETTERS + 1] == two[: _LETTERS + 1]:
            return True
    return False


def crossed(statement: Sentence, sources: Iterable[Sentence]) -> tuple[int, int]:
    """How many ordered pairs of a statement stand the other way round in the source, and how many not at all."""
    pairs = [pair for source in sources for pair in source.ordered]
    wrong = unknown = 0
    for first, later in statement.ordered:
        same = max((min(_held(first, a), _held(later, b)) for a, b in pairs), default=0.0)
        other = max((min(_held(first, b), _held(later, a)) for a, b in pairs), default=0.0)
        same_sum = max((_held(first, a) + _held(later, b) for a, b in pairs), default=0.0)
        other_sum = max((_held(first, b) + _held(later, a) for a, b in pairs), default=0.0)
        if other > same or (other == same and other_sum > same_sum):
            wrong += 1
        elif same < _HOLDS:
            unknown += 1
    return wrong, unknown


def _held(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _ordered(lowered: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    data = load_data("check.toml")["order"]
    for clause in re.split(r"(?<=[.!?;])\s", lowered):
        opening = re.match(rf"\W*(?:{_any(data['after'])})\b(.+?),(.+)", clause)
        if opening:
            yield _part(opening[1]), _part(opening[2])
            continue
        opening = re.match(rf"\W*(?:{_any(data['before'])})\b(.+?),(.+)", clause)
        if opening:
            yield _part(opening[2]), _part(opening[1])
            continue
        pieces = re.split(rf"\b({_any([*data['before'], *data['after']])})\b", clause)
        for left, cue, right in zip(pieces[0::2], pieces[1::2], pieces[2::2], strict=False):
            pair = (_part(left), _part(right))
            if all(pair):
                held = Sentence(left).denials or re.search(rf"\b(?:{_any(data['waiting'])})\b", left)
                awaited = cue == "until" and held  # "not this until that" has that first
                yield pair if cue in data["before"] and not awaited else (pair[1], pair[0])
        starts = re.search(rf"\b(?:{_any(data['first'])})\b(.+?)[,;](.+)", clause)
        if starts and len(pieces) == 1:
            yield _part(starts[1]), _part(starts[2])


def _part(text: str) -> frozenset[str]:
    return frozenset(contents(text))


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def directed(lowered: str) -> bool:
    """Whether a text (lower case) tells cause and effect or compares."""
    return bool(re.search(rf"\b(?:{_any(load_data('check.toml')['direction']['words'])})\b", lowered))


@cache
def _denying() -> frozenset[str]:
    return frozenset(load_data("check.toml")["negation"]["words"])


@cache
def _otherwise() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_data('check.toml')['negation']['otherwise'])})\b")


@cache
def _strengths() -> tuple[tuple[int, re.Pattern[str]], ...]:
    rows = load_data("check.toml")["strength"]
    return tuple((row["level"], re.compile(rf"\b(?:{'|'.join(row['patterns'])})\b")) for row in rows)


@cache
def _amounts() -> dict[str, re.Pattern[str]]:
    rows = load_data("check.toml")["amount"]
    return {row["id"]: re.compile(rf"\b(?:{'|'.join(row['patterns'])})\b") for row in rows}


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(load_data('check.toml')['condition']['patterns'])})\b")


@cache
def _agent_of() -> dict[str, str]:
    return {word: who for who, words in load_data("check.toml")["agents"].items() for word in words}


@cache
def _alike() -> dict[str, str]:
    return {word: stem(group[0]) for group in load_data("check.toml")["alike"]["groups"] for word in group}


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    return tuple((stem_of(one), stem_of(other)) for one, other in load_data("check.toml")["opposites"]["pairs"])
