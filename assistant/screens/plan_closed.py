"""Closed actions as HTML: apart from the rest, with what was learned."""

from assistant.markup import clean
from assistant.plan.fields import shown
from assistant.plan.items import ActionItem
from assistant.screens.plan_parts import Shown, address, lines, page, says
from assistant.screens.plan_table import done_text

_TOLD = (
    ("not_yet", "What was not as it should be"),
    ("lead", "Lead"),
    ("closing_evidence", "Evidence that it is done"),
    ("impact", "What changed for people"),
    ("lessons", "Lessons learned"),
)


def closed_html(view: Shown) -> str:
    """The page."""
    closed = view.plan.closed_items
    cards = "".join(_card(view, item) for item in closed)
    text = says("closed", "intro" if closed else "empty")
    return page(view, "closed", "", f'<p class="lead">{clean(text)}</p>{cards}')


def _card(view: Shown, item: ActionItem) -> str:
    rows = "".join(
        f"<dt>{label}</dt><dd>{lines(shown(item, name)) or '<span class=blank>not filled in</span>'}</dd>"
        for name, label in _TOLD
    )
    ref = clean(item.reference)
    return (
        f'<section class="closed-item" data-ref="{ref}"><h3><a href="{address(view.plan.id, item.reference)}">{ref}: '
        f"{clean(item.action or item.not_yet or 'No action')}</a></h3>"
        f'<p class="done-on">{clean(done_text(item) or "No date of completion noted")}</p><dl>{rows}</dl>'
        f'<button type="button" class="second" data-do="reopen" data-reference="{ref}">Open again'
        f'<span class="unseen">: {ref}</span></button></section>'
    )
