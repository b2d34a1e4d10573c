"""Action plans that are kept: every change is a version of its own, and none is ever changed or lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.plan.items import ActionPlan, Version
from assistant.store.packed import pack, unpack
from assistant.store.store import Store, StoreError
from assistant.store.tables import PlanRow, PlanVersionRow

_JSON = TypeAdapter(ActionPlan)
_GONE = "This plan is not on this computer any more; it may have been deleted in another window."


@dataclass(frozen=True)
class PlanLine:
    """What a list of plans shows of one."""

    id: str
    name: str
    changed: datetime


@dataclass(frozen=True)
class VersionLine:
    """What a list of versions shows of one."""

    number: int
    made: datetime
    what: str


def new_plan(store: Store, browser: str, plan: ActionPlan, what: str) -> Version:
    """Keep a new plan; ``what`` says how it came about.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        row = PlanRow(id=plan.id, browser=browser, name=plan.name, changed=datetime.now(), version=0)
        session.add(row)
        return _add_version(session, row, plan, what)


def change_plan(
    store: Store, browser: str, identity: str, change: Callable[[ActionPlan], ActionPlan], what: str
) -> Version:
    """Change the plan as it is now, whoever changed it last; a change that changes nothing makes no version.

    Raises:
        StoreError: it could not be kept, or is not there any more; whatever ``change`` raises comes through.
    """
    with store.session() as session:
        row = _row(session, browser, identity)
        now = _version(session, identity, row.version)
        plan = change(now.plan)
        return now if plan == now.plan else _add_version(session, row, plan, what)


def open_plan(store: Store, browser: str, identity: str) -> Version:
    """The latest version of a plan.

    Raises:
        StoreError: it cannot be read, or is not there (any more).
    """
    with store.session() as session:
        return _version(session, identity, _row(session, browser, identity).version)


def open_version(store: Store, browser: str, identity: str, number: int) -> Version:
    """An earlier version.

    Raises:
        StoreError: it cannot be read, or is not there.
    """
    with store.session() as session:
        _row(session, browser, identity)
        return _version(session, identity, number)


def list_plans(store: Store, browser: str) -> tuple[PlanLine, ...]:
    """The plans of a browser, the latest first.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        rows = session.scalars(select(PlanRow).where(PlanRow.browser == browser).order_by(PlanRow.changed.desc()))
        return tuple(PlanLine(row.id, row.name, row.changed) for row in rows)


def list_versions(store: Store, browser: str, identity: str) -> tuple[VersionLine, ...]:
    """All versions of a plan, the latest first.

    Raises:
        StoreError: the store cannot be read, or the plan is not there.
    """
    with store.session() as session:
        _row(session, browser, identity)
        found = select(PlanVersionRow.number, PlanVersionRow.made, PlanVersionRow.what)
        rows = session.execute(found.where(PlanVersionRow.plan == identity).order_by(PlanVersionRow.number.desc()))
        return tuple(VersionLine(*row) for row in rows)


def delete_plan(store: Store, browser: str, identity: str) -> None:
    """Delete a plan with all its versions; deleting what is not there is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    with store.session() as session:
        row = session.get(PlanRow, identity)
        if row is not None and row.browser == browser:
            session.execute(delete(PlanVersionRow).where(PlanVersionRow.plan == identity))
            session.delete(row)


def _row(session: Session, browser: str, identity: str) -> PlanRow:
    row = session.get(PlanRow, identity)
    if row is None or row.browser != browser:
        raise StoreError(_GONE)
    return row


def _version(session: Session, identity: str, number: int) -> Version:
    row = session.get(PlanVersionRow, (identity, number))
    if row is None:
        raise StoreError(_GONE)
    return Version(row.number, row.made, row.what, unpack(_JSON, row.content, "This plan"))


def _add_version(session: Session, row: PlanRow, plan: ActionPlan, what: str) -> Version:
    now = datetime.now()
    row.version, row.name, row.changed = row.version + 1, plan.name, now
    session.add(PlanVersionRow(plan=row.id, number=row.version, made=now, what=what, content=pack(_JSON, plan)))
    return Version(row.version, now, what, plan)
