"""From quality statements to key lines of enquiry and back: our own, approximate cross-reference, as data."""

import re
from pathlib import Path

from pydantic import Field

from corpus.errors import CorpusError
from corpus.framework import Framework
from corpus.notes_file import HERE, NotesRow, check_codes, load_notes

FILE = HERE / "crosswalk.toml"
_RANGE = re.compile(r"\b([A-Z]\d+)\.(\d+) to ([A-Z]\d+)\.(\d+)\b")
_PROMPT = re.compile(r"\b[A-Z]\d+\.\d+\b")


class Nearest(NotesRow):
    """A key line of enquiry that comes near a quality statement, and which prompts say so."""

    code: str
    why: str

    @property
    def prompts(self) -> tuple[str, ...]:
        """The codes of the prompts that ``why`` names, those within "S1.2 to S1.5" included."""
        return prompts_in(self.why)


class QualityStatement(NotesRow):
    """The title of a quality statement, the nearest KLOEs (best first), and a note if something is to be said."""

    key_question: str
    title: str = Field(min_length=1)
    kloes: tuple[Nearest, ...]
    note: str = ""


class Crosswalk(NotesRow):
    """A whole cross-reference; ``says`` is what must always stand beside it."""

    framework: str
    to: str
    by: str
    checked: str
    says: str = Field(min_length=1)
    statement: tuple[QualityStatement, ...] = Field(min_length=1)

    def near(self, code: str) -> tuple[tuple[QualityStatement, Nearest], ...]:
        """The quality statements that a KLOE comes near, with the reason, in order."""
        return tuple((row, found) for row in self.statement for found in row.kloes if found.code == code)


def prompts_in(text: str) -> tuple[str, ...]:
    """The codes of prompts that a text names, in order; a range names everything in it.

    Raises:
        CorpusError: a range goes from one KLOE to another, or backwards.
    """
    found: list[str] = []
    for first, start, last, end in _RANGE.findall(text):
        if first != last or int(start) >= int(end):
            raise CorpusError(f"{first}.{start} to {last}.{end} is not a range of prompts.")
        found += [f"{first}.{number}" for number in range(int(start), int(end) + 1)]
    return tuple(dict.fromkeys([*found, *_PROMPT.findall(text)]))


def load_crosswalk(framework: Framework, path: Path = FILE) -> Crosswalk | None:
    """The cross-reference of a framework, checked against it; None if the file is about another framework.

    Raises:
        CorpusError: the file cannot be used, or names a KLOE or prompt that the framework does not have.
    """
    crosswalk = load_notes(path, Crosswalk)
    if crosswalk.framework != framework.id:
        return None
    near = [found for row in crosswalk.statement for found in row.kloes]
    check_codes(path.name, [code for found in near for code in (found.code, *found.prompts)], framework)
    strays = [f"{n.code}: {p}" for n in near for p in n.prompts if framework.kloe_of[p].code != n.code]
    if strays:
        raise CorpusError(f"{path.name} gives reasons from other key lines of enquiry: {', '.join(strays)}.")
    titles = [row.title for row in crosswalk.statement]
    if len(set(titles)) < len(titles):
        raise CorpusError(f"{path.name} has a quality statement twice.")
    return crosswalk
