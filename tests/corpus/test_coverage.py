"""Coverage: every character of every document is accounted for."""

import pytest

from corpus.coverage import coverage
from corpus.types import Kind, LeftOut, Passage, Reading, Span

LEAST_KEPT = {
    "guide-to-improvement": 0.96,
    "go-online-learning": 0.96,
    "news-driving-improvement": 1.0,
    "qcs-well-led": 0.92,
    "cqc-annex-a2": 0.95,
}


def passage(*spans):
    spans = tuple(Span(*pair) for pair in spans)
    return Passage("p", "d", Kind.PROSE, (), "", spans, "", (spans,))


@pytest.mark.parametrize("name", LEAST_KEPT)
def test_nothing_of_a_document_is_unaccounted_for(readings, name):
    document, reading = readings[name]
    assert coverage(document.text, reading).unaccounted == ()


@pytest.mark.parametrize("name", LEAST_KEPT)
def test_what_is_kept_and_what_is_left_out_add_up_and_most_is_kept(readings, name):
    document, reading = readings[name]
    found = coverage(document.text, reading)
    assert found.total == sum(not c.isspace() for c in document.text)
    assert found.in_passages + found.in_headings + sum(found.left_out.values()) == found.total
    assert found.share >= LEAST_KEPT[name]


def test_everything_left_out_has_a_reason(readings):
    assert all(gap.reason.strip() for _, reading in readings.values() for gap in reading.left_out)


def test_characters_are_counted_by_where_they_went():
    text = "Head\nSome words. (ad) **"
    reading = Reading((passage((5, 16)),), (Span(0, 4),), (LeftOut(Span(17, 21), "advert"),))
    found = coverage(text, reading)
    assert (found.total, found.in_passages, found.in_headings) == (20, 10, 4)
    assert found.left_out == {"advert": 4, "mark-up and list marks": 2}
    assert found.share == 14 / 20
    assert found.unaccounted == ()


def test_words_that_nobody_claims_are_listed():
    found = coverage(
        "One. Lost  words. Two. - ■ 3.",
        Reading(
            (passage((0, 4)), passage((18, 22))),
        ),
    )
    assert found.unaccounted == ("Lost words.",)


def test_what_is_both_heading_and_passage_counts_once_as_passage():
    found = coverage("Both", Reading((passage((0, 4)),), (Span(0, 4),)))
    assert (found.in_passages, found.in_headings) == (4, 0)


def test_empty_document_is_covered():
    assert coverage(" \n", Reading(())).share == 1.0
