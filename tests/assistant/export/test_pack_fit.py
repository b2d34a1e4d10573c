"""How much room a text takes, compared with the font itself."""

import pytest
from PIL import ImageFont

from assistant.export.pack_fit import height_pt, line_pt, lines_of, width_pt
from assistant.workshop.pack import Line
from tests.assistant.workshop.pack_examples import PACK, QUOTES

TEXTS = (*QUOTES, *(line.text for part in PACK.parts for slide in part.slides for line in slide.lines))


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_widths_are_those_of_the_font(carlito, weight):
    font = ImageFont.truetype(str(carlito).replace("Regular", weight), 2048, layout_engine=ImageFont.Layout.BASIC)
    for text in TEXTS:
        assert width_pt(text, 2048, bold=weight == "Bold") == pytest.approx(
            sum(font.getlength(letter) for letter in text), abs=len(text)
        )


def test_no_line_is_wider_than_its_box():
    for text in TEXTS:
        lines = lines_of(text, 300, 24)
        assert " ".join(lines) == " ".join(text.split())
        assert all(width_pt(line, 24) <= 300 for line in lines)


def test_a_word_that_is_wider_than_its_box_is_broken():
    lines = lines_of("Tell Llanfairpwllgwyngyllgogerychwyrndrobwll now", 100, 12)
    assert "".join(lines).replace(" ", "") == "TellLlanfairpwllgwyngyllgogerychwyrndrobwllnow"
    assert len(lines) > 2
    assert all(width_pt(line, 12) <= 100 for line in lines)


def test_letters_that_are_not_known_count_as_the_widest():
    assert width_pt("界", 10) >= max(width_pt(letter, 10) for letter in "WMw—…")


def test_bold_takes_more_room():
    assert width_pt(QUOTES[3], 12, bold=True) > width_pt(QUOTES[3], 12)


def test_height_goes_by_lines():
    text = QUOTES[3]
    lines = len(lines_of(text, 400, 20))
    assert lines > 3
    assert height_pt(text, 400, 20) == pytest.approx(lines * line_pt(20))
    assert height_pt(text, 400, 20, spacing=0.9) == pytest.approx(lines * line_pt(20) * 0.9)
    assert height_pt(Line("").text, 400, 20) == pytest.approx(line_pt(20))
