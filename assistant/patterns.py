"""Patterns as data: regular expressions grouped by what they recognise, loaded from TOML."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def load_data(name: str) -> dict[str, Any]:
    """One data file of the assistant, parsed."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def compiled(patterns: tuple[str, ...], ignore_case: bool = True) -> re.Pattern[str]:
    """One expression that matches where any of the patterns does; none matches nothing."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"
    return re.compile(joined, re.IGNORECASE if ignore_case else 0)


def plain(text: str) -> str:
    """The text with plain apostrophes and quotation marks and single spaces."""
    return " ".join(text.translate(str.maketrans("’‘“”", "''\"\"")).split())
