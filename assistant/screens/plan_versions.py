"""Versions of a plan as HTML: their list, one of them compared with now, and what differs between two states."""

from collections.abc import Sequence

from assistant.markup import clean
from assistant.plan.changes import Change, ClashError, compare
from assistant.plan.editing import DETAILS, details_of
from assistant.plan.fields import as_text
from assistant.plan.history import label_of
from assistant.plan.items import ActionItem, ActionPlan, Version
from assistant.screens.plan_parts import Shown, address, lines, moment, page, says, sure
from assistant.store.plans import VersionLine


def versions_html(shown: Shown, versions: Sequence[VersionLine]) -> str:
    """The list of versions."""
    rows = "".join(
        f'<tr><th scope="row">{_version_link(shown, line)}</th><td>{moment(line.made)}</td><td>{clean(line.what)}'
        f"</td></tr>"
        for line in versions
    )
    return page(
        shown,
        "versions",
        "",
        f'<p class="lead">{clean(says("versions", "intro"))}</p>'
        '<div class="scrolls" tabindex="0" role="region" aria-label="Versions"><table class="plain-table versions">'
        '<caption class="unseen">Versions, the latest first</caption><thead><tr><th scope="col">Version</th>'
        f'<th scope="col">When</th><th scope="col">What was done</th></tr></thead><tbody>{rows}</tbody></table></div>',
    )


def _version_link(shown: Shown, line: VersionLine) -> str:
    if line.number == shown.version.number:
        return f"{line.number} (now)"
    return f'<a href="{address(shown.plan.id, "versions", str(line.number))}">Version {line.number}</a>'


def version_html(shown: Shown, then: Version) -> str:
    """One earlier version: how it differs from now, going back to it, and the whole of it."""
    changes = changes_html(then.plan, shown.plan, f"Version {then.number}", "Now")
    same = f"<p>{clean(says('versions', 'same'))}</p>"
    body = (
        f'<p class="whose">{moment(then.made)}: {clean(then.what)}</p>'
        f'<div class="actions"><button type="button" class="main-button" data-do="ask-first" data-dialog="restore">'
        f"Go back to version {then.number}…</button>"
        f'<a class="button-link" href="{address(shown.plan.id, "versions")}">All versions</a></div>'
        + sure(
            "restore",
            f"Go back to version {then.number}?",
            "The plan becomes as it was then, as a new version. What it is now stays in the list of versions.",
            "restore",
            "Go back to it",
            number=str(then.number),
        )
        + f"<h3>What is different now</h3>{changes or same}"
        f"<h3>The plan as it was then</h3>{_whole(then.plan)}"
    )
    return page(shown, "version", f"Version {then.number}", body)


def changes_html(before: ActionPlan, after: ActionPlan, first: str, second: str) -> str:
    """What differs between two states of a plan, as a table; "" if nothing does."""
    rows = "".join(_detail_row(name, before, after) for name in DETAILS)
    rows += "".join(map(_row, compare(before, after)))
    if not rows:
        return ""
    return (
        '<div class="scrolls" tabindex="0" role="region" aria-label="What differs"><table class="plain-table changes">'
        '<caption class="unseen">What differs</caption><thead><tr><th scope="col">Action</th><th scope="col">Field</th>'
        f'<th scope="col">{clean(first)}</th><th scope="col">{clean(second)}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _detail_row(name: str, before: ActionPlan, after: ActionPlan) -> str:
    old, new = details_of(before)[name], details_of(after)[name]
    return "" if old == new else _cells("Plan", DETAILS[name], value_html(old), value_html(new))


def _row(change: Change) -> str:
    if change.field:
        return _cells(change.reference, label_of(change.field), value_html(change.before), value_html(change.after))
    old, new = _short(change.before), _short(change.after)
    return _cells(change.reference, "The whole action", old, new)


def _short(item: object) -> str:
    if not isinstance(item, ActionItem):
        return '<span class="blank">not there</span>'
    return lines(item.action or item.not_yet) or "an action that is still blank"


def value_html(value: object) -> str:
    """A value of any field, or that it is blank."""
    return lines(as_text(value)) or '<span class="blank">blank</span>'


def _cells(reference: str, field: str, before: str, after: str) -> str:
    return f'<tr><th scope="row">{clean(reference)}</th><td>{clean(field)}</td><td>{before}</td><td>{after}</td></tr>'


def _whole(plan: ActionPlan) -> str:
    if not plan.items:
        return "<p>There was no action in it.</p>"
    rows = "".join(
        f'<tr><th scope="row">{clean(item.reference)}</th><td>{lines(item.action or item.not_yet)}</td>'
        f"<td>{value_html(item.lead)}</td><td>{value_html(item.due)}</td><td>{clean(item.status.value)}</td></tr>"
        for item in plan.items
    )
    return (
        '<div class="scrolls" tabindex="0" role="region" aria-label="The plan as it was"><table'
        ' class="plain-table"><thead><tr><th scope="col">Ref</th><th scope="col">Action</th>'
        '<th scope="col">Lead</th><th scope="col">Due</th><th scope="col">Status</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def clash_html(clash: ClashError, number: int, values: Sequence[tuple[str, str, object, object]]) -> str:
    """The dialog for what two people changed since a version; ``values`` are name, label, mine and theirs."""
    rows = "".join(_choose(n, *row) for n, row in enumerate(values))
    return (
        f'<dialog id="clash" class="wide-dialog" aria-labelledby="clash-title" data-version="{number}">'
        '<form data-do="settle"><h2 id="clash-title" tabindex="-1">Changed in two windows</h2>'
        f"<p>{clean(clash.user_message)}</p><p>{clean(says('clash', 'intro'))}</p>{rows}"
        '<div class="actions"><button type="submit" class="main-button">Save what I chose</button>'
        '<button type="button" class="second" data-do="never-mind">Not now</button></div></form></dialog>'
    )


def _choose(n: int, name: str, label: str, mine: object, theirs: object) -> str:
    sides = (("mine", "Mine", mine, " checked"), ("theirs", "The other window’s", theirs, ""))
    options = "".join(
        f'<p class="side"><input type="radio" id="clash-{n}-{side}" name="clash-{clean(name)}" value="{side}"{checked}>'
        f'<label for="clash-{n}-{side}"><strong>{title}</strong>: {value_html(value)}</label></p>'
        for side, title, value, checked in sides
    )
    return (
        f'<fieldset class="clash-field" data-field="{clean(name)}"><legend>{clean(label)}</legend>{options}</fieldset>'
    )
