"""Looking things up in frameworks, related guidance, topics, and check sheets as values."""

from dataclasses import replace
from datetime import datetime

import pytest

from assistant.good.alike import likeness, steps
from assistant.good.books import Library, open_library
from assistant.good.related import related_guidance
from assistant.good.sheets import Mark, Sheet, gone, in_order, not_yet, read_mark, statements_to_check
from assistant.good.topics import find_topic
from assistant.good.words import framework_notice
from corpus.framework import LEVELS
from corpus.text import slice_spans

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture(scope="module")
def library(assistant):
    return open_library(assistant.index)


@pytest.fixture(scope="module")
def book(library):
    return library.books["annex-a2"]


@pytest.fixture(scope="module")
def two(library, book):
    """A library of two frameworks that use the same codes."""
    framework = book.framework.model_copy(update={"id": "other", "version": "another version"})
    return Library(library.index, {"annex-a2": book, "other": replace(book, framework=framework)})


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("S4", "S4"), ("s4", "S4"), ("annex-a2/S4", "S4"), ("S4.2", "S4"), ("annex-a2/well-led", "Well-led"),
        ("Safe", "Safe"),
    ],
)  # fmt: skip
def test_an_address_leads_to_its_unit(library, address, code):
    assert library.find(address).unit.code == code


@pytest.mark.parametrize("address", ["zzz", "annex-a2/S9", "unknown-framework/S4", "<script>"])
def test_an_address_that_leads_nowhere_says_so(library, address):
    place = library.find(address)
    assert place.unit is None
    assert place.unknown
    assert place.book


def test_a_code_of_two_frameworks_asks_which(two):
    assert [unit.framework.id for unit in two.find("S4").several] == ["annex-a2", "other"]
    assert two.find("other/S4").unit.framework.id == "other"
    assert two.find("").book is None


def test_every_statement_has_its_passage_and_place(book, library):
    for unit in book.units():
        for cell in unit.levels:
            assert book.locator(cell)
            for statement in cell.statements:
                assert book.passage(statement).text == statement.text


def test_levels_stand_from_inadequate_to_outstanding(book):
    for unit in book.units():
        levels = [cell.level for cell in unit.levels]
        assert levels == [level for level in reversed(LEVELS) if level in levels]


def test_a_citation_of_a_whole_level_is_a_slice(library, book):
    cell = book.unit("S4").cell("Good")
    citation = library.cite([book.passage(s) for s in cell.statements])
    text = library.index.documents[citation.document_id].text
    assert citation.quote == slice_spans(text, citation.spans)
    assert "People receive their medicines as prescribed." in citation.quote
    assert library.cite([]) is None


def test_everything_the_higher_level_asks_for_stands_in_order_and_nothing_is_lost(library, book):
    alike = likeness(library.index, book)
    for unit in book.units():
        for lower, higher in zip(unit.levels, unit.levels[1:], strict=False):
            rows, rest = steps(lower.statements, higher.statements, alike)
            assert tuple(row.higher for row in rows) == higher.statements
            placed = [row.lower for row in rows if row.lower] + list(rest)
            assert sorted(s.spans for s in placed) == sorted(s.spans for s in lower.statements)


def test_statements_on_the_same_thing_stand_beside_each_other(library, book):
    unit = book.unit("S4")
    rows, _ = steps(
        unit.cell("Requires improvement").statements, unit.cell("Good").statements, likeness(library.index, book)
    )
    beside = {row.higher.text: row.lower.text for row in rows if row.lower}
    assert "do not always receive" in beside["People receive their medicines as prescribed."]


def test_without_knowledge_nothing_stands_beside_anything(book):
    unit = book.unit("S4")
    lower = unit.cell("Requires improvement").statements
    rows, rest = steps(lower, unit.cell("Good").statements, lambda _one, _other: -1.0)
    assert not any(row.lower for row in rows)
    assert rest == lower


def test_related_guidance_is_from_other_documents_and_a_handful(assistant, book):
    groups = related_guidance(assistant, book, book.unit("S4"))
    hits = [hit for group in groups for hit in group.hits]
    assert any("medic" in hit.passage.text.lower() for hit in hits)
    assert {hit.passage.document_id for hit in hits} <= set(assistant.index.documents) - {"cqc-annex-a2"}
    assert 0 < len(hits) <= 12
    assert related_guidance(assistant, book, book.unit("Safe")) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("late tablets", "S4"), ("complaints", "R2"), ("S4.2", "S4"), ("well-led", "Well-led"), ("dignity", "C3")],
)
def test_everyday_words_lead_to_their_kloe(assistant, library, text, code):
    assert find_topic(assistant, library, text)[0].unit.code == code


@pytest.mark.parametrize("text", ["", "   ", "the weather"])
def test_words_about_something_else_lead_nowhere(assistant, library, text):
    assert find_topic(assistant, library, text) == ()


def test_the_notice_on_a_framework_is_the_one_of_its_citations_or_made_of_what_it_says(book):
    assert "the document names no date" in framework_notice(book.framework)
    other = book.framework.model_copy(update={"id": "x", "document": "other", "version": "final 2026"})
    assert "final 2026" in framework_notice(other)
    assert "Check on CQC's website" in framework_notice(other)


# -- check sheets -------------------------------------------------------------------------------


def mark(identity, state="in place", level="Good", evidence=""):
    return Mark(identity, level, f"Words of {identity}", state, evidence)


def sheet(*marks):
    made = Sheet("annex-a2", "S4")
    for one in marks:
        made = made.marked(one, "v1", NOW)
    return made


def test_a_mark_replaces_the_one_before_and_an_empty_one_takes_it_away():
    made = sheet(mark("a"), mark("b"), mark("a", "partly"))
    assert made.mark("a").state == "partly"
    assert len(made.marks) == 2
    assert sheet(mark("a"), mark("a", "")).marks == ()
    assert sheet(mark("a", "", evidence="The rota")).mark("a").evidence == "The rota"


def test_the_not_yets_are_listed_good_first_with_framework_and_words():
    made = sheet(mark("o", "not yet", "Outstanding"), mark("a"), mark("g", "not yet", evidence="None"))
    points = not_yet([made])
    assert [(p.level, p.statement) for p in points] == [("Good", "g"), ("Outstanding", "o")]
    assert points[0].framework == "annex-a2"
    assert (points[0].version, points[0].unit, points[0].text, points[0].evidence) == ("v1", "S4", "Words of g", "None")
    assert [p.statement for p in not_yet([made], ("in place",))] == ["a"]


def test_good_and_outstanding_are_checked_and_nothing_else(book):
    levels = statements_to_check(book, book.unit("S4"))
    assert [level for level, _ in levels] == ["Good", "Outstanding"]
    assert [len(rows) for _, rows in levels] == [11, 4]


def test_a_mark_from_the_screen_is_checked(book):
    unit = book.unit("S4")
    identity = statements_to_check(book, unit)[0][1][0][0]
    good = read_mark(book, unit, identity, "partly", "x" * 5000)
    assert (good.level, good.state, len(good.evidence)) == ("Good", "partly", 1000)
    assert read_mark(book, unit, identity, "excellent", "") is None
    assert read_mark(book, unit, "elsewhere", "partly", "") is None
    assert read_mark(book, book.unit("S1"), identity, "partly", "") is None


def test_marks_on_statements_that_are_gone_are_not_lost(book):
    unit = book.unit("S4")
    rows = statements_to_check(book, unit)[0][1]
    made = sheet(mark("gone"), mark(rows[1][0]), mark(rows[0][0]))
    assert [m.statement for m in gone(book, unit, made)] == ["gone"]
    assert [m.statement for m in in_order(book, unit, made).marks] == [rows[0][0], rows[1][0], "gone"]
