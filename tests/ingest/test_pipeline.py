"""The whole ingest on small corpora: what changes, what does not, and what survives trouble."""

import errno
import json
import shutil
from hashlib import sha256

import chromadb.errors
import pytest
from filelock import FileLock
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.errors import CorpusError, StaleIndexError
from corpus.index import discard_index, open_index
from corpus.lay import DECOYS, LAY_QUESTIONS
from corpus.layout import CURRENT, current
from corpus.manifest import MANIFEST
from corpus.store import KeywordStore
from ingest import pipeline
from ingest.pipeline import ingest
from ingest.vectors import VectorCache

ENTRY = """[[document]]
id = "{name}"
title = "{title}"
publisher = "unknown"
published = "{published}"
framework = "none named"
kind = "document"
rights = "unknown"
url = "unknown"
file = "{name}"
source_file = "{name}"
sha256 = "{sha256}"
reader = "plain"
"""


@pytest.fixture
def index(tmp_path):
    """The folder of an index that is still to be built."""
    return tmp_path / "index"


@pytest.fixture
def built(own_corpus, index, encoder):
    """An index built from `own_corpus`: the summary."""
    summary = ingest(own_corpus, index, encoder)
    encoder.encoded.clear()
    return summary


def texts(index):
    return [passage.text for passage in open_index(index).passages]


def folders(index):
    return {path.name for path in index.iterdir() if path.is_dir()}


def write_manifest(corpus, *, title="Notes", published="unknown", checked=False):
    entries = []
    for name in ("notes.txt", "policy.md"):
        digest = sha256((corpus / name).read_bytes()).hexdigest() if checked else ""
        entries.append(ENTRY.format(name=name, title=title, published=published, sha256=digest))
    (corpus / MANIFEST).write_text("\n".join(entries), encoding="utf-8")


# -- a first ingest ----------------------------------------------------------------------------------


def test_first_ingest_builds_what_it_says(built, index):
    opened = open_index(index)
    assert built.changed
    assert built.skipped == ()
    assert built.documents == len(opened.documents) == 3
    assert built.passages == len(opened.passages) == 8
    assert current(index).folder.name == built.fingerprint == opened.info.fingerprint
    assert built.seconds > 0


def test_coverage_of_every_document_is_reported_and_nothing_is_lost(built):
    assert set(built.coverage) == {"notes.txt", "page.html", "policy.md"}
    assert all(covered.unaccounted == () for covered in built.coverage.values())


def test_progress_says_what_is_done_and_how_much(own_corpus, index, encoder):
    said = []
    ingest(own_corpus, index, encoder, lambda *what: said.append(what))
    tasks = list(dict.fromkeys(task for task, _, _ in said))
    assert tasks == ["Reading documents", "Cutting passages", "Encoding texts", "Writing the index"]
    assert said[:3] == [("Reading documents", n, 3) for n in (1, 2, 3)]
    assert said[-1] == ("Writing the index", 1, 1)


# -- the same again ----------------------------------------------------------------------------------


def test_second_ingest_of_the_same_changes_nothing_says_so_and_encodes_nothing(own_corpus, index, encoder, built):
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*.json*")}
    again = ingest(own_corpus, index, encoder)
    assert not again.changed
    assert again.fingerprint == built.fingerprint
    assert (again.documents, again.passages, again.coverage) == (built.documents, built.passages, built.coverage)
    assert encoder.encoded == []
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*.json*")} == before


def test_same_documents_give_the_same_index_anywhere(own_corpus, tmp_path, encoder, built, index):
    other = shutil.copytree(own_corpus, tmp_path / "elsewhere")
    summary = ingest(other, tmp_path / "other", encoder)
    assert summary.fingerprint == built.fingerprint
    assert open_index(tmp_path / "other").passages == open_index(index).passages
    assert open_index(tmp_path / "other").entries == open_index(index).entries


def test_another_way_of_cutting_makes_another_index(own_corpus, index, encoder, built, monkeypatch):
    monkeypatch.setattr(pipeline, "VERSION", pipeline.VERSION + 1)
    summary = ingest(own_corpus, index, encoder)
    assert summary.changed
    assert summary.fingerprint != built.fingerprint
    assert encoder.encoded == []


# -- changes -----------------------------------------------------------------------------------------


def test_changed_text_is_found_and_only_its_new_texts_are_encoded(own_corpus, index, encoder, built):
    path = own_corpus / "notes.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("in March", "in April"), encoding="utf-8")
    summary = ingest(own_corpus, index, encoder)
    assert summary.changed
    assert summary.fingerprint != built.fingerprint
    assert encoder.encoded == ["Training on moving and handling is due in April."]
    assert "Training on moving and handling is due in April." in texts(index)
    assert not [text for text in texts(index) if "March" in text]


def test_added_file_is_found_and_only_its_texts_are_encoded(own_corpus, index, encoder, built):
    (own_corpus / "new.txt").write_text("Fire doors stay shut.", encoding="utf-8")
    summary = ingest(own_corpus, index, encoder)
    assert summary.documents == 4
    assert summary.fingerprint != built.fingerprint
    assert encoder.encoded == ["Fire doors stay shut."]
    assert "Fire doors stay shut." in texts(index)


def test_removed_file_is_gone_from_every_part_of_the_index(own_corpus, index, encoder, built):
    (own_corpus / "page.html").unlink()
    summary = ingest(own_corpus, index, encoder)
    opened = open_index(index)
    assert summary.fingerprint != built.fingerprint
    assert encoder.encoded == []
    assert list(opened.documents) == ["notes.txt", "policy.md"]
    assert {p.document_id for p in opened.passages} == {"notes.txt", "policy.md"}
    assert "relatives" not in opened.vocabulary.counts
    assert not opened.keywords["text"].scores(["relat"]).any()
    (vector,) = encoder.encode(["Relatives may visit at any time."])
    assert opened.vectors["sentence"].nearest(vector, 100, documents=["page.html"]) == []
    assert all(score < 0.99 for _, score in opened.vectors["sentence"].nearest(vector, 100))


def test_text_that_comes_back_gives_the_old_index_again(own_corpus, index, encoder, built):
    path = own_corpus / "notes.txt"
    old = path.read_text(encoding="utf-8")
    path.write_text("Other words.", encoding="utf-8")
    ingest(own_corpus, index, encoder)
    path.write_text(old, encoding="utf-8")
    back = ingest(own_corpus, index, encoder)
    assert back.changed
    assert back.fingerprint == built.fingerprint == open_index(index).info.fingerprint


@pytest.mark.parametrize("change", [{"title": "Other"}, {"published": "2020"}])
def test_changed_metadata_makes_a_new_index_without_encoding_anything(own_corpus, index, encoder, change):
    write_manifest(own_corpus)
    before = ingest(own_corpus, index, encoder)
    encoder.encoded.clear()
    write_manifest(own_corpus, **change)
    after = ingest(own_corpus, index, encoder)
    assert after.changed
    assert after.fingerprint != before.fingerprint
    assert encoder.encoded == []
    (name, value), *_ = change.items()
    assert getattr(open_index(index).documents["notes.txt"].source, name) == value


def test_added_lay_question_and_decoy_make_a_new_index_and_only_they_are_encoded(own_corpus, index, encoder, built):
    row = {"document": "notes.txt", "spans": [[0, 27]], "opens": "Notes", "questions": ["who was there?"]}
    (own_corpus / LAY_QUESTIONS).write_text(json.dumps(row) + "\n", encoding="utf-8")
    (own_corpus / DECOYS).write_text('{"question": "what does it cost?"}\n', encoding="utf-8")
    summary = ingest(own_corpus, index, encoder)
    opened = open_index(index)
    assert summary.fingerprint != built.fingerprint
    assert sorted(encoder.encoded) == ["what does it cost?", "who was there?"]
    assert opened.vectors["lay"].size == opened.vectors["decoy"].size == 1
    (lay,) = [entry for entry in opened.entries if entry.role == "lay"]
    assert [opened.passages[n].text for n in lay.passages] == ["Notes from the team meeting"]
    assert lay.affinity == (0.0,)
    assert opened.keywords["lay"].scores(["who"]).shape == (summary.passages,)


def test_lay_question_of_two_passages_says_how_much_less_the_other_one_fits(own_corpus, index, encoder):
    text = (own_corpus / "notes.txt").read_text(encoding="utf-8")
    row = {
        "document": "notes.txt",
        "spans": [[0, len(text)]],
        "opens": "Notes",
        "questions": ["the team meeting notes"],
    }
    (own_corpus / LAY_QUESTIONS).write_text(json.dumps(row) + "\n", encoding="utf-8")
    ingest(own_corpus, index, encoder)
    (lay,) = [entry for entry in open_index(index).entries if entry.role == "lay"]
    assert len(lay.passages) == len(lay.affinity) == 3
    assert lay.affinity[0] == 0.0
    assert all(-2 <= affinity < 0 for affinity in lay.affinity[1:])


# -- files that cannot be read -----------------------------------------------------------------------


def test_unreadable_files_are_skipped_with_a_reason_and_the_rest_goes_on(own_corpus, index, encoder):
    (own_corpus / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    (own_corpus / "empty.docx").write_bytes(b"")
    (own_corpus / "sub").mkdir()
    (own_corpus / "sub" / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    summary = ingest(own_corpus, index, encoder)
    reasons = {skipped.file: skipped.reason for skipped in summary.skipped}
    assert set(reasons) == {"broken.pdf", "empty.docx", "sub/binary.txt"}
    assert "is damaged, or is not a PDF" in reasons["broken.pdf"]
    assert "is empty" in reasons["empty.docx"]
    assert "does not hold plain text" in reasons["sub/binary.txt"]
    assert summary.documents == 3
    assert set(open_index(index).documents) == {"notes.txt", "page.html", "policy.md"}


def test_empty_folder_is_an_error_in_plain_words(tmp_path, index, encoder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=r"^There is nothing to read in .*empty\.$"):
        ingest(tmp_path / "empty", index, encoder)
    assert not index.exists()


def test_folder_of_unreadable_files_is_an_error_that_says_why(tmp_path, index, encoder):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.txt").write_bytes(b"")
    with pytest.raises(CorpusError, match=r"nothing to read in .* a\.txt: “a\.txt” is empty"):
        ingest(tmp_path / "bad", index, encoder)


def test_missing_folder_is_an_error_in_plain_words(tmp_path, index, encoder):
    with pytest.raises(CorpusError, match=r"There is no folder .*Give the folder that holds the documents"):
        ingest(tmp_path / "gone", index, encoder)


def test_document_that_is_not_the_manifests_stops_the_ingest_and_leaves_the_index(own_corpus, index, encoder):
    write_manifest(own_corpus, checked=True)
    before = ingest(own_corpus, index, encoder)
    (own_corpus / "notes.txt").write_text("Someone changed this.", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"notes\.txt is not the document that the manifest describes"):
        ingest(own_corpus, index, encoder)
    assert open_index(index).info.fingerprint == before.fingerprint


# -- readers, old folders, locks -----------------------------------------------------------------------


def change(corpus, words):
    (corpus / "notes.txt").write_text(words, encoding="utf-8")


def test_reader_of_an_open_index_is_not_disturbed_by_the_next_ingest(own_corpus, index, encoder, built):
    reader = open_index(index)
    (vector,) = encoder.encode(["Families liked the new menu."])
    before = reader.vectors["sentence"].nearest(vector, 5)
    change(own_corpus, "Something else.")
    ingest(own_corpus, index, encoder)
    assert reader.vectors["sentence"].nearest(vector, 5) == before
    assert reader.keywords["text"].scores(["menu"]).any()
    assert reader.info.fingerprint == built.fingerprint != open_index(index).info.fingerprint


def test_index_before_the_previous_one_is_deleted(own_corpus, index, encoder, built):
    change(own_corpus, "Second.")
    second = ingest(own_corpus, index, encoder).fingerprint
    assert folders(index) == {built.fingerprint, second}
    change(own_corpus, "Third.")
    third = ingest(own_corpus, index, encoder).fingerprint
    assert folders(index) == {second, third}
    ingest(own_corpus, index, encoder)
    assert folders(index) == {third}


def test_second_ingest_at_the_same_time_is_refused_and_changes_nothing(own_corpus, index, encoder, built):
    change(own_corpus, "Second.")
    with FileLock(index / "lock"), pytest.raises(CorpusError, match=r"Another ingest is writing to .* Wait until"):
        ingest(own_corpus, index, encoder)
    assert encoder.encoded == []
    assert open_index(index).info.fingerprint == built.fingerprint
    assert ingest(own_corpus, index, encoder).changed


def test_lock_is_free_again_after_an_error(own_corpus, index, encoder, built, monkeypatch):
    change(own_corpus, "Second.")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "write_info", full_disk)
        with pytest.raises(CorpusError):
            ingest(own_corpus, index, encoder)
    assert ingest(own_corpus, index, encoder).changed


# -- half-built, damaged, full -------------------------------------------------------------------------


def test_half_built_folder_is_built_anew(own_corpus, index, encoder, built):
    current(index).info.unlink()
    (current(index).folder / "left over").write_text("x", encoding="utf-8")
    again = ingest(own_corpus, index, encoder)
    assert again.changed
    assert again.fingerprint == built.fingerprint
    assert not (current(index).folder / "left over").exists()
    assert len(open_index(index).passages) == built.passages


@pytest.mark.parametrize("part", ["documents.jsonl", "entries.jsonl", "chroma/chroma.sqlite3"])
def test_damaged_index_is_built_anew_once_it_is_discarded(own_corpus, index, encoder, built, part):
    (current(index).folder / part).write_bytes(b"rubbish" * 1000)
    with pytest.raises(StaleIndexError):
        open_index(index)
    discard_index(index)
    again = ingest(own_corpus, index, encoder)
    assert again.changed
    assert encoder.encoded == []
    assert len(open_index(index).passages) == built.passages


@pytest.mark.parametrize("content", [b"", b"elsewhere", b"\xff\xfe"])
def test_mark_of_the_serving_index_that_is_rubbish_is_written_anew(own_corpus, index, encoder, built, content):
    (index / CURRENT).write_bytes(content)
    assert ingest(own_corpus, index, encoder).changed
    assert open_index(index).info.fingerprint == built.fingerprint


def full_disk(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def full_disk_in_chroma(*_, **__):
    raise chromadb.errors.InternalError("database or disk is full")


BORDERS = [
    (pipeline, "write_documents", full_disk),
    (pipeline, "write_passages", full_disk),
    (pipeline, "write_entries", full_disk),
    (pipeline, "write_vocabulary", full_disk),
    (pipeline, "write_info", full_disk),
    (pipeline, "serve", full_disk),
    (KeywordStore, "save", full_disk),
    (VectorCache, "_save", full_disk),
    (ChromaVectorStore, "add", full_disk_in_chroma),
]


@pytest.mark.parametrize(("owner", "name", "fail"), BORDERS, ids=[name for _, name, _ in BORDERS])
def test_full_disk_leaves_the_old_index_serving_and_the_next_ingest_completes(
    own_corpus, index, encoder, built, monkeypatch, owner, name, fail
):
    change(own_corpus, "Second.")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fail)
        with pytest.raises(CorpusError) as caught:
            ingest(own_corpus, index, encoder)
    assert "could not be written" in caught.value.user_message
    assert "the old index, if there was one, is untouched" in caught.value.user_message
    assert "No space left" in caught.value.user_message or "disk is full" in caught.value.user_message
    assert open_index(index).info.fingerprint == built.fingerprint
    assert "Families liked the new menu." in " ".join(texts(index))
    after = ingest(own_corpus, index, encoder)
    assert after.changed
    assert "Second." in texts(index)


def test_what_filled_the_disk_does_not_stay(own_corpus, index, encoder, built, monkeypatch):
    change(own_corpus, "Second.")
    monkeypatch.setattr(pipeline, "write_info", full_disk)
    with pytest.raises(CorpusError):
        ingest(own_corpus, index, encoder)
    assert folders(index) == {built.fingerprint}


def test_index_folder_that_is_a_file_is_an_error_in_plain_words(own_corpus, tmp_path, encoder):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(CorpusError, match="The index could not be written to"):
            ingest(own_corpus, place, encoder)
