"""All plans of a browser, as HTML: making, renaming and deleting them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from assistant.markup import clean
from assistant.screens.plan_parts import Living, address, count, moment, says, screen, sure


@dataclass(frozen=True)
class PlanCard:
    """What the list shows of one plan; ``problem`` says why it cannot be opened."""

    id: str
    name: str
    changed: datetime
    open: int = 0
    overdue: int = 0
    closed: int = 0
    problem: str = ""


def list_html(plans: Sequence[PlanCard], stray: Sequence[PlanCard], living: Living, *, problem: str = "") -> str:
    """The first page of the screen; ``stray`` are plans that live in this window although plans are kept now."""
    told = f'<p class="notice" role="alert">{clean(problem)}</p>' if problem else ""
    listed = f'<ul class="plans">{"".join(_card(plan) for plan in plans)}</ul>' if plans else ""
    empty = "" if plans else f'<p class="empty">{clean(says("list", "empty"))}</p>'
    return screen(
        f"<h2>{clean(says('screen', 'title'))}</h2>{told}"
        f'<p class="lead">{clean(says("list", "intro"))} <strong>{clean(says("screen", "names"))}</strong></p>'
        f'<p class="state">{clean(living_text(living))}</p>{listed}{empty}{_stray(stray)}'
        f'<form class="new-plan" data-do="new-plan"><label for="new-plan-name">Name of a new plan</label>'
        '<div class="row"><input id="new-plan-name" name="name" type="text" maxlength="200" autocomplete="off" '
        'placeholder=""><button type="submit" class="main-button">Make a plan</button></div></form>'
        '<p class="actions"><a class="button-link" href="#plan/add">Add actions from a sentence or a draft</a></p>'
    )


def living_text(living: Living) -> str:
    """Where plans live, said plainly."""
    if living.kept:
        return says("list", "kept_here")
    return says("list", "cannot_keep", why=living.why_not) if living.why_not else says("list", "keeping_off")


def _card(plan: PlanCard) -> str:
    if plan.problem:
        told = f'<p class="notice">{clean(plan.problem)}</p>'
        title = clean(plan.name)
    else:
        title = f'<a href="{address(plan.id)}">{clean(plan.name)}</a>'
        late = f'<strong class="late">{plan.overdue} overdue</strong>' if plan.overdue else "none overdue"
        told = (
            f'<p class="counts">{count(plan.open, "open action")}, {late}, {plan.closed} closed. '
            f'<span class="when">Last change: {moment(plan.changed)}</span></p>'
        )
    return f'<li class="plan-card"><h3>{title}</h3>{told}{_card_actions(plan)}</li>'


def _card_actions(plan: PlanCard) -> str:
    name, identity = clean(plan.name), escape(plan.id)
    unseen = f'<span class="unseen"> “{name}”</span>'
    rename = (
        f'<button type="button" class="plain" data-do="ask-first" data-dialog="rename-{identity}">Rename{unseen}'
        f"</button>"
        f'<dialog id="rename-{identity}" aria-labelledby="rename-{identity}-title">'
        f'<form data-do="rename" data-plan="{identity}"><h3 id="rename-{identity}-title">Rename this plan</h3>'
        f'<label for="name-{identity}">Name</label>'
        f'<input id="name-{identity}" name="name" type="text" maxlength="200" autocomplete="off" value="{name}">'
        '<div class="actions"><button type="submit" class="main-button">Rename</button>'
        '<button type="button" class="second" data-do="never-mind">Cancel</button></div></form></dialog>'
    )
    delete = (
        f'<button type="button" class="plain" data-do="ask-first" data-dialog="delete-{identity}">Delete…{unseen}'
        f"</button>"
        + sure(
            f"delete-{plan.id}",
            f"Delete “{plan.name}”?",
            says("list", "delete"),
            "delete-plan",
            "Delete",
            plan=plan.id,
        )
    )
    return f'<div class="actions">{"" if plan.problem else rename}{delete}</div>'


def _stray(plans: Sequence[PlanCard]) -> str:
    if not plans:
        return ""
    items = "".join(
        f"<li>{clean(plan.name)}, {count(plan.open, 'open action')} "
        f'<button type="button" class="plain" data-do="keep-plan" data-plan="{escape(plan.id)}">Keep it on this'
        f" computer"
        f'<span class="unseen">: “{clean(plan.name)}”</span></button></li>'
        for plan in plans
    )
    return f'<section class="stray"><h3>In this window only</h3><ul class="plain-list">{items}</ul></section>'
