"""The rows of the page Tasks, and the tasks of an action that they stand for."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from assistant.export.plan_cells import BadCellError, Cell, read_cell
from assistant.export.plan_columns import NUMBER, Column, edited_task_columns, same_text, says, task_value, tasks_text
from assistant.export.plan_columns import too_long as is_too_long
from assistant.export.plan_opening import Row
from assistant.plan.items import ActionItem, Task


def rows_text(item: ActionItem, rows: Sequence[Row], keys: Collection[str]) -> str:
    """What the rows say of an action's tasks, for comparing; columns that were deleted say what the action does."""
    columns = edited_task_columns()

    def said(row: Row, column: Column) -> str:
        if column.key in keys:
            return row.text(column.key)
        number = _number(row)
        return same_text(task_value(item, number, column)) if 1 <= number <= len(item.tasks) else ""

    return tasks_text([said(row, column) for column in columns] for row in _in_order(rows))


def read_tasks(item: ActionItem, rows: Sequence[Row], keys: Collection[str]) -> tuple[tuple[Task, ...], list[str]]:
    """The tasks that the rows stand for, and what cannot be read; a task whose words were cleared is gone."""
    tasks, problems, used = [], [], set()
    for row in _in_order(rows):
        if not row.text("text"):
            continue
        number = _original(item, row, used)
        used.add(number)
        before = item.tasks[number - 1] if number else Task("")
        changed: dict[str, Any] = {}
        for column in edited_task_columns():
            cell = row.cells.get(column.key) or Cell(f"{row.number}")
            then = same_text(task_value(item, number, column)) if number else ""
            if column.key not in keys or cell.text == then:
                continue
            if number and is_too_long(str(getattr(before, column.name))):
                problems.append(says("refused", "long", cell=cell.place))
                continue
            try:
                changed[column.name] = read_cell(cell, column)
            except BadCellError as error:
                problems.append(str(error))
        if "text" in changed:
            changed |= {"quote": 0, "drafted": False}
        tasks.append(replace(before, **changed))
    return tuple(tasks), problems


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """By the number of the task, so that sorting the page by anything changes nothing; new ones last."""
    return sorted(rows, key=lambda row: _number(row) or len(rows) + 10_000)


def _number(row: Row) -> int:
    text = row.text(NUMBER)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _original(item: ActionItem, row: Row, used: set[int]) -> int:
    """The number of the action's task that a row is about; 0 for a new one."""
    words = row.text("text")
    column = edited_task_columns()[0]
    same = [n for n in range(1, len(item.tasks) + 1) if same_text(task_value(item, n, column)) == words]
    number = _number(row)
    if number in same and number not in used:
        return number
    free = [n for n in same if n not in used]
    if free:
        return free[0]
    return number if 1 <= number <= len(item.tasks) and number not in used else 0
