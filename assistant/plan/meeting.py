"""A summary of a plan for the meeting: what is open, overdue or due, and what nobody leads yet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.plan.items import ActionItem, ActionPlan, Light, Status

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class KeyQuestionCount:
    """How many items of a key question are open, and how many of these are overdue; "" for those without any."""

    key_question: str
    open: int
    overdue: int


@dataclass(frozen=True)
class MeetingSummary:
    """What a meeting has to look at; items stand in the order of the plan, by due date where they have one.

    Attributes:
        due_soon: open ones due within the seven days from today.
        unled: open ones without a lead, ``undated`` without a due date.
        unchecked: done, and nobody has checked yet that it holds.
        by_light: open ones by when to act; only those that somebody has set.
    """

    today: date
    open: int
    closed: int
    overdue: tuple[ActionItem, ...]
    due_soon: tuple[ActionItem, ...]
    unled: tuple[ActionItem, ...]
    undated: tuple[ActionItem, ...]
    unchecked: tuple[ActionItem, ...]
    by_key_question: tuple[KeyQuestionCount, ...]
    by_light: Mapping[Light, int]


def summary(plan: ActionPlan, today: date) -> MeetingSummary:
    """The summary of a plan on a day."""
    items = plan.open_items
    waiting = [item for item in items if item.done is None]
    soon = [item for item in waiting if item.due is not None and today <= item.due < today + _WEEK]
    return MeetingSummary(
        today=today,
        open=len(items),
        closed=sum(item.status is Status.CLOSED for item in plan.items),
        overdue=_by_date(item for item in items if item.overdue(today)),
        due_soon=_by_date(soon),
        unled=tuple(item for item in waiting if not item.lead.strip()),
        undated=tuple(item for item in waiting if item.due is None),
        unchecked=tuple(item for item in plan.items if item.done is not None and item.holding is None),
        by_key_question=_by_key_question(items, today),
        by_light=dict(Counter(item.light for item in items if item.light is not Light.NONE)),
    )


def _by_date(items: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    return tuple(sorted(items, key=lambda item: item.due or date.max))


def _by_key_question(items: Iterable[ActionItem], today: date) -> tuple[KeyQuestionCount, ...]:
    counted: dict[str, list[bool]] = {}
    for item in items:
        name = item.kloes[0].key_question if item.kloes else ""
        counted.setdefault(name, []).append(item.overdue(today))
    return tuple(KeyQuestionCount(name, len(late), sum(late)) for name, late in counted.items())
