"""The vector and keyword stores: cosine is cosine, filters filter, BM25 is BM25."""

import math

import chromadb.errors
import numpy as np
import pytest
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.model import DIMENSIONS
from corpus.store import KeywordStore, VectorStore, chroma_for_writing, open_chroma
from corpus.words import keywords

COUNT = 600


def unit_vectors(count, seed):
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def vectors():
    """Random vectors of length 1; entry number n + 1000 is row n."""
    return unit_vectors(COUNT, 1)


@pytest.fixture(scope="module")
def store(vectors, tmp_path_factory):
    """A store of the vectors, written and opened again: documents d0 to d2 in turn, every hundredth a tip."""
    folder = tmp_path_factory.mktemp("chroma") / "chroma"
    numbers = range(1000, 1000 + COUNT)
    kinds = ["tip" if n % 100 == 0 else "prose" for n in numbers]
    with chroma_for_writing(folder) as client:
        VectorStore(client, "passage").add(list(numbers), vectors, [f"d{n % 3}" for n in numbers], kinds)
        VectorStore(client, "lay").add([7], vectors[:1], ["other"], ["prose"])
    return VectorStore(open_chroma(folder), "passage")


# -- vectors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("top_k", [1, 10, 100])
def test_nearest_gives_the_true_cosine_best_first(store, vectors, top_k):
    for query in unit_vectors(5, 2):
        found = store.nearest(query, top_k)
        cosines = vectors @ query
        assert len(found) == top_k
        assert all(abs(score - cosines[n - 1000]) < 1e-3 for n, score in found)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert np.allclose([score for _, score in found], np.sort(cosines)[::-1][:top_k], atol=1e-3)


def test_a_vector_is_nearest_to_itself_with_cosine_one_and_opposite_is_minus_one(store, vectors):
    assert store.nearest(vectors[5], 1) == [(1005, pytest.approx(1, abs=1e-3))]
    assert dict(store.nearest(-vectors[5], COUNT))[1005] == pytest.approx(-1, abs=1e-3)


def test_length_of_the_question_vector_does_not_count(store, vectors):
    near, far = store.nearest(vectors[5], 5), store.nearest(3 * vectors[5], 5)
    assert [n for n, _ in near] == [n for n, _ in far]
    assert np.allclose([score for _, score in near], [score for _, score in far], atol=1e-3)


def test_filter_by_kind_gives_all_of_that_kind_and_no_other(store, vectors):
    found = store.nearest(vectors[5], COUNT, kinds=["tip"])
    assert sorted(n for n, _ in found) == [1000, 1100, 1200, 1300, 1400, 1500]


def test_filters_by_document_and_kind_are_both_met(store, vectors):
    found = store.nearest(vectors[5], COUNT, documents=["d1", "d2"], kinds=["tip"])
    assert sorted(n for n, _ in found) == [n for n in range(1000, 1600, 100) if n % 3]
    cosines = vectors @ vectors[5]
    assert all(abs(score - cosines[n - 1000]) < 1e-3 for n, score in found)


@pytest.mark.parametrize(
    "filters",
    [{"documents": ["gone"]}, {"kinds": ["gone"]}, {"documents": ["d1"], "kinds": ["gone"]}, {"documents": ["other"]}],
)
def test_filter_that_matches_nothing_gives_nothing(store, vectors, filters):
    assert store.nearest(vectors[5], 10, **filters) == []


def test_more_asked_for_than_there_are_gives_all(store, vectors):
    assert len(store.nearest(vectors[5], 10 * COUNT)) == COUNT


def test_roles_are_kept_apart(store):
    assert store.size == COUNT


def test_empty_store_gives_nothing(tmp_path):
    with chroma_for_writing(tmp_path / "chroma") as client:
        empty = VectorStore(client, "decoy")
        empty.add([], np.zeros((0, DIMENSIONS), np.float32), [], [])
        assert empty.size == 0
        assert empty.nearest(unit_vectors(1, 3)[0], 5) == []


def test_more_vectors_than_fit_one_call_are_all_stored(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.store._BATCH", 7)
    vectors = unit_vectors(20, 4)
    with chroma_for_writing(tmp_path / "chroma") as client:
        store = VectorStore(client, "passage")
        store.add(list(range(20)), vectors, ["d"] * 20, ["k"] * 20)
        assert store.size == 20
        assert {n for n, _ in store.nearest(vectors[0], 20)} == set(range(20))


def test_folder_deleted_after_building_can_be_built_again_in_the_same_process(tmp_path):
    import shutil

    for count in (3, 5):
        shutil.rmtree(tmp_path / "chroma", ignore_errors=True)
        with chroma_for_writing(tmp_path / "chroma") as client:
            VectorStore(client, "lay").add(list(range(count)), unit_vectors(count, 5), ["d"] * count, ["k"] * count)
    with chroma_for_writing(tmp_path / "chroma") as client:
        assert VectorStore(client, "lay").size == 5


def test_chroma_that_cannot_write_is_an_os_error_with_its_words(tmp_path, monkeypatch):
    def fail(*_):
        raise chromadb.errors.InternalError("database or disk is full")

    monkeypatch.setattr(ChromaVectorStore, "add", fail)
    with (
        pytest.raises(OSError, match="database or disk is full"),
        chroma_for_writing(tmp_path / "chroma") as client,
    ):
        VectorStore(client, "lay").add([1], unit_vectors(1, 6), ["d"], ["k"])


# -- keywords ----------------------------------------------------------------------------------------

TEXTS = ["medicines medicines record", "record the visit", "walk", ""]


@pytest.fixture(params=["built", "loaded"])
def keyword_store(request, tmp_path):
    """The texts' store, as built and as loaded again."""
    built = KeywordStore.build(TEXTS)
    if request.param == "built":
        return built
    built.save(tmp_path / "bm25")
    return KeywordStore.load(tmp_path / "bm25")


def test_scores_are_bm25_as_lucene_has_it(keyword_store):
    # idf = ln(1 + (N - df + 0.5) / (df + 0.5)); N = 4 texts of 3, 2, 1, 1 words (an empty one counts as one).
    # score = idf * tf / (tf + 1.2 * (0.25 + 0.75 * words / 1.75))
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 1.75))
    assert keyword_store.scores(keywords("medicines")) == pytest.approx([expected, 0, 0, 0], rel=1e-4)


def test_shorter_text_scores_higher_for_the_same_word(keyword_store):
    scores = keyword_store.scores(keywords("records"))
    assert scores[1] > scores[0] > scores[2] == scores[3] == 0


@pytest.mark.parametrize("words", [[], ["unheard"], ["-x"]])
def test_unknown_words_score_zero_everywhere(keyword_store, words):
    assert keyword_store.scores(words).tolist() == [0, 0, 0, 0]


def test_unknown_words_beside_a_known_one_do_not_count(keyword_store):
    alone, among = keyword_store.scores(["walk"]), keyword_store.scores(["unheard", "walk"])
    assert alone.tolist() == among.tolist()
    assert alone[2] > 0


def test_store_of_no_texts_has_no_scores():
    assert KeywordStore.build([]).scores(["walk"]).shape == (0,)
