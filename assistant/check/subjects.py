"""Subjects on which only the guidance's own words are shown, from ``check.toml``."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.patterns import compiled, load_data, plain


def quoted_only(texts: Iterable[str], headings: Iterable[str] = ()) -> str:
    """The id of the first such subject that one of the texts or headings is about, or ""."""
    spoken, above = plain(" ".join(texts)).lower(), plain(" ".join(headings)).lower()
    for name, words, places in _subjects():
        if words.search(spoken) or places.search(above):
            return name
    return ""


@cache
def _subjects() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = load_data("check.toml")["subject"]
    return tuple(
        (row["id"], compiled(tuple(rf"\b(?:{p})" for p in row["words"])), compiled(tuple(row["headings"])))
        for row in rows
    )
