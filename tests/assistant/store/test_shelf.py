"""Reports that were loaded and workshops that are kept: kept, changed and deleted in one way, each browser its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from assistant.report.findings import Accuracy, Finding, Judgement, Polarity, Report, ReportRating, ReportState
from assistant.store import StoreError, open_store
from assistant.store.packs import PACKS
from assistant.store.reports import REPORTS
from assistant.store.shelf import Shelf
from assistant.store.store import FILE
from assistant.types import Characteristic, Flag
from assistant.workshop.kept import KeptPack
from assistant.workshop.pack import Audience, Changes, Purpose, Request
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
PACK = KeptPack(
    "k1", "Safeguarding on Tuesday",
    Request("safeguarding", 90, Audience.SENIORS, 8, Purpose.INCIDENT),
    Changes(("quiz",), ("levels",), ("welcome", "case"), "S4", {"case": 25}),
    "f" * 16, (("welcome", "Welcome"), ("case", "Case study")), ("Always tell the team.",),
)  # fmt: skip


def judged(report):
    finding = replace(report.findings[0], accuracy=Accuracy(Judgement.WRONG, "Not so", "MAR charts", "1 May"))
    return replace(report, name="Renamed", findings=(finding, report.findings[1]))


def cleared(kept):
    return replace(kept, name="Renamed", changes=Changes())


@dataclass(frozen=True)
class Held:
    """A shelf with a value for it, and a change of that."""

    shelf: Shelf[Any]
    value: Any
    change: Callable[[Any], Any]
    telling: bytes  # words of its name
    table: str


@pytest.fixture(
    params=[Held(REPORTS, REPORT, judged, b"Rose House", "report"), Held(PACKS, PACK, cleared, b"on Tuesday", "pack")],
    ids=["report", "workshop"],
)
def held(request, store):
    request.param.shelf.keep(store, "mine", request.param.value)
    return request.param


def test_what_is_kept_is_there_after_a_restart_as_it_was(store, held):
    again = open_store(store.folder)
    assert held.shelf.open(again, "mine", held.value.id) == held.value
    listed = [(identity, name) for identity, name, _ in held.shelf.list(again, "mine")]
    assert listed == [(held.value.id, held.value.name)]


def test_changes_are_kept_and_the_list_shows_the_new_name(store, held):
    changed = held.change(held.value)
    assert held.shelf.change(store, "mine", held.value.id, held.change) == changed
    assert held.shelf.open(store, "mine", held.value.id) == changed
    assert [name for _, name, _ in held.shelf.list(store, "mine")] == ["Renamed"]


def test_a_change_that_fails_leaves_everything_as_it_was(store, held):
    def fails(value):
        raise StoreError("No.")

    with pytest.raises(StoreError, match="No"):
        held.shelf.change(store, "mine", held.value.id, fails)
    assert held.shelf.open(store, "mine", held.value.id) == held.value


def test_another_browser_sees_and_does_nothing(store, held):
    identity = held.value.id
    assert held.shelf.list(store, "other") == ()
    for attempt in (
        lambda: held.shelf.open(store, "other", identity),
        lambda: held.shelf.change(store, "other", identity, held.change),
    ):
        with pytest.raises(StoreError, match=f"{held.shelf.called.capitalize()} is not on this computer any more"):
            attempt()
    held.shelf.delete(store, "other", identity)
    assert held.shelf.open(store, "mine", identity) == held.value


@pytest.mark.parametrize("how", ["one", "everything"])
def test_deleted_is_deleted_also_from_the_file(store, held, how):
    assert held.telling in (store.folder / FILE).read_bytes()
    held.shelf.delete(store, "mine", held.value.id) if how == "one" else store.delete_everything()
    assert held.shelf.list(store, "mine") == ()
    assert held.telling not in (store.folder / FILE).read_bytes()


def test_a_value_of_another_version_of_the_program_is_said(store, held):
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {held.table} SET content = x'00'")
    said = f"{held.shelf.called.capitalize()} was kept by another version of AskKLOE"
    with pytest.raises(StoreError, match=said):
        held.shelf.open(store, "mine", held.value.id)


def test_a_store_from_before_workshops_gets_the_table_and_keeps_what_it_has(older_store):
    plan = "INSERT INTO plan VALUES ('p1', 'mine', 'Plan', '2026-11-22 09:00:00', 1)"
    again = open_store(older_store("0003", plan))
    PACKS.keep(again, "mine", PACK)
    assert PACKS.open(again, "mine", "k1") == PACK
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM plan").scalar() == "Plan"
