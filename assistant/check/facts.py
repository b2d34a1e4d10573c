"""What a statement must not invent: numbers, lengths of time, how often, dates, codes, names and addresses."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.patterns import load_data, plain

_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000", "twice": "2",
    "double": "2", "half": "1/2", "third": "1/3", "quarter": "1/4", "dozen": "12",
}  # fmt: skip
_UNIT = r"(?:working |calendar |full )?(?:minute|hour|day|week|fortnight|month|quarter|year|per cent|percent|%|mile)s?"
_NUMBER = re.compile(rf"(?<![\w.])(£?)(\d[\d,]*(?:\.\d+)?)(%?)(?:st|nd|rd|th)?(?:[ -]({_UNIT})\b)?", re.IGNORECASE)
_SPELT = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b(?:[ -]({_UNIT})\b)?", re.IGNORECASE)
_ONE = re.compile(rf"\b(?:one|an?|single)[ -]({_UNIT})\b", re.IGNORECASE)
_MONTHS = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b"
)
_SAME = {"12 month": "1 year", "50%": "1/2", "24 hour": "1 day", "7 day": "1 week"}
_CODE = re.compile(r"\b(?:[SERW]\d|C\d)(?:\.\d+)?\b")
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:co\.uk|org\.uk|gov\.uk|com|org|nhs\.uk)\b"
)
_NAME = re.compile(r"(?<![.!?:;“\"(\[] )(?<!^)(?<![“\"(\[])\b[A-Z][\w’'&-]*[A-Za-z]\b")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z](?:\s+(?:(?:of|for|and|the)\s+)?[A-Z][\w’'-]*[a-z])+")
_JOINED = re.compile(r"(?:\s+(?:of|and)|['’]s)\s+(?=[A-Z])")  # two names, of which each has to stand
_ACRONYM = re.compile(r"\b[A-Z]{2,}[a-z]?\b")
_NO_NAMES = {"i", "i'm", "i've", "i'd", "i'll", "english", "may"}
_LEVELS = re.compile(r"\b(outstanding|inadequate|requires improvement)\b", re.IGNORECASE)


def missing_facts(statement: str, source: str, about: str = "") -> tuple[str, ...]:
    """The facts of a statement that do not stand in its source; names and levels may also stand in ``about``."""
    there = set(_facts(source)) | {value for value, _, unit in map(_split, _facts(source)) if unit}
    there |= set(_levels(about))
    there |= {other for one, two in _SAME.items() for fact, other in ((one, two), (two, one)) if fact in there}
    found = [fact for fact in _facts(statement) if fact not in there]
    words = plain(f"{source} {about}").lower()
    found += [name for name in _names(statement) if not _stands(name, words)]
    return tuple(dict.fromkeys(found))


def _split(fact: str) -> tuple[str, str, str]:
    return fact.partition(" ")


def _facts(text: str) -> Iterator[str]:
    """Facts in one form: "10", "10 day", "every week", "March", "S4", an address."""
    for match in _NUMBER.finditer(text):
        pound, digits, percent, unit = match.groups()
        value = f"{pound}{digits.replace(',', '').rstrip('.')}{percent}"
        yield f"{value} {_unit(unit)}" if unit else value
    for match in _SPELT.finditer(text):
        value = _NUMBER_WORDS[match[1].lower()]
        yield f"{value} {_unit(match[2])}" if match[2] else value
    lowered = plain(text).lower()
    often = [name for name, pattern in _often() if pattern.search(lowered)]
    yield from (f"every {name}" for name in often)
    yield from (f"1 {_unit(match[1])}" for match in _ONE.finditer(text) if not often)
    yield from (match[1] for match in _MONTHS.finditer(text) if match[1] != "May" or re.search(r"May \d|\d May", text))
    yield from (match.group() for match in _CODE.finditer(text))
    yield from (match.group().lower().rstrip(".,;)") for match in _ADDRESS.finditer(text))
    yield from _levels(text)


def _levels(text: str) -> list[str]:
    return [match[1].lower() for match in _LEVELS.finditer(text)]


def _unit(text: str) -> str:
    return re.sub(r"^(?:calendar|full) ", "", text.lower()).rstrip("s").replace("percent", "per cent")


def _names(text: str) -> list[str]:
    found = [name for match in _FULL_NAME.finditer(text) for name in _JOINED.split(_unopened(match.group()))]
    found += [match.group() for match in _NAME.finditer(text)] + [match.group() for match in _ACRONYM.finditer(text)]
    return [name for name in dict.fromkeys(found) if plain(name).lower() not in _NO_NAMES and not _CODE.fullmatch(name)]


def _unopened(name: str) -> str:
    """The name without a word in front that only opens the sentence."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in load_data("check.toml")["openings"]["words"] else name


def _stands(name: str, words: str) -> bool:
    base = re.sub(r"'s$", "", plain(name).lower())
    return bool(re.search(rf"(?<!\w){re.escape(base.rstrip('s') or base)}", words))


@cache
def _often() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"))
        for name, words in load_data("check.toml")["often"].items()
    )
