"""What a plan says of itself, as HTML: its scope, who manages it, and CQC's request for a written report."""

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.markup import clean
from assistant.plan.editing import DETAILS, details_of
from assistant.plan.fields import as_text
from assistant.screens.plan_editor import leaving_html
from assistant.screens.plan_fields import day_html
from assistant.screens.plan_parts import Shown, help_html, page, says
from assistant.types import Citation

_OWN = ("name", "service", "scope", "manager", "review")
_REQUEST = ("asked", "limit", "wording", "regulations")
_LONG = {"scope", "wording"}


def details_html(shown: Shown, help_quotes: Sequence[Citation]) -> str:
    """The page."""
    told = details_of(shown.plan)
    own = "".join(_field(name, told[name]) for name in _OWN)
    request = "".join(_field(name, told[name]) for name in _REQUEST)
    body = (
        '<form class="editor" id="plan-editor" data-do="save-details" aria-label="Details of the plan">'
        f'<section class="group"><h3>The plan</h3>{own}</section>'
        f'<section class="group" id="request"><h3>{clean(says("details", "request"))}</h3>'
        f"<p>{clean(says('details', 'request_intro'))}</p>{_limit(shown)}{request}"
        '<p><button type="button" class="second" data-do="written">Save the written report as Word</button></p>'
        "</section>"
        '<div class="save-bar"><button type="submit" class="main-button">Save</button>'
        '<span class="unsaved" hidden>Not saved yet</span></div></form>'
        f"{help_html(says('details', 'help'), help_quotes, 'write')}{leaving_html()}"
    )
    return page(shown, "details", "", body)


def _limit(shown: Shown) -> str:
    due = shown.plan.request.due
    if due is None:
        return ""
    days = (due - shown.today).days
    left = (
        f"{days} day{'' if days == 1 else 's'} left"
        if days > 0
        else "today"
        if not days
        else f"{-days} day{'' if days == -1 else 's'} ago"
    )
    return f'<p class="state">CQC asked for it by {due:%d/%m/%Y}: {left}.</p>'


def _field(name: str, value: object) -> str:
    label = f'<div class="label-line"><label for="f-{name}">{clean(DETAILS[name])}</label></div>'
    kind = "text"
    if name in {"review", "asked", "limit"}:
        kind, control = "date", day_html(f"f-{name}", value if isinstance(value, date) else None)
    elif name in _LONG:
        kind = "long"
        control = (
            f'<textarea id="f-{name}" data-part="value" rows="3" maxlength="10000">{escape(str(value))}</textarea>'
        )
    else:
        text = escape(as_text(value))
        control = (
            f'<input id="f-{name}" type="text" data-part="value" maxlength="500" autocomplete="off" value="{text}">'
        )
    return f'<div class="field" data-name="{name}" data-kind="{kind}">{label}{control}</div>'
