"""Papers laid out on pages by measuring: they fit, and nothing is lost."""

from dataclasses import replace

import pytest

from assistant.export.card_pages import GAP, PAD, CardPage, card_inner, card_pages
from assistant.export.form_tables import Table
from assistant.export.pack_pages import Figure, Words, expected_pages, pages_of, used
from assistant.export.paper_sizes import FLAT, LEAST_FIGURE, UPRIGHT
from assistant.workshop.pack import Card, Cards, Diagram, Form, Line, Lines, Paper, PaperKind
from tests.assistant.workshop.pack_examples import PACK, ours, said

PAPERS = (*(paper for part in PACK.parts for paper in part.papers), *PACK.papers)
LONG = " ".join(f"Sentence {number} of a rather long paragraph." for number in range(1, 30))


def paper(*blocks, kind=PaperKind.CASE, **values):
    return Paper(kind, "Title", blocks, **values)


def room(page):
    return FLAT if page.flat else UPRIGHT


def words_of(pages):
    return [item.text for page in pages for item in page.items if isinstance(item, Words)]


def items_of(pages, kind):
    return [item for page in pages for item in page.items if isinstance(item, kind)]


@pytest.mark.parametrize("held", PAPERS, ids=lambda held: held.kind.value)
def test_every_page_of_the_example_fits(held):
    for page in pages_of(held):
        assert used(page.items, room(page).width) <= room(page).height + 0.01


def test_long_words_go_on_over_pages_in_their_order():
    lines = ours(*(f"{number}: {LONG}" for number in range(20)))
    pages = pages_of(paper(Lines(lines)))
    assert len(pages) > 2
    assert words_of(pages) == ["Title", *(line.text for line in lines)]
    assert all(used(page.items, UPRIGHT.width) <= UPRIGHT.height for page in pages)


def test_a_heading_stays_with_what_it_stands_above():
    for count in range(20, 60):
        pages = pages_of(paper(Lines(ours(*["A line."] * count)), Lines(ours("Below."), "Heading")))
        last = next(page for page in pages if any(getattr(item, "text", "") == "Heading" for item in page.items))
        assert [item.text for item in last.items][-2:] == ["Heading", "Below."]


def test_a_page_with_little_on_it_is_saved_by_smaller_letters():
    def count(lines):
        return len(pages_of(paper(Lines(ours(*[f"Line {number}" for number in range(lines)])))))

    pages = [count(lines) for lines in range(1, 90)]
    assert pages == sorted(pages)
    sizes = {
        item.letters.size
        for lines in range(1, 60)
        for page in pages_of(paper(Lines(ours(*[f"Line {number}" for number in range(lines)]))))
        for item in page.items[1:]
    }
    assert sizes == {12, 11}


def test_a_form_goes_on_with_its_head_on_every_page():
    rows = tuple(ours(f"Row {number}. {LONG}", "") for number in range(12))
    pages = pages_of(paper(Form(("What", "Notes"), rows)))
    tables = items_of(pages, Table)
    assert len(tables) > 1
    assert {table.head for table in tables} == {("What", "Notes")}
    assert [row[0] for table in tables for row in table.rows] == [row[0].text for row in rows]
    assert all(used(page.items, UPRIGHT.width) <= UPRIGHT.height for page in pages)


def test_a_form_that_does_not_fit_under_other_words_begins_a_page():
    filler = Lines(ours(*["A line."] * 33))
    pages = pages_of(paper(filler, Form(("What",), (ours(LONG),))))
    assert isinstance(pages[-1].items[0], Table)


def test_rows_to_write_in_are_high_enough_and_fill_the_page():
    table = items_of(pages_of(paper(Form(("What", "Who"), blank=6))), Table)[0]
    assert min(table.heights) >= 50
    assert sum(table.heights) > UPRIGHT.height / 2
    written = items_of(pages_of(paper(Form(("What", "Who"), (ours("Something", ""),)))), Table)[0]
    assert min(written.heights) >= 36


def test_columns_are_as_wide_as_the_page_and_break_no_word():
    form = Form(("Card", "Level", "Words"), ((Line("A"), Line("Requires improvement"), said(4)),))
    table = items_of(pages_of(paper(form)), Table)[0]
    assert sum(table.widths) == pytest.approx(UPRIGHT.width)
    assert table.widths[2] > 4 * table.widths[0]
    assert table.rows[0][2] == f"“{said(4).text}” [4]"
    assert table.widths[1] > 70


def test_forms_with_many_columns_and_diagrams_lie_on_their_side():
    assert pages_of(paper(Form(("a", "b", "c", "d", "e"), blank=2)))[0].flat
    assert pages_of(paper(Diagram("Problem", ("a", "b"))))[0].flat
    assert not pages_of(paper(Form(("a", "b"), blank=2)))[0].flat


def test_a_diagram_takes_the_room_that_is_left_and_a_page_of_its_own_under_many_words():
    beside = pages_of(paper(Lines(ours("A line.")), Diagram("Problem", ("a", "b"))))
    assert len(beside) == 1
    assert items_of(beside, Figure)[0].high > LEAST_FIGURE
    under = pages_of(paper(Lines(ours(*["A line."] * 18)), Diagram("Problem", ("a", "b"))))
    assert [isinstance(page.items[-1], Figure) for page in under] == [False, True]


def cards(count, text, title="Title"):
    return Cards(tuple(Card(str(number), Line(text), title) for number in range(count)))


@pytest.mark.parametrize("count", [1, 2, 5, 8, 9, 24])
@pytest.mark.parametrize("words", [5, 40, 90, 160, 320])
def test_cards_are_equal_and_none_overflows(count, words):
    pages = card_pages(cards(count, " ".join(["statement"] * words)), UPRIGHT.width)
    assert [card.mark for page in pages for card in page.cards] == [str(number) for number in range(count)]
    assert len({(page.card_width, page.card_height, page.size) for page in pages}) == 1
    for page in pages:
        for card in page.cards:
            assert card_inner(card, page.size, page.card_width) <= page.card_height - 2 * PAD
        assert page.columns * page.card_width <= UPRIGHT.width + 0.01


@pytest.mark.parametrize("count", [1, 8, 24])
def test_pages_of_cards_fit_under_a_title_of_two_lines(count):
    long = " ".join(["title"] * 12)
    held = replace(paper(cards(count, " ".join(["statement"] * 60))), title=long)
    for page in pages_of(held):
        assert isinstance(page.items[-1], CardPage)
        assert used(page.items, UPRIGHT.width) <= UPRIGHT.height


def test_short_cards_stand_eight_on_a_page_and_can_be_read_by_several_heads():
    pages = card_pages(cards(16, "A short statement."), UPRIGHT.width)
    assert [len(page.cards) for page in pages] == [8, 8]
    assert pages[0].size >= 14
    assert GAP > 0


def test_what_is_held_back_says_so_on_its_first_page():
    assert "For the facilitator: hold back" in words_of(pages_of(paper(Lines(ours("x")), held_back=True)))
    assert "For the facilitator: hold back" not in words_of(pages_of(paper(Lines(ours("x")))))


def test_quotes_have_marks_and_numbers_and_items_with_a_mark_of_their_own_get_no_bullet():
    pages = pages_of(paper(Lines((*ours("A. Both", "Both"), said(1)), listed=True)))
    assert words_of(pages)[1:] == ["A. Both", "Both", f"“{said(1).text}” [1]"]
    assert [item.letters.style for item in items_of(pages, Words)[1:]] == [
        "Handout marked item", "Handout item", "Handout item",
    ]  # fmt: skip


def test_pages_are_counted_over_papers():
    assert expected_pages(PAPERS) == sum(len(pages_of(held)) for held in PAPERS)
    assert expected_pages(()) == 0
