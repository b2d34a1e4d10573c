"""What good looks like: choosing, searching, levels on a phone, check sheets, documents, addresses, for everybody."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]
S4 = "S4: How are medicines managed safely?"


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def good(request, real_app, open_page, until_ready):
    """The screen, opened at an address."""
    page = until_ready(open_page(real_app.url, request.param))

    def opened(address=""):
        page.evaluate("address => { window.location.hash = address; }", f"#good{address}")
        page.locator("#good .keys, #good .levels, #good .statements").first.wait_for(state="attached")
        return page

    return opened


@pytest.fixture
def small(real_app, open_page, until_ready, phone):
    return until_ready(open_page(f"{real_app.url}#good/S4", phone))


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


def heading(page):
    return page.locator("#good h2")


def test_a_kloe_is_chosen_by_links_and_the_way_back_is_the_browsers(good):
    page = good()
    page.get_by_role("link", name="S4 How are medicines managed safely?").click()
    heading(page).filter(has_text=S4).wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    assert page.evaluate("window.location.hash") == "#good/annex-a2/S4"
    assert page.title() == f"{S4} – AskKLOE"
    page.get_by_role("navigation", name="KLOEs of Safe").get_by_role("link", name="S1").click()
    heading(page).filter(has_text="S1: How are people").wait_for()
    page.go_back()
    heading(page).filter(has_text=S4).wait_for()
    page.go_back()
    page.locator(".keys").wait_for()


@pytest.mark.parametrize("address", ["/S4", "/annex-a2/S4", "/s4.2"])
def test_an_address_opens_its_kloe(good, address):
    assert heading(good(address)).inner_text() == S4


def test_an_address_opens_its_kloe_before_everything_is_ready(real_app, open_page):
    page = open_page(f"{real_app.url}#good/S4")
    heading(page).filter(has_text=S4).wait_for()
    assert page.evaluate("document.documentElement.dataset.screen") == "good"


def test_an_address_that_leads_nowhere_is_said(good):
    assert "“S9” is not in" in good("/S9").get_by_role("alert").inner_text()


def test_a_topic_is_found_in_everyday_words_by_keyboard(good):
    page = good()
    box = page.get_by_label("Search by topic")
    box.fill("late tablets")
    box.press("Enter")
    page.get_by_role("heading", name="Nearest to “late tablets”").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H3'")
    page.locator(".found a").first.click()
    heading(page).filter(has_text=S4).wait_for()
    page.get_by_role("link", name="What good looks like").last.click()
    page.get_by_label("Search by topic").fill("the weather")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="Nothing found").wait_for()


def test_all_levels_stand_side_by_side_on_a_desktop(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#good/S4"))
    page.locator(".levels").wait_for()
    boxes = [column.bounding_box() for column in page.locator(".level-box").all()]
    assert len(boxes) == 4
    assert len({round(box["y"]) for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)


def test_on_a_phone_one_level_is_shown_at_a_time_good_first(small):
    small.locator(".levels").wait_for()
    shown = small.locator(".level-box h4:visible")
    assert "Good" in shown.inner_text()
    button = small.get_by_role("button", name="Inadequate", exact=True)
    button.focus()
    button.press("Enter")
    assert shown.count() == 1
    assert "Inadequate" in shown.inner_text()
    assert button.get_attribute("aria-pressed") == "true"
    assert small.evaluate("document.documentElement.scrollWidth") <= 390


def test_tabs_follow_the_arrow_keys(good):
    page = good("/S4")
    page.get_by_role("tab", name="The four levels").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", selected=True).inner_text() == "From one level to the next"
    assert page.get_by_role("columnheader").all_inner_texts() == ["Requires improvement", "Good asks for"]
    page.get_by_role("button", name="Good to Outstanding").click()
    assert page.get_by_role("columnheader").all_inner_texts() == ["Good", "Outstanding asks for"]
    page.get_by_role("tab", selected=True).press("End")
    assert page.get_by_role("tab", selected=True).inner_text() == "Quality statements"


def test_a_sheet_is_kept_over_a_reload_and_can_be_taken_up_again(good, tmp_path):
    page = good("/S4")
    tab(page, "Check ourselves")
    ticks = page.locator(".tick")
    ticks.nth(0).get_by_label("In place").check()
    ticks.nth(1).get_by_label("Not yet").check()
    ticks.nth(1).get_by_label("Evidence").fill("No chart yet")
    page.locator(".sheet-state", has_text="Kept on this computer").wait_for()
    page.wait_for_timeout(1500)
    page.reload()
    page.locator(".levels").wait_for(state="attached")
    tab(page, "Check ourselves")
    assert ticks.nth(0).get_by_label("In place").is_checked()
    assert ticks.nth(1).get_by_label("Evidence").input_value() == "No chart yet"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    download.value.save_as(tmp_path / "sheet.docx")
    document = Document(io.BytesIO((tmp_path / "sheet.docx").read_bytes()))
    assert any("(No chart yet)" in paragraph.text for paragraph in document.paragraphs)
    page.get_by_role("link", name="What good looks like").last.click()
    page.get_by_role("heading", name="Check sheets you began").wait_for()
    page.locator(".begun a").click()
    page.locator(".tick").first.wait_for()
    page.get_by_role("button", name="Delete these marks…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.locator(".tick input:checked").first.wait_for(state="detached")
    assert page.locator(".begun").count() == 0


def test_handouts_and_booklets_are_saved(good):
    page = good("/S4")
    tab(page, "Handout")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save handout as Word").click()
    assert download.value.suggested_filename == "askkloe-handout-annex-a2-s4.docx"
    page = good("/Caring")
    heading(page).filter(has_text="Caring").wait_for()
    tab(page, "Handout")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save booklet as Word").click()
    assert download.value.suggested_filename == "askkloe-booklet-annex-a2-caring.docx"


def test_a_place_opens_in_a_dialog_and_gives_the_focus_back(good):
    page = good("/S4")
    tab(page, "Related guidance")
    button = page.locator(".related .where").first
    button.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")


def test_a_quality_statement_leads_to_kloes(good):
    page = good("/quality-statements")
    page.locator("summary", has_text="Medicines optimisation").click()
    page.locator("details[open] a", has_text="S4").click()
    heading(page).filter(has_text=S4).wait_for()


def test_axe_finds_nothing_in_any_state(good):
    page = good()
    assert violations(page) == []
    page = good("/R4")
    heading(page).filter(has_text="R4").wait_for()
    for name in page.get_by_role("tab").all_inner_texts():
        tab(page, name)
        if name == "Check ourselves":
            page.locator(".tick").first.get_by_label("Partly").check()
            page.locator(".sheet-state").wait_for()
        assert violations(page) == [], name
    page = good("/quality-statements")
    page.locator("summary").first.click()
    assert violations(page) == []


def test_without_a_framework_the_screen_says_so(shared_app, open_page, until_ready):
    page = until_ready(open_page(f"{shared_app.url}#good"))
    page.locator("#good", has_text="None of the documents").wait_for()
