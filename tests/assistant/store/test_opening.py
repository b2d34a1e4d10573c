import os
import sqlite3
import stat

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assistant.store import StoreError, open_store
from assistant.store.choices import choose_keeping, may_keep
from assistant.store.feedback import count_feedback, give_feedback
from assistant.store.kept import keep, list_kept
from assistant.store.store import FILE
from assistant.store.tables import Base


def execute(folder, *commands):
    connection = sqlite3.connect(folder / FILE)
    with connection:
        for command in commands:
            connection.execute(command)
    connection.close()


def test_the_migrations_make_the_tables_that_the_classes_say(store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_what_is_kept_is_there_after_a_restart(store, conversation):
    keep(store, "mine", conversation)
    choose_keeping(store, on=False)
    again = open_store(store.folder)
    assert [k.id for k in list_kept(again, "mine")] == [conversation.id]
    assert not may_keep(again)
    assert again.said == ""


def test_a_store_from_before_the_first_migration_is_brought_up_to_date(tmp_path):
    sqlite3.connect(tmp_path / FILE).close()
    assert may_keep(open_store(tmp_path))


def test_a_newer_file_is_left_alone_and_said(store, conversation):
    keep(store, "mine", conversation)
    execute(store.folder, "UPDATE alembic_version SET version_num = '9999'")
    before = (store.folder / FILE).read_bytes()
    older = open_store(store.folder)
    assert "newer version" in older.said
    assert not may_keep(older)
    with pytest.raises(StoreError, match="newer version"):
        keep(older, "mine", conversation)
    assert (store.folder / FILE).read_bytes() == before


@pytest.mark.parametrize("damage", ["no database", "torn"])
def test_a_damaged_file_is_set_aside_and_said(store, conversation, answer, damage):
    for n in range(40):
        conversation = conversation.plus(f"Question {n}", answer)
    keep(store, "mine", conversation)
    store.engine.dispose()
    file = store.folder / FILE
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 100 if damage == "no database" else whole[:4096] + b"\0" * 8192)
    again = open_store(store.folder)
    aside = [path for path in store.folder.iterdir() if "damaged" in path.name]
    assert len(aside) == 1
    assert aside[0].name in again.said
    assert list_kept(again, "mine") == ()
    assert keep(again, "mine", conversation).id == conversation.id


def test_a_folder_that_is_a_file_switches_keeping_off_with_a_reason(tmp_path):
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    store = open_store(tmp_path / "data")
    assert not may_keep(store)
    assert "Nothing can be kept on this computer" in store.said
    assert "You can go on asking." in store.said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_switches_keeping_off(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written to" in open_store(tmp_path / "data").said


def test_a_full_disk_is_said_and_what_was_kept_stays(store, conversation, answer):
    keep(store, "mine", conversation)
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    store.engine.dispose()
    full = open_store(store.folder)
    with full.engine.connect() as connection:  # SQLite's own way of being full
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for n in range(100):
        conversation = conversation.plus(f"Question {n}", answer)
    with pytest.raises(StoreError, match="the disk is full"):
        keep(full, "mine", conversation)
    assert len(list_kept(full, "mine")) == 1


def test_deleting_everything_leaves_no_word_of_it(store, conversation):
    keep(store, "mine", conversation)
    keep(store, "other", conversation)
    give_feedback(store, conversation.judged(1, useful=True, why="Clear"), 1)
    (store.folder / "askkloe-damaged-2026.sqlite").write_bytes(b"store medicines")
    choose_keeping(store, on=False)
    store.delete_everything()
    assert count_feedback(store) == 0
    assert list_kept(store, "mine") == list_kept(store, "other") == ()
    assert all(b"store medicines" not in path.read_bytes() for path in store.folder.iterdir())
    assert [path.name for path in store.folder.iterdir()] == [FILE]
    assert not may_keep(store)  # a wish, not a record


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_only_its_owner_can_read_it(store):
    assert stat.S_IMODE((store.folder / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["with space", "50%", "what?", "ünï#1"])
def test_odd_folder_names_work(tmp_path, conversation, name):
    store = open_store(tmp_path / name)
    keep(store, "mine", conversation)
    assert (tmp_path / name / FILE).exists()
    assert len(list_kept(open_store(tmp_path / name), "mine")) == 1
