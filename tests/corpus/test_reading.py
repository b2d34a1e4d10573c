"""What holds for every passage of the whole real corpus, whichever reader made it."""

import pytest

from corpus.reading import open_document, read_document
from corpus.text import slice_spans
from corpus.types import Kind

DOCUMENTS = ("guide-to-improvement", "go-online-learning", "news-driving-improvement", "qcs-well-led", "cqc-annex-a2")
NEVER_SHOWN = (
    "<",
    "</p>",
    "**",
    "■",
    "▪",
    "](#)",
    "Click on the headings",
    "Read more about this service",
    "Read more about the service",
    "image description",
    "placeholder Image",
    "The image",
    "Print this page",
    "\t",
)


@pytest.fixture(params=DOCUMENTS)
def pair(request, readings):
    """A document and its reading."""
    return readings[request.param]


@pytest.fixture(scope="session")
def passages(readings):
    """Every passage of the corpus."""
    return [passage for _, reading in readings.values() for passage in reading.passages]


def test_every_passage_is_the_slices_of_its_document(pair):
    document, reading = pair
    for passage in reading.passages:
        assert passage.text
        assert slice_spans(document.text, passage.spans) == passage.text


def test_every_sentence_stands_inside_its_passage_and_together_they_are_the_passage(pair):
    _, reading = pair
    for passage in reading.passages:
        assert all(passage.sentences)
        assert tuple(span for sentence in passage.sentences for span in sentence) == passage.spans


def test_spans_are_ranges_of_the_document_without_white_space_at_their_ends(pair):
    document, reading = pair
    for span in (span for passage in reading.passages for span in passage.spans):
        assert 0 <= span.start < span.end <= len(document.text)
        words = document.text[span.start : span.end]
        assert words == words.strip()


def test_spans_stand_in_reading_order_but_for_the_annexes_torn_tables(pair):
    _, reading = pair
    for passage in reading.passages:
        if passage.kind is not Kind.CHARACTERISTIC:
            assert all(a.end <= b.start for a, b in zip(passage.spans, passage.spans[1:], strict=False))


def test_no_character_belongs_to_two_passages(pair):
    document, reading = pair
    owners = [0] * len(document.text)
    for span in (span for passage in reading.passages for span in passage.spans):
        for position in range(span.start, span.end):
            owners[position] += 1
    assert max(owners) == 1


def test_ids_of_passages_are_unique_over_the_corpus(passages):
    ids = [passage.id for passage in passages]
    assert len(set(ids)) == len(ids)


def test_same_words_in_one_document_have_ids_that_differ_in_their_last_number_only(passages):
    same = [p.id for p in passages if p.text == "Where required, investigations are thorough."]
    assert same == [same[0], f"{same[0][:-1]}1"]
    assert same[0].startswith("cqc-annex-a2/")
    assert same[0].endswith("/0")


def test_no_passage_holds_mark_up_bullets_or_page_furniture(passages):
    for passage in passages:
        found = [furniture for furniture in NEVER_SHOWN if furniture in passage.text]
        assert not found, (passage.text, found)


def test_no_passage_starts_with_a_list_mark(passages):
    assert not [p.text for p in passages if p.text.startswith(("- ", "• ", "* "))]


def test_no_heading_holds_mark_up(passages):
    for heading in (heading for passage in passages for heading in passage.heading):
        assert heading == heading.strip() != ""
        assert not [mark for mark in ("<", "**", "■", "▪", "](#)", "\t", "\n") if mark in heading]


def test_every_unit_names_its_document(passages):
    assert all(unit.startswith(f"{p.document_id}#") for p in passages for unit in p.units)


def test_counts_of_passages_by_kind(readings):
    counts = {name: len(reading.passages) for name, (_, reading) in readings.items()}
    assert counts == {
        "guide-to-improvement": 635,
        "go-online-learning": 92,
        "news-driving-improvement": 13,
        "qcs-well-led": 15,
        "cqc-annex-a2": 926,
    }


def test_reading_again_gives_the_same(pair, corpus_folder):
    document, reading = pair
    again = open_document(corpus_folder, document.source)
    assert again == document
    assert read_document(corpus_folder, again) == reading
