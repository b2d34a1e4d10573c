"""The papers of a workshop pack in Word, read back."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image

from assistant.export.pack_papers import papers_docx
from assistant.workshop.pack import Form, Line, Lines, Paper, PaperKind
from tests.assistant.workshop.pack_examples import PACK, QUOTES

DAY = date(2026, 11, 22)
PAPERS = (*(paper for part in PACK.parts for paper in part.papers), *PACK.papers)


def read(*papers, pack=PACK):
    return Document(io.BytesIO(papers_docx(pack, papers, DAY)))


def of_kind(kind):
    return next(paper for paper in PAPERS if paper.kind is kind)


def text_of(file):
    return "\n".join(node.text or "" for node in file.element.body.iter(qn("w:t")))


@pytest.fixture(scope="module")
def file():
    return read(*PAPERS)


def test_every_paper_begins_a_page_with_its_heading(file):
    headings = [p for p in file.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in headings] == [paper.title for paper in PAPERS]
    breaks = len([p for p in headings if p.paragraph_format.page_break_before])
    assert breaks + len(file.sections) == len(PAPERS)


def test_paper_is_a4_and_what_is_wide_lies_on_its_side(file):
    for section in file.sections:
        size = (section.page_width, section.page_height)
        flat = section.orientation == WD_ORIENT.LANDSCAPE
        assert tuple(round(side / Cm(1), 1) for side in size) == ((29.7, 21.0) if flat else (21.0, 29.7))
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in file.sections] == [False, True, False]


def test_all_words_stand_somewhere(file):
    text = "".join(text_of(file).split())
    for quote in QUOTES:
        assert "".join(quote.split()) in text
    for paper in PAPERS:
        for block in paper.blocks:
            for words in (
                *getattr(block, "branches", ()),
                *getattr(block, "columns", ()),
                getattr(block, "problem", ""),
            ):
                assert "".join(words.split()) in text


def test_quotes_stand_in_marks_with_their_number(file):
    assert f"“{QUOTES[0]}” [1]" in text_of(file)
    assert f"“{QUOTES[8]}” [9]" in text_of(file)


def test_what_is_held_back_is_framed_and_says_so():
    file = read(of_kind(PaperKind.QUIZ_ANSWERS))
    held = file.paragraphs[1]
    assert held.text == "For the facilitator: hold back"
    assert held.style.element.find(f".//{qn('w:pBdr')}/{qn('w:top')}").get(qn("w:color")) == "000000"


def test_cards_have_dashed_edges_and_cells_of_one_size():
    file = read(of_kind(PaperKind.LEVEL_CARDS))
    (table,) = file.tables
    held = [cell for row in table.rows for cell in row.cells]
    assert [cell.paragraphs[0].text for cell in held] == list("ABCDEF")
    for cell in held:
        edges = cell._tc.tcPr.find(qn("w:tcBorders"))
        assert {edge.get(qn("w:val")) for edge in edges} == {"dashed"}
    assert len({row.height for row in table.rows}) == 1
    assert len({cell.width for cell in held}) == 1
    assert "Cut along the dashed lines." in text_of(file)


def test_places_without_a_card_have_no_edges():
    (table,) = read(of_kind(PaperKind.SCENARIOS)).tables
    last = table.rows[-1].cells[-1]
    assert last.text == ""
    assert last._tc.tcPr.find(qn("w:tcBorders")) is None


def test_the_diagram_is_a_picture_of_lines_with_words_of_its_own():
    file = read(of_kind(PaperKind.ACTIVITY))
    (picture,) = file.inline_shapes
    assert "with 6 branches" in picture._inline.docPr.get("descr")
    blip = next(picture._inline.iter(qn("a:blip")))
    image = Image.open(io.BytesIO(file.part.related_parts[blip.get(qn("r:embed"))].blob))
    assert image.mode == "1"  # black and white
    black, *_, white = image.convert("L").histogram()
    assert 0 < black < white / 10
    cells = [cell.text for row in file.tables[0].rows for cell in row.cells]
    assert [name for name in cells if name][:3] == ["People", "Training", "Communication"]


def test_rows_to_write_in_are_high():
    (table,) = read(of_kind(PaperKind.ACTIONS)).tables
    assert len(table.rows) == 9
    assert all(row.height >= Pt(50) for row in table.rows[1:])


def test_colours_carry_no_meaning_and_fills_are_light(file):
    fills = {shade.get(qn("w:fill")) for shade in file.element.body.iter(qn("w:shd"))}
    assert all(min(int(fill[place : place + 2], 16) for place in (0, 2, 4)) > 0xD0 for fill in fills)


def test_the_foot_names_the_framework_and_stays_on_one_line(file):
    foot = file.sections[0].footer.paragraphs[0].text
    assert "codes of Annex A2, consultation draft of the 2017 framework" in foot
    assert PACK.title in foot
    long = read(PAPERS[0], pack=replace(PACK, title=" ".join(["title"] * 40)))
    assert "title" not in long.sections[0].footer.paragraphs[0].text


def test_properties_are_ours(file):
    properties = file.core_properties
    assert (properties.title, properties.author, properties.language) == (PACK.title, "AskKLOE", "en-GB")


def test_the_same_papers_on_the_same_day_have_the_same_bytes():
    assert papers_docx(PACK, PAPERS, DAY) == papers_docx(PACK, PAPERS, DAY)


def test_strange_characters_do_no_harm():
    evil = "<b>\x00\x0b{0} & “x”"
    paper = Paper(
        PaperKind.LOCAL, evil, (Lines((Line(evil),), evil), Form((evil, ""), ((Line(evil), Line("")),), 1)),
    )  # fmt: skip
    assert text_of(read(paper, pack=replace(PACK, title=evil))).count("<b>{0} & “x”") == 5


def test_a_paper_without_blocks_has_its_heading():
    assert [p.text for p in read(Paper(PaperKind.LOCAL, "Empty")).paragraphs] == ["Empty"]
