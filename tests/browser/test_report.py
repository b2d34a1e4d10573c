"""Inspection reports: from a PDF to drafted actions, the check of facts, and the final report after the draft."""

import io
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]
SECTIONS = {
    "Safe": {
        "Using medicines safely": [
            "Medicines were not managed safely. Medicine charts had gaps on nine days and staff did not know why doses "
            "had been missed. This is a breach of Regulation 12 (Safe care and treatment).",
        ],
        "Staffing and recruitment": [
            "There were not enough staff at night. People told us that they waited up to an hour for help.",
        ],
    },
    "Caring": {
        "Respecting privacy": ["People told us that staff were kind and always knocked before they came in."],
    },
    "Well-led": {
        "Governance": ["Audits had not found the gaps in the medicine charts, and no action plan had been made."],
    },
}


def pdf(sections=SECTIONS):
    """A small report as a PDF, each key question on a page of its own."""
    styles, story, file = getSampleStyleSheet(), [], io.BytesIO()
    for key, parts in sections.items():
        story.append(Paragraph(key, styles["Heading1"]))
        for heading, paragraphs in parts.items():
            story.append(Paragraph(heading, styles["Heading2"]))
            story += [Paragraph(text, styles["BodyText"]) for text in paragraphs]
        story.append(PageBreak())
    SimpleDocTemplate(file, pagesize=A4).build(story)
    return file.getvalue()


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def start(request, real_app, open_page, until_ready):
    """The start of the screen."""
    page = until_ready(open_page(f"{real_app.url}#report", request.param))
    page.locator("#rp-file").wait_for()
    return page


@pytest.fixture
def desk(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#report"))
    page.locator("#rp-file").wait_for()
    return page


def load(page, name="elm-house.pdf", content=None):
    """Load a report and wait for its review."""
    file = {"name": name, "mimeType": "application/pdf", "buffer": content or pdf()}
    page.locator("#rp-file").set_input_files(file)
    page.get_by_role("heading", name=name).wait_for(timeout=120_000)
    page.locator("#rp-shortfalls").wait_for()


def shortfalls(page):
    return page.locator("#rp-shortfalls > .finding")


def finding(page, text):
    return page.locator(".finding", has=page.locator(".report-words", has_text=text))


def said(page, text):
    page.locator("#report .said", has_text=text).wait_for()


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def draft(page, day=None):
    """Say that the report is a draft."""
    page.get_by_label("A draft").check()
    page.get_by_label("Date of CQC’s e-mail").fill((day or date.today() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".days").wait_for()


def test_a_pdf_becomes_findings_with_page_heading_and_kloe(start):
    page = start
    load(page)
    medicines = finding(page, "Medicine charts had gaps").first
    assert "Using medicines safely, page 1" in medicines.locator("h4").inner_text()
    assert "S4" in medicines.locator(".kloe").inner_text()
    assert "consultation draft of the 2017 framework" in medicines.inner_text()
    assert "Regulation 12" in page.locator("#rp-shortfalls").inner_text()
    assert not finding(page, "always knocked").is_visible()
    page.get_by_text("Strengths (").click()
    assert finding(page, "always knocked").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_reports_that_were_loaded_are_listed_and_open_again(start):
    page = start
    load(page)
    page.get_by_role("link", name="Inspection report").last.click()
    page.locator(".report-list a", has_text="elm-house.pdf").click()
    page.locator("#rp-shortfalls").wait_for()
    page.reload()
    page.locator("#rp-shortfalls").wait_for()
    page.wait_for_function("document.title === 'elm-house.pdf – AskKLOE'")


def test_words_are_pasted_by_keyboard(desk):
    page = desk
    page.get_by_role("button", name="Read it").press("Enter")
    page.get_by_role("alert").filter(has_text="Paste some words first.").wait_for()
    page.get_by_label("Words of the report").fill("Staff did not sign medicine charts. Nobody had checked them.")
    page.get_by_label("Words of the report").press("Tab")
    page.keyboard.press("Enter")
    page.locator("#rp-shortfalls").wait_for()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.xlsx", b"PK", "cannot be read here"),
        ("empty.pdf", b"", "is empty"),
        ("broken.pdf", b"%PDF-1.4 and nothing else", "“broken.pdf”"),
    ],
)
def test_a_wrong_file_gets_one_plain_line_and_loses_nothing(desk, name, content, expected):
    page = desk
    page.get_by_label("Words of the report").fill("Typed before")
    page.locator("#rp-file").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    page.get_by_role("alert").filter(has_text=expected).wait_for()
    assert page.get_by_label("Words of the report").input_value() == "Typed before"


def test_reading_can_be_stopped(desk):
    page = desk
    words = "Staff did not sign medicine charts on the night of the fall. "
    page.get_by_label("Words of the report").fill("\n\n".join(f"{words}It was room {n}." for n in range(400)))
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Stop").click()
    page.locator(".over", has_text="Stopped. Nothing was kept.").wait_for()
    assert "It was room 399." in page.get_by_label("Words of the report").input_value()


def test_drop_and_undo_keep_counts_true_and_the_focus_near(start):
    page = start
    load(page)
    count = shortfalls(page).count()
    following = shortfalls(page).nth(1).locator(".report-words").inner_text()
    shortfalls(page).nth(0).get_by_role("button", name="Drop").click()
    said(page, "Dropped.")
    assert shortfalls(page).count() == count - 1
    assert shortfalls(page).nth(0).locator(".report-words").inner_text() == following
    page.wait_for_function("document.activeElement.closest('.finding')")
    assert f"Draft actions for all {count - 1} shortfalls" in page.locator(".draft-bar").inner_text()
    page.get_by_role("button", name="Undo").click()
    said(page, "Undone.")
    assert shortfalls(page).count() == count


def test_wording_is_changed_and_what_is_typed_elsewhere_stays(start):
    page = start
    load(page)
    one, other = shortfalls(page).nth(0), shortfalls(page).nth(1)
    other.get_by_role("button", name="Edit the wording").click()
    other.get_by_label("Wording for the plan").fill("Typed and not saved")
    one.get_by_role("button", name="Edit the wording").click()
    one.get_by_label("Wording for the plan").fill("Nobody checks the charts.")
    one.get_by_role("button", name="Save wording").click()
    said(page, "Wording saved.")
    assert one.locator(".own-words").inner_text() == "Nobody checks the charts."
    assert "edicine" in one.locator(".report-words").inner_text()
    assert other.get_by_label("Wording for the plan").input_value() == "Typed and not saved"
    page.evaluate("window.location.hash = '#settings'")
    page.evaluate("window.history.back()")
    other.get_by_label("Wording for the plan").wait_for()
    assert other.get_by_label("Wording for the plan").input_value() == "Typed and not saved"
    other.get_by_role("button", name="Cancel").click()
    assert "Edit the wording" in focused(page)


def test_findings_are_merged_split_and_turned(desk):
    page = desk
    load(page)
    count = shortfalls(page).count()
    shortfalls(page).nth(0).get_by_role("button", name="Merge…").click()
    page.get_by_role("dialog").get_by_role("button", name="Merge them").click()
    said(page, "Merged.")
    assert shortfalls(page).count() == count - 1
    shortfalls(page).nth(0).get_by_role("button", name="Split…").click()
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Split there").click()
    said(page, "Split.")
    assert shortfalls(page).count() == count
    shortfalls(page).nth(0).get_by_role("button", name="It is a strength").click()
    said(page, "Moved between")
    assert shortfalls(page).count() == count - 1


def test_another_kloe_is_chosen_in_a_dialog_by_keyboard(desk):
    page = desk
    load(page)
    one = shortfalls(page).nth(0)
    one.get_by_text("Other KLOEs").click()
    one.get_by_role("button", name="Choose from all…").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("KLOE of").select_option("annex-a2/W2")
    assert violations(page) == []
    dialog.get_by_role("button", name="Choose it").press("Enter")
    said(page, "W2 is now the KLOE of this finding.")
    assert "Chosen by you" in one.locator(".where-it-belongs").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.finding') !== null")


def test_the_filter_shows_one_key_question_and_survives_a_change(desk):
    page = desk
    load(page)
    page.get_by_role("button", name="Well-led (").click()
    shown = page.locator("#rp-shortfalls > .finding:visible")
    assert "Audits" in shown.nth(0).inner_text()
    assert shown.count() < shortfalls(page).count()
    shown.nth(0).get_by_role("button", name="It is a strength").click()
    said(page, "Moved between")
    pressed = page.locator(".filter [aria-pressed=true]")
    assert pressed.count() <= 1
    assert shown.count() >= 1


def test_ticked_findings_are_drafted_and_wait_to_be_added_to_a_plan(start):
    page = start
    load(page)
    button = page.locator("[data-do=draft-ticked]")
    assert button.is_disabled()
    shortfalls(page).nth(0).get_by_role("checkbox").check()
    assert "(1)" in button.inner_text()
    button.click()
    page.wait_for_function("window.location.hash === '#plan/add'", timeout=120_000)
    page.locator("#screen-plan", has_text="elm-house.pdf").wait_for()


def test_a_draft_shows_the_days_left_and_its_facts_are_checked(start, tmp_path):
    page = start
    load(page)
    draft(page)
    assert "working days left" in page.locator(".days").inner_text()
    page.get_by_role("link", name="Factual accuracy").click()
    first = page.locator(".judged").first
    first.get_by_label("Factually wrong").check()
    first.get_by_label("Our evidence").fill("Medicine charts for May")
    first.get_by_label("Date of the evidence").fill("31 May")
    with page.expect_request(lambda request: "No dose was missed" in (request.post_data or "")):
        first.get_by_label("Comment for CQC").fill("No dose was missed.")
    page.locator(".report-state", has_text="Kept at").wait_for()
    page.wait_for_timeout(1000)
    assert violations(page) == []
    page.reload()
    first.wait_for()
    assert first.get_by_label("Factually wrong").is_checked()
    assert first.get_by_label("Comment for CQC").input_value() == "No dose was missed."
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    download.value.save_as(tmp_path / "facts.docx")
    document = Document(io.BytesIO((tmp_path / "facts.docx").read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("No dose was missed." in cell for cell in cells)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_final_report_shows_what_changed_and_takes_the_work_over(desk):
    page = desk
    load(page, "draft.pdf")
    draft(page)
    dropped = shortfalls(page).nth(0).locator(".report-words").inner_text()
    shortfalls(page).nth(0).get_by_role("button", name="Drop").click()
    said(page, "Dropped.")
    page.get_by_role("link", name="Inspection report").last.click()
    staffing = {"Staffing and recruitment": ["There were enough staff on duty at night to answer call bells promptly."]}
    load(page, "final.pdf", pdf({**SECTIONS, "Safe": {**SECTIONS["Safe"], **staffing}}))
    page.get_by_label("The final report").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Compare and carry over").click()
    said(page, "Compared with “draft.pdf”.")
    page.get_by_text("Dropped (1)").click()
    assert dropped == page.locator("[data-fold=dropped] .report-words").inner_text()
    page.get_by_role("link", name="What changed from the draft").click()
    page.locator(".change-row", has_text="to answer call bells promptly").first.wait_for()
    assert violations(page) == []


def test_a_report_is_deleted_after_asking(start):
    page = start
    load(page)
    page.get_by_role("button", name="Delete…").click()
    dialog = page.get_by_role("dialog")
    assert "keep the words of the findings" in dialog.inner_text()
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Delete…").click()
    dialog.get_by_role("button", name="Delete report").click()
    said(page, "The report has been deleted.")
    assert page.locator(".report-list").count() == 0


def test_two_windows_of_one_browser_overwrite_nothing(desk):
    page = desk
    load(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#rp-shortfalls").wait_for()
    for window, text in ((page, "First wording."), (other, "Second wording.")):
        one = shortfalls(window).nth(0)
        one.get_by_role("button", name="Edit the wording").click()
        one.get_by_label("Wording for the plan").fill(text)
    shortfalls(page).nth(0).get_by_role("button", name="Save wording").click()
    said(page, "Wording saved.")
    shortfalls(other).nth(0).get_by_role("button", name="Save wording").click()
    said(other, "Nothing was overwritten")
    assert shortfalls(other).nth(0).get_by_label("Wording for the plan").input_value() == "Second wording."


def test_axe_finds_nothing_on_the_start_and_the_review(start):
    page = start
    assert violations(page) == []
    load(page)
    draft(page)
    page.get_by_text("Strengths (").click()
    shortfalls(page).nth(0).get_by_role("button", name="Edit the wording").click()
    for fold in shortfalls(page).nth(0).locator("summary").all():
        fold.click()
    assert violations(page) == []


def test_nothing_is_wider_than_the_narrowest_window(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#report", {"width": 320, "height": 640}))
    page.locator("#rp-file").wait_for()
    load(page)
    draft(page)
    for address in ("", "/accuracy"):
        page.evaluate(
            "address => { window.location.hash = address; }", page.url.split("#")[1].split("/accuracy")[0] + address
        )
        page.wait_for_timeout(800)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
