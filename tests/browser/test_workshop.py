"""Workshops: choose, outline, change, preview, download, keep, open again; and the doors that lead there."""

import io
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def start(request, real_app, open_page, until_ready):
    """The start of the screen."""
    page = until_ready(open_page(f"{real_app.url}#workshop", request.param))
    page.locator("#ws-topic").wait_for()
    return page


@pytest.fixture
def desk(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#workshop"))
    page.locator("#ws-topic").wait_for()
    return page


def make(page, topic="safeguarding practice", minutes="90"):
    """Fill in the form and wait for the outline."""
    page.get_by_label("What is it about?").fill(topic)
    page.locator(f"#ws-{minutes}").check()
    page.get_by_role("button", name="Make the outline").press("Enter")
    page.locator(".parts").wait_for()
    said(page, "The outline is made")


def said(page, text):
    page.locator("#workshop .said", has_text=text).wait_for()


def parts(page):
    rows = page.locator(".part").all()
    return [(row.get_attribute("data-part"), int(row.get_attribute("data-minutes"))) for row in rows]


def show(page, name):
    page.get_by_role("navigation", name="Pages of this workshop").get_by_role("link", name=name).click()


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_from_a_topic_to_a_kept_workshop_with_everything_in_between(start, tmp_path):
    page = start
    assert violations(page) == []
    assert fits(page)
    make(page)
    first = parts(page)
    assert sum(minutes for _, minutes in first) == 90
    assert page.title() == "Safeguarding: seeing it, saying it, recording it – AskKLOE"
    assert violations(page) == []

    page.locator(".part").nth(2).get_by_role("button", name="Down").press("Enter")
    said(page, "comes later now")
    assert parts(page)[3][0] == first[2][0]
    page.wait_for_function("document.activeElement.closest('.part') !== null")
    page.locator(".part").nth(1).get_by_role("button", name="Drop").click()
    said(page, "is dropped")
    assert first[1][0] not in dict(parts(page))
    page.get_by_role("button", name="Undo the last change").click()
    said(page, "Undone: dropping")
    box = page.locator(".part").nth(1).locator("input[type=number]")
    box.fill("14")
    box.press("Enter")
    said(page, "has 14 minutes now")
    page.locator("#ws-starts").fill("10:00")
    assert page.locator(".part .clock").nth(1).inner_text() == f"10:{first[0][1]:02}"
    assert page.locator(".until").inner_text() == "ends at 11:30"
    assert sum(minutes for _, minutes in parts(page)) == 90
    assert fits(page)

    show(page, "Slides")
    page.locator(".slide").first.wait_for()
    box = page.locator(".slide").first.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
    page.locator("figcaption .ref").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    quoted = page.locator("figcaption .quoted").first.inner_text().strip("“”")
    marked = " ".join(" ".join(page.get_by_role("dialog").locator("mark").all_inner_texts()).split())
    assert quoted == marked
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('ref')")
    assert violations(page) == []
    assert fits(page)

    show(page, "Handouts and cards")
    page.locator(".sheet-of-paper").first.wait_for()
    assert page.locator(".sheet-of-paper.held-back .tag").count() >= 4
    assert violations(page) == []
    assert fits(page)

    show(page, "Download")
    with page.expect_download() as download:
        page.get_by_role("button", name="Everything in one zip").click()
    download.value.save_as(tmp_path / "pack.zip")
    names = zipfile.ZipFile(io.BytesIO((tmp_path / "pack.zip").read_bytes())).namelist()
    assert sorted(name.rsplit(".", 1)[1] for name in names) == ["docx", "docx", "docx", "pptx", "txt"]
    assert violations(page) == []

    show(page, "Outline")
    page.locator(".parts").wait_for()
    now = parts(page)
    page.get_by_role("button", name="Keep this workshop").click()
    said(page, "Kept on this computer")
    page.get_by_role("link", name="All workshops and topics").click()
    page.locator(".kept-packs a").click()
    page.locator(".parts").wait_for()
    assert parts(page) == now
    page.reload()
    page.locator(".parts").wait_for()
    assert parts(page) == now


def test_a_topic_is_picked_from_the_list_and_thin_ones_say_so(start):
    page = start
    group = page.locator(".topics .group", has_text="Responsive")
    if not group.evaluate("fold => fold.open"):
        group.locator("> summary").click()
    tag = group.locator("li", has_text="Care at the end of life").locator(".thin summary")
    tag.click()
    assert "do not cover" in group.locator(".thin[open] p").inner_text()
    group.get_by_role("button", name="Care at the end of life").click()
    assert page.get_by_label("What is it about?").input_value() == "Care at the end of life"
    page.wait_for_function("document.activeElement.id === 'ws-topic'")
    page.keyboard.press("Enter")
    page.locator(".remark", has_text="do not cover").wait_for()


def test_what_is_not_covered_is_declined_with_the_nearest_to_press(start):
    page = start
    page.locator("#ws-180").check()
    page.get_by_label("What is it about?").fill("hand washing technique")
    page.get_by_role("button", name="Make the outline").click()
    page.wait_for_function("document.activeElement.id === 'ws-declined'")
    assert page.locator("#ws-180").is_checked()
    assert page.get_by_label("What is it about?").input_value() == "hand washing technique"
    assert violations(page) == []
    page.locator(".near").get_by_role("button", name="Preventing and controlling infection").click()
    page.locator("#workshop h2", has_text="Preventing and controlling infection").wait_for()
    assert sum(minutes for _, minutes in parts(page)) == 180


def test_a_problem_stands_beside_its_field_and_nothing_is_lost(start):
    page = start
    page.get_by_role("button", name="Make the outline").click()
    page.get_by_role("alert").filter(has_text="Say what the workshop is to be about").wait_for()
    page.wait_for_function("document.activeElement.id === 'ws-topic'")
    page.get_by_label("What is it about?").fill("medicines")
    page.locator("#ws-other").check()
    page.locator("#ws-number").fill("7")
    page.get_by_role("button", name="Make the outline").click()
    page.get_by_role("alert").filter(has_text="minutes long").wait_for()
    assert page.get_by_label("What is it about?").input_value() == "medicines"
    page.locator("#ws-number").fill("45")
    page.get_by_role("button", name="Make the outline").click()
    page.locator(".parts").wait_for()
    row = page.locator(".part").nth(1)
    row.locator("input[type=number]").fill("44")
    row.locator("input[type=number]").press("Enter")
    row.get_by_role("alert").filter(has_text="45").wait_for()
    assert row.locator("input[type=number]").input_value() == row.get_attribute("data-minutes")
    assert violations(page) == []


def test_presses_in_quick_succession_are_all_done(desk):
    page = desk
    make(page)
    first = [name for name, _ in parts(page)]
    page.evaluate(
        """names => { for (const name of names)
        document.querySelector(`.part[data-part="${name}"] [data-do="drop"]`).click(); }""",
        first[1:4],
    )
    page.wait_for_function("count => document.querySelectorAll('.part').length === count", arg=len(first) - 3)
    assert [name for name, _ in parts(page)] == [first[0], *first[4:]]


def test_it_is_renamed_and_deleted_after_asking(desk):
    page = desk
    make(page)
    page.get_by_role("button", name="Keep this workshop").click()
    said(page, "Kept on this computer")
    page.get_by_role("link", name="All workshops and topics").click()
    page.get_by_role("button", name="Rename…").click()
    page.get_by_role("dialog").get_by_label("Name").fill("For Tuesday")
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    said(page, "Renamed.")
    page.get_by_role("link", name="For Tuesday").wait_for()
    page.get_by_role("button", name="Delete… “For Tuesday”").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Delete… “For Tuesday”").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete workshop").click()
    said(page, "The workshop has been deleted.")
    assert page.locator(".kept-packs").count() == 0


def test_doors_from_an_answer_and_from_a_kloe(real_app, open_page, until_ready, ask):
    page = until_ready(open_page(real_app.url))
    turn = ask(page, "How can we improve our medication process?")
    turn.get_by_role("button", name="Make a workshop on this").click()
    page.wait_for_function("window.location.hash.startsWith('#workshop/about/')")
    page.locator("#ws-topic").wait_for()
    assert page.locator("#ws-topic").input_value() == "Managing medicines safely"
    page.goto(f"{real_app.url}#good/S4")
    page.get_by_role("link", name="Make a workshop on this").click()
    page.wait_for_function("document.querySelector('#ws-topic')?.value === 'S4'")
    page.get_by_role("button", name="Make the outline").click()
    page.locator("#workshop h2", has_text="Managing medicines safely").wait_for()


def test_previews_are_printed_as_pages(desk):
    page = desk
    make(page)
    show(page, "Handouts and cards")
    page.locator(".sheet-of-paper").first.wait_for()
    page.emulate_media(media="print")
    assert page.locator(".paper-list").is_hidden()
    assert page.locator(".banner nav").is_hidden()
    sheets = page.locator(".sheet-of-paper")
    breaks = {sheet.evaluate("sheet => getComputedStyle(sheet).breakBefore") for sheet in sheets.all()[1:]}
    assert breaks == {"page"}
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('.to-print').length; }")
    sheets.nth(1).get_by_role("button", name="Print this paper").click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    assert [sheet.is_visible() for sheet in sheets.all()].count(True) == 1


def test_nothing_is_wider_than_the_narrowest_window(real_app, open_page, until_ready):
    page = until_ready(open_page(f"{real_app.url}#workshop", {"width": 320, "height": 640}))
    page.locator("#ws-topic").wait_for()
    make(page, minutes="180")
    for name in ("Slides", "Handouts and cards", "Download", "Outline"):
        show(page, name)
        page.wait_for_timeout(800)
        assert fits(page), name
