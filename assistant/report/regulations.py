"""Which regulations a text names, and whether it tells of a breach or of what CQC did about one."""

import re
from collections.abc import Iterator

from assistant.patterns import plain
from assistant.report.rules import says, table

_PARTS = r"(?:\s?\(\w{1,3}\))*"
_NUMBER = rf"\d{{1,2}}A?{_PARTS}(?![\d/])"
_NAMED = re.compile(
    rf"\breg(?:ulation)?s?\.?\s*({_NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_NUMBER})*)", re.IGNORECASE
)
_ONE = re.compile(rf"(?<![\d(]){_NUMBER}", re.IGNORECASE)
_SUBJECT = re.compile(r"\bregulations?\b|\bbreach", re.IGNORECASE)
_OTHER_SET = re.compile(r"\(Registration\) Regulations 2009|2009 (?:Registration )?Regulations", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LAST = 22  # the 2014 Regulations have no more


def regulations(text: str) -> tuple[str, ...]:
    """Numbers of the regulations that a text names, in order: "12", "17(2)(c)".

    They are those of the Health and Social Care Act 2008 (Regulated Activities) Regulations 2014; where the
    sentence names the Registration Regulations 2009 instead, that is said: "18 (2009)".
    """
    found = [number for sentence in _SENTENCE.split(plain(text)) for number in _in_sentence(sentence)]
    return tuple(dict.fromkeys(found))


def base(regulation: str) -> str:
    """The number alone: "17" of "17(2)(c)"."""
    return re.match(r"\d*A?", regulation)[0]  # type: ignore[index] - it matches anything


def is_breach(text: str) -> bool:
    """Whether a text tells of a breach that there is."""
    return says(text, "breaches", "told") and not says(text, "breaches", "denied")


def notice(text: str) -> str:
    """What CQC did, in a fixed name ("warning notice"), if a text tells of it; else ""."""
    read = plain(text)
    return next((name for name, pattern in table("breaches", "notices").items() if pattern.search(read)), "")


def _in_sentence(sentence: str) -> Iterator[str]:
    of_2009 = " (2009)" if _OTHER_SET.search(sentence) and "2014" not in sentence else ""
    named = [
        re.sub(r"\s", "", one) + of_2009
        for group in _NAMED.findall(sentence)
        for one in _ONE.findall(group)
        if 1 <= int(re.match(r"\d+", one)[0]) <= _LAST  # type: ignore[index] - it begins with digits
    ]
    if not named and _SUBJECT.search(sentence):
        named = [number for number, name in table("regulations").items() if name.search(sentence)]
    yield from named
