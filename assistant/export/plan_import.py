"""An edited Excel file of a plan, brought together with what became of the plan in AskKLOE meanwhile.

A cell counts as changed where it does not hold what it held when the file was written; all others leave the plan as it
is now. Quotes and sources never come from the file.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.export.plan_cells import BadCellError, Cell, ExcelCellError, NotOurExcelError, read_cell
from assistant.export.plan_columns import (
    REFERENCE,
    Column,
    cell_value,
    fingerprint,
    fitting,
    item_tasks_text,
    plan_columns,
    same_text,
    says,
    too_long,
)
from assistant.export.plan_opening import OpenedPlan, Page, Row, Written, open_plan_excel
from assistant.export.plan_task_rows import read_tasks, rows_text
from assistant.plan.fields import as_text, field_named
from assistant.plan.items import ActionItem, ActionPlan, Status, Task

__all__ = ["Clash", "ExcelCellError", "NotOurExcelError", "ReadBack", "read_back", "read_plan_excel"]
_WORDS = ("text", "long", "date", "milestones")


@dataclass(frozen=True)
class Clash:
    """Something that was changed in the file and in AskKLOE, to different things.

    ``key`` is that of the column, "tasks", or "" for a whole action that one side deleted; the words are for people, ""
    for a blank or, with the key "", for the side that deleted it.
    """

    reference: str
    key: str
    heading: str
    in_app: str
    in_excel: str

    @property
    def id(self) -> tuple[str, str]:
        """What `read_back` takes to let the file decide."""
        return (self.reference, self.key)


@dataclass(frozen=True)
class ReadBack:
    """The plan with what was changed in the file, what AskKLOE's side of a clash is kept for, and what was not read."""

    plan: ActionPlan
    clashes: tuple[Clash, ...] = ()
    remarks: tuple[str, ...] = ()


def read_plan_excel(content: bytes, plan: ActionPlan) -> ActionPlan:
    """The plan as it is now, with what was changed in its Excel file; what both changed stays as it is in AskKLOE.

    Raises:
        NotOurExcelError: the file cannot be read back; the message says why, and names cells.
    """
    return read_back(content, plan).plan


def read_back(content: bytes, plan: ActionPlan, chosen: Collection[tuple[str, str]] = ()) -> ReadBack:
    """The same with its clashes; ``chosen`` are the ids of those in which the file decides.

    Raises:
        NotOurExcelError: the file cannot be read back; the message says why, and names cells.
    """
    return _Reading(open_plan_excel(content, plan.id), plan, frozenset(chosen)).read()


@dataclass(frozen=True)
class _Placed:
    """A row of an action, and where it stands."""

    row: Row
    page: Page
    closed: bool

    def cell(self, key: str) -> Cell:
        return self.row.cells.get(key) or Cell(f"{self.page.name}!{self.row.number}")


class _Reading:
    def __init__(self, opened: OpenedPlan, plan: ActionPlan, chosen: frozenset[tuple[str, str]]) -> None:
        self._opened, self._plan, self._chosen = opened, plan, chosen
        self._problems: list[str] = []
        self._clashes: list[Clash] = []
        self._remarks: list[str] = []
        self._rows: dict[str, _Placed] = {}
        self._new: list[_Placed] = []
        self._tasks: dict[str, list[Row]] = {}
        self._again: dict[str, _Placed] = {}
        self._labels: dict[str, str] = {}  # from what was typed as a reference to the action that it stands for

    def read(self) -> ReadBack:
        self._sort_rows()
        self._find_again()
        self._sort_tasks()
        kept = [item for old in self._plan.items if (item := self._kept(old)) is not None]
        plan = replace(self._plan, items=tuple(kept))
        added = [self._made(placed) for placed in (*self._new, *self._deleted_here())]
        if self._problems:
            raise ExcelCellError(self._problems)
        for page in (self._opened.plan, self._opened.tasks, self._opened.closed):
            self._remarks += [says("remarks", "unknown", heading=h, sheet=page.name) for h in page.unknown]
        return ReadBack(plan.with_new(added), tuple(self._clashes), tuple(self._remarks))

    def _sort_rows(self) -> None:
        """Tell rows of known actions from new ones."""
        for page, closed in ((self._opened.plan, False), (self._opened.closed, True)):
            for row in page.rows:
                placed, reference = _Placed(row, page, closed), row.text(REFERENCE)
                if reference not in self._opened.written:
                    if any(row.text(c.key) for c in plan_columns() if c.kind in _WORDS):
                        self._new.append(placed)
                elif reference in self._rows:
                    here, first = placed.cell(REFERENCE).place, self._rows[reference].cell(REFERENCE).place
                    self._problems.append(says("refused", "twice", cell=here, reference=reference, first=first))
                else:
                    self._rows[reference] = placed

    def _find_again(self) -> None:
        """Rows whose reference was cleared or changed, and rows that came in with this file once before."""
        lost = [r for r in self._opened.written if r not in self._rows and self._plan.item(r) is not None]
        came = [item for item in self._plan.items if item.reference not in self._opened.written]
        new, self._new = self._new, []
        for placed in new:
            words = {key: placed.row.text(key) for key in ("not_yet", "action")}
            was = next((r for r in lost if self._held(r, words)), "")
            is_now = next((item.reference for item in came if _says_the_same(item, words)), "")
            if was:
                lost.remove(was)
                self._rows[was] = placed
                self._remarks.append(says("remarks", "found", cell=placed.cell(REFERENCE).place, reference=was))
            elif is_now:
                came = [item for item in came if item.reference != is_now]
                self._again[is_now] = placed
            else:
                self._new.append(placed)
                continue
            self._labels[placed.row.text(REFERENCE)] = was or is_now

    def _held(self, reference: str, words: dict[str, str]) -> bool:
        written, bare = self._opened.written[reference], ActionItem(reference=reference)
        same = all(self._as_printed(written, bare, key, text) for key, text in words.items())
        return same and any(words.values())

    def _sort_tasks(self) -> None:
        self._labels.pop("", None)
        known = {*self._opened.written, *self._again, *(placed.row.text(REFERENCE) for placed in self._new)} - {""}
        for row in self._opened.tasks.rows:
            reference = self._labels.get(row.text(REFERENCE), row.text(REFERENCE))
            if reference in known:
                self._tasks.setdefault(reference, []).append(row)
            elif row.text("text"):
                place = f"{self._opened.tasks.name}!A{row.number}"
                self._problems.append(says("refused", "owner", cell=place))

    def _kept(self, item: ActionItem) -> ActionItem | None:
        """An action of the plan with its changes; None if it was deleted in the file."""
        written = self._opened.written.get(item.reference)
        if written is None:  # added since the file was written
            return self._added(item)
        placed = self._rows.get(item.reference)
        if placed is not None:
            return self._with_tasks(self._with_cells(item, placed, written), written)
        if self._changed_here(item, written) and self._asks(item.reference, "", "", item.action or item.not_yet, ""):
            return item
        return None

    def _added(self, item: ActionItem) -> ActionItem:
        """An action that the file may have brought before; what differs is asked, for nobody knows which is newer."""
        placed = self._again.get(item.reference)
        if placed is None:
            return item
        unknown = Written(placed.closed, {})
        now = self._with_cells(item, placed, unknown)
        return self._with_tasks(now, unknown) if item.reference in self._tasks else now

    def _with_cells(self, item: ActionItem, placed: _Placed, written: Written) -> ActionItem:
        now = item
        for column in plan_columns():
            cell = placed.cell(column.key)
            if column.key not in placed.page.keys or self._as_printed(written, item, column.key, cell.text):
                if column.key != "status" or placed.closed == written.closed:
                    continue
            if column.kind == "shown":
                if column.key != REFERENCE and cell.text:
                    self._remarks.append(says("remarks", "fixed", cell=cell.place))
                continue
            if not written.prints and not cell.text and column.key != "status":
                continue
            value = self._status(placed, written) if column.key == "status" else self._read(cell, column)
            before = _value(item, column)
            if value is _BAD or value == before:
                continue
            if too_long(as_text(before)):
                self._problems.append(says("refused", "long", cell=cell.place))
                continue
            meanwhile = not self._as_printed(written, item, column.key, same_text(cell_value(item, column)))
            if meanwhile and self._asks(*_both(item, column, value)):
                continue
            now = _with(now, column, value)
        return now

    def _with_tasks(self, item: ActionItem, written: Written) -> ActionItem:
        page, rows = self._opened.tasks, self._tasks.get(item.reference, [])
        if "text" not in page.keys or self._as_printed(written, item, "tasks", rows_text(item, rows, page.keys)):
            return item
        tasks = self._read_tasks(item, rows)
        if tasks == item.tasks:
            return item
        meanwhile = not self._as_printed(written, item, "tasks", item_tasks_text(item))
        heading = field_named("tasks").heading
        if meanwhile and self._asks(item.reference, "tasks", heading, as_text(item.tasks), as_text(tasks)):
            return item
        return replace(item, tasks=tasks)

    def _made(self, placed: _Placed) -> ActionItem:
        """A new action from a row."""
        item = ActionItem()
        for column in plan_columns():
            cell = placed.cell(column.key)
            if column.kind == "shown" and column.key != REFERENCE and cell.text:
                self._remarks.append(says("remarks", "fixed", cell=cell.place))
            if column.kind == "shown" or column.key == "status" or not cell.text:
                continue
            value = self._read(cell, column)
            if value is not _BAD:
                item = _with(item, column, value)
        status = self._status(placed, None)
        tasks = self._read_tasks(item, self._tasks.get(placed.row.text(REFERENCE), []))
        return replace(item, status=item.status if status is _BAD else status, tasks=tasks)

    def _deleted_here(self) -> Iterator[_Placed]:
        """Rows of actions that were deleted in AskKLOE, changed in the file, and are wanted."""
        for reference, placed in self._rows.items():
            if self._plan.item(reference) is None:
                written, bare = self._opened.written[reference], ActionItem(reference=reference)
                changed = any(
                    not self._as_printed(written, bare, column.key, placed.row.text(column.key))
                    for column in plan_columns()
                    if column.key in placed.page.keys and column.kind != "shown"
                )
                words = placed.row.text("action") or placed.row.text("not_yet")
                if changed and not self._asks(reference, "", "", "", words):
                    yield placed

    def _changed_here(self, item: ActionItem, written: Written) -> bool:
        """Whether an action was changed in AskKLOE since the file was written."""
        texts = {column.key: same_text(cell_value(item, column)) for column in plan_columns()}
        texts["tasks"] = item_tasks_text(item)
        return not all(self._as_printed(written, item, key, text) for key, text in texts.items())

    def _as_printed(self, written: Written, item: ActionItem, key: str, text: str) -> bool:
        return written.prints.get(key) == fingerprint(self._plan.id, item.reference, key, text)

    def _asks(self, reference: str, key: str, heading: str, in_app: str, in_excel: str) -> bool:
        """Note a clash; whether AskKLOE's side is to be kept."""
        clash = Clash(reference, key, heading, in_app, in_excel)
        if clash.id in self._chosen:
            return False
        self._clashes.append(clash)
        return True

    def _status(self, placed: _Placed, written: Written | None) -> Any:  # noqa: ANN401
        """The status of a row: what its cell says, or the page where nobody has changed the cell."""
        cell, by_page = placed.cell("status"), Status.CLOSED if placed.closed else Status.OPEN
        column = next(column for column in plan_columns() if column.key == "status")
        said = self._read(cell, column) if cell.text else by_page
        if written is not None and placed.closed != written.closed:
            untouched = Status.CLOSED if written.closed else Status.OPEN
            return by_page if said == untouched else said
        return said

    def _read(self, cell: Cell, column: Column) -> Any:  # noqa: ANN401
        try:
            value = read_cell(cell, column)
        except BadCellError as error:
            self._problems.append(str(error))
            return _BAD
        return _blank(column) if value is None and column.kind == "choice" else value

    def _read_tasks(self, item: ActionItem, rows: Sequence[Row]) -> tuple[Task, ...]:
        tasks, problems = read_tasks(item, rows, self._opened.tasks.keys)
        self._problems += problems
        return tasks


_BAD: Any = object()


def _says_the_same(item: ActionItem, words: dict[str, str]) -> bool:
    return any(words.values()) and all(same_text(fitting(getattr(item, key))) == text for key, text in words.items())


def _blank(column: Column) -> Any:  # noqa: ANN401
    return getattr(ActionItem(), column.name)


def _value(item: ActionItem, column: Column) -> Any:  # noqa: ANN401
    value = getattr(item, column.name)
    return getattr(value, column.part) if column.part else value


def _with(item: ActionItem, column: Column, value: Any) -> ActionItem:  # noqa: ANN401
    if column.part:
        value = replace(getattr(item, column.name), **{column.part: value})
    drafted = tuple(name for name in item.drafted if name != column.name)
    return replace(item, **{column.name: value, "drafted": drafted})


def _both(item: ActionItem, column: Column, value: str | date) -> tuple[str, str, str, str, str]:
    return item.reference, column.key, column.heading, as_text(_value(item, column)), as_text(value)
