"""How the pages of a plan look in Excel: styles, folded columns, drop-down lists, marks of blanks and late dates."""

import textwrap
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from assistant.export.plan_columns import CHOICES, Column, for_file, says
from assistant.plan.items import Status

FONT = "Calibri"
INK, BLANK, LATE, LATE_INK, LINE = "0F4C5C", "FFF8DC", "FDE7E4", "9C1C0F", "BFC7CA"
DATE = "dd/mm/yyyy"
TEXT = "@"
NEW_ROWS = 300  # below the last row, that get lists and marks too
_LINE_PT, _MOST_PT = 13.5, 405.0
_LETTERS = 1.15  # of the body's size, that fit into one unit of width
_FORMULA = ("=", "+", "-", "@")
_WIDTHS = {
    "reference": 6.0,
    "not_yet": 38.0,
    "control": 26.0,
    "action": 32.0,
    "lead": 15.0,
    "due": 19.0,
    "evidence": 30.0,
    "status": 10.0,
    "number": 5.0,
    "done": 12.5,
    "closing_evidence": 28.0,
    "impact": 28.0,
    "lessons": 28.0,
}
_WIDTH_OF_KIND = {"date": 12.5, "choice": 16.0, "text": 24.0, "long": 36.0, "milestones": 36.0, "shown": 32.0}
_THIN = Side(style="thin", color=LINE)
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
DAY_PLACE = Alignment(horizontal="left", vertical="top", wrap_text=True)
TOP = Alignment(vertical="top", wrap_text=True)


class _GrowingRow(RowDimension):
    """A row whose height is where it begins: it still follows its words, other than one that was set by hand."""

    @property
    def customHeight(self) -> bool:
        """Never."""
        return False


def fit_row(sheet: Any, row: int, cells: Iterable[tuple[str, float]]) -> None:  # noqa: ANN401
    """Make a row as high as its words need, since not every program does so; ``cells`` are texts and widths."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    sheet.row_dimensions[row] = _GrowingRow(sheet, index=row, ht=min(lines * _LINE_PT + 3, _MOST_PT))


def _lines(text: str, width: float) -> int:
    letters = max(int(width * _LETTERS), 1)
    return sum(len(textwrap.wrap(line[:20_000], letters)) or 1 for line in text.split("\n")[:60])


def width_of(column: Column) -> float:
    """The width of a column."""
    return _WIDTHS.get(column.key, _WIDTH_OF_KIND[column.kind])


def solid(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def base_style() -> NamedStyle:
    """The style of every cell with words in it."""
    return NamedStyle("Words", font=Font(name=FONT, size=10), alignment=TOP, border=BORDER)


def put(cell: Any, value: str | date | int | None, *, italic: bool = False) -> None:  # noqa: ANN401
    """Write a value; text is never taken for a formula, now or when somebody edits the cell."""
    cell.style = "Words"
    if isinstance(value, date) and value.year >= 1900:
        cell.value, cell.number_format, cell.alignment = value, DATE, DAY_PLACE
        return
    if isinstance(value, date):  # before Excel's calendar begins
        value = f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        cell.value = value
        return
    cell.number_format = TEXT
    if value:
        cell.value = for_file(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    if italic:
        cell.font = Font(name=FONT, size=10, italic=True)


def write_headings(sheet: Any, row: int, headings: list[str], *, tall: float = 32) -> None:  # noqa: ANN401
    """A row of headings."""
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(row, number, heading)
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        cell.fill, cell.border = solid(INK), BORDER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = tall


def lay_out(sheet: Any, columns: tuple[Column, ...], *, head: int, last: int, shown: set[str]) -> None:  # noqa: ANN401
    """Widths, folding, the frozen header, the filter and paper; ``shown`` are the keys of columns that are not folded.

    A group opens to its first column, and this to the rest of it, so that columns are folded in two steps.
    """
    sheet.sheet_properties.outlinePr.summaryRight = False
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = width_of(column)
        dimension.alignment, dimension.font = TOP, Font(name=FONT, size=10)
        dimension.number_format = DATE if column.kind == "date" else TEXT
        if column.key not in shown:
            dimension.outlineLevel = 1 if column.first else 2
            dimension.hidden = True
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{max(last, head + 1)}"
    paper(sheet, f"{head}:{head}")


def paper(sheet: Any, repeated: str) -> None:  # noqa: ANN401
    """A4 across, as wide as the page, headings on every page, pages numbered."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeated
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.left.text = f"AskKLOE – {says('top', 'check')}"
    sheet.oddFooter.right.text = "&A, page &P of &N"


def offer_choices(sheet: Any, columns: tuple[Column, ...], *, first: int, last: int) -> None:  # noqa: ANN401
    """Drop-down lists, and dates that have to be dates."""
    for number, column in enumerate(columns, 1):
        if column.kind == "date":
            check = DataValidation(type="date", operator="greaterThan", formula1="32874", allow_blank=True)
            check.errorTitle, check.error = says("choose", "date_title"), says("choose", "date")
        elif column.kind == "choice":
            words = choices_of(column)
            check = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            check.errorTitle = says("choose", "title")
            check.error = says("choose", "text", choices=", ".join(words))
        else:
            continue
        check.showErrorMessage = True
        letter = get_column_letter(number)
        check.add(f"{letter}{first}:{letter}{last + NEW_ROWS}")
        sheet.add_data_validation(check)


def choices_of(column: Column) -> tuple[str, ...]:
    """The words of a drop-down list."""
    kind = CHOICES.get(column.key)
    return tuple(choice.value for choice in kind if choice.value) if kind else (says("origin", "yes"),)


def mark_blanks(sheet: Any, columns: tuple[Column, ...], *, first: int, last: int) -> None:  # noqa: ANN401
    """A pale fill for what only people can fill in, for as long as it is blank."""
    if last < first:
        return
    fill = solid(BLANK)
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        where = f"{letter}{first}:{letter}{last + NEW_ROWS}"
        cell = f"${letter}{first}"
        if column.yours:
            rule = FormulaRule(formula=[f"AND(LEN($A{first})>0,LEN({cell})=0)"], fill=fill)
        elif column.kind in {"long", "text"}:
            rule = FormulaRule(formula=[f'ISNUMBER(SEARCH("__",{cell}))'], fill=fill)
        else:
            continue
        sheet.conditional_formatting.add(where, rule)


def mark_late(sheet: Any, columns: tuple[Column, ...], *, first: int, last: int) -> None:  # noqa: ANN401
    """Up to the row ``last``: dates that are over while there is still something to do: red, bold and said in words."""
    letters = {column.key: get_column_letter(n) for n, column in enumerate(columns, 1)}
    due, done = f"${letters['due']}{first}", f"${letters['done']}{first}"
    conditions = [f"ISNUMBER({due})", f"{due}<TODAY()", f"LEN({done})=0"]
    if "status" in letters:
        conditions.append(f'${letters["status"]}{first}="{Status.OPEN.value}"')
    said = NumberFormat(numFmtId=190, formatCode=f'{DATE}\\ "{says("legend", "overdue")}"')
    style = DifferentialStyle(font=Font(bold=True, color=LATE_INK), numFmt=said, fill=solid(LATE))
    rule = FormulaRule(formula=[f"AND({','.join(conditions)})"])
    rule.dxf = style
    sheet.conditional_formatting.add(f"{letters['due']}{first}:{letters['due']}{max(first, last)}", rule)
