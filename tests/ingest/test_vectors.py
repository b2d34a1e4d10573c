"""The cache of vectors: only new texts are encoded, and a damaged file costs no more than time."""

import numpy as np
import pytest

from corpus.model import DIMENSIONS
from ingest.vectors import VectorCache


@pytest.fixture
def path(tmp_path):
    """Where the cache keeps its vectors."""
    return tmp_path / "vectors.npz"


def encode(path, texts, encoder):
    """Encode through a newly opened cache; returns the vectors."""
    return VectorCache(path).encode(texts, encoder, lambda *_: None)


def test_vectors_come_in_the_order_of_the_texts(path, encoder, WordEncoder):
    texts = ["three words here", "one", "two words"]
    vectors = encode(path, texts, encoder)
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors, WordEncoder().encode(texts))


def test_text_that_stands_twice_is_encoded_once(path, encoder):
    vectors = encode(path, ["one", "two", "one"], encoder)
    assert sorted(encoder.encoded) == ["one", "two"]
    assert np.array_equal(vectors[0], vectors[2])


def test_next_run_encodes_only_what_is_new(path, encoder, WordEncoder):
    encode(path, ["one", "two"], encoder)
    later = WordEncoder()
    vectors = encode(path, ["two", "three", "one"], later)
    assert later.encoded == ["three"]
    assert np.array_equal(vectors, WordEncoder().encode(["two", "three", "one"]))


def test_nothing_new_encodes_nothing_and_writes_nothing(path, encoder, WordEncoder):
    encode(path, ["one", "two"], encoder)
    written = path.stat().st_mtime_ns
    later = WordEncoder()
    encode(path, ["two", "one"], later)
    assert later.encoded == []
    assert path.stat().st_mtime_ns == written


def test_file_holds_what_the_last_run_used_and_no_more(path, encoder, WordEncoder):
    encode(path, ["one", "two"], encoder)
    encode(path, ["two"], encoder)
    later = WordEncoder()
    encode(path, ["one", "two"], later)
    assert later.encoded == ["one"]


def test_vectors_of_another_model_are_not_used(path, encoder, WordEncoder, monkeypatch):
    encode(path, ["one"], encoder)
    monkeypatch.setattr("ingest.vectors.MODEL_SHA256", "0" * 64)
    later = WordEncoder()
    encode(path, ["one"], later)
    assert later.encoded == ["one"]


def test_many_texts_are_encoded_in_batches_with_progress(path, encoder, monkeypatch, WordEncoder):
    monkeypatch.setattr("ingest.vectors._BATCH", 4)
    said = []
    texts = [f"text number {n}" for n in range(10)]
    vectors = VectorCache(path).encode(texts, encoder, lambda *counts: said.append(counts))
    assert said == [(4, 10), (8, 10), (10, 10)]
    assert np.array_equal(vectors, WordEncoder().encode(texts))


def test_no_texts_have_no_vectors(path, encoder):
    assert encode(path, [], encoder).shape == (0, DIMENSIONS)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-100])


def overwrite_the_middle(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.write_bytes(bytes(data))


def drop_a_vector(path):
    with np.load(path) as held:
        keys, vectors = held["keys"], held["vectors"]
    np.savez(path, keys=keys, vectors=vectors[1:])


def other_dimensions(path):
    with np.load(path) as held:
        keys = held["keys"]
    np.savez(path, keys=keys, vectors=np.zeros((len(keys), 3), np.float32))


@pytest.mark.parametrize(
    "damage",
    [
        cut_short,
        overwrite_the_middle,
        drop_a_vector,
        other_dimensions,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"rubbish"),
        lambda path: path.write_bytes(b"PK\x03\x04rubbish"),
        lambda path: np.savez(path, other=np.zeros(1)),
        lambda path: np.savez(path, keys=np.array([{}], dtype=object), vectors=np.zeros((1, DIMENSIONS))),
    ],
)
def test_damaged_file_counts_as_empty_and_is_written_anew(path, encoder, WordEncoder, damage):
    texts = ["one", "two words"]
    encode(path, texts, encoder)
    damage(path)
    again = WordEncoder()
    assert np.array_equal(encode(path, texts, again), WordEncoder().encode(texts))
    assert sorted(again.encoded) == texts
    third = WordEncoder()
    encode(path, texts, third)
    assert third.encoded == []
