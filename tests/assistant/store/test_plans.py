"""Plans with their versions: what is kept, restored and deleted, and what two windows do to each other."""

import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from assistant.plan.changes import Change, ClashError, compare, merge_item
from assistant.plan.items import ActionItem, ActionPlan, Considered, Quoted, QuoteRole, Source, SourceKind, Status, Task
from assistant.store import StoreError, open_store, window_store
from assistant.store.plans import (
    change_plan,
    delete_plan,
    list_plans,
    list_versions,
    new_plan,
    open_plan,
    open_version,
)
from assistant.store.store import FILE
from assistant.types import Citation
from corpus.types import Span

QUOTE = Citation(
    1, "p1", "guide", "The guide", "000.txt", "tip", ("Top tips", "“Quoted”"), "page 3", "Store medicines well.",
    (Span(3, 9), Span(12, 20)), "Publisher, “The guide” (2019); advice", level="Good", code="S4",
)  # fmt: skip
ITEM = ActionItem(
    action="Audit charts", not_yet="Gaps", tasks=(Task("Buy charts", due=date(2026, 12, 1), drafted=True),),
    source=Source(SourceKind.AUDIT, "Gaps in nine charts", page=3), candour=Considered("No", "Jo", date(2026, 11, 1)),
    drafted=("action",), quotes=(Quoted(QuoteRole.TASK, QUOTE),),
)  # fmt: skip
PLAN = ActionPlan("plan-1", "Rose House", review=date(2027, 1, 1)).with_new([ITEM, ActionItem(action="Second")])


def lead(name, reference="A1"):
    return lambda plan: plan.with_changed(replace(plan.item(reference), lead=name))


def test_a_plan_is_there_after_a_restart_as_it_was(store):
    new_plan(store, "mine", PLAN, "Plan made")
    version = open_plan(open_store(store.folder), "mine", PLAN.id)
    assert version.plan == PLAN
    assert (version.number, version.what) == (1, "Plan made")


def test_every_change_is_a_version_and_none_is_ever_changed(store):
    new_plan(store, "mine", PLAN, "Plan made")
    change_plan(store, "mine", PLAN.id, lead("Jo"), "A1: lead")
    change_plan(store, "mine", PLAN.id, lambda plan: replace(plan, name="Lily House"), "Name")
    assert [(line.number, line.what) for line in list_versions(store, "mine", PLAN.id)] == [
        (3, "Name"), (2, "A1: lead"), (1, "Plan made"),
    ]  # fmt: skip
    assert open_version(store, "mine", PLAN.id, 1).plan == PLAN
    assert open_version(store, "mine", PLAN.id, 2).plan == lead("Jo")(PLAN)
    assert [line.name for line in list_plans(store, "mine")] == ["Lily House"]


def test_a_change_that_changes_nothing_makes_no_version(store):
    new_plan(store, "mine", PLAN, "Plan made")
    assert change_plan(store, "mine", PLAN.id, lambda plan: plan, "Nothing").number == 1
    assert len(list_versions(store, "mine", PLAN.id)) == 1


def test_a_change_that_fails_leaves_no_trace(store):
    new_plan(store, "mine", PLAN, "Plan made")

    def fails(plan):
        raise ClashError("Somebody else was here.", ("lead",))

    with pytest.raises(ClashError, match="Somebody else"):
        change_plan(store, "mine", PLAN.id, fails, "Failed")
    assert open_plan(store, "mine", PLAN.id).number == 1


def test_restoring_is_one_more_version(store):
    new_plan(store, "mine", PLAN, "Plan made")
    change_plan(store, "mine", PLAN.id, lambda plan: plan.without("A2"), "A2 deleted")
    old = open_version(store, "mine", PLAN.id, 1).plan
    restored = change_plan(store, "mine", PLAN.id, lambda _: old, "Version 1 restored")
    assert (restored.number, restored.plan) == (3, PLAN)
    assert open_version(store, "mine", PLAN.id, 2).plan == PLAN.without("A2")


def test_a_reference_is_never_given_twice(store):
    new_plan(store, "mine", PLAN, "Plan made")
    change_plan(store, "mine", PLAN.id, lambda plan: plan.without("A2"), "A2 deleted")
    plan = change_plan(store, "mine", PLAN.id, lambda plan: plan.with_new([ITEM]), "One more").plan
    assert [item.reference for item in plan.items] == ["A1", "A3"]


def test_another_browser_sees_and_does_nothing(store):
    new_plan(store, "mine", PLAN, "Plan made")
    assert list_plans(store, "other") == ()
    for attempt in (
        lambda: open_plan(store, "other", PLAN.id),
        lambda: open_version(store, "other", PLAN.id, 1),
        lambda: list_versions(store, "other", PLAN.id),
        lambda: change_plan(store, "other", PLAN.id, lead("Eve"), "Stolen"),
    ):
        with pytest.raises(StoreError, match="not on this computer any more"):
            attempt()
    delete_plan(store, "other", PLAN.id)
    assert open_plan(store, "mine", PLAN.id).plan == PLAN
    with pytest.raises(StoreError):
        new_plan(store, "other", PLAN, "Same id")
    assert open_plan(store, "mine", PLAN.id).plan == PLAN


def test_a_deleted_plan_is_gone_with_all_its_versions_also_from_the_file(store):
    new_plan(store, "mine", PLAN, "A telling remark")
    change_plan(store, "mine", PLAN.id, lead("Jo"), "A telling remark")
    delete_plan(store, "mine", PLAN.id)
    delete_plan(store, "mine", PLAN.id)
    with pytest.raises(StoreError, match="may have been deleted in another window"):
        open_plan(store, "mine", PLAN.id)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM plan_version").scalar() == 0
    assert b"telling remark" not in (store.folder / FILE).read_bytes()


def test_delete_everything_deletes_plans_and_versions(store):
    new_plan(store, "mine", PLAN, "A telling remark")
    store.delete_everything()
    assert list_plans(store, "mine") == ()
    assert b"telling remark" not in (store.folder / FILE).read_bytes()
    assert b"Rose House" not in (store.folder / FILE).read_bytes()


def test_a_plan_of_another_version_of_the_program_is_said_and_stays(store):
    new_plan(store, "mine", PLAN, "Plan made")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plan_version SET content = x'00'")
    with pytest.raises(StoreError, match="another version of AskKLOE"):
        open_plan(store, "mine", PLAN.id)
    assert len(list_plans(store, "mine")) == 1


# -- two windows -----------------------------------------------------------------------------------


def edit(store, base, mine):
    """What an editor does on saving: bring its changes together with what is there now."""
    return change_plan(
        store, "mine", PLAN.id, lambda now: now.with_changed(merge_item(base, mine, now.item(mine.reference))), "Edited"
    )


def test_two_windows_that_change_different_fields_lose_nothing(store):
    new_plan(store, "mine", PLAN, "Plan made")
    base = PLAN.item("A1")
    edit(store, base, replace(base, lead="Jo"))
    item = edit(open_store(store.folder), base, replace(base, due=date(2027, 1, 1))).plan.item("A1")
    assert (item.lead, item.due, item.drafted) == ("Jo", date(2027, 1, 1), ("action",))


def test_two_windows_that_change_one_field_notice_each_other_and_overwrite_nothing(store):
    new_plan(store, "mine", PLAN, "Plan made")
    base = PLAN.item("A1")
    edit(store, base, replace(base, lead="Jo", notes="Mine"))
    with pytest.raises(ClashError, match="A1 was changed in another window meanwhile") as clash:
        edit(store, base, replace(base, lead="Ann", notes="Mine"))
    assert clash.value.names == ("lead",)
    assert open_plan(store, "mine", PLAN.id).plan.item("A1").lead == "Jo"
    assert edit(store, base, replace(base, lead="Jo")).number == 2  # the same change twice is no clash


def test_wording_that_somebody_changed_is_not_ours_any_more():
    base = PLAN.item("A1")
    assert merge_item(base, replace(base, action="Audit daily"), base).drafted == ()


def test_differences_name_fields_and_what_came_and_went():
    after = lead("Jo")(PLAN).without("A2").with_new([ActionItem(action="Third")])
    assert compare(PLAN, after) == (
        Change("A1", "lead", "", "Jo"),
        Change("A3", "", None, after.item("A3")),
        Change("A2", "", PLAN.item("A2"), None),
    )
    assert compare(PLAN, PLAN) == ()


@pytest.mark.parametrize("kind", ["file", "window"])
def test_two_threads_lose_no_change(store, kind):
    store = store if kind == "file" else window_store()
    new_plan(store, "mine", PLAN, "Plan made")
    start = threading.Barrier(2)

    def work(name):
        start.wait()
        for n in range(20):
            item = ActionItem(action=f"{name} {n}")
            change_plan(store, "mine", PLAN.id, lambda plan, item=item: plan.with_new([item]), name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["one", "two"]))
    version = open_plan(store, "mine", PLAN.id)
    assert version.number == 41
    references = [item.reference for item in version.plan.items]
    assert references == [f"A{n}" for n in range(1, 43)]
    assert {item.action for item in version.plan.items[2:]} == {f"{w} {n}" for w in ("one", "two") for n in range(20)}


def test_the_store_of_a_window_is_its_own():
    one, other = window_store(), window_store()
    new_plan(one, "mine", PLAN, "Plan made")
    assert open_plan(one, "mine", PLAN.id).plan == PLAN
    assert list_plans(other, "mine") == ()


# -- the file --------------------------------------------------------------------------------------


def test_a_store_from_before_plans_gets_their_tables_and_keeps_what_it_has(store):
    store.engine.dispose()
    connection = sqlite3.connect(store.folder / FILE)
    with connection:
        for table in ("plan", "plan_version", "report"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("INSERT INTO check_sheet VALUES ('mine', 'f', 'S4', '2026-11-22 09:00:00', '{}')")
        connection.execute("ALTER TABLE conversation DROP COLUMN name")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    again = open_store(store.folder)
    new_plan(again, "mine", PLAN, "Plan made")
    assert open_plan(again, "mine", PLAN.id).plan == PLAN
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT unit FROM check_sheet").scalar() == "S4"


def test_200_versions_of_60_items_stay_small(store, record_property):
    chance = random.Random(7)
    words = "charts gaps staff night audit weekly supervision people choking risk update pharmacist review".split()

    def sentence():
        return " ".join(chance.choices(words, k=14))

    items = [
        replace(ITEM, not_yet=sentence(), action=sentence(), evidence=sentence(), quotes=(ITEM.quotes[0],) * 4)
        for _ in range(60)
    ]
    plan = ActionPlan("big", "Big").with_new(items)
    new_plan(store, "mine", plan, "Plan made")
    one = len(store_bytes(store))
    for n in range(199):
        reference = f"A{n % 60 + 1}"
        change_plan(
            store, "mine", "big",
            lambda now, r=reference, n=n: now.with_changed(replace(now.item(r), notes=f"Note {n}", status=Status.OPEN)),
            f"{reference}: notes",
        )  # fmt: skip
    whole = len(store_bytes(store))
    json_bytes = len(repr(plan)) * 200
    record_property("megabytes", f"{whole / 1e6:.1f}; one version alone {one / 1e6:.2f}")
    assert whole < json_bytes / 5
    assert len(list_versions(store, "mine", "big")) == 200
    assert open_version(store, "mine", "big", 1).plan == plan


def store_bytes(store):
    return (store.folder / FILE).read_bytes()
