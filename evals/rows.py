"""Reading and writing evaluation rows: one JSON object a line, each with an id of its own."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import AskKloeError


class EvaluationDataError(AskKloeError):
    """An evaluation file, or a row in it, cannot be used."""


Row = TypeVar("Row", bound=BaseModel)


def rows_of(path: Path, model: type[Row]) -> list[Row]:
    """The rows of a file, in order, read as ``model``, which has a field ``id``.

    Raises:
        EvaluationDataError: the file cannot be opened, a row is not as it should be, or an id occurs twice.
    """
    rows: dict[str, Row] = {}
    for number, line in lines_of(path):
        try:
            row = model.model_validate_json(line)
        except ValidationError as error:
            raise EvaluationDataError(f"{path.name}, line {number}, cannot be used: {error}") from error
        identity: str = getattr(row, "id")  # noqa: B009 - a field of each of these models
        if identity in rows:
            raise EvaluationDataError(f"{path.name}, line {number}: the id {identity!r} is taken already.")
        rows[identity] = row
    return list(rows.values())


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1.

    Raises:
        EvaluationDataError: the file cannot be opened.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvaluationDataError(f"{path} cannot be opened ({error.strerror}).") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows to a file, in order, and count them."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)
