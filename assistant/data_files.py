"""Data files that people correct by hand: read by a schema, and the passages that they name found in an index."""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import AskKloeError
from corpus.index import Index
from corpus.types import Passage

Words = Annotated[str, Field(min_length=1)]


class DataFileError(AskKloeError):
    """A data file cannot be used; the message says which entry is wrong."""


class Row(BaseModel):
    """An entry of a data file; a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Row):
    """A passage, named by the first words that no other passage of its document starts with."""

    document: Words
    begins: Words


FileRow = TypeVar("FileRow", bound=Row)


def read_data_file(path: Path, schema: type[FileRow]) -> FileRow:
    """A TOML file as its schema has it.

    Raises:
        DataFileError: it is no TOML, or not as the schema has it.
    """
    try:
        return schema.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path.name} cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise DataFileError(f"{path.name}{f', {place}' if place else ''}: {first['msg']}.") from error


class Starts:
    """Finds passages by their first words."""

    def __init__(self, index: Index) -> None:
        """Sort the passages of an index by document."""
        self._by_document: dict[str, list[tuple[int, Passage]]] = {}
        for number, passage in enumerate(index.passages):
            self._by_document.setdefault(passage.document_id, []).append((number, passage))

    def find(self, place: Place, entry: str, code: str = "", level: str = "") -> int | None:
        """The number of the one passage that begins so; None if the index does not hold the document.

        With ``code`` and ``level`` only characteristics of that KLOE and level are looked at. ``entry`` is what the
        message names.

        Raises:
            DataFileError: no passage begins so, or several do.
        """
        if place.document not in self._by_document:
            return None
        found = [
            number
            for number, passage in self._by_document[place.document]
            if passage.text.startswith(place.begins) and (not level or (passage.code, passage.level) == (code, level))
        ]
        if len(found) != 1:
            many = "no passage begins" if not found else f"{len(found)} passages begin"
            where = f"{code}, {level}" if level else place.document
            raise DataFileError(f"{entry}: {many} with “{place.begins}” in {where}.")
        return found[0]
