"""From what stands in a cell of an edited plan to the value of a field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from assistant.export.plan_columns import CHOICES, Column, clean_lines, says
from assistant.export.plan_look import choices_of
from assistant.plan.items import Milestone
from corpus.errors import AskKloeError

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DAY_ZERO = date(1899, 12, 30)  # of Excel's count of days
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+")
_MILESTONE = re.compile(r"(.*?)\s*(?:\(([^()]*\d)\))?", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes odd letters
_YES = frozenset({"yes", "y", "true", "x", "✓", "✔", "done", "1"})
_NO = frozenset({"", "no", "n", "false", "0", "not yet"})


class NotOurExcelError(AskKloeError):
    """The file is not an Excel file of this plan that can be read back; nothing was changed."""


class ExcelCellError(NotOurExcelError):
    """Cells of the file hold what no plan can hold; ``problems`` names each of them."""

    def __init__(self, problems: Sequence[str], shown: int = 5) -> None:
        """Say the first problems, and how many there are more."""
        more = len(problems) - shown
        said = [*problems[:shown], *([says("refused", "cells_more", count=more)] if more > 0 else [])]
        super().__init__(says("refused", "cells", problems=" ".join(said)))
        self.problems = tuple(problems)


class BadCellError(ValueError):
    """One cell cannot be read; the message names it."""


@dataclass(frozen=True)
class Cell:
    """What one cell of the file holds; ``place`` names it for people (“Plan!F7”)."""

    place: str
    value: Any = None
    style: str = ""  # the number format

    @property
    def text(self) -> str:
        """Its words, as a spreadsheet shows them."""
        value = self.value
        match value:
            case None:
                return ""
            case bool():
                return "yes" if value else "no"
            case datetime() | date():
                return f"{value:%d/%m/%Y}"
            case int() | float():
                percent = "%" in self.style
                number = value * 100 if percent else value
                whole = f"{number:.0f}" if float(number).is_integer() else f"{number:.10g}"
                return f"{whole}%" if percent else whole
        return clean_lines(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)))


def read_cell(cell: Cell, column: Column) -> Any:  # noqa: ANN401 - of any field
    """The value of a field.

    Raises:
        BadCellError: the cell holds no such thing.
    """
    match column.kind:
        case "date":
            return read_day(cell)
        case "choice" if column.key in CHOICES:
            return _choice(cell, column)
        case "choice":
            return _yes(cell, column)
        case "milestones":
            return tuple(_milestone(line) for line in cell.text.splitlines() if line.strip())
    if column.key == "regulations":
        return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", cell.text) if part.strip()))
    return cell.text


def read_day(cell: Cell) -> date | None:
    """A date, also one that was typed as words.

    Raises:
        BadCellError: it is none, or not of our time.
    """
    value = cell.value
    if value is None or not cell.text:
        return None
    day: date | None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _DAY_ZERO + timedelta(days=int(value)) if 0 < value < 80_000 else None
    else:
        day = day_in_words(cell.text)
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadCellError(says("refused", "date", cell=cell.place, value=_short(cell.text)))
    return day


def day_in_words(text: str) -> date | None:
    """A date as people in Britain type it; None for what is none."""
    text = _WEEKDAY.sub("", text.strip().removesuffix(says("legend", "overdue")).strip())
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif (found := _WRITTEN.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[3])
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _choice(cell: Cell, column: Column) -> Any:  # noqa: ANN401
    said = " ".join(cell.text.split()).casefold()
    found = next((choice for choice in CHOICES[column.key] if choice.value.casefold() == said), None)
    if found is None and said:
        raise _not_one(cell, column)
    return found


def _yes(cell: Cell, column: Column) -> bool:
    said = cell.text.casefold()
    if said not in _YES | _NO:
        raise _not_one(cell, column)
    return said in _YES


def _not_one(cell: Cell, column: Column) -> BadCellError:
    choices = ", ".join(choices_of(column))
    return BadCellError(says("refused", "choice", cell=cell.place, value=_short(cell.text), choices=choices))


def _milestone(line: str) -> Milestone:
    """A line with a date in brackets at its end, or without one."""
    found = _MILESTONE.fullmatch(line.strip())
    day = day_in_words(found[2]) if found and found[2] else None
    return Milestone(found[1], day) if found and day else Milestone(line.strip())


def _short(text: str) -> str:
    return text.replace("\n", " ")[:60]
