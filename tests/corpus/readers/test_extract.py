"""Files of every readable kind, whole and broken, and the text that is stored for them."""

import logging
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableFileError
from corpus.readers import docx_text
from corpus.readers import extract as extract_module
from corpus.readers.extract import MAX_FILE_BYTES, READABLE_SUFFIXES, extract


@pytest.fixture
def file(tmp_path):
    """Write bytes to a file and return its path."""

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def pdf_bytes(pages, encrypt=None):
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def docx_bytes(fill):
    document = docx.Document()
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def refusal(path):
    with pytest.raises(UnreadableFileError) as caught:
        extract(path)
    return caught.value.user_message


# -- text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_is_stored_exactly_with_its_line_ends(file, suffix):
    text = "One\r\nTwo\rThree\n\n\tFour “quoted”  \n"
    extraction = extract(file(f"a{suffix}", text.encode("utf-8")))
    assert extraction.text == text
    assert extraction.page_starts == ()


def test_byte_order_mark_is_kept_so_that_offsets_fit_the_file(file):
    assert extract(file("a.txt", b"\xef\xbb\xbfHello")).text == "\ufeffHello"


def test_text_that_is_not_utf8_is_read_as_windows_1252(file):
    assert extract(file("a.txt", "“Safe” – £5 café".encode("cp1252"))).text == "“Safe” – £5 café"


@pytest.mark.parametrize(
    "data",
    [
        b"some words\x00more",
        "Unicode".encode("utf-16"),
        bytes(range(256)),
        b"%PDF-1.4 renamed to text",
        b"PK\x03\x04 a zip file",
        b"{\\rtf1 rich text}",
        b"abc\x01\x02\x03\x04",
        b"neither UTF-8 nor Windows-1252 \x81",
    ],
)
def test_binary_content_under_a_text_name_is_refused(file, data):
    assert "“notes.txt” does not hold plain text" in refusal(file("notes.txt", data))


def test_one_stray_control_character_does_not_make_a_long_text_binary(file):
    text = "words and more words " * 50 + "\x02"
    assert extract(file("a.txt", text.encode())).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx"])
def test_empty_file_is_refused_as_empty(file, name):
    assert f"“{name}” is empty" in refusal(file(name, b""))


@pytest.mark.parametrize("data", [b" \r\n\t ", b"\xef\xbb\xbf\n"])
def test_file_of_white_space_is_refused_as_empty(file, data):
    assert "is empty" in refusal(file("a.md", data))


def test_file_over_the_limit_is_refused_with_the_limit(file):
    path = file("big.txt", b"")
    with path.open("wb") as big:
        big.truncate(MAX_FILE_BYTES + 1)
    assert "“big.txt” is larger than 50 MB" in refusal(path)


def test_file_of_exactly_the_limit_is_read(file, monkeypatch):
    monkeypatch.setattr(extract_module, "MAX_FILE_BYTES", 5)
    assert extract(file("a.txt", b"12345")).text == "12345"


def test_unknown_kind_of_file_is_refused_with_the_kinds_that_work(file):
    message = refusal(file("a.xlsx", b"cells"))
    assert all(suffix in message for suffix in READABLE_SUFFIXES)


def test_missing_file_and_folder_are_refused(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    assert "could not be opened" in refusal(tmp_path / "gone.txt")
    assert "could not be opened" in refusal(tmp_path / "folder.txt")


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"rubbish"), ("a.docx", b"rubbish"), ("a.txt", b"\0")])
def test_every_refusal_names_the_file_and_spares_the_others(file, name, data):
    message = refusal(file(name, data))
    assert message.startswith(f"“{name}” ")
    assert message.endswith("The other files are not affected.")


# -- HTML -----------------------------------------------------------------------------------


def html(file, markup):
    return extract(file("page.html", markup.encode("utf-8"))).text


def test_html_becomes_headings_paragraphs_lists_and_rows(file):
    text = html(
        file,
        """<!DOCTYPE html><html><head><title>T</title></head><body>
        <h1>Medicines</h1><p>Keep a <b>record</b>,
        always.</p><p>See <a href="https://example.org/x">the policy</a>.</p>
        <h2>What to <em>check</em></h2>
        <p>Check:</p><ul><li>the name</li><li><p>the dose</p></li></ul>
        <table><tr><th>Who</th><th>When</th></tr><tr><td>Nurse</td><td>daily<br>at 8</td></tr></table>
        After the table.</body></html>""",
    )
    assert text == (
        "# Medicines\n\nKeep a record, always.\n\nSee the policy.\n\n## What to check\n\n"
        "Check:\n\n- the name\n- the dose\n\nWho\tWhen\nNurse\tdaily at 8\n\nAfter the table."
    )


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "nav", "header", "footer", "aside"])
def test_html_furniture_and_scripts_are_dropped(file, tag):
    assert html(file, f"<p>Before</p><{tag}>alert(1)</{tag}><p>After</p>") == "Before\n\nAfter"


@pytest.mark.parametrize(
    "opening",
    [
        "<div hidden>",
        '<div aria-hidden="true">',
        '<div style="color:red; display : none">',
        '<div style="visibility:hidden">',
    ],
)
def test_html_hidden_elements_are_dropped(file, opening):
    assert html(file, f"<p>Shown</p>{opening}<h2>Not</h2><p>shown</p></div>") == "Shown"


def test_html_comments_and_declarations_are_dropped(file):
    assert html(file, "<?xml version='1.0'?><!-- secret --><p>Shown<!-- more --> words</p>") == "Shown words"


def test_html_nested_lists_stay_line_by_line(file):
    assert html(file, "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>end") == "- a\n- b\n- c\n\nend"


def test_html_list_without_closing_tags_is_read(file):
    assert html(file, "<ul><li>a<li>b</ul>") == "- a\n- b"


def test_html_list_in_a_cell_stays_on_the_line_of_its_row(file):
    text = html(file, "<table><tr><td>Good</td><td><ul><li>kind</li><li>safe</li></ul></td></tr></table>")
    assert text == "Good\t• kind • safe"


def test_html_table_that_only_places_things_is_read_as_text(file):
    text = html(file, "<table><tr><td><h1>Title</h1><p>One.</p></td><td><p>Two.</p></td></tr></table>")
    assert text == "# Title\n\nOne.\n\nTwo."


def test_html_line_breaks_and_preformatted_lines_are_kept(file):
    assert html(file, "<p>a<br>b<br><br>c</p><pre>d\n  e\n\nf</pre>") == "a\nb\n\nc\n\nd\ne\n\nf"


def test_html_soft_hyphens_do_not_cut_words(file):
    assert html(file, "<p>safe&shy;guarding</p>") == "safeguarding"


def test_html_in_windows_1252_is_read(file):
    assert extract(file("a.htm", "<p>“Well-led”</p>".encode("cp1252"))).text == "“Well-led”"


def test_html_nested_deeper_than_the_stack_is_read(file):
    depth = 20_000
    assert html(file, "<div>" * depth + "deep" + "</div>" * depth) == "deep"


def test_html_heading_that_was_never_closed_does_not_swallow_the_page(file):
    assert html(file, f"<h1>Title<p>{'word ' * 100}</p>").startswith("Title\n\nword")


def test_html_without_words_is_refused_as_empty(file):
    assert "is empty" in refusal(file("a.html", b"<html><body><script>x()</script></body></html>"))


# -- Word -----------------------------------------------------------------------------------


def test_docx_is_read_in_order_with_headings_lists_and_rows(file):
    def fill(document):
        document.add_heading("Policy", 0)
        document.add_heading("Aim", 1)
        document.add_paragraph("Keep people safe.")
        document.add_heading("Steps", 2)
        document.add_paragraph("first", style="List Bullet")
        document.add_paragraph("second", style="List Number")
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, ["Who", "When", "Nurse", ""], strict=True):
            cell.text = words
        document.add_paragraph("The end.")

    assert extract(file("a.docx", docx_bytes(fill))).text == (
        "# Policy\n\n# Aim\n\nKeep people safe.\n\n## Steps\n\n- first\n- second\n\nWho\tWhen\nNurse\t\n\nThe end."
    )


def test_docx_style_based_on_a_heading_is_a_heading(file):
    def fill(document):
        style = document.styles.add_style("House title", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Ours", style="House title")

    assert extract(file("a.docx", docx_bytes(fill))).text == "## Ours"


def test_docx_box_of_one_cell_is_ordinary_text_and_tabs_make_no_rows(file):
    def fill(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "In a box"
        cell.add_paragraph("Name:\tAnn")

    assert extract(file("a.docx", docx_bytes(fill))).text == "In a box\n\nName: Ann"


def test_docx_insertions_count_and_deletions_and_hidden_words_do_not(file):
    def fill(document):
        paragraph = document.add_paragraph("Kept ")
        for tag, words in (("w:ins", "inserted"), ("w:del", "deleted")):
            change = OxmlElement(tag)
            change.append(paragraph.add_run(words)._r)
            paragraph._p.append(change)
        paragraph.add_run("hidden").font.hidden = True

    assert extract(file("a.docx", docx_bytes(fill))).text == "Kept inserted"


def test_docx_text_in_a_content_control_is_read(file):
    def fill(document):
        paragraph = document.add_paragraph("In a control")._p
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.addprevious(control)
        control.append(content)
        content.append(paragraph)

    assert extract(file("a.docx", docx_bytes(fill))).text == "In a control"


def test_docx_text_box_is_read_once_after_its_paragraph(file):
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = f"<w:txbxContent {names}><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )

    def fill(document):
        document.add_paragraph("Around it").runs[0]._r.append(parse_xml(both))

    assert extract(file("a.docx", docx_bytes(fill))).text == "Around it\n\nIn a box"


def test_docx_table_of_contents_is_passed_over(file):
    def fill(document):
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("Aim\t3", style="toc 1")
        document.add_paragraph("Text")

    assert extract(file("a.docx", docx_bytes(fill))).text == "Text"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.95])
def test_docx_cut_short_is_refused_as_damaged(file, keep):
    data = docx_bytes(lambda document: document.add_paragraph("Words"))
    assert "is damaged, or is not a Word document" in refusal(file("a.docx", data[: int(len(data) * keep)]))


def test_zip_that_is_no_word_document_is_refused(file):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "is not a Word document" in refusal(file("a.docx", buffer.getvalue()))


def test_docx_that_unpacks_to_too_much_is_refused_before_unpacking(file, monkeypatch):
    buffer = BytesIO(docx_bytes(lambda document: document.add_paragraph("Words")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"word/media/{part}.bin", bytes(docx_text.MAX_UNPACKED_BYTES // 2 - 1000))
    monkeypatch.setattr(docx_text.docx, "Document", lambda _: pytest.fail("unpacked"))
    assert len(buffer.getvalue()) < 1_000_000
    assert "unpacks to more than 200 MB" in refusal(file("bomb.docx", buffer.getvalue()))


def test_docx_with_a_password_is_refused_with_what_to_do(file):
    message = refusal(file("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "protected by a password" in message
    assert "save it as .docx without a password" in message


def test_docx_without_words_is_refused_as_empty(file):
    assert "is empty" in refusal(file("a.docx", docx_bytes(lambda document: None)))


# -- PDF ------------------------------------------------------------------------------------


def test_pdf_pages_are_joined_by_a_blank_line_and_their_starts_known(file):
    extraction = extract(file("a.PDF", pdf_bytes([["One", "more"], [], ["Three"]])))
    assert extraction.text == "One\nmore\n\n\n\nThree"
    assert [extraction.text[start : start + 3] for start in extraction.page_starts] == ["One", "\n\nT", "Thr"]


def test_pdf_with_a_password_is_refused_as_protected(file):
    data = pdf_bytes([["Secret"]], encrypt=StandardEncryption("user", "owner"))
    assert "“locked.pdf” is protected by a password" in refusal(file("locked.pdf", data))


def test_pdf_closed_to_changes_only_is_read(file):
    data = pdf_bytes([["Open to read"]], encrypt=StandardEncryption("", "owner", canModify=0))
    assert extract(file("a.pdf", data)).text == "Open to read"


def test_pdf_of_pictures_is_refused_as_a_scan(file):
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "white")), 72, 72)
    canvas.showPage()
    canvas.save()
    message = refusal(file("scan.pdf", buffer.getvalue()))
    assert "“scan.pdf” seems to be a scan: it has pictures of pages but no text" in message


def test_pdf_of_blank_pages_is_refused_as_a_scan(file):
    assert "seems to be a scan" in refusal(file("blank.pdf", pdf_bytes([[], []])))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_pdf_cut_short_is_refused_as_damaged(file, keep):
    data = pdf_bytes([["Words"]] * 3)
    assert "is damaged, or is not a PDF" in refusal(file("a.pdf", data[: int(len(data) * keep)]))


def test_pdf_remarks_of_the_library_are_kept_quiet_and_its_log_level_is_restored(file, caplog, capfd):
    data = pdf_bytes([["Words"]]).replace(b"startxref\n", b"startxref\n1")  # pypdf repairs this with a remark
    logger = logging.getLogger("pypdf")
    logger.setLevel(logging.INFO)
    try:
        assert extract(file("a.pdf", data)).text == "Words"
        assert logger.level == logging.INFO
    finally:
        logger.setLevel(logging.NOTSET)
    assert not caplog.records
    assert not capfd.readouterr().err


def test_pdf_characters_that_cannot_be_stored_are_replaced():
    assert extract_module.clean_page("a\x00b\ud835c\td\n") == "a b\ufffdc\td"
