"""The summary of a plan for the meeting, as HTML: to look at together, and to print on paper."""

from collections.abc import Sequence

from assistant.export.references import long_day
from assistant.markup import clean
from assistant.plan.items import ActionItem, Light
from assistant.plan.meeting import MeetingSummary
from assistant.screens.plan_parts import Shown, address, day_text, first_up, lines, overdue_text, page


def meeting_html(shown: Shown, told: MeetingSummary) -> str:
    """The page."""
    lists = (
        ("Overdue", told.overdue, "Nothing is overdue."),
        ("Due in the next seven days", told.due_soon, "Nothing is due in the next seven days."),
        ("Done, and not checked yet whether it holds", told.unchecked, "Nothing waits to be checked."),
        ("Without a lead", told.unled, "Every open action has a lead."),
        ("Without a due date", told.undated, "Every open action has a due date."),
    )
    body = (
        f'<div class="meeting"><p class="lead">As it stands on {long_day(told.today)}.</p>'
        '<div class="actions"><button type="button" class="second" data-do="print">Print</button>'
        '<button type="button" class="second" data-do="word">Save the plan as Word</button></div>'
        f"{_counts(told)}{_key_questions(told)}"
        + "".join(_list(shown, title, items, none) for title, items, none in lists)
        + "</div>"
    )
    return page(shown, "meeting", "", body)


def _counts(told: MeetingSummary) -> str:
    rows = [("open", told.open), ("overdue", len(told.overdue)), ("due in seven days", len(told.due_soon))]
    rows += [("closed", told.closed)]
    rows += [(f"to act {light.value}", told.by_light[light]) for light in Light if light in told.by_light]
    items = "".join(f"<li><strong>{number}</strong> {clean(name)}</li>" for name, number in rows)
    return f'<ul class="meeting-counts">{items}</ul>'


def _key_questions(told: MeetingSummary) -> str:
    if not told.by_key_question:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{clean(row.key_question or "None given")}</th><td>{row.open}</td><td>{row.overdue}'
        f"</td></tr>"
        for row in told.by_key_question
    )
    return (
        '<h3>By key question</h3><table class="plain-table by-key"><thead><tr><th scope="col">Key question</th>'
        f'<th scope="col">Open</th><th scope="col">Overdue</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _list(shown: Shown, title: str, items: Sequence[ActionItem], none: str) -> str:
    if not items:
        return f"<h3>{clean(title)}</h3><p>{clean(none)}</p>"
    rows = "".join(
        f'<tr><th scope="row"><a href="{address(shown.plan.id, item.reference)}">{clean(item.reference)}</a></th>'
        f"<td>{lines(item.action or item.not_yet) or '<em>No action yet</em>'}</td>"
        f"<td>{clean(item.lead) or '<span class=blank>no lead yet</span>'}</td>"
        f"<td>{day_text(item.due) or '<span class=blank>no date yet</span>'}"
        f"{_late(item, shown)}</td><td>{clean(first_up(item.light.value))}</td></tr>"
        for item in items
    )
    return (
        f'<h3>{clean(title)} ({len(items)})</h3><div class="scrolls" tabindex="0" role="region" '
        f'aria-label="{clean(title)}"><table class="plain-table for-meeting"><thead><tr><th scope="col">Ref</th>'
        '<th scope="col">Action</th><th scope="col">Lead</th><th scope="col">Due</th><th scope="col">When to act</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _late(item: ActionItem, shown: Shown) -> str:
    late = overdue_text(item, shown.today)
    return f'<br><strong class="late">{clean(late)}</strong>' if late else ""
