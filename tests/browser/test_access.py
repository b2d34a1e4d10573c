"""For everybody: axe-core in every state, landmarks, the keyboard, and what a screen reader says."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TIPS = "What are the top tips for medicines?"
SUPERVISION = "How often should supervision meetings take place?"
RISK = "A resident fell and hit her head, what should I do?"
SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def any_page(request, shared_app, open_page, until_ready):
    return until_ready(open_page(shared_app.url, request.param))


def go(page, name):
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()


def test_axe_finds_nothing_on_the_empty_page(any_page):
    assert violations(any_page) == []


def test_axe_finds_nothing_in_answers_sources_and_feedback(any_page, ask):
    page = any_page
    for question in (TIPS, RISK, TIPS, RISK, "Which football team is best?", "hello"):
        ask(page, question)
    assert violations(page) == []
    page.locator("blockquote a.cite").first.click()
    page.locator(".source").wait_for()
    page.get_by_role("button", name="Not useful").last.click()
    page.get_by_label("Why?").last.wait_for()
    page.get_by_text("Search in: all documents").click()
    page.get_by_label("training").wait_for()
    assert violations(page) == []


def test_axe_finds_nothing_in_an_error(any_page):
    any_page.get_by_role("button", name="Ask", exact=True).click()
    any_page.get_by_role("alert").wait_for()
    assert violations(any_page) == []


def test_axe_finds_nothing_in_settings_and_their_dialog(any_page, ask):
    page = any_page
    ask(page, TIPS)
    page.get_by_role("button", name="Keep it").click()
    page.locator(".tools", has_text="is kept").wait_for()
    go(page, "Settings")
    page.locator(".kept-list").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Delete everything…").click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []


def test_axe_finds_nothing_on_the_screen_of_reports(any_page):
    page = any_page
    go(page, "Inspection report")
    page.locator("#rp-file").wait_for()
    assert violations(page) == []
    page.get_by_label("Words of the report").fill("Staff did not sign the medicine charts. Nobody had checked them.")
    page.get_by_role("button", name="Read it").click()
    page.locator("#rp-shortfalls").wait_for(timeout=120_000)
    assert violations(page) == []


def test_axe_finds_nothing_in_action_plans_without_a_framework(any_page):
    page = any_page
    go(page, "Action plan")
    page.locator("#plan .empty").wait_for()
    assert violations(page) == []
    page.get_by_label("Name of a new plan").fill("Plan")
    page.get_by_role("button", name="Make a plan").click()
    page.get_by_role("link", name="Add actions", exact=True).click()
    page.get_by_label("What is not yet as it should be?").fill("The labels are wrong.")
    page.get_by_role("button", name="Draft actions").click()
    page.locator("#plan .state").wait_for()
    assert page.get_by_label("What is not yet as it should be?").input_value() == "The labels are wrong."
    assert violations(page) == []


def test_axe_finds_nothing_while_getting_ready(start_app, open_page, tmp_path, tiny_corpus):
    page = open_page(start_app(tmp_path / "new", tiny_corpus).url)
    page.locator(".getting-ready", has_text="first start").wait_for()
    assert violations(page) == []


def test_there_are_the_landmarks_and_one_main_heading(page):
    for role in ("banner", "main"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("navigation", name="Screens").count() == 1
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["AskKLOE"]
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_first_tab_skips_the_header(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert "ask-this" in page.evaluate("document.activeElement.className")


def test_everything_can_be_reached_and_is_not_hidden_when_it_has_the_focus(page, ask):
    ask(page, TIPS)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.locator(".skip").focus()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const a = document.activeElement, r = a.getBoundingClientRect();
                const top = document.elementFromPoint(r.x + r.width / 2, r.y + Math.min(r.height, 20) / 2);
                const style = getComputedStyle(a);
                const name = a === document.body ? 'BODY' : a.innerText || a.id || a.tagName;
                return [name, a === document.body || a.contains(top) || top?.contains(a),
                        style.outlineStyle !== 'none' || style.boxShadow !== 'none']; }"""
        )
        if seen[0].startswith(("Skip", "BODY", "AskKLOE")):  # round once
            break
        reached.append(seen[0])
        assert seen[1:] == [True, True], seen
    text = " ".join(reached)
    for part in (
        "Settings",
        "Copy with references",
        "Not useful",
        "Keep it",
        "Clear chat",
        "TEXTAREA",
        "Search in",
        "medicines",
    ):
        assert part in text


def test_an_answer_is_read_out_once_when_it_is_complete(page, ask):
    page.evaluate(
        """() => { window.heard = [];
            const announcer = document.getElementById('announcer');
            const hear = () => { if (announcer.textContent) window.heard.push(announcer.textContent); };
            new MutationObserver(hear).observe(announcer, { childList: true, characterData: true, subtree: true }); }"""
    )
    ask(page, SUPERVISION)
    page.wait_for_timeout(600)
    heard = page.evaluate("window.heard")
    assert len(heard) == 1
    assert heard[0].startswith("In the guidance’s own words. Supervision meetings take place every six weeks.")
    live = page.locator("[aria-live], [role=status], [role=log], [role=alert]")
    inside = live.evaluate_all("all => all.filter(e => e.querySelector('.turn') || e.closest('.turns')).length")
    assert inside == 0


def test_screens_have_addresses_titles_and_the_focus(page, shared_app):
    go(page, "Settings")
    page.wait_for_function("document.activeElement.innerText === 'Settings'")
    assert page.url.endswith("#settings")
    assert page.title() == "Settings – AskKLOE"
    assert not page.locator("#screen-chat").is_visible()
    current = page.locator(".banner nav a[aria-current=page]").all_inner_texts()
    assert current == ["Settings"]
    page.go_back()
    page.locator("#screen-chat").wait_for()
    assert page.title() == "AskKLOE"
    page.goto(f"{shared_app.url}#settings")
    page.reload()
    page.get_by_role("heading", name="Settings").wait_for()


def test_targets_are_large_enough_for_a_finger(shared_app, open_page, until_ready, ask, phone):
    page = until_ready(open_page(shared_app.url, phone))
    ask(page, TIPS)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], summary, input')].filter((e) => {
            const r = e.getBoundingClientRect();
            return e.checkVisibility() && !e.matches('.skip') && (r.width < 24 || r.height < 24);
        }).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
