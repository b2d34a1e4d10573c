"""Reports that were loaded: what was read out of them and what people said of it; the files are not kept."""

from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.report.findings import Report
from assistant.store.packed import pack, unpack
from assistant.store.store import Store, StoreError
from assistant.store.tables import ReportRow

_JSON = TypeAdapter(Report)
_GONE = "This report is not on this computer any more; it may have been deleted in another window."


def keep_report(store: Store, browser: str, report: Report) -> None:
    """Keep a report that was just read.

    Raises:
        StoreError: it could not be kept.
    """
    with store.session() as session:
        content = pack(_JSON, report)
        session.add(ReportRow(id=report.id, browser=browser, name=report.name, changed=datetime.now(), content=content))


def change_report(store: Store, browser: str, identity: str, change: Callable[[Report], Report]) -> Report:
    """Change what is kept of a report, as it is now, and return it.

    Raises:
        StoreError: it could not be kept, or is not there any more; whatever ``change`` raises comes through.
    """
    with store.session() as session:
        row = _row(session, browser, identity)
        report = change(unpack(_JSON, row.content, "This report"))
        row.name, row.changed, row.content = report.name, datetime.now(), pack(_JSON, report)
        return report


def open_report(store: Store, browser: str, identity: str) -> Report:
    """A kept report.

    Raises:
        StoreError: it cannot be read, or is not there (any more).
    """
    with store.session() as session:
        return unpack(_JSON, _row(session, browser, identity).content, "This report")


def list_reports(store: Store, browser: str) -> tuple[tuple[str, str, datetime], ...]:
    """Id, name and last change of the reports of a browser, the latest first.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.session() as session:
        found = select(ReportRow.id, ReportRow.name, ReportRow.changed).where(ReportRow.browser == browser)
        return tuple((i, n, c) for i, n, c in session.execute(found.order_by(ReportRow.changed.desc())))


def delete_report(store: Store, browser: str, identity: str) -> None:
    """Delete all that was read out of a report; deleting what is not there is no error.

    Raises:
        StoreError: it could not be deleted.
    """
    with store.session() as session:
        session.execute(delete(ReportRow).where(ReportRow.id == identity, ReportRow.browser == browser))


def _row(session: Session, browser: str, identity: str) -> ReportRow:
    row = session.get(ReportRow, identity)
    if row is None or row.browser != browser:
        raise StoreError(_GONE)
    return row
