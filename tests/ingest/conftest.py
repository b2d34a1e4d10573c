"""A small corpus of one's own."""

import shutil

import pytest


@pytest.fixture
def own_corpus(small_corpus, tmp_path):
    """A copy of the small corpus that may be changed."""
    return shutil.copytree(small_corpus, tmp_path / "corpus")


@pytest.fixture
def encoder(WordEncoder):
    """A new double of the encoder, which remembers what it encoded."""
    return WordEncoder()
