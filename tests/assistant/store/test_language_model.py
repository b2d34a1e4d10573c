import stat

import pytest

from assistant.store import open_store
from assistant.store.language_model import KeptModel, forget_model, keep_model, kept_model
from assistant.store.store import FILE

MODEL = KeptModel("http://127.0.0.1:1/v1", "small", "sk-secret-9", 60, used=True)


def test_nothing_is_set_at_first(store):
    assert kept_model(store) is None


def test_a_model_is_there_after_a_restart_and_the_next_one_takes_its_place(store):
    keep_model(store, KeptModel("http://127.0.0.1:2/v1", "other"))
    keep_model(store, MODEL)
    assert kept_model(open_store(store.folder)) == MODEL


def test_only_this_account_can_read_the_file(store):
    keep_model(store, MODEL)
    assert stat.S_IMODE((store.folder / FILE).stat().st_mode) == 0o600


def test_a_key_is_not_in_the_words_of_the_value():
    assert "sk-secret-9" not in repr(MODEL)


@pytest.mark.parametrize("everything", [True, False])
def test_deleting_leaves_no_key_in_the_file(store, everything):
    keep_model(store, MODEL)
    assert b"sk-secret-9" in (store.folder / FILE).read_bytes()
    store.delete_everything() if everything else forget_model(store)
    assert kept_model(store) is None
    assert b"sk-secret-9" not in (store.folder / FILE).read_bytes()


def test_a_store_of_an_older_version_takes_a_model(older_store):
    store = open_store(older_store("0005"))
    keep_model(store, MODEL)
    assert kept_model(store) == MODEL


def test_a_store_that_cannot_be_used_has_no_model(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert kept_model(open_store(tmp_path / "file")) is None
