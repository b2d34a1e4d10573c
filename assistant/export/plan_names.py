"""Names of people in words that everybody will read: those that are surely names, and those that may be."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.export.plan_paper import says
from assistant.patterns import load_data
from assistant.plan.items import ActionItem, ActionPlan

_WORD = r"[^\W\d_][\w’'-]*"
_APOSTROPHES = "['’]"
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:;•\n“\"(])\s*$")
_GENITIVE = re.compile(rf"{_APOSTROPHES}s?$")
_BETWEEN_PEOPLE = re.compile(r"[,;/&\n()]|\band\b|\bwith\b")
_SHORTEST = 3


def shared_objective(item: ActionItem) -> str:
    """The objective, but only in the manager's own words and without gaps; else ""."""
    return "" if "objective" in item.drafted or "__" in item.objective else item.objective


def names_to_check(plan: ActionPlan) -> tuple[str, ...]:
    """What may be a name, or point to one person, in the words of a plan that its shared version shows.

    People with a title, people whom the plan names elsewhere, rooms, initials, and words with a capital letter that
    are no everyday ones. It misses some names and takes some everyday words for one, so somebody has to read the paper.
    """
    names = Names(plan)
    texts = (text for item in plan.items for text in (item.action, shared_objective(item), item.impact))
    return tuple(dict.fromkeys(name for text in texts for name in names.perhaps(text)))


class Names:
    """The people whom one plan names."""

    def __init__(self, plan: ActionPlan) -> None:
        """Look for them in what stands anywhere in the plan."""
        whole, parts = set[str](), set[str]()
        for text in _where_people_stand(plan):
            for name in _BETWEEN_PEOPLE.split(text):
                words = re.findall(_WORD, name)
                named = [word for word in words if word[0].isupper()] or words  # or all of “jane smith”
                telling = {word[0].upper() + word[1:] for word in named if not _is_everyday(word)}
                whole |= {" ".join(words)} if len(words) > 1 and telling else set()
                parts |= telling
        for text in _narratives(plan):
            for match in _titled().finditer(text):
                parts |= {word for word in re.findall(_WORD, match["name"]) if word[0].isupper()}
        parts = {_GENITIVE.sub("", part) for part in parts if not _is_everyday(part)}
        parts = {part for part in parts if len(part) >= _SHORTEST}
        self._sure = _any_of([rf"(?i:{_spelt(name)})" for name in whole], [_spelt(part) for part in parts])
        self._known = _any_of([rf"(?i:{_spelt(name)})" for name in (*whole, *parts)])

    def taken_out(self, text: str) -> str:
        """The text with everything that is surely a name replaced."""
        gap = says("shared", "left_out")
        text = _titled().sub(lambda match: gap if _is_titled(match) else match.group(), text)
        return re.sub(rf"{re.escape(gap)}(?:\s+{re.escape(gap)})+", gap, self._sure.sub(gap, text))

    def perhaps(self, text: str) -> Iterator[str]:
        """What may be a name in a text."""
        yield from (match.group() for match in _titled().finditer(text) if _is_titled(match))
        yield from (match.group() for match in self._known.finditer(text))
        yield from (match.group() for match in _pointing().finditer(text))
        for match in re.finditer(rf"(?<!\w){_WORD}", text):
            word = _GENITIVE.sub("", match.group())
            starts = _SENTENCE_STARTS.search(text[: match.start()]) and word == match.group()
            if len(word) > 1 and word[0].isupper() and word[1:].islower() and not starts and not _is_everyday(word):
                yield word


def _where_people_stand(plan: ActionPlan) -> Iterator[str]:
    yield plan.manager
    for item in plan.items:
        yield from (item.lead, item.others, item.safeguarding.by, item.notification.by, item.candour.by)
        yield from (task.who for task in item.tasks)


def _narratives(plan: ActionPlan) -> Iterator[str]:
    yield from (plan.name, plan.scope)
    for item in plan.items:
        yield from (value for value in vars(item).values() if isinstance(value, str))
        yield from (item.source.words, *(task.text for task in item.tasks))


def _any_of(*groups: Iterable[str]) -> re.Pattern[str]:
    """Any of the expressions as whole words, the longest first, with what hangs on to it by a hyphen."""
    found = [name for group in groups for name in sorted(group, key=lambda each: (-len(each), each))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?:{_APOSTROPHES}s)?(?:-\w+)*(?!\w)" if found else r"(?!)")


def _spelt(name: str) -> str:
    """A name as an expression, whatever its spaces and apostrophes look like."""
    return r"\s+".join(re.sub(r"['’]", _APOSTROPHES, re.escape(word)) for word in name.split())


@cache
def _titled() -> re.Pattern[str]:
    words = load_data("plan_papers.toml")["names"]
    titles = "|".join([*words["titles"], *words["job_titles"]])
    return re.compile(
        rf"(?<!\w)(?P<title>(?i:{titles}))\.?\s+(?P<name>(?:[^\W\d_]\.?\s+)*{_WORD}(?:\s+[A-Z][\w’'-]+)*)"
    )


def _is_titled(match: re.Match[str]) -> bool:
    """“mr smith” and “Sister Ann” are names; “Nurse Manager” and “miss doses” are none."""
    title, name = match["title"].casefold(), match["name"]
    if title in load_data("plan_papers.toml")["names"]["titles"]:
        return True
    return name[0].isupper() and (title != "miss" or match["title"][0].isupper()) and not _is_everyday(name.split()[0])


@cache
def _pointing() -> re.Pattern[str]:
    """Rooms and initials: “room 12”, “resident JB”, “J.S.”."""
    people = "|".join(re.escape(word) for word in load_data("plan_papers.toml")["names"]["people"])
    return re.compile(rf"(?<!\w)(?:(?i:{people})\s+(?:[A-Z]{{1,3}}|\d+[A-Za-z]?)|[A-Z]\.\s?[A-Z]\.?)(?!\w)")


def _is_everyday(word: str) -> bool:
    return _GENITIVE.sub("", word).casefold() in _everyday()


@cache
def _everyday() -> frozenset[str]:
    words = load_data("plan_papers.toml")["names"]
    return frozenset(word.casefold() for word in (*words["roles"], *words["everyday"]))
