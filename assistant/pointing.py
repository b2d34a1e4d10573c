"""Pointing at what the last answer showed: "the third tip", "number 4", "that case study", "the last one"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.patterns import load_data, plain
from corpus.types import Kind, Passage

_LEAST_LISTED = 3
_STORIES = {Kind.CASE, Kind.EXAMPLE}


@dataclass(frozen=True)
class Pointed:
    """What a question points at.

    ``words`` are those that point; ``place`` counts from 0 among the passages shown; None says that the last
    answer showed fewer of that sort, namely ``there``.
    """

    words: str
    place: int | None
    there: int = 0


@dataclass(frozen=True)
class _Pattern:
    expression: re.Pattern[str]
    kinds: tuple[str, ...] = ()
    numbered: bool = False  # by the numbers of the citations


def pointed_at(question: str, shown: Sequence[Passage]) -> Pointed | None:
    """What a question points at among the passages shown, in their order; None if it points at nothing."""
    if not shown:
        return None
    text = plain(question)
    for pattern in _patterns():
        match = pattern.expression.search(text)
        if not match:
            continue
        places = list(range(len(shown))) if pattern.numbered else _of_kind(shown, pattern.kinds)
        if not places:
            continue
        which = _number(match.groupdict())
        at = which - 1 if which > 0 else len(places) + which
        words = match.group().strip(" ,.?!")
        return Pointed(words, places[at] if 0 <= at < len(places) else None, len(places))
    return None


def without_pointing(question: str) -> str:
    """The question without the words that point."""
    text = plain(question)
    for pattern in _patterns():
        text = pattern.expression.sub(" ", text)
    return " ".join(text.split())


def _of_kind(shown: Sequence[Passage], kinds: Sequence[str]) -> list[int]:
    """Places among what is shown, of the first of the kinds that there is any of; the same words count once.

    Of a case study or example each counts once, however many of its paragraphs are shown.
    """
    for kind in kinds or ("",):
        seen: dict[str, int] = {}
        for place, passage in enumerate(shown if kind else _leading(shown)):
            if kind and passage.kind != kind:
                continue
            whole = kind and passage.kind in _STORIES and passage.units
            seen.setdefault(_story(passage) if whole else passage.text, place)
        if seen:
            return list(seen.values())
    return []


def _leading(shown: Sequence[Passage]) -> Sequence[Passage]:
    """Of an answer that leads with a list, the items of that list; else all that it showed."""
    first = next((unit for unit in shown[0].units if re.search("#(?:list|kloe):", unit)), "")
    length = next((n for n, passage in enumerate(shown) if first not in passage.units), len(shown)) if first else 0
    return shown[:length] if length >= _LEAST_LISTED else shown


def _story(passage: Passage) -> str:
    return next((unit for unit in passage.units if re.search("#(?:case|example):", unit)), passage.units[0])


def _number(groups: dict[str, str | None]) -> int:
    data = load_data("followup.toml")
    ordinal, number = (groups.get("ordinal") or "").lower(), (groups.get("number") or "").lower()
    if ordinal:
        return data["ordinal"][ordinal]
    if number:
        return int(number) if number.isdigit() else data["number"][number]
    return 1


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """Expressions, the ones that name a kind first."""
    data = load_data("followup.toml")
    ordinals = rf"(?P<ordinal>{'|'.join(data['ordinal'])})"
    numbers = rf"(?P<number>\d{{1,2}}|{'|'.join(data['number'])})"
    found = []
    for row in data["shown"]:
        names = f"(?:{'|'.join(row['words'])})"
        kinds = tuple(row["kinds"])
        forms = [
            rf"\b(?:the |that |your )?{ordinals} {names}\b",
            rf"\b{names} (?:number |no\.? ?|#)?{numbers}\b(?![.\d])",
        ]
        forms += [rf"\b(?:that|this|the same) {names}\b"] if kinds else []
        found += [_Pattern(re.compile(form, re.IGNORECASE), kinds, row.get("all", False)) for form in forms]
    bare = rf"(?:^|\b(?:the|and|number|about) ){ordinals}(?=\W*(?:please\W*)?$|,)"
    cited = r"\[(?P<number>\d{1,2})\]"
    return (*found, _Pattern(re.compile(bare, re.IGNORECASE)), _Pattern(re.compile(cited), numbered=True))
