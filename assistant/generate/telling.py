"""What people are told about an answer that a model wrote, or did not."""

from collections import Counter

from assistant.generate.composing import Composition
from assistant.patterns import load_data
from assistant.types import Notice, Writing


def because(why: str) -> Notice:
    """Why the guidance's own words are shown although a model was asked."""
    return Notice("generate-fallback", _line("fallback", why=why))


def written_notice(written: Writing) -> Notice:
    """Who wrote the answer."""
    return Notice("generate-written", _line("checked", model=written.model))


def left_out_notice(made: Composition) -> tuple[Notice, ...]:
    """How many statements were left out; nothing if none was."""
    count = len(made.dropped)
    return (Notice("generate-left-out", _line("left_out", count=str(count), all=str(made.written))),) if count else ()


def sent_notice(written: Writing) -> Notice:
    """Where the question was sent, and what kinds of personal words were hidden."""
    kinds = Counter(masked.kind for masked in written.masked)
    what = ", ".join(f"{kind} ({count})" for kind, count in kinds.items())
    masked = _line("masked_some", what=what) if kinds else _line("masked_none")
    return Notice("generate-sent", _line("remote", host=written.host, masked=masked))


def _line(name: str, **values: str) -> str:
    return load_data("generate.toml")["lines"][name].format(**values)
