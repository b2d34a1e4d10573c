"""What a handout says of a key line of enquiry in our own words: a plain title, what it asks, what is not covered."""

from pathlib import Path

from pydantic import Field

from corpus.errors import CorpusError
from corpus.framework import Framework
from corpus.notes_file import HERE, NotesRow, check_codes, load_notes

FILE = HERE / "handout.toml"


class KloeNotes(NotesRow):
    """Our words about one KLOE; ``not_covered`` is what people look for under it and will not find."""

    code: str
    plain_title: str = Field(min_length=1)
    in_short: str = Field(min_length=1)
    not_covered: tuple[str, ...]
    whom_to_ask: tuple[str, ...]


class HandoutNotes(NotesRow):
    """Our words about the KLOEs of a framework: who wrote them, and when they were last checked."""

    framework: str
    by: str
    checked: str
    kloe: tuple[KloeNotes, ...] = Field(min_length=1)

    def about(self, code: str) -> KloeNotes | None:
        """What is said about one KLOE; None if nothing is."""
        return next((row for row in self.kloe if row.code == code), None)


def load_handout(framework: Framework, path: Path = FILE) -> HandoutNotes | None:
    """Our words about a framework's KLOEs, checked against it; None if the file is about another framework.

    Raises:
        CorpusError: the file cannot be used, or names a KLOE twice or one that the framework does not have.
    """
    notes = load_notes(path, HandoutNotes)
    if notes.framework != framework.id:
        return None
    codes = [row.code for row in notes.kloe]
    check_codes(path.name, codes, framework)
    if len(set(codes)) < len(codes) or not set(codes) <= set(framework.kloes):
        raise CorpusError(f"{path.name} says something twice about a KLOE, or about a prompt.")
    return notes
