"""Statements that are a sentence of their quote made shorter, so that what is left claims what the sentence claims.

A cut is let through only where every piece left out is of a kind that can go without changing the rest: an aside, a
purpose or examples at the end, an opening phrase, an item of a list. Words that narrow, deny, bind, limit, order, hedge
or tell who speaks are never among what is left out, unless in a clause of its own behind the rest.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.patterns import compiled, load_data, plain

LIST_MARK = "•"
_WORD = re.compile(r"[A-Za-z0-9£%]+(?:'[A-Za-z]+)?")
_TOKEN = re.compile(r"•|[a-z0-9£%]+(?:['/.@-][a-z0-9]+)*|[,;:()–—…]|(?<=\s)-(?=\s)")
_SHORT_FORMS = ((re.compile(r"\be\.g\.", re.IGNORECASE), "eg"), (re.compile(r"\bi\.e\.", re.IGNORECASE), "ie"))
_DASHES = {"–", "—", "-", ";", ":"}
_OPENING = 4  # words by which a clause of its own shows that it reaches back
_LONGEST_PIECE = 12  # words that may go from within a sentence, if it is one piece
_LONGEST_ITEM = 4  # words of each, if there are several


def cut_of(statement: str, sentences: Sequence[str]) -> str | None:
    """The first of these sentences that a statement is, whole or with pieces left out that change nothing, or None."""
    return next((text for text in sentences if _Cut(statement, text).is_sound()), None)


def in_first_person(statement: str, sentences: Sequence[str]) -> str:
    """A statement that says "they" where the sentence it is cut from says "we", with the sentence's own word.

    Whoever "they" are is easily taken for somebody else who is named near by; other statements come back as they are.
    """
    return next((found for text in sentences if (found := _with_own_words(statement, text)) is not None), statement)


def _with_own_words(statement: str, sentence: str) -> str | None:
    """The statement with "we" for "they", and so on, if that makes it a cut of a sentence."""
    spoken = load_data("check.toml")["cut"]["spoken"]
    places = iter(_WORD.findall(plain(sentence)))

    def own(match: re.Match[str]) -> str:
        word = match.group()
        kept = itertools.dropwhile(lambda other: not _is_said_for(word, other, spoken), places)
        found = next(kept, word)
        return found if found.lower() != word.lower() else word

    said = _WORD.sub(own, plain(statement))
    said = said[:1].upper() + said[1:]
    return said if _Cut(said, sentence).is_sound() else None


def _is_said_for(word: str, other: str, spoken: dict[str, str]) -> bool:
    """Whether a word of a statement stands for one of the sentence: the same, or "they" for "we"."""
    who, mark, rest = other.lower().partition("'")
    return word.lower() in {other.lower(), f"{spoken.get(who, who)}{mark}{rest}"}


def points_back(statement: str, sentence: str) -> bool:
    """Whether a statement, cut from a sentence, has words that stand for something before that sentence."""
    data = load_data("check.toml")["cut"]
    first = next((token for token in _tokens(sentence) if token[0].isalnum()), "")
    return first.partition("'")[0] in data["pointing"] or bool(_whole(data["shows"]).search(plain(statement)))


@dataclass(frozen=True)
class _Cut:
    """A statement laid along a sentence, word by word."""

    statement: str
    sentence: str

    @cached_property
    def _here(self) -> tuple[str, ...]:
        return tuple(token for token in _tokens(self.statement) if token[0].isalnum())

    @cached_property
    def _there(self) -> tuple[str, ...]:
        return _tokens(self.sentence)

    def is_sound(self) -> bool:
        """Whether the words stand in the sentence, in order, and all that is between them can go."""
        if self.sentence.rstrip("”’\"') ").endswith("?") or self._hangs():
            return False
        ends = {-1}  # where in the sentence the words so far may end
        for place, word in enumerate(self._here):
            found = {n for n, other in enumerate(self._there) if self._same(word, other, first=place == 0)}
            after = {n for n in found if any(end < n and self._can_go(end + 1, n) for end in ends)}
            if word in _data().added:
                after |= ends
            if not after:
                return False
            ends = after
        return any(end >= 0 and self._can_go(end + 1, len(self._there)) for end in ends)

    def _hangs(self) -> bool:
        """Whether the statement ends in a word that cannot end a sentence, and its sentence does not."""
        ends = [next((t for t in reversed(tokens) if t[0].isalnum()), "") for tokens in (self._here, self._there)]
        return ends[0] in load_data("check.toml")["cut"]["hanging"] and ends[0] != ends[1]

    @staticmethod
    def _same(word: str, other: str, *, first: bool) -> bool:
        """Whether two words are one: alike, with or without "s", "review" for "reviewing" at first."""
        if word in {other, f"{other}s", f"{other}es"} or other in {f"{word}s", f"{word}es"}:
            return True
        return first and other in {f"{word}ing", f"{word.removesuffix('e')}ing", f"{word}{word[-1:]}ing"}

    def _can_go(self, start: int, end: int) -> bool:
        """Whether what stands from one place up to another can be left out."""
        gone = self._there[start:end]
        words = [token for token in gone if token[0].isalnum()]
        if all(word in _data().idle for word in words):
            return not words or not self._denied(start)
        if self._items(start, end):
            return not self._counted(start)
        if start == 0:
            return self._starting(gone, words)
        ending = self._ending(start, gone, words) if end == len(self._there) else None
        return self._within(start, end, words) if ending is None else ending

    @staticmethod
    def _starting(gone: Sequence[str], words: Sequence[str]) -> bool:
        """Whether the beginning of a sentence can go."""
        text = " ".join(words)
        if all(word in _data().joining for word in words):
            return True
        return gone[-1] == "," and bool(_data().openings.match(text)) and not _data().bound.search(text)

    def _ending(self, start: int, gone: Sequence[str], words: Sequence[str]) -> bool | None:
        """Whether the end of a sentence can go, if it is something of its own: a clause, examples, a purpose."""
        text = " ".join(words)
        if gone[0] in _DASHES:
            return not _data().reaching.search(" ".join(words[:_OPENING]))
        if _data().examples.match(text):
            return not self._narrowed(start)
        if _data().tails.match(text) or (gone[0] == "," and _data().comments.match(text)):
            needed = words[0] == "to" and _data().needing.search(self._clause(start))
            return not needed and not _data().reaching.search(text)
        return None

    def _within(self, start: int, end: int, words: Sequence[str]) -> bool:
        """Whether what stands within a sentence, or items at its end, can go."""
        gone = self._there[start:end]
        if words == ["to"]:
            return self._there[start - 1] == "and"
        if _data().bound.search(" ".join(words)):
            return False
        if "(" in gone[:2] and ")" in gone[-2:] and gone.count("(") == 1:
            return True
        return self._opens(start, words) and self._closes(end) and not self._narrowed(start) and self._held(gone, end)

    def _denied(self, start: int) -> bool:
        """Whether the word before is denied: "not just" and "not" are two things."""
        return start > 0 and bool(_data().denying.search(self._there[start - 1]))

    def _items(self, start: int, end: int) -> bool:
        """Whether the gap is made of whole items of a list."""
        places = [n for n in range(start, end) if self._there[n][0].isalnum()]
        before, after = self._there[max(0, start - 1) : places[0]], self._there[places[-1] + 1 : end + 1]
        return LIST_MARK in before and (LIST_MARK in after or end == len(self._there))

    def _opens(self, start: int, words: Sequence[str]) -> bool:
        """Whether something new begins where the gap begins."""
        return not (self._there[start][0].isalnum() and words[0] != "and" and self._there[start - 1][0].isalnum())

    def _closes(self, end: int) -> bool:
        """Whether something ends where the gap ends."""
        after = self._there[end : end + 1]
        return not after or not self._there[end - 1][0].isalnum() or not after[0][0].isalnum() or after[0] == "and"

    def _narrowed(self, start: int) -> bool:
        """Whether the words before the gap, back to the last mark, open what narrows, or say how many there are."""
        clause = _data().telling.sub(" ", self._clause(start))
        return bool(_data().narrowing.search(clause)) or self._counted(start)

    def _clause(self, start: int) -> str:
        """The words before a gap, back to the last mark."""
        return re.split(r"[,;:()–—•]", " ".join(self._there[:start]))[-1]

    def _counted(self, start: int) -> bool:
        return bool(_data().counting.search(" ".join(self._there[:start])))

    def _held(self, gone: Sequence[str], end: int) -> bool:
        """Whether what goes from within a sentence is short enough to be items, and no clauses."""
        if end == len(self._there):
            return True
        sizes = [len(piece.split()) for piece in re.split(r"[,;:–—•]", " ".join(gone)) if piece.strip()]
        return max(sizes) <= (_LONGEST_PIECE if len(sizes) == 1 else _LONGEST_ITEM)


@dataclass(frozen=True)
class _Data:
    """The words of ``[cut]`` in ``check.toml``, as sets and patterns."""

    added: frozenset[str]
    idle: frozenset[str]
    joining: frozenset[str]
    bound: re.Pattern[str]
    reaching: re.Pattern[str]
    openings: re.Pattern[str]
    tails: re.Pattern[str]
    examples: re.Pattern[str]
    comments: re.Pattern[str]
    narrowing: re.Pattern[str]
    counting: re.Pattern[str]
    telling: re.Pattern[str]
    denying: re.Pattern[str]
    needing: re.Pattern[str]


@cache
def _data() -> _Data:
    data = load_data("check.toml")
    cut = data["cut"]
    condition = data["condition"]["patterns"]
    order = [*data["order"]["before"], *data["order"]["after"]]
    claims = [pattern for row in (*data["strength"], *data["amount"]) for pattern in row["patterns"]]
    return _Data(
        frozenset(cut["added"]),
        frozenset(cut["idle"]),
        frozenset(cut["joining"]),
        _whole([*cut["bound"], *cut["reaching"], *data["negation"]["words"], *condition, *order, *claims]),
        _whole([*cut["reaching"], *condition, *order]),
        *(_opening_with(cut[name]) for name in ("openings", "tails", "examples", "comments")),
        *(_whole(cut[name]) for name in ("narrowing", "counting", "telling", "denying", "needing")),
    )


def _opening_with(patterns: Sequence[str]) -> re.Pattern[str]:
    return compiled(tuple(rf"(?:{pattern})\b" for pattern in patterns))


def _whole(patterns: Sequence[str]) -> re.Pattern[str]:
    return compiled(tuple(rf"\b(?:{pattern})\b" for pattern in patterns))


def _tokens(text: str) -> tuple[str, ...]:
    lowered = plain(text).lower()
    for pattern, form in _SHORT_FORMS:
        lowered = pattern.sub(form, lowered)
    return tuple(_TOKEN.findall(lowered))
