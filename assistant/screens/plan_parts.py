"""The small pieces of HTML that all pages of the screen "Action plan" share. Pure functions, everything escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from html import escape

from assistant.export.references import long_day
from assistant.markup import badge, clean
from assistant.patterns import load_data
from assistant.plan.items import ActionItem, ActionPlan, Version
from assistant.types import Citation

PAGES = (
    ("", "Open actions"),
    ("closed", "Closed"),
    ("meeting", "For the meeting"),
    ("versions", "Versions"),
    ("details", "Details and CQC request"),
    ("files", "Save and load"),
)


def says(section: str, name: str, **values: str) -> str:
    """One line of ``plan.toml``, its gaps filled."""
    return load_data("plan.toml")[section][name].format(**values)


@dataclass(frozen=True)
class Living:
    """Where a plan lives: on this computer, or in one window; ``why_not`` is what is wrong with the store."""

    kept: bool
    why_not: str = ""


@dataclass(frozen=True)
class Shown:
    """A plan as one window sees it; ``undo`` says what "undo" would take back, "" for nothing."""

    version: Version
    living: Living
    today: date
    undo: str = ""

    @property
    def plan(self) -> ActionPlan:
        """The plan itself."""
        return self.version.plan


def address(plan: str, *parts: str) -> str:
    """The address of a page of a plan, for a link."""
    return escape("/".join(("#plan", plan, *(part for part in parts if part))))


def screen(body: str, **data: str) -> str:
    """The whole screen; ``data`` is for the script."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        f'<div class="plan" id="plan"{attributes}><div class="newer" hidden></div>{body}'
        '<div class="problem" role="alert" hidden></div><p class="said"></p></div>'
    )


def page(shown: Shown, part: str, title: str, body: str, *, reference: str = "") -> str:
    """One page of a plan, with its head; ``title`` is what the page is about, "" for the plan itself."""
    plan = shown.plan
    heading = f"<h2>{clean(plan.name)}</h2>" if not title else f"<h2>{clean(title)}</h2>"
    whose = f'<p class="whose">{clean(plan.name)}</p>' if title else ""
    return screen(
        f'<nav class="way" aria-label="Back"><a href="#plan">All action plans</a></nav>{heading}{whose}'
        f"{_line(shown)}{_pages(plan, part)}{body}",
        plan=plan.id,
        version=str(shown.version.number),
        reference=reference,
        page=part,
    )


def _line(shown: Shown) -> str:
    hidden = "" if shown.undo else " hidden"
    undo = (
        f'<button type="button" class="plain" data-do="undo"{hidden}>Undo the last change'
        f'<span class="unseen">: {clean(shown.undo)}</span></button>'
    )
    return f'<div class="plan-line"><p class="saved">{saved_line(shown)}</p>{undo}</div>'


def saved_line(shown: Shown) -> str:
    """When and where the plan was saved last."""
    made, number = shown.version.made, shown.version.number
    when = f"at {made:%H:%M}" if made.date() == shown.today else f"on {long_day(made.date())} at {made:%H:%M}"
    if shown.living.kept:
        return f"Saved {when}, version {number}"
    return f"In this window only: version {number}, {when}. {clean(says('list', 'window_only'))}"


def _pages(plan: ActionPlan, part: str) -> str:
    counts = {"": len(plan.open_items), "closed": len(plan.closed_items)}
    links = "".join(
        f'<li><a href="{address(plan.id, name)}"{" aria-current=page" if name == part else ""}>{clean(title)}'
        f"{f' ({counts[name]})' if name in counts else ''}</a></li>"
        for name, title in PAGES
    )
    return f'<nav class="pages" aria-label="Pages of this plan"><ul>{links}</ul></nav>'


def lines(text: str) -> str:
    """A text of several lines, escaped."""
    return "<br>".join(clean(line) for line in text.splitlines() if line.strip())


def day_text(day: date | None) -> str:
    """A date in a table, or ""."""
    return f"{day:%d/%m/%Y}" if day else ""


def moment(when: datetime) -> str:
    """A date with its time, as people write it."""
    return f"{long_day(when.date())}, {when:%H:%M}"


def overdue_text(item: ActionItem, today: date) -> str:
    """How long an item is overdue, in words; "" if it is not."""
    if not item.overdue(today) or item.due is None:
        return ""
    days = (today - item.due).days
    return f"Overdue by {days} day{'s' if days > 1 else ''}"


def count(number: int, thing: str) -> str:
    """So many of something."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def first_up(text: str) -> str:
    """The text with a capital first; names in it keep theirs."""
    return f"{text[:1].upper()}{text[1:]}"


def options(choices: type[StrEnum], chosen: StrEnum, blank: str) -> str:
    """The options of a choice; the blank one comes first and has a name of its own."""
    ordered = sorted(choices, key=lambda choice: choice.value != "")
    return "".join(
        f'<option value="{escape(choice.value)}"{" selected" if choice is chosen else ""}>'
        f"{clean(first_up(choice.value) or blank)}</option>"
        for choice in ordered
    )


def quote_html(citation: Citation, place: str, *, with_level: bool = True) -> str:
    """A quote with its source and the button that shows it in its surroundings."""
    level = badge(citation.level) if citation.level and with_level else ""
    note = f" Our note: {clean(citation.note)}" if citation.note else ""
    where = ", ".join(part for part in (*citation.heading[-1:], citation.locator) if part)
    return (
        f"<blockquote><p>{level}{clean(citation.quote)}</p></blockquote>"
        f'<p class="source-line">{clean(citation.document_title)}{f"; {clean(where)}" if where else ""}.{note} '
        f"{place_button(place, citation)}</p>"
    )


def place_button(place: str, citation: Citation) -> str:
    """The button that shows a quote where it stands."""
    start = " ".join(citation.quote.split()[:6])
    return (
        f'<button type="button" class="plain where" data-do="place" data-place="{escape(place)}">Show where this stands'
        f'<span class="unseen">: {clean(start)}</span></button>'
    )


def help_html(title: str, citations: Iterable[Citation], topic: str) -> str:
    """What the guide says, folded; nothing if it says nothing here."""
    quotes = "".join(f"<li>{quote_html(c, f'help:{topic}/{c.number}')}</li>" for c in citations)
    return f'<details class="help"><summary>{clean(title)}</summary><ul>{quotes}</ul></details>' if quotes else ""


def sure(name: str, title: str, text: str, do: str, button: str, **data: str) -> str:
    """A dialog that asks first."""
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return (
        f'<dialog id="{escape(name)}" aria-labelledby="{escape(name)}-title">'
        f'<h3 id="{escape(name)}-title">{clean(title)}</h3><p>{clean(text)}</p><div class="actions">'
        f'<button type="button" class="danger" data-do="{escape(do)}"{attributes}>{clean(button)}</button>'
        '<button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog>'
    )
