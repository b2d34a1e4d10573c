"""Terms, weights and margins worked by hand, and models that come back as they were written."""

from dataclasses import fields

import numpy as np
import pytest

from corpus.flag_model import Examples, FlagModel, Linear, Words, read_flag_models, terms, write_flag_models
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


def some_examples():
    """Four texts, each at right angles to the others, of the codes 0, 1, none and 1, and levels 0, 0, 1 and none."""
    return Examples(
        vectors=np.eye(4, DIMENSIONS, dtype=np.float32),
        codes=np.array([0, 1, -1, 1]),
        levels=np.array([0, 0, 1, -1]),
        passages=np.array([7, 7, 9, -1]),
        weights=np.array([6.0, 6.0, 1.0, 24.0], np.float32),
    )


def test_examples_vote_for_their_classes_the_more_the_nearer(words):
    flat = Linear(("a", "b"), np.zeros((2, DIMENSIONS + 3), np.float32), np.array([0.5, 0.0], np.float32))
    model = FlagModel("one", words, flat, flat, some_examples())
    first, between = np.zeros((2, DIMENSIONS), np.float32)
    first[0] = 1.0
    between[[0, 1, 3]] = np.sqrt([0.25, 0.25, 0.5])
    code, level = model.margins(["x", "y"], np.stack([first, between]))
    code, level = code - flat.bias, level - flat.bias
    # The text is the first example: nearly all votes are for code a and level a.
    assert code[0, 0] == pytest.approx(0.0, abs=0.01)
    assert code[0, 1] < -0.3
    # Of the codes b has the votes of an example as near as that of a, and of one that is nearer and weighs more.
    assert code[1, 1] > code[1, 0]
    # Both examples near it with a level are of level a.
    assert level[1, 0] > level[1, 1]


def test_many_texts_are_read_like_each_alone(words):
    flat = Linear(("a", "b"), np.zeros((2, DIMENSIONS + 3), np.float32), np.zeros(2, np.float32))
    model, vectors = FlagModel("one", words, flat, flat, some_examples()), np.eye(150, DIMENSIONS, dtype=np.float32)
    code, level = model.margins(["always"] * 150, vectors)
    assert (code.shape, level.shape) == ((150, 2), (150, 2))
    for row in (0, 1, 3, 100, 149):
        alone = model.margins(["always"], vectors[row : row + 1])
        assert (code[row], level[row]) == (pytest.approx(alone[0][0]), pytest.approx(alone[1][0]))


def test_where_no_example_is_near_the_votes_tell_nothing(words):
    flat = Linear(("a", "b"), np.zeros((2, DIMENSIONS + 3), np.float32), np.zeros(2, np.float32))
    away = np.zeros((1, DIMENSIONS), np.float32)
    away[0, [0, 10]] = 0.3, 0.954
    code, level = FlagModel("one", words, flat, flat, some_examples()).margins(["x"], away)
    assert code[0] == pytest.approx([code[0, 0]] * 2, abs=0.01)
    assert level[0] == pytest.approx([level[0, 0]] * 2, abs=0.01)


def test_models_come_back_as_they_were_written(tmp_path, words):
    rng = np.random.default_rng(1)
    code = Linear(("S1", "S2", ""), *(rng.normal(size=s).astype(np.float32) for s in ((3, DIMENSIONS + 3), 3)))
    level = Linear(("Good", "Inadequate"), *(rng.normal(size=s).astype(np.float32) for s in ((2, DIMENSIONS + 3), 2)))
    examples = some_examples()
    written = [FlagModel(name, words, code, level, examples) for name in ("one", "two")]
    write_flag_models(tmp_path / "flags", written)
    read = read_flag_models(tmp_path / "flags")
    assert [model.framework for model in read] == ["one", "two"]
    for model in read:
        assert model.words.numbers == words.numbers
        assert (model.code.classes, model.level.classes) == (code.classes, level.classes)
        assert np.array_equal(model.code.weights, code.weights)
        assert np.array_equal(model.level.bias, level.bias)
        for field in fields(examples):
            assert np.array_equal(getattr(model.examples, field.name), getattr(examples, field.name))


def test_no_models_are_an_empty_folder(tmp_path):
    write_flag_models(tmp_path / "flags", [])
    assert read_flag_models(tmp_path / "flags") == []
