"""Reports that were loaded: kept, changed and deleted, each browser its own."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.report.findings import Accuracy, Finding, Judgement, Polarity, Report, ReportRating, ReportState
from assistant.store import StoreError, open_store
from assistant.store.reports import REPORTS
from assistant.store.store import FILE
from assistant.types import Characteristic, Flag
from corpus.types import Span

FLAG = Flag(
    "annex-a2", "S4", "Safe", "a.txt", ("S4.1",), 0.8, "gaps",
    Characteristic("Good", "p", "Medicines are safe.", (Span(0, 3),), "page 23", ""),
)  # fmt: skip
REPORT = Report(
    "r1", "Inspection of Rose House",
    (Finding("f1", "Charts had gaps.", page=3, regulations=("12",), breach=True, flags=(FLAG,)),
     Finding("f2", "Staff were kind.", polarity=Polarity.STRENGTH)),
    (ReportRating("Overall", "Requires improvement", 1),), ReportState.DRAFT, date(2026, 11, 20), 12,
)  # fmt: skip


def judged(report):
    finding = replace(report.findings[0], accuracy=Accuracy(Judgement.WRONG, "Not so", "MAR charts", "1 May"))
    return replace(report, name="Renamed", findings=(finding, report.findings[1]))


def test_a_report_is_there_after_a_restart_as_it_was(store):
    REPORTS.keep(store, "mine", REPORT)
    again = open_store(store.folder)
    assert REPORTS.open(again, "mine", "r1") == REPORT
    assert [(identity, name) for identity, name, _ in REPORTS.list(again, "mine")] == [("r1", REPORT.name)]


def test_what_people_say_of_findings_is_kept(store):
    REPORTS.keep(store, "mine", REPORT)
    assert REPORTS.change(store, "mine", "r1", judged) == judged(REPORT)
    assert REPORTS.open(store, "mine", "r1") == judged(REPORT)
    assert [name for _, name, _ in REPORTS.list(store, "mine")] == ["Renamed"]


def test_a_change_that_fails_leaves_the_report_as_it_was(store):
    REPORTS.keep(store, "mine", REPORT)

    def fails(report):
        raise StoreError("No.")

    with pytest.raises(StoreError, match="No"):
        REPORTS.change(store, "mine", "r1", fails)
    assert REPORTS.open(store, "mine", "r1") == REPORT


def test_another_browser_sees_and_does_nothing(store):
    REPORTS.keep(store, "mine", REPORT)
    assert REPORTS.list(store, "other") == ()
    for attempt in (lambda: REPORTS.open(store, "other", "r1"), lambda: REPORTS.change(store, "other", "r1", judged)):
        with pytest.raises(StoreError, match="not on this computer any more"):
            attempt()
    REPORTS.delete(store, "other", "r1")
    assert REPORTS.open(store, "mine", "r1") == REPORT


@pytest.mark.parametrize("how", ["one", "everything"])
def test_deleted_is_deleted_also_from_the_file(store, how):
    REPORTS.keep(store, "mine", REPORT)
    assert b"Rose House" in (store.folder / FILE).read_bytes()
    REPORTS.delete(store, "mine", "r1") if how == "one" else store.delete_everything()
    assert REPORTS.list(store, "mine") == ()
    assert b"Rose House" not in (store.folder / FILE).read_bytes()


def test_a_report_of_another_version_of_the_program_is_said(store):
    REPORTS.keep(store, "mine", REPORT)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE report SET content = x'00'")
    with pytest.raises(StoreError, match="This report was kept by another version of AskKLOE"):
        REPORTS.open(store, "mine", "r1")
