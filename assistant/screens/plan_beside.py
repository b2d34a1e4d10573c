"""The guidance that an item is made of, as HTML: quotes by what they are to it, each with the way to its place."""

from assistant.compose import phrase
from assistant.markup import clean
from assistant.notices import notices_for
from assistant.plan.items import ActionItem, QuoteRole
from assistant.screens.plan_parts import quote_html, says
from assistant.types import Citation

_ORDER = (
    QuoteRole.TASK,
    QuoteRole.SERVES,
    QuoteRole.RESEMBLES,
    QuoteRole.PROMPT,
    QuoteRole.EXAMPLE,
    QuoteRole.EVIDENCE,
)


def beside_html(item: ActionItem, place: str, framework: str) -> str:
    """All quotes of an item; ``place`` says where the item is, for the buttons."""
    body = "".join(_role(item, role, place, framework) for role in _ORDER)
    if not body:
        body = f"<p>{clean(says('beside', 'none'))}</p>"
    body += _notices(item)
    return (
        f'<aside class="beside" aria-label="{clean(says("beside", "title"))}"><h3>{clean(says("beside", "title"))}</h3>'
        f"{body}</aside>"
    )


def _role(item: ActionItem, role: QuoteRole, place: str, framework: str) -> str:
    citations = item.quoted(role)
    if not citations:
        return ""
    before = ""
    if role is QuoteRole.RESEMBLES:
        before = f"<p>{clean(phrase('flags', 'resembles', level=citations[0].level))}</p>"
    if role is QuoteRole.EXAMPLE:
        before = f'<p class="details">{clean(says("beside", "example_note"))}</p>'
    quotes = "".join(
        f'<li value="{c.number}">{quote_html(c, f"{place}/{c.number}")}{_codes(item, role, c, framework)}</li>'
        for c in citations
    )
    title = clean(says("beside", role.value))
    return f'<section class="role role-{role.value}"><h4>{title}</h4>{before}<ol>{quotes}</ol></section>'


def _codes(item: ActionItem, role: QuoteRole, citation: Citation, framework: str) -> str:
    if role not in {QuoteRole.RESEMBLES, QuoteRole.SERVES, QuoteRole.PROMPT} or not item.kloes:
        return ""
    parts = (citation.code, framework or item.kloes[0].version)
    return f'<p class="details">{clean(", ".join(part for part in parts if part))}</p>'


def _notices(item: ActionItem) -> str:
    """What has to be known of the sources: a framework that is not in force, a dated figure."""
    notices = notices_for("", [quote.citation for quote in item.quotes])
    items = "".join(f"<li>{clean(notice.text)}</li>" for notice in notices)
    return f'<section class="role notes"><h4>Please note</h4><ul>{items}</ul></section>' if items else ""
