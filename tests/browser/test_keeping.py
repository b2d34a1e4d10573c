"""Keeping, deleting, feedback and settings."""

import pytest

TIPS = "What are the top tips for medicines?"
SUPERVISION = "How often should supervision meetings take place?"


def go(page, name):
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()


def keep(page):
    page.get_by_role("button", name="Keep it").click()
    page.locator(".tools", has_text="is kept on this computer").wait_for()


@pytest.fixture
def own_page(start_app, open_page, until_ready, tiny_index, tiny_corpus):
    """A page of an app of its own, and a way to start that app again."""
    app = start_app(tiny_index, tiny_corpus)
    page = until_ready(open_page(app.url))
    page.app = app
    return page


def test_kept_goes_on_after_the_program_was_restarted(own_page, start_app, tiny_index, tiny_corpus, until_ready, ask):
    page = own_page
    ask(page, TIPS)
    keep(page)
    ask(page, SUPERVISION)
    port = int(page.app.url.rstrip("/").rsplit(":", 1)[1])
    page.app.end()
    start_app(tiny_index, tiny_corpus, port=port)
    page.goto("about:blank")
    page.goto(page.app.url)
    until_ready(page)
    page.get_by_role("heading", name="Conversations you kept").wait_for()
    page.get_by_role("button", name=TIPS, exact=True).click()
    page.locator(".turn").nth(1).wait_for()
    assert page.locator(".turn h2").all_inner_texts() == [TIPS, SUPERVISION]
    page.locator("blockquote a.cite").first.click()
    page.locator(".source mark").first.wait_for()
    assert ask(page, "and what else about them?").locator("h2").inner_text()


def test_what_is_not_kept_is_not_listed(page, ask):
    ask(page, TIPS)
    page.get_by_role("button", name="Clear chat").click()
    page.get_by_role("button", name="Clear it").click()
    page.locator("#empty").wait_for()
    assert page.locator(".kept").count() == 0


def test_keeping_can_be_taken_back(page, ask):
    ask(page, TIPS)
    keep(page)
    page.wait_for_function("document.activeElement.dataset.do === 'unkeep'")
    page.get_by_role("button", name="Stop keeping and delete").click()
    page.locator(".tools", has_text="is forgotten when you close").wait_for()
    page.get_by_role("button", name="Clear chat").click()
    page.get_by_role("button", name="Clear it").click()
    page.locator("#empty").wait_for()
    assert page.locator(".kept").count() == 0


def test_another_browser_does_not_see_what_is_kept(page, shared_app, open_page, until_ready, ask):
    ask(page, TIPS)
    keep(page)
    other = until_ready(open_page(shared_app.url))
    other.wait_for_timeout(700)
    assert other.locator(".kept").count() == 0
    go(other, "Settings")
    assert "No conversation is kept in this browser." in other.locator(".settings").inner_text()


def test_settings_delete_one_kept_conversation(page, ask):
    ask(page, TIPS)
    keep(page)
    go(page, "Settings")
    page.get_by_role("button", name=f"Delete “{TIPS}”").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    page.locator(".settings", has_text="No conversation is kept").wait_for()
    page.locator(".settings .said", has_text="Deleted.").wait_for()
    page.wait_for_function("document.getElementById('announcer').textContent === 'Deleted.'")
    go(page, "Ask")
    page.locator(".tools", has_text="is forgotten when you close").wait_for()


def test_settings_show_where_things_are_what_is_held_and_the_version(page, ask):
    go(page, "Settings")
    page.get_by_role("heading", name="Documents that AskKLOE holds").wait_for()
    text = page.locator(".settings").inner_text()
    assert "Data folder" in text
    assert "0.1.0" in text
    for title in ("complaints", "medicines", "training"):
        assert title in text


def test_keeping_can_be_switched_off_and_on(own_page, ask):
    page = own_page
    ask(page, TIPS)
    go(page, "Settings")
    box = page.get_by_label(
        "Conversations, check sheets, action plans, reports, workshops and feedback may be kept on this computer"
    )
    assert box.is_checked()
    box.uncheck()
    page.locator(".settings .said", has_text="switched off").wait_for()
    page.reload()
    page.locator(".settings").wait_for()
    page.wait_for_function("!document.getElementById('may-keep').checked")
    go(page, "Ask")
    page.locator(".turn").wait_for()
    assert page.get_by_role("button", name="Keep it").count() == 0
    assert page.get_by_role("button", name="Useful", exact=True).count() == 0
    assert "Keeping is off" in page.locator(".tools").inner_text()
    go(page, "Settings")
    page.get_by_label(
        "Conversations, check sheets, action plans, reports, workshops and feedback may be kept on this computer"
    ).check()
    page.locator(".settings .said", has_text="switched on").wait_for()


def test_delete_everything_asks_first_and_then_deletes(own_page, tmp_path, ask):
    page = own_page
    turn = ask(page, TIPS)
    keep(page)
    turn.get_by_role("button", name="Not useful").click()
    turn.locator(".said", has_text="Thank you").wait_for()
    go(page, "Settings")
    page.get_by_role("button", name="Delete everything…").click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert TIPS in page.locator(".kept-list").inner_text()
    page.get_by_role("button", name="Delete everything…").click()
    dialog.get_by_role("button", name="Delete everything").click()
    page.locator(".settings .said", has_text="has been deleted").wait_for()
    text = page.locator(".settings").inner_text()
    assert "No conversation is kept" in text
    assert "Nobody has said yet" in text
    assert b"top tips" not in (tmp_path / "data" / "askkloe.sqlite").read_bytes()


def test_feedback_with_a_reason_is_kept_and_can_be_taken_along(own_page, ask, tmp_path):
    page = own_page
    turn = ask(page, TIPS)
    no = turn.get_by_role("button", name="Not useful")
    no.press("Enter")
    turn.locator(".said", has_text="Thank you").wait_for()
    assert no.get_attribute("aria-pressed") == "true"
    turn.get_by_label("Why?").fill("Too <b>long</b>")
    turn.get_by_label("Why?").press("Enter")
    turn.locator(".said", has_text="Your reason is kept").wait_for()
    assert not turn.get_by_label("Why?").is_visible()
    ask(page, SUPERVISION)
    assert page.locator(".turn").first.get_by_role("button", name="Not useful").get_attribute("aria-pressed") == "true"
    go(page, "Settings")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save feedback as a table (CSV)").click()
    download.value.save_as(tmp_path / "feedback.csv")
    text = (tmp_path / "feedback.csv").read_text(encoding="utf-8-sig")
    assert TIPS in text
    assert "Too <b>long</b>" in text
    assert download.value.suggested_filename.startswith("askkloe-feedback-")


@pytest.mark.parametrize("trouble", ["in the way", "newer"])
def test_a_store_that_cannot_be_used_is_said_and_the_chat_works(
    start_app, open_page, until_ready, tiny_index, tiny_corpus, tmp_path, ask, trouble
):
    data = tmp_path / "data"
    if trouble == "in the way":
        data.write_text("a file", encoding="utf-8")
    else:
        from assistant.store import open_store

        store = open_store(data)
        with store.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    app = start_app(tiny_index, tiny_corpus, data)
    app.heard("newer version" if trouble == "newer" else "Nothing can be kept")
    page = until_ready(open_page(app.url))
    turn = ask(page, TIPS)
    assert turn.locator("blockquote").count()
    assert ("newer version" if trouble == "newer" else "Nothing can be kept") in page.locator(".tools").inner_text()
    assert page.get_by_role("button", name="Keep it").count() == 0
    go(page, "Settings")
    page.locator(".settings .notice").wait_for()
