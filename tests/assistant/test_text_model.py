"""Models that answer yes or no about a text: the arithmetic."""

import numpy as np
import pytest

from assistant.text_model import probability, text_words
from corpus.model import DIMENSIONS


def test_words_are_counted_alone_and_in_pairs():
    assert text_words("Mum’s  FALLEN again") == {"mum's", "fallen", "again", "mum's fallen", "fallen again"}
    assert text_words("") == set()


def test_the_probability_is_the_logistic_of_the_weights():
    model = {"intercept": -1.0, "embedding": [2.0] + [0.0] * (DIMENSIONS - 1), "words": {"fell": 0.5, "he fell": 0.25}}
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[0] = 0.125
    # -1 + 2 * 0.125 + 0.5 + 0.25 = 0, and the logistic of 0 is a half
    assert probability("He fell", vector, model) == pytest.approx(0.5)
    assert probability("nothing", vector, model) == pytest.approx(1 / (1 + np.exp(0.75)))
