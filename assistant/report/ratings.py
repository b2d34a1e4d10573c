"""The ratings and scores that a report itself gives, in its own words."""

import re
from collections.abc import Iterable, Iterator

from assistant.patterns import plain
from assistant.report.findings import ReportRating
from assistant.report.rules import rules

Line = tuple[str, int | None, str]  # words, page, and the key question or quality statement that they stand under

_NEXT_LINE = re.compile(r"[:\s]*$")
_PARTED = re.compile(r"\s*[:–—-]\s+|\t")


def rating_of(text: str) -> str:
    """The rating or score that a line says and nothing else, in its words; "" if it says more or other things."""
    read = plain(text).strip(" .:-–|\t")
    around = rules("ratings", "around")
    words = around.sub(" ", read).strip(" .:-–")
    for name in ("words", "score"):
        if rules("ratings", name).fullmatch(words):
            return words
    return ""


def is_overall(text: str) -> bool:
    """Whether a heading or line is about the rating of the whole service."""
    return _subject(text) == "Overall"


def ratings_of(lines: Iterable[Line]) -> tuple[ReportRating, ...]:
    """The ratings among lines.

    What a report repeats is told once, with the page where it stands first.
    """
    found: dict[tuple[str, str], ReportRating] = {}
    for about, rating, page in _found(lines):
        found.setdefault((about, rating.casefold()), ReportRating(about, rating, page))
    return tuple(found.values())


def _found(lines: Iterable[Line]) -> Iterator[tuple[str, str, int | None]]:
    asked = ""  # by a line that only names what the next one rates
    for text, page, under in lines:
        if rating := rating_of(text):
            if asked or under:
                yield asked or under, rating, page
            asked = ""
            continue
        asked = _subject(text)
        parts = [part for part in _PARTED.split(text, maxsplit=1) if part]
        if len(parts) == 2 and (about := _subject(parts[0])) and (rating := rating_of(parts[1])):
            yield about, rating, page
            asked = ""


def _subject(text: str) -> str:
    """What a line is the subject of a rating for: "Overall", or a key question; "" if it is neither."""
    read = _NEXT_LINE.sub("", plain(text))
    if rules("ratings", "overall").fullmatch(read):
        return "Overall"
    question = rules("headings", "key_question").fullmatch(read)
    return question[1].replace(" ", "-").capitalize() if question else ""
