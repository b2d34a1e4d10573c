"""Words for keyword search: codes stay whole, forms of a word meet, stop words carry nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import STOP_WORDS, keywords, raw_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S4 and W3.2", ["s4", "and", "w3.2"]),
        ("the person's record", ["the", "person", "record"]),
        ("people’s views", ["people", "views"]),
        ("don't, can’t", ["dont", "cant"]),
        ("£20 or 17%", ["£20", "or", "17%"]),
        ("co-ordinate one-to-one", ["co", "ordinate", "one", "to", "one"]),
        ("MAR chart", ["mar", "chart"]),
        ("“Well-led”", ["well", "led"]),
        ("... – !", []),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert raw_words(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        ["medicine", "medicines", "Medicine's"],
        ["improve", "improving", "improved", "improvement"],
        ["supervision", "supervisions"],
        ["safeguarding", "Safeguard"],
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem for form in forms for stem in keywords(form)}) == 1


def test_different_codes_have_different_stems():
    assert len({keywords(code)[0] for code in ("S1", "S2", "W1", "W1.1", "W1.2")}) == 5


def test_stop_words_are_left_out_and_repeats_are_kept_in_order():
    assert keywords("What do we do when the audit finds the audit?") == ["audit", "find", "audit"]


def test_question_of_stop_words_only_has_no_keywords():
    assert keywords("What is it that you do?") == []


def test_words_that_carry_meaning_in_care_are_no_stop_words():
    assert not STOP_WORDS & {"good", "safe", "care", "caring", "lead", "led", "well", "rated"}


@given(st.text(max_size=60))
def test_every_word_is_lower_case_without_apostrophes_and_cutting_it_again_changes_nothing(text):
    for word in raw_words(text):
        assert word == word.lower()
        assert not set(word) & set("'’ \n")
