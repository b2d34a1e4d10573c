"""Taking answers along: copying, saving, printing."""

import io
import re
from datetime import date

from docx import Document
from pypdf import PdfReader

TIPS = "What are the top tips for medicines?"
SUPERVISION = "How often should supervision meetings take place?"


def test_copy_takes_text_and_html_with_references_by_keyboard(page, ask):
    turn = ask(page, TIPS)
    button = turn.get_by_role("button", name="Copy with references")
    button.focus()
    button.press("Enter")
    turn.locator(".said", has_text="Copied with references.").wait_for()
    page.wait_for_function("document.getElementById('announcer').textContent === 'Copied with references.'")
    text, html = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
                         const read = async (kind) => (await item.getType(kind)).text();
                         return [await read('text/plain'), await read('text/html')]; }"""
    )
    assert text.startswith(TIPS)
    assert re.search(r"“Check the name on the label.*Store medicines in a locked cupboard\..*” \[1\]", text)
    assert re.search(r"References\r?\n\[1\].*medicines; Managing medicines › Top tips for medicines", text)
    assert "<blockquote" in html
    assert "References" in html


def test_word_file_has_the_conversation_and_its_references(page, ask, tmp_path):
    ask(page, TIPS)
    ask(page, SUPERVISION)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    assert download.value.suggested_filename == f"askkloe-{date.today().isoformat()}.docx"
    download.value.save_as(tmp_path / "saved.docx")
    paragraphs = Document(io.BytesIO((tmp_path / "saved.docx").read_bytes())).paragraphs
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"] == [TIPS, SUPERVISION]
    quotes = [p.text for p in paragraphs if p.style.name == "Quote"]
    assert any("Store medicines in a locked cupboard." in text and text.endswith("[1]") for text in quotes)
    assert any(p.text.startswith("[1] medicines; Managing medicines › Top tips for medicines") for p in paragraphs)
    page.locator(".tools .said", has_text="Saved as askkloe-").wait_for()


def test_markdown_file_has_the_conversation(page, ask, tmp_path):
    ask(page, SUPERVISION)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    download.value.save_as(tmp_path / "saved.md")
    text = (tmp_path / "saved.md").read_text(encoding="utf-8")
    assert f"## {SUPERVISION}" in text
    assert "### References" in text


def test_nothing_that_is_saved_stays_in_a_folder_of_ours(
    start_app, open_page, until_ready, tiny_index, tiny_corpus, tmp_path, ask
):
    app = start_app(tiny_index, tiny_corpus)
    page = until_ready(open_page(app.url))
    ask(page, TIPS)
    with page.expect_download():
        page.get_by_role("button", name="Save as Word").click()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["askkloe.sqlite"]


def test_paper_has_every_answer_unfolded_with_its_references(page, ask):
    ask(page, TIPS)
    ask(page, SUPERVISION)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    folded = " ".join(text.split())
    assert TIPS in folded
    assert SUPERVISION in folded
    assert folded.count("References") == 2
    for unwanted in ("Your question", "Copy with references", "You could ask next", "Settings", "Save as Word"):
        assert unwanted not in folded


def test_one_answer_can_be_printed_alone(page, ask):
    ask(page, TIPS)
    turn = ask(page, SUPERVISION)
    page.evaluate(
        "window.print = () => { window.printing = [...document.querySelectorAll('.turn')].map("
        "(t) => t.classList.contains('printed')); }"
    )
    turn.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printing") == [False, True]
    page.emulate_media(media="print")
    assert not page.locator(".turn").first.is_visible()
    assert turn.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".turn").first.is_visible()
