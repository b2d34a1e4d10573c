from corpus.index import open_index
from evals.ingested import ingested_texts
from ingest.pipeline import ingest


def test_texts_put_together_again_are_those_the_ingest_encoded(make, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "guide.md").write_text("# Staff\n\nTrain them. Thank them.\n\n# Food\n\nCook well.\n", encoding="utf-8")
    (corpus / "decoys.jsonl").write_text('{"question": "Who pays?"}\n', encoding="utf-8")
    (corpus / "situations.jsonl").write_text(
        '{"framework": "f", "code": "S1", "level": "Good", "text": "All sing."}\n', encoding="utf-8"
    )
    embedder, encoded = make.embedder(), []
    plain = embedder.encode
    embedder.encode = lambda texts: encoded.extend(texts) or plain(texts)
    ingest(corpus, tmp_path / "index", embedder)
    texts = ingested_texts(open_index(tmp_path / "index"), corpus)
    assert {"Who pays?", "All sing."} <= set(texts)
    assert sorted(texts) == sorted(set(encoded))
