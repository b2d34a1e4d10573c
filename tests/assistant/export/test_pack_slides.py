"""The slides of a workshop pack in PowerPoint, read back."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from assistant.export.pack_shown import shown_slides
from assistant.export.pack_slides import pack_pptx
from assistant.export.slide_boxes import LOOKS
from tests.assistant.workshop.pack_examples import PACK, SMALL, ours

DAY = date(2026, 11, 22)


def read(pack):
    return Presentation(io.BytesIO(pack_pptx(pack, DAY)))


@pytest.fixture(scope="module")
def file():
    return read(PACK)


def test_slides_are_those_that_are_shown(file):
    assert [slide.shapes.title.text for slide in file.slides] == [slide.title for slide in shown_slides(PACK)]
    for slide, shown in zip(file.slides, shown_slides(PACK), strict=True):
        assert slide.slide_layout.name == shown.look
        texts = [p.text for place in slide.placeholders for p in place.text_frame.paragraphs]
        assert [line.words for line in shown.lines] == texts[1 : 1 + len(shown.lines)]
        assert not shown.sources or shown.source_line in texts


def test_slides_are_wide_and_have_our_layouts_only(file):
    assert file.slide_width * 9 == file.slide_height * 16
    assert [layout.name for layout in file.slide_layouts] == [look.name for looks in LOOKS.values() for look in looks]


def test_slides_take_place_and_look_from_their_layout(file):
    for shape in (shape for slide in file.slides for shape in slide.shapes):
        assert shape.is_placeholder
        assert shape._element.spPr.find(qn("a:xfrm")) is None
        assert not list(shape._element.iter(qn("a:normAutofit"), qn("a:spAutoFit")))
        assert all(run.get("sz") is None for run in shape._element.iter(qn("a:rPr")))


def test_nothing_is_shrunk_to_fit(file):
    pages = [file.slide_master, *file.slide_layouts]
    for body in (body for page in pages for body in page._element.iter(qn("a:bodyPr"))):
        assert [child.tag for child in body] == [qn("a:noAutofit")]


def test_order_of_reading_is_title_words_source_foot_number(file):
    for slide in file.slides:
        order = [shape.placeholder_format.idx for shape in slide.placeholders]
        kept = [shape.placeholder_format.idx for shape in slide.shapes]
        assert sorted(order) == sorted(kept)
        assert kept == [number for number in (0, 1, 13, 11, 12) if number in kept]
        assert {0, 11, 12} <= set(kept)


def test_no_empty_placeholder_is_left(file):
    for shape in (shape for slide in file.slides for shape in slide.placeholders):
        assert shape.text_frame.text.strip() or shape.placeholder_format.idx == 12


def test_what_is_drawn_says_what_it_is(file):
    drawn = [s for layout in file.slide_layouts for s in layout.shapes if not s.is_placeholder]
    assert len(drawn) > 4
    assert all(shape._element.nvSpPr.cNvPr.get("descr") for shape in drawn)


def test_quote_slides_have_a_bar_beside_the_words_and_others_have_not(file):
    drawn = {layout.name: len([s for s in layout.shapes if not s.is_placeholder]) for layout in file.slide_layouts}
    assert {count for name, count in drawn.items() if name.startswith("Quote")} == {3}
    assert {count for name, count in drawn.items() if name.startswith("Points")} == {1}


def test_every_run_is_in_english(file):
    pages = [*file.slide_layouts, *file.slides, *(slide.notes_slide for slide in file.slides if slide.has_notes_slide)]
    for page in pages:
        for run in page._element.iter(qn("a:r")):
            assert run.find(qn("a:rPr")).get("lang") == "en-GB"


def test_notes_tell_minutes_and_quote_with_numbers(file):
    notes = [slide.notes_slide.notes_text_frame.text for slide in file.slides if slide.has_notes_slide]
    assert notes[0].splitlines() == [
        "2 minutes for this slide.", "Welcome everybody. Say that anybody may step out at any time.",
    ]  # fmt: skip
    assert any("“It's fine to fact-find" in text and text.endswith("asked it.” [2]") for text in notes)


def test_the_foot_names_the_framework_and_tells_quotes_from_ours(file):
    for slide in file.slides:
        foot = next(s.text_frame.text for s in slide.placeholders if s.placeholder_format.idx == 11)
        assert "codes are those of Annex A2, consultation draft of the 2017 framework" in foot
        assert "“Words in quotation marks” are the guidance’s own" in foot
    without = read(replace(PACK, framework=""))
    assert "codes" not in next(
        s.text_frame.text for s in without.slides[0].placeholders if s.placeholder_format.idx == 11
    )


def test_properties_are_ours(file):
    properties = file.core_properties
    assert (properties.title, properties.author, properties.language) == (PACK.title, "AskKLOE", "en-GB")
    assert properties.created.date() == DAY


def test_the_same_pack_on_the_same_day_has_the_same_bytes():
    assert pack_pptx(SMALL, DAY) == pack_pptx(SMALL, DAY)
    assert pack_pptx(SMALL, DAY) != pack_pptx(SMALL, date(2026, 11, 23))


def test_strange_characters_do_no_harm():
    part = SMALL.parts[0]
    slide = replace(part.slides[1], title="<b>\x00\x0b & “x”", lines=ours("{0} \x1f <i>"), notes=ours("\x02 note"))
    file = read(replace(SMALL, title="\x03 t", parts=(replace(part, slides=(slide,)),)))
    assert file.slides[0].shapes.title.text == "<b> & “x”"
    assert file.slides[0].placeholders[1].text_frame.text == "{0} <i>"
