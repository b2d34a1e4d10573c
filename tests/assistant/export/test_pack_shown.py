"""Slides as they are shown: split where they must be, and nothing lost."""

import pytest

from assistant.export.pack_fit import height_pt
from assistant.export.pack_shown import MOST_WORDS, body_height, shown_slides
from assistant.export.slide_boxes import FOOTER, HEIGHT, LOOKS, MARGIN, SMALLEST_BODY, SMALLEST_TITLE, WIDTH
from assistant.workshop.pack import Line, Pack, Part, PartKind, Request, Slide, SlideKind
from tests.assistant.workshop.pack_examples import CITATIONS, PACK, SMALL, ours, said

LONG = " ".join(f"This is sentence {number} of a text that is far too long for one slide." for number in range(1, 40))
ONE_SENTENCE = " ".join(["word"] * 400)
LOOK = {look.name: look for looks in LOOKS.values() for look in looks}


def shown(*lines, kind=SlideKind.POINTS, title="Title", notes=(), minutes=5):
    slide = Slide(kind, title, lines, notes, minutes)
    part = Part("p", PartKind.MESSAGES, "Part", minutes, (slide,))
    return shown_slides(Pack(Request("x"), "Pack", ("S1",), (part,), citations=CITATIONS))


def fits(slide):
    look = LOOK[slide.look]
    title, source = look.title, look.source
    return (
        body_height(slide.lines, look.body) <= look.body.height
        and height_pt(slide.title, title.width, title.size, bold=True, spacing=title.spacing) <= title.height
        and (not slide.source_line or height_pt(slide.source_line, source.width, source.size) <= source.height)
    )


@pytest.mark.parametrize("pack", [PACK, SMALL])
def test_every_slide_fits_its_boxes(pack):
    assert [slide.title for slide in shown_slides(pack) if not fits(slide)] == []


@pytest.mark.parametrize("kind", list(SlideKind))
def test_whatever_is_on_a_slide_fits_and_nothing_is_lost(kind):
    lines = (*ours(LONG, ONE_SENTENCE, "Short."), said(4), said(3), *ours("Last:"), said(1))
    slides = shown(*lines, kind=kind, title=LONG)
    assert all(fits(slide) for slide in slides)
    told = " ".join(line.text for slide in slides for line in slide.lines)
    assert told == " ".join([LONG, *(line.text for line in lines)])


def test_letters_can_be_read_at_the_back_of_a_room():
    for look in LOOK.values():
        assert look.body.size >= SMALLEST_BODY == 24
        assert look.title.size >= SMALLEST_TITLE == 32


def test_boxes_lie_on_the_slide_and_do_not_overlap():
    for look in LOOK.values():
        for box in (look.title, look.body, look.source):
            assert box.left >= MARGIN
            assert box.left + box.width <= WIDTH - MARGIN
            assert box.top + box.height <= HEIGHT
        assert look.title.top + look.title.height <= look.body.top
        assert look.body.top + look.body.height <= look.source.top
        assert look.source.top + look.source.height <= FOOTER.top


def test_a_long_list_goes_on_at_the_end_of_an_item_and_is_numbered():
    slides = [slide for slide in shown_slides(PACK) if slide.title.startswith("A long list")]
    assert [slide.title for slide in slides] == [
        f"A long list ({n} of {len(slides)})" for n in range(1, len(slides) + 1)
    ]
    assert len(slides) > 1
    counts = [len(slide.lines) for slide in slides]
    assert sum(counts) == 12
    assert max(counts) - min(counts) <= 1


def test_long_words_of_ours_are_split_at_the_ends_of_sentences():
    slides = shown(Line(LONG))
    assert len(slides) > 1
    assert all(line.text.endswith(".") for slide in slides for line in slide.lines)
    assert all(line.text.startswith("This is sentence") for slide in slides for line in slide.lines)


def test_a_long_quote_stays_word_for_word_and_the_marks_stand_outside():
    first, second = (slide.lines[0] for slide in shown(said(4), kind=SlideKind.QUOTE))
    assert f"{first.text} {second.text}" == said(4).text
    assert max(len(first.text.split()), len(second.text.split())) <= MOST_WORDS
    assert first.words == f"“{first.text}” [4] (continued on the next slide)"
    assert second.words == f"(continued) “{second.text}” [4]"


def test_a_quote_has_marks_number_and_place_and_words_of_ours_have_none():
    slide = shown(Line("Ours"), said(1), said(6))[0]
    assert [line.words for line in slide.lines] == ["Ours", f"“{said(1).text}” [1]", f"“{said(6).text}” [6]"]
    assert slide.source_line == "[1] Guide to improvement, Top tips, page 36; [6] Annex A2, page 4"


def test_quotes_from_one_place_name_it_once():
    assert shown(said(1), said(2))[0].sources == ("[1] [2] Guide to improvement, Top tips, page 36",)


def test_a_title_that_is_too_long_stands_whole_as_the_first_line():
    slide = shown(Line("Ours"), title=LONG)[0]
    assert slide.title.startswith("This is sentence 1 of")
    assert "…" in slide.title
    assert slide.lines[0].text.startswith("This is sentence 1 of")


def test_a_line_that_announces_a_quote_stays_with_it():
    filler = ours(*["A line that takes a good deal of room on a slide, so that it fills up before its end comes"] * 7)
    slides = shown(*filler, *ours("The framework asks:"), said(11), said(4))
    place = next(slide for slide in slides if any(line.text == "The framework asks:" for line in slide.lines))
    assert place.lines[-1].text != "The framework asks:"


def test_notes_and_minutes_stand_with_the_first_of_slides_that_go_on():
    first, *others = shown(Line(LONG), notes=ours("Say this."), minutes=5)
    assert (first.notes, first.minutes) == (ours("Say this."), 5)
    assert others
    assert {slide.minutes for slide in others} == {0}
    assert all(slide.notes[0].text == "The notes stand with the slide before." for slide in others)


def test_few_words_are_shown_in_larger_letters():
    few, many = shown(Line("Few words.")), shown(*ours(*["Many words, again and again, on this slide."] * 7))
    assert LOOK[few[0].look].body.size > LOOK[many[0].look].body.size
    assert len(many) == 1


def test_an_empty_slide_has_its_title():
    assert [(slide.title, slide.lines) for slide in shown()] == [("Title", ())]


def test_a_slide_of_nothing_but_quotes_is_shown_as_one_of_quotes():
    assert shown(said(1), said(2))[0].kind is SlideKind.QUOTE
    assert shown(*ours("A manager says:"), said(2))[0].kind is SlideKind.POINTS


def test_a_list_of_ours_takes_the_room_that_sources_would_have():
    assert [slide.look for slide in shown(*ours(*["A short item"] * 10))] == ["Long list"]
    assert "Long list" not in {slide.look for slide in shown(*ours(*["A short item"] * 10), said(1))}
