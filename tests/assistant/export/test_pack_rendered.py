"""Packs as pages: slides and papers turned into PDF by LibreOffice have the pages that were measured, and all words."""

import unicodedata
from datetime import date

import pytest
from pypdf import PdfReader

from assistant.export.pack_pages import expected_pages
from assistant.export.pack_shown import shown_slides
from assistant.export.pack_words import quoted
from assistant.export.pack_zip import pack_files
from assistant.workshop.build import build_pack
from assistant.workshop.pack import Audience, Cards, Diagram, Form, Lines, Pack, Purpose, Request
from tests.assistant.workshop.pack_examples import PACK

DAY = date(2026, 11, 22)
REQUESTS = {
    "care workers, 90 minutes": Request("safeguarding practice", 90, Audience.CARE_WORKERS, 12, Purpose.PRACTICE),
    "managers, 180 minutes": Request("medicines", 180, Audience.MANAGERS, 8, Purpose.INSPECTION),
    "trustees, 30 minutes": Request("good governance", 30, Audience.TRUSTEES, 6, Purpose.AWARENESS),
}


def folded(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def words_of(paper):
    yield paper.title
    for block in paper.blocks:
        match block:
            case Lines(lines, heading):
                yield from (heading, *map(quoted, lines))
            case Cards(cards):
                yield from (text for card in cards for text in (card.mark, card.title, quoted(card.line)))
            case Form(columns, rows):
                yield from (*columns, *(quoted(cell) for row in rows for cell in row))
            case Diagram(problem, branches):
                yield from (problem, *branches)


def words_on(slides):
    return [text for slide in slides for text in (slide.title, slide.source_line, *(w.words for w in slide.lines))]


def look_at(pack, to_pdf, folder):
    """Pages found and expected, and the words that are nowhere, for every file of a pack."""
    files = pack_files(pack, DAY)
    for file in files:
        (folder / file.name).write_bytes(file.made())
    found = {}
    for file, pdf in zip(files, to_pdf([folder / file.name for file in files], folder), strict=True):
        pages = PdfReader(pdf).pages
        text = folded("".join(page.extract_text() for page in pages))
        slides = shown_slides(pack)
        words = [w for p in file.papers for w in words_of(p)] if file.papers else words_on(slides)
        expected = expected_pages(file.papers) if file.papers else len(slides)
        found[file.what] = (len(pages), expected, [w for w in words if folded(w) not in text])
    return found


def assert_whole(found):
    for what, (pages, expected, lost) in found.items():
        assert lost == [], what
        assert pages == expected > 0, what


def test_the_example_has_its_pages_and_all_its_words(to_pdf, tmp_path):
    found = look_at(PACK, to_pdf, tmp_path)
    assert list(found) == ["slides", "handouts", "cards", "facilitator"]
    assert_whole(found)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_real_pack_has_its_pages_and_all_its_words(assistant, request_, to_pdf, tmp_path):
    pack = build_pack(assistant, request_)
    assert isinstance(pack, Pack)
    assert pack.framework
    assert_whole(look_at(pack, to_pdf, tmp_path))
