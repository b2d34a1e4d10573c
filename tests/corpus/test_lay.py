"""Lay questions and decoys: tied to places that exist, attached to passages, apart from one another."""

import json
import re
from dataclasses import replace

import pytest

from corpus.errors import CorpusError
from corpus.lay import DECOYS, LAY_QUESTIONS, LayPlace, attach, load_decoys, load_lay_questions
from corpus.text import fold
from corpus.types import Kind, Passage, Span

MARKS = re.compile(r"<[^>\n]*>|\*+|[■▪]|\]\(#\)|\[")


@pytest.fixture(scope="module")
def rows(corpus_folder):
    """The rows of the real file, as they stand."""
    return [json.loads(line) for line in (corpus_folder / LAY_QUESTIONS).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def places(corpus_folder):
    """The real lay questions."""
    return load_lay_questions(corpus_folder)


@pytest.fixture(scope="module")
def passages(readings):
    """Every passage of the corpus."""
    return [passage for _, reading in readings.values() for passage in reading.passages]


def bare(text):
    return fold(MARKS.sub(" ", text))


def plain(question):
    return fold(re.sub(r"[^\w\s]", "", question.casefold()))


# -- the real questions ------------------------------------------------------------------------------


def test_every_place_lies_inside_its_document(places, readings):
    for spot in places:
        document, _ = readings[spot.document]
        assert spot.spans
        assert all(0 <= span.start < span.end <= len(document.text) for span in spot.spans)


def test_every_row_opens_with_the_words_at_its_start(rows, readings):
    for row in rows:
        document, _ = readings[row["document"]]
        start, end = row["spans"][0]
        stands = " ".join(document.text[a:b] for a, b in [(start, end), *row["spans"][1:]])
        assert row["opens"].strip()
        assert bare(stands).startswith(bare(row["opens"])), row["opens"]


def test_every_row_attaches_to_a_passage(places, passages):
    numbered = [replace(spot, questions=(str(row),)) for row, spot in enumerate(places)]
    attached = {int(question.text) for question in attach(numbered, passages)}
    assert not [spot for row, spot in enumerate(places) if row not in attached]


def test_every_row_asks_something_and_nothing_twice(rows):
    for row in rows:
        asked = [plain(question) for question in row["questions"]]
        assert all(asked)
        assert asked
        assert len(set(asked)) == len(asked), row["opens"]


def test_questions_attach_to_nearly_all_passages(places, passages):
    asked = {passage_id for question in attach(places, passages) for passage_id in question.passage_ids}
    without = [p for p in passages if p.id not in asked]
    assert len(without) < len(passages) / 50, [p.text[:60] for p in without]


def test_decoys_are_questions_each_once(corpus_folder):
    decoys = [plain(decoy) for decoy in load_decoys(corpus_folder)]
    assert len(decoys) > 1000
    assert all(decoys)
    assert len(set(decoys)) == len(decoys)


def test_no_decoy_is_a_lay_question(corpus_folder, places):
    asked = {plain(question) for spot in places for question in spot.questions}
    assert not asked & {plain(decoy) for decoy in load_decoys(corpus_folder)}


# -- attaching -----------------------------------------------------------------------------------------


def passage(name, *spans, document="d"):
    spans = tuple(Span(*pair) for pair in spans)
    return Passage(name, document, Kind.PROSE, (), "", spans, "words", (spans,))


def ids(spans, *passages, document="d"):
    place = LayPlace(document, tuple(Span(*pair) for pair in spans), ("why?",))
    return [question.passage_ids for question in attach([place], passages)]


def test_question_attaches_to_the_passages_where_it_points_in_their_order():
    assert ids([(0, 100)], passage("a", (0, 40)), passage("b", (50, 90)), passage("c", (100, 140))) == [("a", "b")]


@pytest.mark.parametrize(
    ("span", "found"), [((0, 5), [("a",)]), ((0, 4), [("a",)]), ((6, 26), []), ((5, 25), [("a",)])]
)
def test_question_attaches_where_half_of_the_shorter_overlaps(span, found):
    # The passage has 10 characters. (5, 25) shares 5 of them, just half; (6, 26) shares 4; (0, 4) lies inside.
    assert ids([span], passage("a", (0, 10))) == found


def test_overlap_is_summed_over_all_spans_in_whatever_order():
    torn = passage("a", (50, 55), (0, 5))
    # 3 + 3 of the passage's 10 characters are shared, then its second span only: 5, just half.
    assert ids([(2, 5), (50, 53), (90, 120)], torn) == [("a",)]
    assert ids([(0, 20)], torn) == [("a",)]


def test_question_for_another_document_does_not_attach():
    assert ids([(0, 10)], passage("a", (0, 10), document="e")) == []


@pytest.mark.parametrize("spans", [[], [(5, 5)]])
def test_place_without_characters_attaches_to_nothing(spans):
    assert ids(spans, passage("a", (0, 10))) == []


# -- files ---------------------------------------------------------------------------------------------

ROW = {"document": "d", "spans": [[0, 4]], "opens": "Some", "questions": ["what?", "why?"]}


def test_rows_are_read_in_order(tmp_path):
    (tmp_path / LAY_QUESTIONS).write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    assert load_lay_questions(tmp_path) == [LayPlace("d", (Span(0, 4),), ("what?", "why?"))]
    (tmp_path / DECOYS).write_text('{"question": "how much?"}\n', encoding="utf-8")
    assert load_decoys(tmp_path) == ["how much?"]


def test_folder_without_lay_questions_or_decoys_works(tmp_path):
    assert load_lay_questions(tmp_path) == []
    assert load_decoys(tmp_path) == []


@pytest.mark.parametrize("row", ["{", json.dumps(ROW | {"hint": 1}), json.dumps(ROW | {"spans": [[1]]}), "[]"])
def test_wrong_row_is_refused_with_file_and_line(tmp_path, row):
    (tmp_path / LAY_QUESTIONS).write_text(json.dumps(ROW) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"lay_questions\.jsonl, line 2"):
        load_lay_questions(tmp_path)


@pytest.mark.parametrize("row", ["{", '{"questions": "x"}'])
def test_wrong_decoy_is_refused_with_file_and_line(tmp_path, row):
    (tmp_path / DECOYS).write_text(row + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"decoys\.jsonl, line 1"):
        load_decoys(tmp_path)
