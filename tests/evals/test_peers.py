from types import SimpleNamespace

import pytest

from corpus.index import Entry
from corpus.store import KeywordStore, VectorStore, open_chroma
from evals.peers import peers

TEXT = "Keep medicines locked away. Cook good meals. Dance with people. " + "Filling words stand here. " * 600


@pytest.fixture
def index(make, tmp_path):
    document = make.document(TEXT)
    passages = [make.hit(document, span).passage for span in [(0, 27), (28, 44), (45, 63)]]
    texts = [passage.text for passage in passages]
    store = VectorStore(open_chroma(tmp_path), "passage")
    entries = [Entry("passage", (0,)), Entry("passage", (1,)), Entry("passage", (2,)), Entry("passage", (1,))]
    store.add(range(4), make.embedder().encode([*texts, "meals meals"]), ["guide"] * 4, ["prose"] * 4)
    return SimpleNamespace(
        documents={"guide": document},
        passages=passages,
        entries=entries,
        vectors={"passage": store},
        keywords={"text": KeywordStore.build(texts)},
    )


@pytest.fixture
def by_name(make, index):
    return {peer.name: peer for peer in peers(index, make.embedder())}


def test_peers_are_the_starter_bm25_and_the_dense_model(by_name):
    assert list(by_name) == ["llama-index starter", "BM25 alone", "dense alone"]


def test_starter_gives_chunks_at_their_places(make, by_name):
    found = by_name["llama-index starter"].find(make.question("Where do medicines go?"))
    assert len(found) > 1  # about 3,000 tokens do not fit one chunk of 1,024
    assert {extract.document_id for extract in found} == {"guide"}
    assert TEXT[found[0].spans[0].start : found[0].spans[0].end].startswith("Keep medicines")


def test_bm25_gives_only_passages_with_a_word_of_the_question(make, by_name):
    found = by_name["BM25 alone"].find(make.question("Which meals do they cook?"))
    assert [extract.spans[0].start for extract in found] == [28]


def test_dense_model_gives_each_passage_once_at_its_best(make, by_name):
    found = by_name["dense alone"].find(make.question("meals"))
    assert found[0].spans[0].start == 28
    assert len(found) == 3


def test_llama_index_keeps_its_global_settings_untouched(by_name):
    from llama_index.core import Settings

    assert Settings._embed_model is None
    assert Settings._llm is None
