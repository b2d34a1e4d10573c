import pytest

from corpus.types import Span
from evals.extracts import Extract, Shown, count_words, first_words, words

TEXT = "one two three four five six"  # words start at 0, 4, 8, 14, 19, 24
TEXTS = {"guide": TEXT, "other": "alpha beta"}


def extract(*spans, document="guide"):
    return Extract(document, tuple(Span(*span) for span in spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• It's 17% of 1,000", ["It", "s", "17", "of", "1", "000"]),
        ("<p>Ask</p> **them** – now", ["Ask", "them", "now"]),
        ('<ul style="list-style-type: none">a_b é', ["a", "b", "é"]),
        ("5 < 6 and 7 > 6", ["5", "6", "and", "7", "6"]),
    ],
)
def test_words_are_runs_of_letters_and_digits_outside_tags(text, expected):
    assert [text[w.start : w.end] for w in words(text, Span(0, len(text)))] == expected


def test_words_shown_twice_count_twice():
    assert count_words(TEXTS, [extract((0, 7)), extract((4, 13))]) == 4  # one two + two three


def test_extract_that_crosses_the_limit_is_cut_there():
    # 2 words in the first extract; 1 of "three four" in the second; the third is not reached.
    found = first_words(TEXTS, [extract((0, 7)), extract((8, 18)), extract((0, 5), document="other")], 3)
    assert found == [extract((0, 7)), extract((8, 13))]


def test_limit_is_counted_over_the_spans_of_one_extract():
    found = first_words(TEXTS, [extract((0, 3), (14, 27))], 2)  # "one", then 1 of "four five six"
    assert found == [extract((0, 3), (14, 18))]


def test_limit_that_falls_between_extracts_cuts_nothing():
    assert first_words(TEXTS, [extract((0, 7)), extract((8, 18))], 2) == [extract((0, 7))]


def test_without_a_limit_everything_is_kept():
    both = [extract((0, 27)), extract((0, 27))]
    assert first_words(TEXTS, both, None) == both


@pytest.mark.parametrize("limit", range(8))
def test_never_more_words_than_the_limit(limit):
    found = first_words(TEXTS, [extract((0, 7), (8, 18)), extract((19, 27))], limit)
    assert count_words(TEXTS, found) == min(limit, 6)


def test_word_cut_by_a_span_is_not_shown():
    shown = Shown([extract((0, 6))])  # "one tw"
    assert shown.holds("guide", Span(0, 3))
    assert not shown.holds("guide", Span(4, 7))


def test_words_of_another_document_are_not_shown():
    assert not Shown([extract((0, 27))]).holds("other", Span(0, 5))


def test_overlapping_spans_show_what_either_shows():
    shown = Shown([extract((8, 16)), extract((0, 10)), extract((2, 4))])
    assert shown.holds("guide", Span(8, 13))
    assert not shown.holds("guide", Span(14, 18))
