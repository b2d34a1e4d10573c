"""The 2014 Regulations: which a text names, whether it tells of a breach, their names and order, written reports."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.export.references import long_day
from assistant.patterns import load_data, plain
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
_REFERENCE = re.compile(r"\s*(?:regulation|reg\.?)?\s*(\d{1,2})\s*([A-Z]?)(?![A-Za-z\d])", re.IGNORECASE)
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


def regulation_of(number: str) -> str:
    """The regulation that a reference belongs to, without its paragraphs: "17" of "17(3)"; "" if it is none."""
    match = _REFERENCE.match(number)
    return f"{match[1]}{match[2].upper()}" if match else ""


def regulation_title(number: str) -> str:
    """A regulation with its name: "Regulation 12: Safe care and treatment"; only the number if it is not known."""
    name = load_data("regulations.toml")["names"].get(regulation_of(number), "")
    return f"Regulation {number}: {name}" if name else f"Regulation {number}"


def in_order(number: str) -> tuple[int, str]:
    """The key that sorts regulations as the law does: 9, 9A, 10."""
    match = _REFERENCE.match(number)
    return (int(match[1]), match[2].upper()) if match else (1000, number)


def about_written_reports() -> tuple[str, str]:
    """What is said of the written report of regulation 17(3), and where that was read and when."""
    data = load_data("regulations.toml")["written_report"]
    checked = long_day(date.fromisoformat(data["checked"]))
    return data["text"], f"Source: {data['source']}. Last checked, in a stored copy: {checked}."


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
