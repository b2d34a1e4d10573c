"""Terms, weights and margins worked by hand, and models that come back as they were written."""

import numpy as np
import pytest

from corpus.flag_model import FlagModel, Linear, Words, read_flag_models, terms, write_flag_models
from corpus.model import DIMENSIONS


def test_terms_are_words_and_pairs_with_counts():
    counted = terms("Not always. NOT always 24 times")
    assert counted["not"] == counted["always"] == counted["not always"] == 2
    assert counted["always not"] == counted["24"] == counted["24 times"] == 1


def test_curly_apostrophes_are_straightened():
    assert terms("don’t") == terms("don't")


@pytest.fixture
def words():
    return Words({"always": 0, "not": 1, "not always": 2}, np.array([1.0, 2.0, 4.0], np.float32))


def test_weights_by_hand(words):
    columns, values = words.weigh("not always not")
    # always: 1 x 1; not: (1 + ln 2) x 2 = 3.386; "not always": 1 x 4; length: sqrt(1 + 11.466 + 16) = 5.335
    assert columns.tolist() == [0, 1, 2]
    assert values == pytest.approx([0.1874, 0.6347, 0.7497], abs=1e-4)
    assert np.linalg.norm(values) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "zebra", "!!"])
def test_a_text_without_known_terms_weighs_nothing(words, text):
    columns, values = words.weigh(text)
    assert columns.size == values.size == 0


def test_margins_by_hand(words):
    weights = np.zeros((2, DIMENSIONS + 3), np.float32)
    weights[0, 0], weights[0, DIMENSIONS] = 2.0, 3.0
    weights[1, DIMENSIONS + 1] = 5.0
    model = Linear(("a", "b"), weights, np.array([0.5, -1.0], np.float32))
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[0] = 1.0
    # a: 2 x 1 + 3 x 1 + 0.5; b: -1, as "not" is not in the text
    assert model.margins(vector, *words.weigh("always")).tolist() == [5.5, -1.0]


def test_models_come_back_as_they_were_written(tmp_path, words):
    rng = np.random.default_rng(1)
    code = Linear(("S1", "S2", ""), *(rng.normal(size=s).astype(np.float32) for s in ((3, DIMENSIONS + 3), 3)))
    level = Linear(("Good", "Inadequate"), *(rng.normal(size=s).astype(np.float32) for s in ((2, DIMENSIONS + 3), 2)))
    sayings = np.eye(4, DIMENSIONS, dtype=np.float32)
    written = [FlagModel(name, words, code, level, sayings, np.array([7, 7, 9, 1])) for name in ("one", "two")]
    write_flag_models(tmp_path / "flags", written)
    read = read_flag_models(tmp_path / "flags")
    assert [model.framework for model in read] == ["one", "two"]
    for model in read:
        assert model.words.numbers == words.numbers
        assert (model.code.classes, model.level.classes) == (code.classes, level.classes)
        assert np.array_equal(model.code.weights, code.weights)
        assert np.array_equal(model.level.bias, level.bias)
        assert np.array_equal(model.sayings, sayings)
        assert model.said.tolist() == [7, 7, 9, 1]


def test_no_models_are_an_empty_folder(tmp_path):
    write_flag_models(tmp_path / "flags", [])
    assert read_flag_models(tmp_path / "flags") == []
