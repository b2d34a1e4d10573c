import numpy as np
import pytest

from assistant.long_text import encode_whole, readable_parts
from corpus.model import MAX_WORD_PIECES


@pytest.fixture
def encoder(WordEncoder):
    return WordEncoder()


SENTENCES = [f"Sentence number {n} has just about ten words in it." for n in range(60)]


def test_a_text_that_the_model_reads_is_one_part(encoder):
    assert readable_parts("One. Two.", encoder) == ["One. Two."]


@pytest.mark.parametrize(
    "text",
    [" ".join(SENTENCES), "\n\n".join(SENTENCES), "word " * 2000, " ".join(SENTENCES) + " and" * 600],
    ids=["sentences", "paragraphs", "no sentence", "one long sentence"],
)
def test_every_word_of_a_long_text_is_in_a_part_that_is_read_whole(encoder, text):
    parts = readable_parts(text, encoder)
    assert all(encoder.count(part) <= MAX_WORD_PIECES for part in parts)
    assert " ".join(parts).split() == text.split()


def test_one_endless_word_is_read_in_pieces(minilm):
    parts = readable_parts("x" * 5000, minilm)
    assert "".join(parts) == "x" * 5000
    assert all(minilm.count(part) <= MAX_WORD_PIECES for part in parts)


def test_the_vector_of_a_long_text_is_the_mean_of_its_parts_of_length_one(encoder):
    text = " ".join(SENTENCES)
    vectors = encode_whole([text, "short"], encoder)
    mean = np.mean(encoder.encode(readable_parts(text, encoder)), axis=0)
    assert np.allclose(vectors[text], mean / np.linalg.norm(mean), atol=1e-6)
    assert np.allclose(vectors["short"], encoder.encode(["short"])[0])
    assert np.linalg.norm(vectors[text]) == pytest.approx(1)


def test_the_end_of_a_long_text_counts(encoder):
    text = " ".join(SENTENCES)
    changed = encode_whole([text, f"{text} Finally zebras came."], encoder)
    assert not np.allclose(*changed.values())
