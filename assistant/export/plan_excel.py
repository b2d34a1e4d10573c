"""A plan as an Excel workbook for meetings and for work, which can be edited and read back."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assistant.export.plan_columns import (
    FORMAT,
    MARK,
    MARK_SHEET,
    Column,
    cell_value,
    clean_lines,
    fingerprint,
    item_tasks_text,
    plan_columns,
    plan_digest,
    same_text,
    says,
    task_columns,
    task_value,
)
from assistant.export.plan_look import (
    BLANK,
    FONT,
    INK,
    LATE,
    LATE_INK,
    NEW_ROWS,
    base_style,
    fit_row,
    lay_out,
    mark_blanks,
    mark_late,
    offer_choices,
    put,
    solid,
    width_of,
    write_headings,
)
from assistant.export.plan_sources import write_about, write_sources, write_versions
from assistant.export.references import long_day
from assistant.plan.fields import MAIN
from assistant.plan.items import ActionItem, ActionPlan

if TYPE_CHECKING:
    from assistant.store.plans import VersionLine
    from corpus.framework import Framework

KEYS_ROW, HEAD_ROW, FIRST_ROW = 4, 5, 6
_MARKS = {"blank": ("000000", BLANK), "drafted": ("000000", ""), "overdue": (LATE_INK, LATE)}
_ON_CLOSED = {"done", "holding", "closing_evidence", "impact", "lessons"}
_NOT_ON_CLOSED = {"control", "due", "evidence"}


def plan_excel_name(plan: ActionPlan, day: date) -> str:
    """The file name of a plan in Excel."""
    return f"{plan_file_stem(plan, day)}.xlsx"


def plan_file_stem(plan: ActionPlan, day: date) -> str:
    """The name of a plan's file without its ending."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plan.name.lower()).split()
    return "-".join(("askkloe-plan", *words[:6], day.isoformat()))


def plan_excel(
    plan: ActionPlan, versions: Sequence["VersionLine"], day: date, frameworks: Iterable["Framework"] = ()
) -> bytes:
    """The plan as an .xlsx file; ``frameworks`` are those of the index, for their names and status beside quotes."""
    book: Any = Workbook()
    book.add_named_style(base_style())
    properties = book.properties
    properties.creator, properties.title = "AskKLOE", clean_lines(plan.name)
    properties.created = datetime(day.year, day.month, day.day)
    sheet = book.active
    sheet.title = says("sheets", "plan")
    columns = plan_columns()
    shown = {column.key for column in columns if column.group == MAIN}
    _items(sheet, plan.open_items, columns, shown, says("top", "title", name=plan.name), day)
    _tasks(book.create_sheet(says("sheets", "tasks")), plan)
    closed = book.create_sheet(says("sheets", "closed"))
    title = says("top", "title_closed", name=plan.name)
    _items(closed, plan.closed_items, columns, (shown | _ON_CLOSED) - _NOT_ON_CLOSED, title, day)
    write_sources(book.create_sheet(says("sheets", "sources")), plan, frameworks)
    write_versions(book.create_sheet(says("sheets", "versions")), versions)
    write_about(book.create_sheet(says("sheets", "about")), plan, day, frameworks)
    _mark(book.create_sheet(MARK_SHEET), plan)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _items(
    sheet: Any,  # noqa: ANN401
    items: Sequence[ActionItem],
    columns: tuple[Column, ...],
    shown: set[str],
    title: str,
    day: date,
) -> None:
    last = HEAD_ROW + len(items)
    saved = says("about", "saved", day=long_day(day))
    _top(sheet, title, f"{saved}. {says('top', 'check')} {says('top', 'more')}", columns, shown)
    _keys(sheet, columns)
    write_headings(sheet, HEAD_ROW, [column.heading for column in columns])
    for row, item in enumerate(items, FIRST_ROW):
        for number, column in enumerate(columns, 1):
            put(sheet.cell(row, number), cell_value(item, column), italic=column.name in item.drafted)
        fit_row(sheet, row, [(same_text(cell_value(item, c)), width_of(c)) for c in columns if c.key in shown])
        sheet.cell(row, 1).font = Font(name=FONT, size=10, bold=True)
    lay_out(sheet, columns, head=HEAD_ROW, last=last, shown=shown)
    offer_choices(sheet, columns, first=FIRST_ROW, last=last)
    mark_late(sheet, columns, first=FIRST_ROW, last=last + NEW_ROWS)
    mark_blanks(sheet, columns, first=FIRST_ROW, last=last)


def _tasks(sheet: Any, plan: ActionPlan) -> None:  # noqa: ANN401
    columns = task_columns()
    shown = {column.key for column in columns}
    _top(sheet, says("top", "title_tasks", name=plan.name), says("top", "tasks"), columns, shown)
    _keys(sheet, columns)
    write_headings(sheet, HEAD_ROW, [column.heading for column in columns])
    row = HEAD_ROW
    for item in (*plan.open_items, *plan.closed_items):
        for number, task in enumerate(item.tasks, 1):
            row += 1
            for at, column in enumerate(columns, 1):
                italic = task.drafted and not task.quote and column.name == "text"
                put(sheet.cell(row, at), task_value(item, number, column), italic=italic)
            fit_row(sheet, row, [(same_text(task_value(item, number, c)), width_of(c)) for c in columns])
    lay_out(sheet, columns, head=HEAD_ROW, last=row, shown=shown)
    offer_choices(sheet, columns, first=FIRST_ROW, last=row)
    mark_late(sheet, columns, first=FIRST_ROW, last=HEAD_ROW + sum(len(item.tasks) for item in plan.open_items))
    mark_blanks(sheet, columns, first=FIRST_ROW, last=row)


def _top(sheet: Any, title: str, line: str, columns: tuple[Column, ...], shown: set[str]) -> None:  # noqa: ANN401
    """The lines over the table: what it is, that it has to be checked, and what the marks mean."""
    sheet["A1"], sheet["A2"], sheet["A3"] = clean_lines(title), line, says("legend", "title")
    sheet["A1"].font, sheet["A2"].font = Font(name=FONT, size=14, bold=True, color=INK), Font(name=FONT, size=9)
    sheet["A3"].font = Font(name=FONT, size=9)
    seen = [number for number, column in enumerate(columns, 1) if column.key in shown]
    marks = ["blank", "drafted", "overdue"] if "due" in shown else ["blank", "drafted"]
    for number, name in zip(seen[2:], marks, strict=False):
        cell = sheet.cell(3, number, says("legend", name))
        cell.font = Font(name=FONT, size=9, italic=name == "drafted", bold=name == "overdue", color=_MARKS[name][0])
        if _MARKS[name][1]:
            cell.fill = solid(_MARKS[name][1])
    for row in (1, 2, 3):
        for cell in sheet[row]:
            cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 22


def _keys(sheet: Any, columns: tuple[Column, ...]) -> None:  # noqa: ANN401
    """A hidden row that tells the columns apart whatever people do to the headings."""
    for number, column in enumerate(columns, 1):
        sheet.cell(KEYS_ROW, number, column.key)
    sheet.row_dimensions[KEYS_ROW].hidden = True


def _mark(sheet: Any, plan: ActionPlan) -> None:  # noqa: ANN401
    """A hidden page that says whose file it is, and what every cell held in a form that tells nothing by itself."""
    sheet.sheet_state = "veryHidden"
    columns = plan_columns()
    sheet.append([MARK, str(FORMAT), plan_digest(plan.id)])
    sheet.append(["reference", "page", "tasks", *(column.key for column in columns)])
    for item in plan.items:
        texts = [item_tasks_text(item), *(same_text(cell_value(item, column)) for column in columns)]
        keys = ["tasks", *(column.key for column in columns)]
        prints = [fingerprint(plan.id, item.reference, key, text) for key, text in zip(keys, texts, strict=True)]
        sheet.append([item.reference, item.status.value, *prints])
    for number in range(1, len(columns) + 4):
        sheet.column_dimensions[get_column_letter(number)].number_format = "@"
