"""What was drafted, as HTML: looked at, ticked and added to a plan; and drafting from a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.good.words import day_of
from assistant.markup import clean
from assistant.patterns import load_data
from assistant.plan.drafts import Draft
from assistant.plan.fields import as_text
from assistant.plan.items import ActionItem, SourceKind
from assistant.screens.plan_beside import beside_html
from assistant.screens.plan_parts import address, count, first_up, lines, says, screen
from assistant.store.plans import PlanLine

NEW = "new"
KINDS = (SourceKind.OWN, SourceKind.AUDIT, SourceKind.COMPLAINT, SourceKind.INSPECTION, SourceKind.QUESTION)
SENTENCE_CHARS = 4000


@dataclass(frozen=True)
class Adding:
    """What the page shows: the draft, the plans it could go into, and the one that is chosen.

    ``repeats`` has for every drafted item the item of the chosen plan that it repeats, or None.
    """

    draft: Draft
    plans: Sequence[PlanLine] = ()
    plan: str = NEW
    repeats: Sequence[ActionItem | None] = ()
    framework: str = ""
    plan_name: str = field(default="")


def add_html(adding: Adding) -> str:
    """The page."""
    back = (
        f'<a href="{address(adding.plan)}">Back to the plan</a>'
        if adding.plan != NEW
        else '<a href="#plan">All action plans</a>'
    )
    return screen(
        f'<nav class="way" aria-label="Back">{back}</nav><h2>{clean(says("add", "title"))}</h2>'
        f"{card_html() if adding.draft.risk else ''}"
        f'<p class="lead">{clean(says("add", "intro"))} {clean(says("screen", "no_rating"))}</p>'
        f"{_remarks(adding.draft)}{_drafts(adding)}{_sentence(adding)}{_own(adding)}",
        page="add",
        plan="" if adding.plan == NEW else adding.plan,
    )


def card_html() -> str:
    """The safety card."""
    card = load_data("safety_card.toml")
    items = "".join(f"<li>{clean(line)}</li>" for line in card["lines"])
    return (
        f'<div class="answer"><section class="card"><h3>{clean(card["title"])}</h3>'
        f'<p class="card-source">This is {clean(card["source"])}. Last checked {day_of(card["checked"])}.</p>'
        f"<ul>{items}</ul></section></div>"
    )


def _remarks(draft: Draft) -> str:
    return "".join(f'<p class="state">{clean(remark)}</p>' for remark in draft.remarks)


def _drafts(adding: Adding) -> str:
    drafted = adding.draft.drafted
    if not drafted:
        return "" if adding.draft.remarks else f'<p class="empty">{clean(says("add", "empty"))}</p>'
    cards = "".join(_card(adding, n) for n in range(len(drafted)))
    return (
        f'<form class="drafts" data-do="add-drafts"><h3>{count(len(drafted), "draft")} to look at</h3>{_target(adding)}'
        f'{cards}<div class="actions"><button type="submit" class="main-button">Add what is ticked</button>'
        f'<button type="button" class="second" data-do="drop-drafts">{clean(says("add", "again"))}</button></div>'
        f"</form>"
    )


def _target(adding: Adding) -> str:
    plans = "".join(
        f'<option value="{escape(plan.id)}"{" selected" if plan.id == adding.plan else ""}>{clean(plan.name)}</option>'
        for plan in adding.plans
    )
    hidden = "" if adding.plan == NEW else " hidden"
    return (
        '<div class="target"><p><label for="add-plan">Add to</label><select id="add-plan" data-do="choose-plan">'
        f'{plans}<option value="{NEW}"{" selected" if adding.plan == NEW else ""}>A new plan</option></select></p>'
        f'<p class="new-name"{hidden}><label for="add-name">Name of the new plan</label>'
        f'<input id="add-name" type="text" maxlength="200" autocomplete="off" value="{escape(adding.plan_name)}">'
        f"</p></div>"
    )


def _card(adding: Adding, n: int) -> str:
    item = adding.draft.drafted[n].item
    title = lines(item.action) or lines(item.not_yet) or "No action yet"
    tasks = "".join(
        f"<li>{lines(task.text)}{' ' + _tag(f'quote {task.quote}') if task.quote else ''}</li>" for task in item.tasks
    )
    facts = (
        ("What is not yet as it should be", lines(item.not_yet)),
        ("Where it comes from", clean(as_text(item.source))),
        ("Objective", lines(item.objective)),
        ("How we will know it worked", lines(item.measure)),
        ("Evidence to collect", lines(item.evidence)),
        ("Priority", clean("; ".join(part for part in (item.priority.value, item.priority_reason) if part))),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts if value)
    made = beside_html(item, f"draft:{n}", adding.framework)
    return (
        f'<section class="draft" data-draft="{n}"><div class="draft-head"><input type="checkbox" id="draft-{n}" '
        f'data-draft="{n}" checked><label for="draft-{n}"><span class="unseen">Add: </span>{title}</label></div>'
        f"{_repeats(adding, n)}<dl>{rows}</dl>"
        f"{f'<h4>Tasks</h4><ul class=tasks>{tasks}</ul>' if tasks else ''}"
        f'<p class="drafted">{clean(says("editor", "drafted"))}</p>'
        f'<details class="made"><summary>{clean(says("beside", "title"))} '
        f"({count(len(item.quotes), 'quote')})</summary>{made}</details></section>"
    )


def _tag(text: str) -> str:
    return f'<span class="tag">{clean(text)}</span>'


def _repeats(adding: Adding, n: int) -> str:
    found = adding.repeats[n] if n < len(adding.repeats) else None
    if found is None:
        return ""
    ref = clean(found.reference)
    told = says("add", "repeats", reference=found.reference, action=found.action or found.not_yet)
    return (
        f'<fieldset class="repeats"><legend>Already in the plan</legend><p>{clean(told)}</p>'
        f'<span class="option"><input type="radio" id="into-{n}-old" name="into-{n}" value="{ref}" checked>'
        f'<label for="into-{n}-old">Add to {ref} instead</label></span>'
        f'<span class="option"><input type="radio" id="into-{n}-new" name="into-{n}" value="">'
        f'<label for="into-{n}-new">Add as an action of its own</label></span></fieldset>'
    )


def _sentence(adding: Adding) -> str:
    kinds = "".join(f'<option value="{kind.value}">{first_up(kind.value)}</option>' for kind in KINDS)
    return (
        '<form class="sentence" data-do="draft-text"><h3>Draft from a sentence</h3>'
        f'<p><label for="plan-sentence">{clean(says("add", "sentence"))}</label>'
        f'<span class="details" id="plan-sentence-hint">{clean(says("add", "sentence_hint"))} '
        f"{clean(says('screen', 'names'))}</span>"
        f'<textarea id="plan-sentence" rows="3" maxlength="{SENTENCE_CHARS}" aria-describedby="plan-sentence-hint">'
        '</textarea></p><p class="row"><label for="plan-kind">Where it comes from</label>'
        f'<select id="plan-kind">{kinds}</select><button type="submit" class="main-button">Draft actions</button>'
        f"</p></form>"
    )


def _own(adding: Adding) -> str:
    if adding.plan == NEW:
        return ""
    return f'<p><a class="button-link" href="{address(adding.plan, "new")}">Add a blank action of our own</a></p>'
