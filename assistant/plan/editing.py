"""What people change by hand: values as a form sends them, read into an item or into what a plan says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.plan.changes import ClashError, changed_fields
from assistant.plan.fields import item_fields
from assistant.plan.items import (
    ActionItem,
    ActionPlan,
    Considered,
    Light,
    Milestone,
    Priority,
    Status,
    Task,
    Term,
    WrittenRequest,
)
from corpus.errors import AskKloeError

TEXT_CHARS = 10_000
MOST_ROWS = 60  # tasks or milestones of one item
FIRST_YEAR, LAST_YEAR = 2000, 2100
CHOICES: dict[str, type[StrEnum]] = {"status": Status, "light": Light, "priority": Priority, "term": Term}
# What a plan says of itself, with the names that people see.
DETAILS = {
    "name": "Name of the plan",
    "service": "Service",
    "scope": "What this plan covers, and what it does not",
    "manager": "Who manages that it is carried out",
    "review": "Next review of the whole plan",
    "asked": "Date of CQC’s request",
    "wording": "Wording of the request",
    "limit": "Date by which CQC asked for it",
    "regulations": "Regulations that the request names",
}
_DAYS = {"review", "asked", "limit"}


class EditError(AskKloeError):
    """What was sent cannot stand in a plan; nothing was changed."""


def edited(item: ActionItem, given: Mapping[str, object]) -> ActionItem:
    """The item with the given fields changed; names that nobody may change by hand are left out.

    Raises:
        EditError: a value cannot be read.
    """
    kinds = {field.name: field.kind for field in item_fields()}
    values = {
        name: _read(item, name, kinds[name], raw) for name, raw in given.items() if kinds.get(name, "shown") != "shown"
    }
    changed = replace(item, **values)
    touched = changed_fields(item, changed)
    return replace(changed, drafted=tuple(name for name in item.drafted if name not in touched))


def details_of(plan: ActionPlan) -> dict[str, Any]:
    """What a plan says of itself, by the names of `DETAILS`."""
    request = plan.request
    return {
        **{name: getattr(plan, name) for name in ("name", "service", "scope", "manager", "review")},
        "asked": request.asked,
        "wording": request.wording,
        "limit": request.due,
        "regulations": request.regulations,
    }


def with_details(base: ActionPlan, now: ActionPlan, given: Mapping[str, object]) -> ActionPlan:
    """The plan as it is now with the given details changed, which were read from ``base``.

    Raises:
        EditError: a value cannot be read, or the name is blank.
        ClashError: somebody else changed one of them meanwhile, to something else.
    """
    known, before = details_of(now), details_of(base)
    mine = {name: _detail(name, raw) for name, raw in given.items() if name in DETAILS}
    mine = {name: value for name, value in mine.items() if value != before[name]}
    clashes = tuple(n for n, value in mine.items() if known[n] != before[n] and known[n] != value)
    if clashes:
        raise ClashError(
            "The plan’s details were changed in another window meanwhile. Nothing was overwritten.", clashes
        )
    told = {**known, **mine}
    if not told["name"]:
        raise EditError("A plan needs a name. Nothing was changed.")
    request = WrittenRequest(told["asked"], told["wording"], told["limit"], told["regulations"])
    return replace(now, request=request, **{n: told[n] for n in ("name", "service", "scope", "manager", "review")})


def _read(item: ActionItem, name: str, kind: str, raw: object) -> Any:  # noqa: ANN401 - of any field
    match kind:
        case "date":
            return read_day(raw)
        case "choice":
            return _choice(name, raw)
        case "tasks":
            return tuple(_task(row, item.tasks) for row in _rows(raw) if _line(row.get("text")))
        case "milestones":
            rows = [row for row in _rows(raw) if _line(row.get("text"))]
            return tuple(Milestone(_line(row.get("text")), read_day(row.get("due"))) for row in rows)
        case "considered":
            given = raw if isinstance(raw, Mapping) else {}
            return Considered(_line(given.get("decision")), _line(given.get("by")), read_day(given.get("when")))
        case "text" if isinstance(getattr(item, name), tuple):
            return _listed(raw)
        case "text":
            return _line(raw)
    return _text(raw)


def _detail(name: str, raw: object) -> Any:  # noqa: ANN401
    if name in _DAYS:
        return read_day(raw)
    if name == "regulations":
        return _listed(raw)
    return _text(raw) if name in {"scope", "wording"} else _line(raw)


def read_day(raw: object) -> date | None:
    """A date as a browser sends it, or None for a blank.

    Raises:
        EditError: it is no date, or nobody can mean it.
    """
    if raw is None or raw == "":
        return None
    try:
        day = date.fromisoformat(str(raw))
    except ValueError as error:
        raise EditError(f"“{str(raw)[:20]}” is not a date. Nothing was changed.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise EditError(f"The year {day.year} cannot be right. Nothing was changed.")
    return day


def _choice(name: str, raw: object) -> StrEnum:
    try:
        return CHOICES[name](str(raw))
    except ValueError as error:
        raise EditError(f"“{str(raw)[:40]}” cannot be chosen here. Nothing was changed.") from error


def _task(row: Mapping[str, object], before: Sequence[Task]) -> Task:
    """A task as it was sent; only words that nobody changed are still a quote's, or drafted."""
    text = _line(row.get("text"))
    same = next((task for task in before if _line(task.text) == text), None)
    return Task(
        same.text if same else text,
        same.quote if same else 0,
        same.drafted if same else False,
        _line(row.get("who")),
        _line(row.get("outcome")),
        _line(row.get("report_back")),
        read_day(row.get("due")),
        done=row.get("done") is True,
    )


def _rows(raw: object) -> list[Mapping[str, object]]:
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, Sequence) else []
    if len(rows) > MOST_ROWS:
        raise EditError(f"There is room for {MOST_ROWS} lines here. Nothing was changed.")
    return rows


def _listed(raw: object) -> tuple[str, ...]:
    return tuple(part for part in map(_line, str(raw or "").replace(";", ",").split(",")) if part)


def _line(raw: object) -> str:
    return " ".join(str(raw or "").split())[:TEXT_CHARS]


def _text(raw: object) -> str:
    return "\n".join(line.rstrip() for line in str(raw or "").splitlines()).strip()[:TEXT_CHARS]
