"""The fields of an item as HTML, one function for each kind. Pure functions, everything escaped."""

from collections.abc import Mapping
from datetime import date
from html import escape

from assistant.markup import clean
from assistant.plan.editing import CHOICES, TEXT_CHARS
from assistant.plan.fields import FOR_YOU, ItemField, as_text
from assistant.plan.items import ActionItem, Considered, CrossReference, Light, Milestone, Source, Task
from assistant.screens.plan_parts import first_up, lines, options, says

_BLANKS = {"light": "Not said yet", "priority": "Not said yet", "term": "Not said yet", "status": ""}
_DAY_OFFERS = (("today", 0), ("+1 week", 7), ("+4 weeks", 28))
_OFFERED = {"due", "start", "review"}
_NOTES = {"priority": "priority", "tasks": "tasks", "measure": "measure", "light": "light"}


def field_html(field: ItemField, item: ActionItem, names: Mapping[str, str] | None = None) -> str:
    """One field with its label, its hints and what it holds; ``names`` are those of frameworks, by their ids."""
    value = getattr(item, field.name)
    if field.kind == "shown":
        return f'<div class="field"><h4>{clean(field.label)}</h4>{shown_html(value, names or {})}</div>'
    marks = _marks(field, item)
    note = _NOTES.get(field.name, "")
    hint = f'<p class="details" id="f-{field.name}-hint">{clean(says("editor", note))}</p>' if note else ""
    label, control = _control(field, value, described=bool(hint))
    return (
        f'<div class="field" data-name="{field.name}" data-kind="{_kind(field)}">'
        f'<div class="label-line">{label}{marks}</div>{hint}{control}</div>'
    )


def _kind(field: ItemField) -> str:
    return "light" if field.name == "light" else field.kind


def _marks(field: ItemField, item: ActionItem) -> str:
    found = ""
    if field.yours and is_blank(getattr(item, field.name)):
        found += f' <span class="for-you">{FOR_YOU}</span>'
    if field.name in item.drafted:
        found += f' <span class="drafted">{clean(says("editor", "drafted"))}</span>'
    return found


def is_blank(value: object) -> bool:
    """Whether nobody has filled it in yet."""
    return value in (None, "", (), Considered())


def _control(field: ItemField, value: object, *, described: bool) -> tuple[str, str]:
    """A label, and what it labels."""
    name = f"f-{field.name}"
    label = f'<label for="{name}">{clean(field.label)}</label>'
    by = f' aria-describedby="{name}-hint"' if described else ""
    match value:
        case Considered():
            return _heading(field), _considered(field, value)
        case Light():
            return _heading(field), _light(value, by)
        case tuple() if field.kind == "tasks":
            return _heading(field), _rows("task", [_task(task, n) for n, task in enumerate(value)], _task(Task(""), -1))
        case tuple() if field.kind == "milestones":
            rows = [_milestone(stage, n) for n, stage in enumerate(value)]
            return _heading(field), _rows("milestone", rows, _milestone(Milestone(""), -1))
        case _ if field.kind == "choice":
            choices = options(CHOICES[field.name], value, _BLANKS[field.name])  # pyright: ignore[reportArgumentType]
            return label, f'<select id="{name}" data-part="value"{by}>{choices}</select>'
        case _ if field.kind == "date":
            return label, day_html(name, value if isinstance(value, date) else None, offers=field.name in _OFFERED)
        case _ if field.kind == "long":
            box = (
                f'<textarea id="{name}" data-part="value" rows="3" maxlength="{TEXT_CHARS}"{by}>'
                f"{escape(str(value))}</textarea>"
            )
            return label, box
    text = escape(as_text(value))
    return label, (
        f'<input id="{name}" type="text" data-part="value" maxlength="{TEXT_CHARS}" autocomplete="off"{by}'
        f' value="{text}">'
    )


def _heading(field: ItemField) -> str:
    return f'<h4 id="f-{field.name}-title">{clean(field.label)}</h4>'


def day_html(name: str, day: date | None, *, offers: bool = False, part: str = "value") -> str:
    """A date, with buttons that fill it in; nothing is chosen before somebody does."""
    value = day.isoformat() if day else ""
    buttons = "".join(
        f'<button type="button" class="offer" data-do="offer-day" data-days="{days}" data-for="{name}">{text}</button>'
        for text, days in _DAY_OFFERS
    )
    offered = f'<span class="offers">{buttons}</span>' if offers else ""
    return f'<input id="{name}" type="date" data-part="{part}" value="{value}">{offered}'


def _light(value: Light, by: str) -> str:
    choices = "".join(
        f'<span class="option"><input type="radio" id="f-light-{n}" name="f-light" data-part="value" '
        f'value="{light.value}"{" checked" if light is value else ""}><label for="f-light-{n}">'
        f"{first_up(light.value) or 'Not said yet'}</label></span>"
        for n, light in enumerate(Light)
    )
    return f'<div class="options" role="radiogroup" aria-labelledby="f-light-title"{by}>{choices}</div>'


def _considered(field: ItemField, value: Considered) -> str:
    name = f"f-{field.name}"
    return (
        f'<div class="considered" role="group" aria-labelledby="{name}-title">'
        f'<p class="wide"><label for="{name}-decision">What was decided</label>'
        f'<input id="{name}-decision" type="text" data-part="decision" maxlength="500" autocomplete="off" '
        f'value="{escape(value.decision)}"></p>'
        f'<p><label for="{name}-by">By whom</label><input id="{name}-by" type="text" data-part="by" maxlength="200" '
        f'autocomplete="off" value="{escape(value.by)}"></p>'
        f'<p><label for="{name}-when">When</label>{day_html(f"{name}-when", value.when, part="when")}</p></div>'
    )


def _rows(what: str, rows: list[str], blank: str) -> str:
    return (
        f'<div class="rows" data-what="{what}">{"".join(rows)}</div><template class="blank-row">{blank}</template>'
        f'<button type="button" class="second" data-do="add-row">Add a {what}</button>'
    )


def _task(task: Task, number: int) -> str:
    name = f"task-{number}"
    marks = ""
    if task.quote:
        marks += f'<span class="tag">quote {task.quote}</span>'
    if task.drafted:
        marks += f'<span class="drafted">{clean(says("editor", "drafted"))}</span>'
    return (
        f'<fieldset class="row-box"><legend>Task <span class="row-number">{number + 1}</span></legend>{marks}'
        f'<p class="wide"><label for="{name}-text">What is to be done</label>'
        f'<textarea id="{name}-text" data-part="text" rows="2" maxlength="{TEXT_CHARS}">{escape(task.text)}'
        f"</textarea></p>"
        f"{_line(name, 'who', 'Who', task.who)}"
        f'<p><label for="{name}-due">By when</label>{day_html(f"{name}-due", task.due, part="due")}</p>'
        f"{_line(name, 'outcome', 'Desired outcome', task.outcome)}"
        f"{_line(name, 'report_back', 'How to report back', task.report_back)}"
        f'<p class="tick-line"><input type="checkbox" id="{name}-done"'
        f' data-part="done"{" checked" if task.done else ""}>'
        f'<label for="{name}-done">Done</label></p>{_row_buttons("task")}</fieldset>'
    )


def _milestone(stage: Milestone, number: int) -> str:
    name = f"milestone-{number}"
    return (
        f'<fieldset class="row-box"><legend>Milestone <span class="row-number">{number + 1}</span></legend>'
        f"{_line(name, 'text', 'What is reached', stage.text, 'wide')}"
        f'<p><label for="{name}-due">By when</label>{day_html(f"{name}-due", stage.due, part="due")}</p>'
        f"{_row_buttons('milestone')}</fieldset>"
    )


def _line(name: str, part: str, label: str, value: str, style: str = "") -> str:
    return (
        f'<p class="{style}"><label for="{name}-{part}">{label}</label><input id="{name}-{part}" type="text" '
        f'data-part="{part}" maxlength="{TEXT_CHARS}" autocomplete="off" value="{escape(value)}"></p>'
    )


def _row_buttons(what: str) -> str:
    buttons = (("row-up", "Move up"), ("row-down", "Move down"), ("row-remove", "Remove"))
    return (
        '<div class="row-buttons">'
        + "".join(
            f'<button type="button" class="plain" data-do="{do}">{text}<span class="unseen"> this {what}</span>'
            f"</button>"
            for do, text in buttons
        )
        + "</div>"
    )


def shown_html(value: object, names: Mapping[str, str]) -> str:
    """What is shown but not changed by hand: where an item comes from, and its cross-references."""
    match value:
        case Source():
            words = f'<blockquote class="source-words"><p>{lines(value.words)}</p></blockquote>' if value.words else ""
            return f"<p>{clean(first_up(as_text(value)))}</p>{words}"
        case tuple() if value:
            kloes = "".join(_kloe(kloe, names) for kloe in value if isinstance(kloe, CrossReference))
            return f'<ul class="plain-list">{kloes}</ul>'
    return f"<p>{lines(as_text(value)) or 'None.'}</p>"


def _kloe(kloe: CrossReference, names: Mapping[str, str]) -> str:
    link = f"#good/{escape(kloe.framework)}/{escape(kloe.code)}"
    return (
        f'<li><a href="{link}">{clean(kloe.code)}</a>, {clean(kloe.key_question)} '
        f'<span class="details">{clean(names.get(kloe.framework, kloe.framework))}: {clean(kloe.version)}</span></li>'
    )
