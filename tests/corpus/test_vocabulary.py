"""Which words stand where, by sums worked by hand."""

import math

import pytest

from corpus.vocabulary import read_vocabulary, write_vocabulary

TEXTS = ["Medicines and medicines", "Record medicines", "The visit's record", "walk"]


@pytest.fixture
def vocabulary(tmp_path):
    """The vocabulary of four texts, written and read again."""
    write_vocabulary(tmp_path / "words.json", TEXTS)
    return read_vocabulary(tmp_path / "words.json")


def test_counts_are_of_whole_words_stop_words_included(vocabulary):
    assert vocabulary.counts == {"medicines": 3, "and": 1, "record": 2, "the": 1, "visit": 1, "walk": 1}


def test_passages_hold_their_stems_and_frequency_counts_passages(vocabulary):
    assert vocabulary.passages == ({"medicin"}, {"record", "medicin"}, {"visit", "record"}, {"walk"})
    assert vocabulary.frequency == {"medicin": 2, "record": 2, "visit": 1, "walk": 1}


def test_rarity_falls_with_the_number_of_passages_and_is_highest_for_unknown_stems(vocabulary):
    # ln((4 + 1) / (n + 1))
    assert vocabulary.rarity("medicin") == pytest.approx(math.log(5 / 3))
    assert vocabulary.rarity("walk") == pytest.approx(math.log(5 / 2))
    assert vocabulary.rarity("unheard") == pytest.approx(math.log(5))


def test_share_covered_weighs_stems_by_rarity(vocabulary):
    # Passage 2 holds "visit" (ln 2.5) and not "walk" (ln 2.5) nor "medicin" (ln 5/3).
    share = math.log(2.5) / (2 * math.log(2.5) + math.log(5 / 3))
    assert vocabulary.share_covered(["visit", "walk", "medicin"], [2]) == pytest.approx(share)
    assert vocabulary.share_covered(["visit", "walk", "medicin"], [2, 3, 1]) == pytest.approx(1)


def test_stem_asked_twice_counts_once(vocabulary):
    assert vocabulary.share_covered(["visit", "visit", "walk"], [2]) == pytest.approx(0.5)


def test_share_unknown_is_of_stems_that_stand_nowhere(vocabulary):
    # "unheard" weighs ln 5, "walk" ln 2.5.
    assert vocabulary.share_unknown(["unheard", "walk"]) == pytest.approx(math.log(5) / (math.log(5) + math.log(2.5)))
    assert vocabulary.share_unknown(["walk"]) == 0


def test_no_stems_are_covered_and_none_unknown(vocabulary):
    assert vocabulary.share_covered([], [0]) == 1
    assert vocabulary.share_unknown([]) == 0


def test_no_passages_cover_nothing(vocabulary):
    assert vocabulary.share_covered(["walk"], []) == 0
