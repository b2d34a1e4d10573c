"""Action plans: made, drafted from a sentence, edited in two windows, closed, undone, for everybody."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

SENTENCE = "Staff did not sign the medicines records after giving medicines."
DANGER = "A resident fell and hit her head and nobody called for help."
SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def any_page(request, real_app, open_page, until_ready):
    return until_ready(open_page(f"{real_app.url}#plan", request.param))


@pytest.fixture
def page(real_app, open_page, until_ready):
    return until_ready(open_page(f"{real_app.url}#plan"))


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


def make(page, name="After the inspection"):
    """Make a plan; returns its address."""
    page.get_by_label("Name of a new plan").fill(name)
    page.get_by_role("button", name="Make a plan").click()
    page.locator("#plan .pages").wait_for()
    return page.evaluate("window.location.hash")


def open_part(page, address):
    page.evaluate("address => { window.location.hash = address; }", address)


def said(page, text):
    page.locator("#plan .said", has_text=text).wait_for()


def field(page, name):
    return page.get_by_role("textbox", name=name, exact=True)


def add_own(page, address, action):
    """Add an action of one's own and save it; its editor is open then."""
    open_part(page, f"{address}/new")
    page.locator("#plan-editor[data-reference='']").wait_for()
    field(page, "Action").fill(action)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#plan h2", has_text=action).wait_for()


def draft(page, text):
    page.get_by_label("What is not yet as it should be?").fill(text)
    page.get_by_role("button", name="Draft actions").click()
    page.locator(".draft").first.wait_for()


def test_from_a_sentence_to_an_action_in_the_plan(any_page):
    page = any_page
    make(page)
    page.get_by_role("link", name="Add actions", exact=True).click()
    draft(page, SENTENCE)
    assert page.locator(".draft input[type=checkbox]").first.is_checked()
    page.locator(".made summary").first.click()
    button = page.locator(".beside .where").first
    button.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")
    page.get_by_role("button", name="Add what is ticked").click()
    page.locator(".actions-table").wait_for()
    said(page, "In the plan now: A1")
    page.locator("a.ref", has_text="A1").click()
    page.locator(".beside blockquote").first.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    assert page.title().startswith("A1: ")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_draft_about_the_same_is_offered_as_an_addition(page):
    make(page)
    page.get_by_role("link", name="Add actions", exact=True).click()
    for _ in range(2):
        draft(page, SENTENCE)
        page.get_by_role("button", name="Add what is ticked").click()
        page.locator(".actions-table").wait_for()
        page.get_by_role("link", name="Add actions", exact=True).click()
    draft(page, SENTENCE)
    assert page.get_by_role("radio", name="Add to A1 instead").is_checked()
    page.locator("#add-plan").select_option("new")
    page.get_by_label("Name of the new plan").wait_for()
    page.get_by_role("radio", name="Add to A1 instead").wait_for(state="detached")


def test_the_safety_card_comes_before_the_drafts(page):
    make(page)
    page.get_by_role("link", name="Add actions", exact=True).click()
    draft(page, DANGER)
    card = page.locator("#plan .card").bounding_box()
    assert card["y"] < page.locator(".draft").first.bounding_box()["y"]


def test_changes_in_the_row_are_saved_at_once(any_page):
    page = any_page
    address = make(page)
    add_own(page, address, "Mend the gate")
    open_part(page, address)
    page.get_by_label("Lead of A1").fill("Jo")
    page.get_by_label("Lead of A1").press("Enter")
    said(page, "A1 saved.")
    page.get_by_label("A1 is due on").fill("2026-01-05")
    page.get_by_label("A1 is due on").blur()
    page.locator("tr.overdue p.late", has_text="Overdue by").wait_for()
    page.get_by_label("When to act on A1").select_option("today")
    page.locator(".saved", has_text="version 5").wait_for()
    page.reload()
    page.locator("tr.overdue").wait_for()
    assert page.get_by_label("Lead of A1").input_value() == "Jo"
    assert page.get_by_label("A1 is due on").input_value() == "2026-01-05"
    assert page.get_by_label("When to act on A1").input_value() == "today"


def test_the_table_filters_and_sorts_by_keyboard(page):
    address = make(page)
    for action in ("Paint the hall", "Mend the gate", "Clean the hall"):
        add_own(page, address, action)
    open_part(page, address)
    head = page.get_by_role("button", name="Action", exact=True)
    head.focus()
    head.press("Enter")
    column = page.locator("th[data-column=action]")
    assert column.get_attribute("aria-sort") == "ascending"
    assert page.locator("tr.item a.ref").all_inner_texts() == ["A3", "A2", "A1"]
    head.press("Enter")
    assert column.get_attribute("aria-sort") == "descending"
    page.get_by_label("Words in it").fill("hall")
    assert page.locator("tr.item:visible a.ref").all_inner_texts() == ["A1", "A3"]
    assert "Showing 2 of 3" in page.locator(".counted").inner_text()
    page.get_by_label("Show", exact=True).select_option("overdue")
    page.locator(".no-match").wait_for()
    page.get_by_role("button", name="Show all").click()
    assert page.locator("tr.item:visible").count() == 3


def test_an_editor_adds_moves_and_removes_tasks(page):
    address = make(page)
    add_own(page, address, "Mend the gate")
    page.locator("summary", has_text="How it will be done").click()
    for text in ("One", "Two", "Three"):
        page.get_by_role("button", name="Add a task").click()
        page.keyboard.type(text)
    boxes = page.locator("[data-name=tasks] .row-box")
    boxes.nth(2).get_by_role("button", name="Move up").click()
    boxes.nth(0).get_by_role("button", name="Remove").click()
    boxes.nth(0).get_by_label("Who").fill("Sam")
    page.locator("[data-name=due]").get_by_role("button", name="+1 week").click()
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "A1 saved, version 3.")
    page.reload()
    page.locator("summary", has_text="How it will be done").click()
    texts = boxes.locator("textarea")
    assert [texts.nth(n).input_value() for n in range(texts.count())] == ["Three", "Two"]
    assert boxes.nth(0).get_by_label("Who").input_value() == "Sam"
    assert page.locator("#f-due").input_value() != ""


def test_leaving_with_something_unsaved_asks(page):
    address = make(page)
    add_own(page, address, "Mend the gate")
    open_part(page, address)
    page.locator("a.ref").click()
    field(page, "Action").wait_for()
    field(page, "Action").fill("Mend both gates")
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("button", name="Stay here").click()
    assert field(page, "Action").input_value() == "Mend both gates"
    page.go_back()
    page.get_by_role("dialog").wait_for()
    assert field(page, "Action").input_value() == "Mend both gates"
    page.get_by_role("button", name="Save, then leave").click()
    page.locator(".actions-table", has_text="Mend both gates").wait_for()
    page.locator("a.ref").click()
    field(page, "Action").fill("Not this")
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Leave without saving").click()
    page.locator("#settings").wait_for()
    page.go_back()
    field(page, "Action").wait_for()
    page.wait_for_function("document.querySelector('#f-action').value === 'Mend both gates'")


def test_two_windows_notice_each_other_and_overwrite_nothing(page, real_app, until_ready):
    address = make(page)
    add_own(page, address, "Mend the gate")
    other = page.context.new_page()
    other.goto(f"{real_app.url}{address}/A1")
    until_ready(other)
    field(other, "Lead (one person)").fill("Alex")
    field(other, "Evidence to collect").fill("A photo")
    field(page, "Lead (one person)").fill("Pat")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "A1 saved, version 3.")
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    other.locator(".newer", has_text="changed in another window").wait_for()
    assert field(other, "Lead (one person)").input_value() == "Alex"
    other.get_by_role("button", name="Save", exact=True).click()
    dialog = other.get_by_role("dialog", name="Changed in two windows")
    dialog.wait_for()
    assert "Pat" in dialog.inner_text()
    assert violations(other) == []
    dialog.get_by_role("button", name="Not now").click()
    assert field(other, "Evidence to collect").input_value() == "A photo"
    other.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("radio", name="The other window").check()
    dialog.get_by_role("button", name="Save what I chose").click()
    said(other, "A1 saved, version 4.")
    assert field(other, "Lead (one person)").input_value() == "Pat"
    assert field(other, "Evidence to collect").input_value() == "A photo"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Show it now").click()
    page.wait_for_function("document.querySelector('#f-evidence')?.value === 'A photo'")


def test_closing_asks_what_was_learned_and_undo_opens_again(any_page):
    page = any_page
    address = make(page)
    add_own(page, address, "Mend the gate")
    open_part(page, address)
    page.get_by_label("Status of A1").select_option("closed")
    page.get_by_role("button", name="Keep it open").click()
    assert page.get_by_label("Status of A1").input_value() == "open"
    page.get_by_label("Status of A1").select_option("closed")
    page.get_by_label("Lessons learned").fill("Look at the gate every spring.")
    page.get_by_role("button", name="Close the action").click()
    page.locator(".empty", has_text="Nothing is open").wait_for()
    page.get_by_role("link", name="Closed (1)").click()
    page.locator(".closed-item", has_text="Look at the gate every spring.").wait_for()
    page.get_by_role("button", name="Undo the last change").click()
    page.locator(".lead", has_text="Nothing is closed yet.").wait_for()
    page.get_by_role("link", name="Open actions (1)").wait_for()


def test_closing_in_the_editor_asks_too(page):
    address = make(page)
    add_own(page, address, "Mend the gate")
    page.get_by_label("Status", exact=True).select_option("closed")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("dialog").get_by_label("What changed for people").fill("They can sit outside.")
    page.get_by_role("button", name="Close the action").click()
    said(page, "A1 saved, version 3.")
    open_part(page, f"{address}/closed")
    page.locator(".closed-item", has_text="They can sit outside.").wait_for()


def test_an_earlier_version_is_looked_at_and_comes_back(page):
    address = make(page)
    add_own(page, address, "Mend the gate")
    field(page, "Lead (one person)").fill("Jo")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "A1 saved, version 3.")
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="Version 2").click()
    page.locator(".changes", has_text="Jo").wait_for()
    page.get_by_role("button", name="Go back to version 2").click()
    page.get_by_role("button", name="Go back to it").click()
    page.locator(".actions-table").wait_for()
    assert page.get_by_label("Lead of A1").input_value() == ""
    assert "version 4" in page.locator(".saved").inner_text()


def test_the_request_of_cqc_is_kept_and_written(page, tmp_path):
    address = make(page)
    open_part(page, f"{address}/details")
    page.get_by_label("Wording of the request").fill("Tell us how you will improve.")
    page.get_by_label("Date by which CQC asked for it").fill("2026-12-20")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".state", has_text="CQC asked for it by 20/12/2026").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the written report as Word").click()
    download.value.save_as(tmp_path / "report.docx")
    document = Document(io.BytesIO((tmp_path / "report.docx").read_bytes()))
    text = " ".join(p.text for p in document.paragraphs)
    text += " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Tell us how you will improve." in text


def test_the_excel_that_was_saved_and_edited_comes_back(page, tmp_path):
    from openpyxl import load_workbook

    address = make(page)
    add_own(page, address, "Mend the gate")
    open_part(page, f"{address}/files")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Excel").click()
    download.value.save_as(tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == "Mend the gate")
    cell.value = "Mend both gates"
    book.save(tmp_path / "edited.xlsx")
    chooser = page.get_by_label("Excel file of this plan")
    chooser.set_input_files(tmp_path / "edited.xlsx")
    page.locator(".changes", has_text="Mend both gates").wait_for()
    assert violations(page) == []
    open_part(page, address)
    page.locator(".actions-table", has_text="Mend the gate").wait_for()
    open_part(page, f"{address}/files")
    chooser.set_input_files(tmp_path / "edited.xlsx")
    page.get_by_role("button", name="Change the plan so").click()
    page.locator(".actions-table", has_text="Mend both gates").wait_for()
    open_part(page, f"{address}/versions")
    page.locator(".versions", has_text="Loaded back from “edited.xlsx”").wait_for()


def test_another_file_is_declined_and_nothing_is_changed(page, tmp_path):
    address = make(page)
    open_part(page, f"{address}/files")
    chooser = page.get_by_label("Excel file of this plan")
    problem = page.locator("#plan > .problem")
    for name, content, text in (
        ("plan.pdf", b"%PDF", "cannot be read here"),
        ("empty.xlsx", b"", "is empty"),
        ("big.xlsx", b"x" * (11 * 1024 * 1024), "at most 10 MB"),
        ("other.xlsx", b"no spreadsheet", ""),
    ):
        (tmp_path / name).write_bytes(content)
        chooser.set_input_files(tmp_path / name)
        problem.filter(has_text=text).wait_for()
        problem.filter(has_text=text).wait_for(state="visible")
    assert "version 1" in page.locator(".saved").inner_text()


def test_a_plan_is_renamed_and_deleted_after_asking(page):
    make(page, "To be deleted")
    open_part(page, "#plan")
    page.get_by_role("button", name="Rename “To be deleted”").click()
    page.get_by_label("Name", exact=True).fill("To be deleted soon")
    page.get_by_role("button", name="Rename", exact=True).click()
    page.locator(".plan-card", has_text="To be deleted soon").wait_for()
    page.get_by_role("button", name="Delete… “To be deleted soon”").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Delete… “To be deleted soon”").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.locator(".plan-card").wait_for(state="detached")


def test_axe_finds_nothing_on_any_page(any_page):
    page = any_page
    assert violations(page) == []
    address = make(page)
    assert violations(page) == []
    page.get_by_role("link", name="Add actions", exact=True).click()
    draft(page, DANGER)
    page.locator(".made summary").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Add what is ticked").click()
    page.locator(".actions-table").wait_for()
    assert violations(page) == []
    for part in ("new", "closed", "meeting", "versions", "versions/1", "details", "files", "A1"):
        open_part(page, f"{address}/{part}")
        page.locator(
            f"#plan[data-page='{'item' if part in {'new', 'A1'} else part.removesuffix('s/1')}']"
        ).first.wait_for()
        assert violations(page) == [], part
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], part
    for fold in page.locator("details.group > summary").all():
        fold.click()
    assert violations(page) == []


def test_targets_are_large_enough_for_a_finger(real_app, open_page, until_ready, phone):
    page = until_ready(open_page(f"{real_app.url}#plan", phone))
    address = make(page)
    add_own(page, address, "Mend the gate")
    for fold in page.locator("details.group > summary").all():
        fold.click()
    small = """() => [...document.querySelectorAll('#plan :is(button, a[href], summary, input)')].filter((e) => {
        const r = e.getBoundingClientRect();
        return e.checkVisibility() && (r.width < 24 || r.height < 24);
    }).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(small) == []
    open_part(page, address)
    page.locator(".actions-table").wait_for()
    assert page.evaluate(small) == []


def test_it_fits_a_very_narrow_window(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#plan", {"width": 320, "height": 640}))
    address = make(page)
    add_own(page, address, "Mend the gate")
    for part in ("", "/meeting", "/versions", "/versions/1", "/details", "/files", "/A1"):
        open_part(page, f"{address}{part}")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, part
