from datetime import datetime

import pytest

from assistant.good.sheets import Mark, Sheet
from assistant.store import Store, StoreError, open_store
from assistant.store.sheets import change_sheet, count_sheets, delete_sheet, list_sheets, open_sheet

KEY = ("annex-a2", "S4")
NOW = datetime(2026, 11, 22, 9, 30)


def marking(statement, state="not yet"):
    return lambda sheet: sheet.marked(Mark(statement, "Good", "Words “quoted”", state, "The rota"), "v1", NOW)


def test_a_sheet_is_kept_over_a_restart_and_taken_up_again(store):
    change_sheet(store, "mine", KEY, marking("a"))
    change_sheet(open_store(store.folder), "mine", KEY, marking("b", "partly"))
    sheet = open_sheet(open_store(store.folder), "mine", KEY)
    assert [(m.statement, m.state, m.evidence) for m in sheet.marks] == [
        ("a", "not yet", "The rota"), ("b", "partly", "The rota"),
    ]  # fmt: skip
    assert (sheet.version, sheet.changed) == ("v1", NOW)


def test_a_browser_sees_its_own_sheets_and_no_others(store):
    change_sheet(store, "mine", KEY, marking("a"))
    change_sheet(store, "theirs", ("annex-a2", "S1"), marking("b"))
    assert [sheet.key for sheet in list_sheets(store, "mine")] == [KEY]
    assert open_sheet(store, "theirs", KEY) is None
    delete_sheet(store, "theirs", KEY)
    assert count_sheets(store, "mine") == 1


def test_a_code_of_another_framework_is_another_sheet(store):
    change_sheet(store, "mine", KEY, marking("a"))
    assert open_sheet(store, "mine", ("other", "S4")) is None


def test_a_sheet_without_marks_is_not_kept(store):
    change_sheet(store, "mine", KEY, marking("a"))
    change_sheet(store, "mine", KEY, lambda _: Sheet(*KEY))
    assert list_sheets(store, "mine") == ()
    change_sheet(store, "mine", ("annex-a2", "S1"), lambda sheet: sheet)
    assert count_sheets(store, "mine") == 0


def test_delete_everything_deletes_sheets(store):
    change_sheet(store, "mine", KEY, marking("a"))
    store.delete_everything()
    assert list_sheets(store, "mine") == ()
    assert b"The rota" not in (store.folder / "askkloe.sqlite").read_bytes()


def test_a_store_of_the_first_version_gets_the_table_and_keeps_what_it_has(store):
    with store.engine.begin() as connection:
        for table in ("check_sheet", "plan", "plan_version", "report"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("INSERT INTO choice VALUES ('keeping', 'off')")
        connection.exec_driver_sql("ALTER TABLE conversation DROP COLUMN name")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    again = open_store(store.folder)
    change_sheet(again, "mine", KEY, marking("a"))
    assert count_sheets(again, "mine") == 1
    with again.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT value FROM choice").scalar() == "off"


def test_what_cannot_be_read_or_kept_is_said(store, tmp_path):
    change_sheet(store, "mine", KEY, marking("a"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE check_sheet SET content = '{}'")
    with pytest.raises(StoreError, match="another version"):
        open_sheet(store, "mine", KEY)
    with pytest.raises(StoreError, match="The disk is full"):
        change_sheet(Store(tmp_path, None, "The disk is full."), "mine", KEY, marking("a"))
