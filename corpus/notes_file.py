"""What the files of our own notes on a framework share: reading, refusing what is unknown, and checking codes."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.framework import Framework

HERE = Path(__file__).resolve().parent


class NotesRow(BaseModel):
    """A table of a file of notes; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Notes = TypeVar("Notes", bound=NotesRow)


def load_notes(path: Path, kind: type[Notes]) -> Notes:
    """Read and check a file of notes.

    Raises:
        CorpusError: the file is missing or not of this kind.
    """
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(f"The file {path.name} cannot be used: {error}") from error


def check_codes(name: str, codes: Iterable[str], framework: Framework) -> None:
    """Make sure that the framework has every code.

    Raises:
        CorpusError: it has not; the message says which.
    """
    unknown = sorted({code for code in codes if code not in framework.kloe_of})
    if unknown:
        raise CorpusError(f"{name} names {', '.join(unknown)}, which {framework.id} does not have.")
