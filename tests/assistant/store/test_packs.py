"""Workshops that are kept: what they are built from, each browser its own."""

from dataclasses import replace

import pytest

from assistant.store import StoreError, open_store
from assistant.store.packs import PACKS
from assistant.store.store import FILE
from assistant.workshop.kept import KeptPack
from assistant.workshop.pack import Audience, Changes, Purpose, Request

KEPT = KeptPack(
    "k1", "Safeguarding on Tuesday",
    Request("safeguarding", 90, Audience.SENIORS, 8, Purpose.INCIDENT),
    Changes(("quiz",), ("levels",), ("welcome", "case"), "S4", {"case": 25}),
    "f" * 16, (("welcome", "Welcome"), ("case", "Case study")), ("Always tell the team.",),
)  # fmt: skip


def renamed(kept):
    return replace(kept, name="Renamed", changes=Changes())


def test_a_workshop_is_there_after_a_restart_as_it_was(store):
    PACKS.keep(store, "mine", KEPT)
    again = open_store(store.folder)
    assert PACKS.open(again, "mine", "k1") == KEPT
    assert [(identity, name) for identity, name, _ in PACKS.list(again, "mine")] == [("k1", KEPT.name)]


def test_changes_are_kept_and_the_list_shows_the_new_name(store):
    PACKS.keep(store, "mine", KEPT)
    assert PACKS.change(store, "mine", "k1", renamed) == renamed(KEPT)
    assert PACKS.open(store, "mine", "k1") == renamed(KEPT)
    assert [name for _, name, _ in PACKS.list(store, "mine")] == ["Renamed"]


def test_a_change_that_fails_leaves_the_workshop_as_it_was(store):
    PACKS.keep(store, "mine", KEPT)

    def fails(kept):
        raise StoreError("No.")

    with pytest.raises(StoreError, match="No"):
        PACKS.change(store, "mine", "k1", fails)
    assert PACKS.open(store, "mine", "k1") == KEPT


def test_another_browser_sees_and_does_nothing(store):
    PACKS.keep(store, "mine", KEPT)
    assert PACKS.list(store, "other") == ()
    for attempt in (lambda: PACKS.open(store, "other", "k1"), lambda: PACKS.change(store, "other", "k1", renamed)):
        with pytest.raises(StoreError, match="not on this computer any more"):
            attempt()
    PACKS.delete(store, "other", "k1")
    assert PACKS.open(store, "mine", "k1") == KEPT


@pytest.mark.parametrize("how", ["one", "everything"])
def test_deleted_is_deleted_also_from_the_file(store, how):
    PACKS.keep(store, "mine", KEPT)
    assert b"on Tuesday" in (store.folder / FILE).read_bytes()
    PACKS.delete(store, "mine", "k1") if how == "one" else store.delete_everything()
    assert PACKS.list(store, "mine") == ()
    assert b"on Tuesday" not in (store.folder / FILE).read_bytes()


def test_a_workshop_of_another_version_of_the_program_is_said(store):
    PACKS.keep(store, "mine", KEPT)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pack SET content = x'00'")
    with pytest.raises(StoreError, match="This workshop was kept by another version of AskKLOE"):
        PACKS.open(store, "mine", "k1")


def test_a_store_from_before_workshops_gets_the_table_and_keeps_what_it_has(older_store):
    plan = "INSERT INTO plan VALUES ('p1', 'mine', 'Plan', '2026-11-22 09:00:00', 1)"
    again = open_store(older_store("0003", plan))
    PACKS.keep(again, "mine", KEPT)
    assert PACKS.open(again, "mine", "k1") == KEPT
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM plan").scalar() == "Plan"
