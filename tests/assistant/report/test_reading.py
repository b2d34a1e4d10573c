"""Files and pasted text as people hand them in: read, or declined with one plain line."""

import io
import zipfile

import docx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.report.reading import MAX_BYTES, MAX_CHARACTERS, ReportError, read_file, read_pasted
from corpus.errors import UnreadableFileError
from corpus.readers import apart

WORDS = "Medicines were not managed safely, and staff had not been trained in the use of the hoist."


def pdf(pages, encrypt=None):
    """A PDF whose pages are lists of (text, font, size, height of the line)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for lines in pages:
        for text, font, size, height in lines:
            canvas.setFont(font, size)
            canvas.drawString(60, height, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def body(text, height):
    return text, "Helvetica", 10, height


def word(*paragraphs):
    """A Word document of pairs: text, and a style or "bold"."""
    document = docx.Document()
    for text, style in paragraphs:
        if style == "bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def scanned():
    buffer, picture = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, 400, 400)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bomb():
    """A small file that unpacks to far more than a Word document would."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (apart.MAX_UNPACKED_BYTES + 1))
    return buffer.getvalue()


def looping_pdf():
    """Pages that are their own parents."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF"
    )


# -- what is read ---------------------------------------------------------------------------------


def test_larger_and_bold_lines_of_a_pdf_are_headings_and_gaps_part_paragraphs():
    lines = [
        ("Is the service safe?", "Helvetica-Bold", 16, 780),
        body("Staff were kind and knew people well, and", 750),
        body("relatives said so.", 736),
        body(WORDS, 700),
    ]
    loaded = read_file("report.pdf", pdf([lines]))
    assert loaded.paged
    assert [part.strip() for part in loaded.pages[0].split("\n\n") if part.strip()] == [
        "# Is the service safe?",
        "Staff were kind and knew people well, and\nrelatives said so.",
        WORDS,
    ]


def test_every_page_of_a_pdf_is_a_page():
    loaded = read_file("report.pdf", pdf([[body(WORDS, 700)], [body("Nobody checked.", 700)]]))
    assert [page.strip() for page in loaded.pages] == [WORDS, "Nobody checked."]


@pytest.mark.parametrize("style", ["Heading 2", "bold"])
def test_headings_of_a_word_document_are_those_by_style_and_bold_paragraphs(style):
    loaded = read_file("Report.DOCX", word(("Medicines", style), (WORDS, "Normal")))
    assert loaded.pages == (f"## Medicines\n\n{WORDS}",)
    assert not loaded.paged


def test_a_bold_sentence_is_no_heading():
    assert read_file("report.docx", word((WORDS, "bold"))).pages == (WORDS,)


@pytest.mark.parametrize("name", ["report.txt", "report.md"])
def test_text_is_read_as_it_stands(name):
    markup = f"<script>alert('x')</script> {WORDS}"
    assert read_file(name, b"\xef\xbb\xbf" + markup.encode()).pages == (markup,)


def test_pasted_text_is_a_report_of_its_own():
    assert read_pasted(WORDS).pages == (WORDS,)


# -- what is declined -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.xlsx", b"PK\x03\x04", "not a kind of file"),
        ("report", b"text", "not a kind of file"),
        ("report.pdf", b"", "empty"),
        ("report.txt", b" \n\t ", "empty"),
        ("report.txt", b"...---...", "empty"),
        ("report.pdf", b"just words", "damaged, or is not a PDF"),
        ("report.pdf", b"%PDF-1.7\n garbage", "damaged"),
        ("report.docx", b"PK\x03\x04 garbage", "damaged, or is not a Word document"),
        ("report.docx", b"\xd0\xcf\x11\xe0 and more", "password or an old Word file"),
        ("report.txt", b"%PDF-1.7 words", "holds a PDF"),
        ("report.pdf", word((WORDS, "Normal")), "holds a Word document"),
        ("report.docx", pdf([[body(WORDS, 700)]]), "holds a PDF"),
        ("report.txt", b"\x00\x01\x02\x03 words", "does not hold plain text"),
        ("report.pdf", scanned(), "scan"),
        ("report.pdf", pdf([[body(WORDS, 700)]], StandardEncryption("secret")), "password"),
        ("report.docx", bomb(), "unpacks to more than"),
        ("report.pdf", looping_pdf(), ""),
        ("report.pdf", pdf([[body(str(n), 700)] for n in range(apart.MAX_PAGES + 1)]), "more than 300 pages"),
        ("report.txt", b"x" * (MAX_BYTES + 1), "larger than 25 MB"),
        ("report.txt", b"word " * (MAX_CHARACTERS // 4), "longer than I can work through"),
        ("report.txt", b"Nid oedd meddyginiaethau yn cael eu rheoli yn ddiogel. " * 12, "English"),
        ("report.txt", b"Xq zzv bnmp lkjh qwrt pplm. " * 20, "English"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_declined_with_one_plain_line(name, content, said):
    with pytest.raises(ReportError) as raised:
        read_file(name, content)
    message = raised.value.user_message
    assert said in message
    assert "\n" not in message
    assert "Traceback" not in message


@pytest.mark.parametrize("text", ["", "  \n ", "— 12 — 13 —"])
def test_pasted_text_without_words_is_declined(text):
    with pytest.raises(ReportError, match="no words"):
        read_pasted(text)


def test_reading_that_takes_too_long_is_ended():
    with pytest.raises(UnreadableFileError) as raised:
        apart.read_apart("pdf", pdf([[body(WORDS, 700)]]), "slow.pdf", seconds=0.01)
    assert "takes longer than" in raised.value.user_message
