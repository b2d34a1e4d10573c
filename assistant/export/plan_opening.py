"""Opening an Excel file that somebody sent back, which may be anything: whose it is, and the rows of its pages."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assistant.export.plan_cells import BadCellError, Cell, ExcelCellError, NotOurExcelError
from assistant.export.plan_columns import (
    FORMAT,
    MARK,
    MARK_SHEET,
    REFERENCE,
    Column,
    plan_columns,
    plan_digest,
    says,
    task_columns,
)
from corpus.errors import AskKloeError

MOST_BYTES = 15_000_000
_MOST_UNPACKED, _MOST_PARTS = 120_000_000, 2_000
_MOST_ROWS, _MOST_COLUMNS, _HEAD_WITHIN, _LAST_ROW = 5_000, 150, 30, 20_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_DECLARED = ("<!doctype", "<!entity")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OSError, EOFError, RuntimeError, NotImplementedError, OverflowError, SyntaxError, AssertionError,
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row of a page, its cells by the key of their column."""

    number: int
    cells: dict[str, Cell]

    def text(self, key: str) -> str:
        """The words of a cell; "" where the column is not there."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


@dataclass(frozen=True)
class Page:
    """A page with a table: its columns' keys, its rows that are not blank, and columns that are none of ours."""

    name: str
    keys: frozenset[str]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What an action was when the file was written: the page it stood on and the fingerprints of its cells."""

    closed: bool
    prints: dict[str, str]


@dataclass(frozen=True)
class OpenedPlan:
    """A file that is ours, of the plan that was asked for."""

    written: dict[str, Written]
    plan: Page
    tasks: Page
    closed: Page


def open_plan_excel(content: bytes, plan_id: str) -> OpenedPlan:
    """The rows of a plan's file.

    Raises:
        NotOurExcelError: it is another file, another plan's, damaged, locked, or too big.
    """
    _looked_through(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = _mark(book, plan_id)
        tables = {"plan": plan_columns(), "tasks": task_columns(), "closed": plan_columns()}
        pages = [_page(book, values, says("sheets", name), columns) for name, columns in tables.items()]
    except AskKloeError:
        raise
    except BadCellError as error:
        raise ExcelCellError([str(error)]) from error
    except _DAMAGED as error:
        raise NotOurExcelError(says("refused", "damaged")) from error
    return OpenedPlan(written, *pages)


def _looked_through(content: bytes) -> None:
    """Refuse what a spreadsheet program would not have written, before anything is unpacked at length."""
    if content.startswith(_OLE):
        raise NotOurExcelError(says("refused", "locked"))
    if not content.startswith(_ZIP):
        raise NotOurExcelError(says("refused", "not_ours"))
    if len(content) > MOST_BYTES:
        raise NotOurExcelError(says("refused", "huge"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _parts_looked_through(archive)
    except _DAMAGED as error:
        raise NotOurExcelError(says("refused", "damaged")) from error


def _parts_looked_through(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise NotOurExcelError(says("refused", "huge"))
    if any(part.flag_bits & 1 for part in parts):
        raise NotOurExcelError(says("refused", "locked"))
    names = {part.filename for part in parts}
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise NotOurExcelError(says("refused", "ods"))
    markup = [part for part in parts if part.filename.endswith((".xml", ".rels", ".vml"))]
    if "xl/workbook.xml" not in names or any(_declares(archive.read(part)) for part in markup):
        raise NotOurExcelError(says("refused", "not_ours"))


def _declares(part: bytes) -> bool:
    """Whether an XML file declares entities, which none of a spreadsheet's does."""
    start = part[:4]
    plain = part.replace(b"\0", b"") if b"\0" in start or start[:2] in {b"\xff\xfe", b"\xfe\xff"} else part
    lower = plain[:4096].lower()
    return any(word.encode() in lower for word in _DECLARED) or b"<!entity" in plain.lower()


def _mark(book: Any, plan_id: str) -> dict[str, Written]:  # noqa: ANN401
    if MARK_SHEET not in book.sheetnames:
        raise NotOurExcelError(says("refused", "not_ours"))
    rows = book[MARK_SHEET].iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
    mark, number, digest, *_ = (*next(rows, ()), "", "", "")
    if mark != MARK:
        raise NotOurExcelError(says("refused", "not_ours"))
    if str(number) != str(FORMAT):
        raise NotOurExcelError(says("refused", "newer"))
    if digest != plan_digest(plan_id):
        raise NotOurExcelError(says("refused", "other_plan"))
    keys = [str(key) for key in next(rows, ()) if key]
    found = {}
    for row in rows:
        if row and row[0]:
            values = dict(zip(keys, map(str, row), strict=False))
            found[str(row[0])] = Written(values["page"] == "closed", values)
    return found


def _page(book: Any, values: Any, name: str, columns: tuple[Column, ...]) -> Page:  # noqa: ANN401
    if name not in book.sheetnames:
        raise NotOurExcelError(says("refused", "no_sheet", sheet=name))
    sheet = book[name]
    rows = _rows(sheet)
    keys, unknown = _head(rows, name, {column.heading: column.key for column in columns})
    computed = _Computed(values[name])
    found = []
    for number, row in rows:
        cells = {keys[at]: _cell(name, number, at, cell, computed) for at, cell in row.items() if at in keys}
        if any(cell.text for cell in cells.values()):
            found.append(Row(number, cells))
    if len(found) > _MOST_ROWS:
        raise NotOurExcelError(says("refused", "unused", rows=len(found)))
    return Page(name, frozenset(keys.values()), tuple(found), unknown)


def _head(
    rows: Iterator[tuple[int, dict[int, Any]]], name: str, known: dict[str, str]
) -> tuple[dict[int, str], tuple[str, ...]]:
    """The keys of the columns, from the hidden row or, if that is gone, from the headings; and headings not ours."""
    for number, row in rows:
        texts = {at: str(cell.value).strip() for at, cell in row.items()}
        if REFERENCE in texts.values():
            _, head = next(rows, (0, {}))
            return texts, tuple(str(cell.value) for at, cell in head.items() if at not in texts)
        keys = {at: known[text] for at, text in texts.items() if text in known}
        if REFERENCE in keys.values() and len(keys) > 2:
            return keys, tuple(text for text in texts.values() if text not in known)
        if number > _HEAD_WITHIN:
            break
    raise NotOurExcelError(says("refused", "no_heading", sheet=name))


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, Any]]]:  # noqa: ANN401
    """The rows with their numbers, of each the cells that hold something, by the number of their column."""
    sheet.reset_dimensions()  # programs say little of them that can be relied on
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
        if number > _LAST_ROW:
            return
        yield number, {at: cell for at, cell in enumerate(row, 1) if cell.value is not None}


def _cell(sheet: str, number: int, at: int, cell: Any, computed: "_Computed") -> Cell:  # noqa: ANN401
    place = f"{sheet}!{get_column_letter(at)}{number}"
    value = cell.value
    if cell.data_type == "f":
        value = computed.value(number, at)
        if value is None:
            raise BadCellError(says("refused", "formula", cell=place))
    if cell.data_type == "e" or (cell.data_type == "f" and str(value).startswith("#")):
        raise BadCellError(says("refused", "error", cell=place, value=value))
    return Cell(place, value, cell.number_format or "")


class _Computed:
    """The values of a page's formulas, read only when there is one."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401
        self._sheet = sheet
        self._rows: dict[int, tuple[Any, ...]] | None = None

    def value(self, row: int, at: int) -> Any:  # noqa: ANN401
        if self._rows is None:
            self._sheet.reset_dimensions()
            rows = self._sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
            self._rows = {
                n: values for n, values in enumerate(islice(rows, _LAST_ROW), 1) if any(v is not None for v in values)
            }
        found = self._rows.get(row, ())
        return found[at - 1] if at <= len(found) else None
