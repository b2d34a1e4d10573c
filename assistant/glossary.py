"""Abbreviations and everyday words, both ways, from the glossary."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

import corpus


class Term(BaseModel):
    """One glossary entry: the short form (``exact``: only as written), what it adds, other spellings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    short: str
    long: str
    also: tuple[str, ...] = ()
    exact: bool = False
    note: str = ""

    @property
    def is_abbreviation(self) -> bool:
        """Whether the short form is opaque to a language model and is better spelt out."""
        return self.short.upper() == self.short or any(c.isupper() for c in self.short[1:])


@dataclass(frozen=True)
class Expansion:
    """What the glossary adds to a question: words spelt out for meaning, and words for keyword search."""

    spelt_out: tuple[str, ...]
    keywords: tuple[str, ...]
    terms: tuple[Term, ...]


class Glossary:
    """The glossary, ready to look words up."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the glossary file (by default the corpus's own)."""
        path = path or Path(corpus.__file__).parent / "glossary.toml"
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        self.terms = tuple(Term(**row) for row in data["term"])
        self._patterns = [(term, self._pattern(term)) for term in self.terms]

    @staticmethod
    def _pattern(term: Term) -> re.Pattern[str]:
        short = re.escape(term.short) if term.exact else f"(?i:{re.escape(term.short)})"
        others = [f"(?i:{re.escape(other)})" for other in term.also]
        return re.compile(r"(?<![\w-])(?:" + "|".join([*others, short]) + r")(?![\w-])")

    def expand(self, question: str) -> Expansion:
        """What the question's abbreviations stand for, and the short forms of what it spells out."""
        found = [term for term, pattern in self._patterns if pattern.search(question)]
        lower = question.lower()
        spelt_full = [term for term in self.terms if term.is_abbreviation and term.long.lower() in lower]
        return Expansion(
            tuple(term.long for term in found if term.is_abbreviation and term.long.lower() not in lower),
            tuple(term.long for term in found) + tuple(term.short for term in spelt_full),
            tuple(found),
        )
