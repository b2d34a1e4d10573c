"""Chunks: every one is read whole by the real model, and together they hold every word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.lay import load_decoys, load_lay_questions
from corpus.model import MAX_WORD_PIECES
from corpus.readers.builder import PassageBuilder
from corpus.text import runs, slice_spans
from corpus.types import Document, Kind, SourceDocument, Span
from ingest.chunk import chunks, heading_line

SOURCE = SourceDocument("d", "D", "x", "x", "x", "x", "x", "x", "d.txt", "d.txt", "", "plain")
WORD = st.one_of(
    st.sampled_from(["care.", "Staff", "W3.2", "safeguarding", "<p>", "**", "■"]),
    st.text(alphabet="abcdeZ.!é护理ก🙂", min_size=1, max_size=12),
    st.sampled_from(["a" * 90, "护" * 300, "ab.c/" * 60, "🙂" * 200, "x" * 5000, "1234567890" * 500]),
)
TEXTS = st.lists(WORD, min_size=1, max_size=400).map(" ".join)
HEADINGS = st.lists(st.one_of(st.text(max_size=30), WORD, st.just("护" * 300)), max_size=3)


def passage(text, heading=()):
    """The passage that a reader would make of the text, or None if there is nothing in it."""
    builder = PassageBuilder(Document(SOURCE, text))
    found = runs(text, Span(0, len(text)))
    return builder.add(Kind.PROSE, found, heading=heading, locator="") if found else None


def bare(text):
    return "".join(text.split())


def of_role(cut, role):
    return [chunk for chunk in cut if chunk.role == role]


# -- the real corpus ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cut(readings, minilm):
    """Every passage of the real corpus, its document's text, and its chunks."""
    pairs = [(document.text, p) for document, reading in readings.values() for p in reading.passages]
    return [(text, p, list(chunks(text, n, p, minilm))) for n, (text, p) in enumerate(pairs)]


def test_every_chunk_of_the_corpus_fits_the_model_headings_included(cut, minilm):
    counts = [minilm.count(chunk.text) for _, _, found in cut for chunk in found]
    assert len(counts) > 4000
    assert max(counts) <= MAX_WORD_PIECES


def test_every_lay_question_and_decoy_fits_the_model(corpus_folder, minilm):
    questions = [question for place in load_lay_questions(corpus_folder) for question in place.questions]
    assert max(map(minilm.count, [*questions, *load_decoys(corpus_folder)])) <= MAX_WORD_PIECES


def test_chunks_of_a_passage_hold_all_its_words_in_order_under_its_heading(cut):
    for _, p, found in cut:
        parts = of_role(found, "passage")
        prefix = f"{heading_line(p)}: " if heading_line(p) else ""
        assert all(part.text.startswith(prefix) for part in parts)
        assert bare("".join(part.text.removeprefix(prefix) for part in parts)) == bare(p.text)


def test_every_sentence_of_the_corpus_is_a_chunk_of_its_own(cut):
    for text, p, found in cut:
        by_sentence = {}
        for chunk in of_role(found, "sentence"):
            by_sentence.setdefault(chunk.sentence, []).append(chunk.text)
        assert {n: bare("".join(parts)) for n, parts in by_sentence.items()} == {
            n: bare(slice_spans(text, sentence)) for n, sentence in enumerate(p.sentences)
        }


def test_chunks_say_which_passage_they_are_of(cut):
    assert all(chunk.passage == n for n, (_, _, found) in enumerate(cut) for chunk in found)


# -- any passage -------------------------------------------------------------------------------------


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_chunks_of_any_passage_fit_and_hold_every_word(minilm, text):
    p = passage(text)
    found = list(chunks(text, 3, p, minilm)) if p else []
    assert all(minilm.count(chunk.text) <= MAX_WORD_PIECES for chunk in found)
    for role in ("passage", "sentence"):
        parts = [chunk.text for chunk in of_role(found, role)]
        assert all(parts)
        assert bare("".join(parts)) == bare(p.text if p else "")


@given(HEADINGS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_chunks_fit_under_any_heading(minilm, heading, text):
    p = passage(text, heading)
    for chunk in chunks(text, 0, p, minilm) if p else []:
        assert minilm.count(chunk.text) <= MAX_WORD_PIECES


def test_word_of_5000_characters_is_kept(minilm):
    text = f"Before {'x' * 5000} after."
    (whole,) = of_role(chunks(text, 0, passage(text), minilm), "passage")
    assert whole.text == text


def test_5000_characters_without_a_space_are_cut_between_characters(minilm):
    text = "护" * 5000
    parts = of_role(chunks(text, 0, passage(text), minilm), "passage")
    assert "".join(part.text for part in parts) == text
    assert len(parts) >= 5000 / MAX_WORD_PIECES


def test_long_sentence_is_cut_at_spaces(minilm):
    text = "safeguarding " * 600 + "ends."
    parts = of_role(chunks(text, 0, passage(text), minilm), "sentence")
    assert len(parts) > 2
    assert " ".join(part.text for part in parts) == text
    assert {part.sentence for part in parts} == {0}


def test_sentences_stay_together_as_long_as_they_fit(minilm):
    text = "Staff check each medicine twice. " * 60  # of 7 word pieces each
    parts = of_role(chunks(text, 0, passage(text, ["Top tips"]), minilm), "passage")
    assert all(part.text.startswith("Top tips: Staff") and part.text.endswith("twice.") for part in parts)
    assert len(parts) == 2
    assert minilm.count(parts[0].text) > MAX_WORD_PIECES - 10


def test_heading_longer_than_the_model_reads_is_cut_and_the_words_are_kept(minilm):
    text = "Wash your hands."
    (whole,) = of_role(chunks(text, 0, passage(text, ["护" * 300]), minilm), "passage")
    assert whole.text.endswith("护: Wash your hands.")


def test_heading_line_is_the_last_two_headings_and_at_most_24_words():
    assert heading_line(passage("x", ["A", "B", "C d"])) == "B – C d"
    assert heading_line(passage("x")) == ""
    assert len(heading_line(passage("x", ["w " * 40])).split()) == 24
