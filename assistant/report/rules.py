"""The patterns by which reports are read, from ``report.toml``; all of them are matched with plain apostrophes."""

import re
from functools import cache
from typing import Any

from assistant.patterns import compiled, load_data, plain

FILE = "report.toml"


def rules(*path: str) -> re.Pattern[str]:
    """The patterns at a place of the file as one."""
    return _rules(path)


def table(*path: str) -> dict[str, re.Pattern[str]]:
    """The patterns of each key of a table of the file."""
    return {key: _rules((*path, key)) for key in _at(path)}


def says(text: str, *path: str) -> bool:
    """Whether a pattern at a place of the file occurs in a text."""
    return bool(_rules(path).search(plain(text)))


def is_whole(text: str, *path: str) -> bool:
    """Whether a pattern at a place of the file fits a whole text."""
    return bool(_rules(path).fullmatch(plain(text)))


def value(*path: str) -> float:
    """A number of the file."""
    return float(_at(path))


def numbers(*path: str) -> dict[str, float]:
    """The numbers of a table of the file."""
    return {key: float(number) for key, number in _at(path).items()}


@cache
def _rules(path: tuple[str, ...]) -> re.Pattern[str]:
    found = _at(path)
    return compiled((found,) if isinstance(found, str) else tuple(found))


def _at(path: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever stands there
    found: Any = load_data(FILE)
    for key in path:
        found = found[key]
    return found
