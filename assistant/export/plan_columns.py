"""The columns of a plan in Excel, the same for writing and for reading back, and what stands in their cells."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from assistant.patterns import load_data
from assistant.plan.fields import MAIN, FieldKind, as_text, field_groups
from assistant.plan.items import ActionItem, Light, Priority, Status, Task, Term

FORMAT = 1
MARK_SHEET = "AskKLOE"
MARK = "AskKLOE action plan"
CELL_CHARS = 32_000  # Excel's own limit is 32,767 of its units, and a letter may be two of them
REFERENCE = "reference"
NUMBER = "number"  # of a task within its action
CHOICES: dict[str, type[Status] | type[Light] | type[Priority] | type[Term]] = {
    "status": Status,
    "light": Light,
    "priority": Priority,
    "term": Term,
}
_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile(r"[ \t\xa0]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Column:
    """One column; ``part`` is the part of a field that takes several columns.

    ``first`` says that it opens a group: it is folded one step less than the rest of it.
    """

    name: str
    heading: str
    kind: FieldKind
    group: str
    part: str = ""
    yours: bool = False
    first: bool = False

    @property
    def key(self) -> str:
        """Its name in the hidden row over the headings."""
        return f"{self.name}.{self.part}" if self.part else self.name


def says(section: str, name: str, /, **values: object) -> str:
    """One line of ``plan_sheet.toml``, its gaps filled."""
    return load_data("plan_sheet.toml")[section][name].format(**values)


@cache
def plan_columns() -> tuple[Column, ...]:
    """The columns of Plan and Closed: those always shown first, the others by group; tasks have a page of their own."""
    parts: dict[str, FieldKind] = {"decision": "text", "by": "text", "when": "date"}
    found = []
    for group in field_groups():
        own = []
        for f in group.fields:
            if f.kind == "considered":
                own += [
                    Column(f.name, f"{f.label} {says('parts', part)}", kind, group.id, part, f.yours)
                    for part, kind in parts.items()
                ]
            elif f.kind != "tasks":
                own.append(Column(f.name, f.heading, f.kind, group.id, yours=f.yours))
        opens = group.id != MAIN
        found += [
            Column(c.name, c.heading, c.kind, c.group, c.part, c.yours, first=opens and not n)
            for n, c in enumerate(own)
        ]
    return tuple(found)


@cache
def task_columns() -> tuple[Column, ...]:
    """The columns of Tasks."""
    kinds: dict[str, FieldKind] = {
        REFERENCE: "shown",
        NUMBER: "shown",
        "action": "shown",
        "text": "long",
        "who": "text",
        "outcome": "long",
        "report_back": "text",
        "due": "date",
        "done": "choice",
        "origin": "shown",
    }
    yours = {"who", "due"}
    return tuple(
        Column(name, says("task_headings", name), kind, MAIN, yours=name in yours) for name, kind in kinds.items()
    )


def cell_value(item: ActionItem, column: Column) -> str | date | None:
    """What stands in a cell of Plan or Closed; None for a blank."""
    value: Any = getattr(item, column.name)
    if column.part:
        value = getattr(value, column.part)
    if isinstance(value, date):
        return value
    return fitting(as_text(value)) or None


def task_value(item: ActionItem, number: int, column: Column) -> str | date | None:
    """What stands in a cell of Tasks; ``number`` counts an action's tasks from 1."""
    task = item.tasks[number - 1]
    match column.name:
        case "reference":
            return item.reference
        case "number":
            return str(number)
        case "action":
            return fitting(item.action) or None
        case "done":
            return says("origin", "yes") if task.done else None
        case "origin":
            return _origin(item, task) or None
        case "due":
            return task.due
    return fitting(getattr(task, column.name)) or None


def _origin(item: ActionItem, task: Task) -> str:
    if task.quote and any(quoted.citation.number == task.quote for quoted in item.quotes):
        return says("origin", "quote", number=task.quote)
    return says("origin", "drafted") if task.drafted else ""


def clean_lines(text: str) -> str:
    """The text as a cell can hold it: lines kept, without what cannot stand in the file and without space around."""
    return _NOT_IN_XML.sub("", _LINE_END.sub("\n", text)).strip()


def too_long(text: str) -> bool:
    """Whether only the beginning of it fits into a cell."""
    return len(clean_lines(text)) > CELL_CHARS


def fitting(text: str) -> str:
    """The text as it stands in a cell; of a very long one the beginning, which says so."""
    cleaned = clean_lines(text)
    return cleaned if len(cleaned) <= CELL_CHARS else cleaned[:CELL_CHARS].rstrip() + says("about", "cut")


def for_file(text: str) -> str:
    """The text as it has to be written: Excel would read ``_x0041_`` as a letter."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def same_text(value: str | date | None) -> str:
    """A cell's value for comparing: spreadsheet programs change white space at its ends and ends of lines."""
    return as_text(value) if isinstance(value, date) else clean_lines(value or "")


def tasks_text(rows: Iterable[Iterable[str | date | None]]) -> str:
    """All that is said of an action's tasks, for comparing."""
    return "\n".join("\t".join(map(same_text, row)) for row in rows)


def edited_task_columns() -> tuple[Column, ...]:
    """The columns of Tasks that people may change."""
    return tuple(column for column in task_columns() if column.kind != "shown")


def item_tasks_text(item: ActionItem) -> str:
    """All that the file says of an action's tasks."""
    columns = edited_task_columns()
    return tasks_text([task_value(item, n, c) for c in columns] for n in range(1, len(item.tasks) + 1))


def plan_digest(plan_id: str) -> str:
    """What stands in the file for the plan's id, which is the key to the fingerprints and stays out of it."""
    return hashlib.sha256(f"{MARK} {plan_id}".encode()).hexdigest()[:32]


def fingerprint(plan_id: str, reference: str, key: str, text: str) -> str:
    """What a cell held when the file was written, in a form that tells nothing without the plan itself."""
    said = "\0".join((reference, key, text)).encode("utf-8", "surrogatepass")
    return hmac.new(plan_id.encode(), said, hashlib.sha256).hexdigest()[:16]
