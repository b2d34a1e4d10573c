"""One item's editor as HTML: its fields by group, and beside them the guidance that it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.markup import clean
from assistant.plan.fields import MAIN, field_groups
from assistant.plan.items import ActionItem
from assistant.screens.plan_beside import beside_html
from assistant.screens.plan_fields import field_html
from assistant.screens.plan_parts import Shown, address, help_html, overdue_text, page, says, sure
from assistant.screens.plan_table import closing_html, done_text, is_drafted
from assistant.types import Citation

_NOTES = {"duties": "duties", "closing": "done"}


@dataclass(frozen=True)
class Editing:
    """An item that is edited; a new one has no reference yet. ``cause`` is the guide's help on root causes."""

    item: ActionItem
    cause: Sequence[Citation] = ()
    framework: str = ""  # the version behind the codes, in full, where an index says so
    names: Mapping[str, str] = field(default_factory=dict)  # of frameworks, by their ids

    @property
    def new(self) -> bool:
        """Whether it is in no plan yet."""
        return not self.item.reference


def editor_html(shown: Shown, editing: Editing) -> str:
    """The page of one item."""
    item = editing.item
    title = says("editor", "new") if editing.new else f"{item.reference}: {item.action or 'No action yet'}"
    groups = "".join(_group(group.id, group.label, editing) for group in field_groups())
    intro = f'<p class="lead">{clean(says("editor", "new_intro"))}</p>' if editing.new else _state(shown, item)
    form = (
        f'<form class="editor" id="plan-editor" data-do="save-item" data-reference="{clean(item.reference)}" '
        f'data-status="{item.status.value}" aria-label="{clean(title)}">{groups}{_buttons(shown, editing)}</form>'
    )
    body = f'{intro}<div class="beside-columns">{form}{beside_html(item, item.reference, editing.framework)}</div>'
    return page(shown, "item", title, body + closing_html() + leaving_html(), reference=item.reference)


def leaving_html() -> str:
    """The dialog that asks before something typed is left behind."""
    return (
        '<dialog id="leaving" aria-labelledby="leaving-title"><h3 id="leaving-title">Leave without saving?</h3>'
        '<p>You changed something here that is not saved yet.</p><div class="actions">'
        '<button type="button" class="main-button" data-do="save-and-leave">Save, then leave</button>'
        '<button type="button" class="second" data-do="leave">Leave without saving</button>'
        '<button type="button" class="second" data-do="stay">Stay here</button></div></dialog>'
    )


def _state(shown: Shown, item: ActionItem) -> str:
    late = overdue_text(item, shown.today)
    parts = [f'<strong class="late">{clean(late)}</strong>'] if late else []
    parts += [clean(done_text(item))] if item.done else []
    checked = ""
    if is_drafted(item):
        checked = f'<button type="button" class="second" data-do="checked">{clean(says("editor", "checked"))}</button>'
    return f'<div class="item-state">{" ".join(parts)}{checked}</div>' if parts or checked else ""


def _group(name: str, label: str, editing: Editing) -> str:
    fields = "".join(field_html(f, editing.item, editing.names) for f in _fields(name, editing))
    note = f'<p class="details">{clean(says("editor", _NOTES[name]))}</p>' if name in _NOTES else ""
    if name == "finding":
        fields += help_html(says("editor", "cause"), editing.cause, "cause")
    if name == MAIN:
        return f'<section class="group" data-group="{name}"><h3>{clean(label)}</h3>{note}{fields}</section>'
    return (
        f'<details class="group" data-group="{name}"><summary><h3>{clean(label)}</h3></summary>{note}{fields}</details>'
    )


def _fields(name: str, editing: Editing) -> list:
    group = next(group for group in field_groups() if group.id == name)
    hidden = {"reference"} | ({"source", "kloes"} if editing.new else set())
    return [field for field in group.fields if field.name not in hidden]


def _buttons(shown: Shown, editing: Editing) -> str:
    delete = ""
    if not editing.new:
        ref = editing.item.reference
        delete = (
            '<button type="button" class="plain" data-do="ask-first" data-dialog="delete-item">Delete this'
            " action…</button>"
            + sure("delete-item", f"Delete {ref}?", says("editor", "delete"), "delete-item", "Delete", reference=ref)
        )
    return (
        '<div class="save-bar"><button type="submit" class="main-button">Save</button>'
        f'<a class="button-link" href="{address(shown.plan.id)}">Back to the plan</a>'
        f'<span class="unsaved" hidden>Not saved yet</span></div>{delete}'
    )
