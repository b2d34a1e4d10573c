"""Opening an index: what fits opens whole, what does not is refused before anything reads it."""

import json
import shutil

import pytest

from corpus.errors import IndexMissingError, StaleIndexError
from corpus.index import Entry, discard_index, open_index
from corpus.layout import CURRENT, FORMAT, current, serve, storing_libraries
from corpus.store import ROLES
from ingest.pipeline import ingest


@pytest.fixture
def own_index(small_index, tmp_path):
    """A copy of the small index that may be changed."""
    return shutil.copytree(small_index, tmp_path / "index")


@pytest.fixture(scope="module")
def index(small_index):
    """The small index, open."""
    return open_index(small_index)


# -- an index that fits ------------------------------------------------------------------------------


def test_index_holds_the_documents_and_their_passages_in_order(index):
    assert list(index.documents) == ["notes.txt", "page.html", "policy.md"]
    assert [p.document_id for p in index.passages] == sorted(p.document_id for p in index.passages)
    assert index.info.documents == 3
    assert index.info.passages == len(index.passages)


def test_every_passage_is_the_slice_of_its_stored_document(index):
    assert all(index.slice(p.document_id, p.spans) == p.text for p in index.passages)


def test_every_vector_has_an_entry_and_every_passage_has_vectors(index):
    assert {role: store.size for role, store in index.vectors.items()} == {
        role: sum(entry.role == role for entry in index.entries) for role in ROLES
    }
    numbers = set(range(len(index.passages)))
    for role in ("passage", "sentence"):
        assert {entry.passages[0] for entry in index.entries if entry.role == role} == numbers


def test_entries_of_sentences_count_the_sentences_of_their_passage(index):
    for entry in index.entries:
        if entry.role == "sentence":
            assert 0 <= entry.sentence < len(index.passages[entry.passages[0]].sentences)


def test_passage_is_found_by_its_own_words(index, WordEncoder):
    target = next(n for n, p in enumerate(index.passages) if "Families liked the new menu" in p.text)
    (vector,) = WordEncoder().encode(["Families liked the new menu."])
    ((entry, score),) = index.vectors["sentence"].nearest(vector, 1)
    assert index.entries[entry] == Entry("sentence", (target,), 1)
    assert score == pytest.approx(1, abs=1e-3)


def test_filter_by_document_reaches_the_entries_of_that_document_only(index, WordEncoder):
    (vector,) = WordEncoder().encode(["medicine"])
    found = index.vectors["sentence"].nearest(vector, 50, documents=["page.html"])
    documents = {index.passages[index.entries[n].passages[0]].document_id for n, _ in found}
    assert documents == {"page.html"}


def test_keywords_score_passages_by_number(index):
    scores = index.keywords["text"].scores(["menu"])
    assert "menu" in index.passages[int(scores.argmax())].text
    assert len(scores) == len(index.passages)


def test_numbers_and_units_find_passages(index):
    for n, passage in enumerate(index.passages):
        assert index.number[passage.id] == n
        assert all(n in index.units[unit] for unit in passage.units)
    assert all(list(numbers) == sorted(numbers) for numbers in index.units.values())


def test_vocabulary_holds_the_words_of_the_passages(index):
    assert index.vocabulary.counts["medicine"] >= 3
    assert len(index.vocabulary.passages) == len(index.passages)


# -- an index that does not --------------------------------------------------------------------------


def test_folder_without_an_index_says_so_and_may_be_tried_again(tmp_path):
    with pytest.raises(IndexMissingError, match="There is no index in") as caught:
        open_index(tmp_path)
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("format", FORMAT + 1, "another version"),
        ("model_sha256", "0" * 64, "another embedding model"),
        ("unheard", 1, "another version"),
    ],
)
def test_index_of_another_version_or_model_is_refused(own_index, name, value, problem):
    path = current(own_index).info
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {name: value}), encoding="utf-8")
    with pytest.raises(StaleIndexError, match=problem) as caught:
        open_index(own_index)
    assert caught.value.retryable


@pytest.mark.parametrize("library", ["chromadb", "bm25s", "llama-index-vector-stores-chroma"])
@pytest.mark.parametrize("version", ["0.0.1", None])
def test_index_written_by_another_version_of_a_library_is_refused_and_says_which(own_index, library, version):
    path = current(own_index).info
    info = json.loads(path.read_text(encoding="utf-8"))
    info["libraries"].pop(library)
    info["libraries"] |= {library: version} if version else {}
    path.write_text(json.dumps(info), encoding="utf-8")
    with pytest.raises(StaleIndexError, match=rf"written with {library} (0\.0\.1|\(none\)) and .* rebuilt"):
        open_index(own_index)


def test_index_written_by_another_version_of_a_library_is_built_anew(own_index, small_corpus, WordEncoder):
    files = current(own_index)
    info = json.loads(files.info.read_text(encoding="utf-8"))
    info["libraries"]["bm25s"] = "0.0.1"
    files.info.write_text(json.dumps(info), encoding="utf-8")
    assert ingest(small_corpus, own_index, WordEncoder()).changed
    assert open_index(own_index).info.libraries == storing_libraries()


PARTS = ["info", "documents", "passages", "entries", "words", "chroma", "keywords"]


@pytest.mark.parametrize("part", PARTS)
def test_index_that_lacks_a_part_is_refused_as_damaged(own_index, part):
    path = getattr(current(own_index), part)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(StaleIndexError, match="damaged"):
        open_index(own_index)


@pytest.mark.parametrize("part", PARTS[:5])
def test_index_with_a_part_cut_short_is_refused_as_damaged(own_index, part):
    path = getattr(current(own_index), part)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StaleIndexError, match="damaged"):
        open_index(own_index)


def test_index_whose_database_is_rubbish_is_refused_as_damaged(own_index):
    (current(own_index).chroma / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StaleIndexError, match="damaged"):
        open_index(own_index)


def test_index_with_fewer_vectors_than_entries_is_refused_as_damaged(own_index):
    path = current(own_index).entries
    path.write_text(
        path.read_text(encoding="utf-8")
        + json.dumps({"role": "decoy", "passages": [], "sentence": 0, "affinity": []})
        + "\n",
        encoding="utf-8",
    )
    with pytest.raises(StaleIndexError, match="vectors are missing"):
        open_index(own_index)


@pytest.mark.parametrize("content", [b"", b"gone", b"\xff\xfe\x00", b"\0\0\0"])
def test_mark_of_the_serving_index_that_is_rubbish_is_refused_as_damaged(own_index, content):
    (own_index / CURRENT).write_bytes(content)
    with pytest.raises(StaleIndexError, match="damaged"):
        open_index(own_index)


def test_serving_another_index_replaces_the_mark_and_leaves_nothing_behind(own_index):
    before = current(own_index).folder.name
    serve(own_index, "other")
    assert current(own_index).folder.name == "other"
    assert {path.name for path in own_index.iterdir()} == {before, CURRENT, "lock", "vectors.npz"}


def test_discarding_where_there_is_no_index_is_no_error(tmp_path):
    discard_index(tmp_path)
    assert list(tmp_path.iterdir()) == []
