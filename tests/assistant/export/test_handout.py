"""Handouts, booklets and check sheets in Word, read back; and how many pages they come to."""

import io
import math
import zipfile
from datetime import date, datetime

import pytest
from docx import Document

from assistant.export.handout import handout_name, handout_word
from assistant.export.sheet import sheet_name, sheet_word
from assistant.good.books import open_library
from assistant.good.sheets import Mark, Sheet, statements_to_check

DAY = date(2026, 11, 22)
LONG = {"S2"}  # more than two pages, because nothing is left out
PAGE_PT = (29.7 - 2 * 1.4) / 2.54 * 72
WIDTH_PT = (21 - 2 * 1.6) / 2.54 * 72
AVERAGE_LETTER = 0.5  # of the size; Calibri's is 0.49


@pytest.fixture(scope="module")
def book(assistant):
    return open_library(assistant.index).books["annex-a2"]


@pytest.fixture(scope="module")
def handout(book):
    """The handout of a unit, read back."""
    return lambda code: Document(io.BytesIO(handout_word(book, book.unit(code), DAY)))


def texts(document, style=None):
    return [p.text for p in document.paragraphs if style is None or p.style.name == style]


def height(document):
    """How high the text is in points, one column after the other, as estimated from its letters."""
    total, columns = 0.0, 1
    for paragraph in document.paragraphs:
        size = next((r.font.size.pt for r in paragraph.runs if r.font.size), paragraph.style.font.size.pt)
        form = paragraph.style.paragraph_format
        columns = 1 if paragraph.style.name in {"Title", "Heading 1"} else 2 if total else columns
        width = (WIDTH_PT - 20) / 2 if paragraph.style.name in {"List Bullet", "Heading 2", "Heading 3"} else WIDTH_PT
        lines = math.ceil(len(paragraph.text) * size * AVERAGE_LETTER / (width - 12)) or 1
        used = lines * size * 1.22 + form.space_before.pt + form.space_after.pt
        total += used / 2 if width < WIDTH_PT else used
    return total


def test_a_handout_is_read_in_the_order_of_a_care_worker(handout):
    headings = [p.text for p in handout("S4").paragraphs if p.style.name in {"Heading 1", "Heading 2", "Heading 3"}]
    assert headings == [
        "Medicines", "What good looks like", "What outstanding looks like", "What to avoid", "Requires improvement",
        "Inadequate", "Questions we are asked", "What this does not cover", "Whom to ask", "Source",
    ]  # fmt: skip


def test_a_handout_holds_every_statement_and_prompt_of_its_kloe(book, handout):
    for code in ("S4", "S2", "R4"):
        unit, document = book.unit(code), handout(code)
        bullets = texts(document, "List Bullet")
        for cell in unit.levels:
            for statement in cell.statements:
                assert any(bullet.startswith(statement.text) for bullet in bullets), statement.text
        for prompt in unit.kloe.prompts:
            assert f"{prompt.code}: {prompt.text}" in bullets


def test_a_handout_names_its_framework_and_says_what_is_ours(book, handout):
    document = handout("S4")
    text = "\n".join(texts(document))
    notes = book.notes(book.unit("S4"))
    assert notes.in_short in text
    assert "consultation draft of the 2017 framework (our reading; the document names no date)" in text
    assert "Check on CQC's website which framework your assessment uses" in text
    assert "Written by AskKLOE, not from the document" in text
    assert "ratings characteristics of S4, Good, Safe, from printed page 23" in text
    assert all(line in text for line in (*notes.not_covered, *notes.whom_to_ask))
    assert "CQC Annex A2" in document.sections[0].footer.paragraphs[0].text


def test_what_is_missing_or_uncertain_is_said_in_the_handout(handout):
    text = "\n".join(texts(handout("R4")))
    assert "its first page is lost" in text
    assert "[Our note: Only the end of a sentence" in text


def test_a_handout_is_a_page_or_two_of_a4(book):
    for unit in book.units():
        if unit.kloe is None:
            continue
        document = Document(io.BytesIO(handout_word(book, unit, DAY)))
        assert round(document.sections[0].page_width.cm, 1) == 21.0
        pages = height(document) / PAGE_PT
        assert pages < (3.2 if unit.code in LONG else 1.95), (unit.code, pages)


def test_a_booklet_has_all_kloes_each_on_a_new_page(book, handout):
    document = handout("Safe")
    assert texts(document, "Title") == ["Safe"]
    titles = [book.notes(book.unit(code)).plain_title for code in ("S1", "S2", "S3", "S4", "S5")]
    assert texts(document, "Heading 1") == titles
    breaks = [s.start_type.name for s in document.sections]
    assert breaks.count("NEW_PAGE") >= len(titles)
    assert "By safe, we mean" in "\n".join(texts(document))


def test_a_framework_without_notes_still_has_handouts(book):
    bare = type(book)(book.framework, book.passages)
    document = Document(io.BytesIO(handout_word(bare, bare.unit("S4"), DAY)))
    assert texts(document, "Heading 1") == ["How are medicines managed safely?"]
    assert "Whom to ask" not in texts(document)


def test_file_names_carry_framework_and_code(book):
    assert handout_name(book, book.unit("S4")) == "askkloe-handout-annex-a2-s4.docx"
    assert handout_name(book, book.unit("Well-led")) == "askkloe-booklet-annex-a2-well-led.docx"
    assert sheet_name(book.unit("S4"), DAY) == "askkloe-check-annex-a2-s4-2026-11-22.docx"


def test_a_check_sheet_has_every_statement_what_was_said_and_what_is_not_yet(book):
    unit = book.unit("S4")
    (_, good), (_, outstanding) = statements_to_check(book, unit)
    sheet = Sheet("annex-a2", "S4")
    for (identity, s), state, evidence in (
        (good[0], "in place", "<b>Audit</b> \x00"),
        (good[1], "not yet", "No chart"),
    ):
        sheet = sheet.marked(Mark(identity, "Good", s.text, state, evidence), "v", datetime(2026, 11, 22))
    data = sheet_word(book, unit, sheet, DAY)
    document = Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert [len(table) for table in tables] == [1 + len(good), 1 + len(outstanding)]
    assert tables[0][1] == [good[0][1].text, "In place", "<b>Audit</b>"]
    assert tables[0][3][1:] == ["", ""]
    text = texts(document)
    assert f"Good: {good[1][1].text} (No chart)" in text
    assert not any("%" in line or "out of" in line for line in text)  # nothing is scored
    assert "consultation draft of the 2017 framework" in "\n".join(text)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "AskKLOE" in archive.read("docProps/core.xml").decode()
