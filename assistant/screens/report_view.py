"""What one window sees of reports, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.good.books import Library
from assistant.report.findings import Report


@dataclass(frozen=True)
class ReportLine:
    """What a list shows of a report."""

    id: str
    name: str
    changed: datetime


@dataclass(frozen=True)
class StartView:
    """The start: loading a report, and those that were loaded."""

    lines: Sequence[ReportLine] = ()
    keeping: bool = True
    problem: str = ""
    did: str = ""
    said: str = ""
    serial: int = 0


@dataclass(frozen=True)
class ReportView:
    """One report.

    Attributes:
        drafts: other reports that it may follow.
        earlier: the draft that it was compared with, if that is still there.
        undo: the last change can be undone.
        did, said: what was done just now, as an event names it and as people read it.
        serial: another one each time, so that the browser draws the screen anew even if it looks the same.
    """

    report: Report
    library: Library
    today: date
    keeping: bool = True
    drafts: Sequence[ReportLine] = ()
    earlier: Report | None = None
    undo: bool = False
    problem: str = ""
    did: str = ""
    said: str = ""
    serial: int = 0
