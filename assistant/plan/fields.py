"""What the fields of an item are called, how they are grouped, and what a value looks like as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from assistant.patterns import load_data
from assistant.plan.items import ActionItem, Considered, CrossReference, Milestone, Source, Task

FOR_YOU = "for you to fill in"
MAIN = "main"
FieldKind = Literal["text", "long", "date", "choice", "tasks", "milestones", "considered", "shown"]


@dataclass(frozen=True)
class ItemField:
    """One field; ``yours`` is blank until the manager fills it in, ``share`` may be shown to everybody."""

    name: str
    label: str
    group: str
    kind: FieldKind
    short: str = ""
    yours: bool = False
    share: bool = False

    @property
    def heading(self) -> str:
        """Its name over a column."""
        return self.short or self.label


@dataclass(frozen=True)
class FieldGroup:
    """Fields that are shown or folded together."""

    id: str
    label: str
    fields: tuple[ItemField, ...]


@cache
def item_fields() -> tuple[ItemField, ...]:
    """All fields in the order in which they are shown."""
    return tuple(ItemField(**row) for row in load_data("plan_fields.toml")["field"])


@cache
def field_groups() -> tuple[FieldGroup, ...]:
    """The fields in their groups, the one that is always shown first."""
    groups = load_data("plan_fields.toml")["group"]
    return tuple(
        FieldGroup(group["id"], group["label"], tuple(f for f in item_fields() if f.group == group["id"]))
        for group in groups
    )


def field_named(name: str) -> ItemField:
    """One field.

    Raises:
        KeyError: there is none of this name.
    """
    return {field.name: field for field in item_fields()}[name]


def shown(item: ActionItem, name: str) -> str:
    """A field's value as people read it; "" for a blank."""
    return as_text(getattr(item, name))


def as_text(value: Any) -> str:  # noqa: ANN401 - of any field
    """A value as people read it; parts of a list stand on lines of their own."""
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
        case Task():
            return _joined(f"{'✓ ' if value.done else ''}{value.text}", _task_remarks(value))
        case Milestone():
            return _joined(value.text, [as_text(value.due)])
        case Considered():
            return "; ".join(part for part in (value.decision, value.by, as_text(value.when)) if part)
        case CrossReference():
            return f"{value.code} ({value.key_question}; {value.version})"
        case Source():
            place = [value.document, value.heading, f"page {value.page}" if value.page else ""]
            return ", ".join(part for part in (value.kind.value, *place) if part)
        case tuple():
            return ("\n" if any(not isinstance(v, str) for v in value) else ", ").join(map(as_text, value))
    return str(value)


def _task_remarks(task: Task) -> Iterator[str]:
    yield task.who
    yield f"outcome: {task.outcome}" if task.outcome else ""
    yield f"report back: {task.report_back}" if task.report_back else ""
    yield f"by {as_text(task.due)}" if task.due else ""


def _joined(text: str, remarks: Any) -> str:  # noqa: ANN401
    said = "; ".join(remark for remark in remarks if remark)
    return f"{text} ({said})" if said else text
