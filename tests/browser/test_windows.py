"""What a window holds, and for how long."""

import pytest

from assistant.screens.windows import RELOAD_S

TIPS = "What are the top tips for medicines?"
SUPERVISION = "How often should supervision meetings take place?"


def questions(page):
    return page.locator(".turn h2").all_inner_texts()


def settled(page):
    """Wait until the window has been shown what it holds."""
    page.evaluate("window.askkloe.who")
    page.wait_for_timeout(700)
    return page


def test_a_conversation_survives_a_reload(page, ask):
    ask(page, TIPS)
    ask(page, SUPERVISION)
    page.reload()
    page.locator(".turn").nth(1).wait_for()
    assert questions(page) == [TIPS, SUPERVISION]
    assert not page.locator("#empty").is_visible()
    page.locator(".turn").first.locator("blockquote a.cite").first.click()
    page.locator(".source mark").first.wait_for()
    assert ask(page, "and what else about them?").get_attribute("data-turn") == "3"


def test_a_reload_reads_nothing_out_again(page, ask):
    ask(page, TIPS)
    page.reload()
    page.locator(".turn").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("#announcer").inner_text() == ""


def test_two_tabs_of_one_browser_share_nothing(page, shared_app, ask, until_ready):
    ask(page, TIPS)
    other = page.context.new_page()
    other.goto(shared_app.url)
    settled(until_ready(other))
    assert questions(other) == []
    ask(other, SUPERVISION)
    page.reload()
    page.locator(".turn").wait_for()
    assert questions(page) == [TIPS]
    assert questions(other) == [SUPERVISION]


def test_a_duplicated_tab_begins_anew(page, shared_app, ask, until_ready):
    ask(page, TIPS)
    name = page.evaluate("sessionStorage['askkloe-window']")
    copy = page.context.new_page()
    copy.add_init_script(f"sessionStorage['askkloe-window'] ||= '{name}'")  # as a browser does that duplicates a tab
    copy.goto(shared_app.url)
    settled(until_ready(copy))
    assert copy.evaluate("sessionStorage['askkloe-window']") != name
    assert questions(copy) == []
    assert questions(page) == [TIPS]


def test_a_closed_window_is_forgotten_even_if_the_browser_opens_it_again(page, shared_app, ask, until_ready):
    ask(page, TIPS)
    name = page.evaluate("sessionStorage['askkloe-window']")
    context = page.context
    other = context.new_page()
    page.close()
    other.wait_for_timeout((RELOAD_S + 2) * 1000)
    other.add_init_script(f"sessionStorage['askkloe-window'] ||= '{name}'")
    other.goto(shared_app.url)
    settled(until_ready(other))
    assert other.evaluate("sessionStorage['askkloe-window']") == name
    assert questions(other) == []


def test_asking_at_once_after_opening_loses_nothing(shared_app, open_page, ask):
    page = open_page(shared_app.url)
    ask(page, TIPS)
    page.wait_for_timeout(1500)
    assert questions(page) == [TIPS]
    page.reload()
    page.locator(".turn").wait_for()
    assert questions(page) == [TIPS]


def test_another_name_for_this_computer_is_refused(shared_app):
    import urllib.error
    import urllib.request

    request = urllib.request.Request(shared_app.url, headers={"Host": "elsewhere.example"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError, match="400"):
        opener.open(request, timeout=10)
