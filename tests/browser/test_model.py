"""A language model in the window: set, tried, writing, stopped, dead, on another machine; its server is scripted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from evals.scripted import Play, pieces_of, scripted_server, statements_json

SUPERVISION = "How often should supervision meetings take place?"
COMPLAINTS = "How should we handle complaints?"
KEY = "sk-secret-9"
INVENTED = "Professor Zebedee found that 17% of homes must complete sky-diving every Tuesday."
DEAD = "http://127.0.0.1:9/v1"
REMOTE = "http://models.example.invalid/v1"  # a name that nobody has
LINE = "Questions you ask are sent to models.example.invalid"
SIZES = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


def writes(asked):
    """Slowly, the first sentences of the passages, and one that is invented."""
    if "office opens" in asked.text:
        return Play(pieces_of(statements_json([("The office opens at nine.", ["S1"])])))
    passages = re.findall(r"^(S\d+): (.*)$", asked.text, re.MULTILINE)
    rows = [(re.split(r"(?<=[.!?])\s", text)[0], [label]) for label, text in passages][:3]
    text = statements_json([rows[0], (INVENTED, ["S1"]), *rows[1:]])
    return Play(pieces_of(text, 20), pause_s=0.15, end="hang" if "complaints?" in asked.last else "done")


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["impact"], v["id"], [node["html"][:150] for node in v["nodes"]]) for v in found]


def go(page, name):
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()


def fill(page, url, key=""):
    go(page, "Settings")
    page.get_by_label("Address").fill(url)
    page.get_by_label("Model", exact=True).fill("small")
    page.get_by_label("Key", exact=True).fill(key)


def use(page, url, key=""):
    fill(page, url, key)
    page.get_by_role("button", name="Use it").click()
    if url == REMOTE:
        page.get_by_role("button", name="Send questions to models.example.invalid").click()
    page.locator(".model-state", has_text="On.").wait_for()
    go(page, "Ask")


def begin(page, question):
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(".so-far .statement").first.wait_for()


@pytest.fixture(scope="module")
def server():
    with scripted_server(writes) as running:
        yield running


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def any_page(request, start_app, open_page, until_ready, tiny_index, tiny_corpus):
    return until_ready(open_page(start_app(tiny_index, tiny_corpus).url, request.param))


@pytest.fixture
def own_page(start_app, open_page, until_ready, tiny_index, tiny_corpus):
    return until_ready(open_page(start_app(tiny_index, tiny_corpus).url))


def test_a_good_answer_streams_in_is_checked_and_kept(any_page, server):
    page = any_page
    use(page, server.url)
    begin(page, SUPERVISION)
    assert re.search(r"Writing: \d+ statements? checked", page.locator(".writing").inner_text())
    assert violations(page) == []
    turn = page.locator(".turn")
    turn.wait_for()
    assert "Written by a language model (small), checked" in turn.inner_text()
    assert violations(page) == []
    turn.get_by_text("The words this rests on").first.click()
    assert turn.locator(".statement blockquote").first.is_visible()
    turn.get_by_text("What was left out (1)").click()
    assert INVENTED in turn.locator(".left-out").inner_text()
    assert violations(page) == []
    turn.locator(".statement a.cite").first.click()
    page.locator(".source mark").first.wait_for()
    page.get_by_text("Back to the answer").click()
    page.wait_for_function("document.activeElement.closest('#a1-q1') !== null")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Keep it").click()
    page.locator(".tools", has_text="is kept on this computer").wait_for()
    page.get_by_role("button", name="Clear chat").click()
    page.locator(".kept").get_by_role("button", name=SUPERVISION, exact=True).click()
    page.locator(".turn .statement").first.wait_for()


def test_what_was_left_out_is_neither_copied_nor_printed(own_page, server):
    page = own_page
    use(page, server.url)
    begin(page, SUPERVISION)
    page.locator(".turn").wait_for()
    page.get_by_role("button", name="Copy with references").click()
    page.locator(".said", has_text="Copied").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Written by a language model (small), checked" in copied
    assert INVENTED not in copied
    page.get_by_text("What was left out (1)").click()
    page.keyboard.press("Control+A")
    assert INVENTED not in page.evaluate("getSelection().toString()")
    assert INVENTED not in page.inner_text("#announcer")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.locator(".left-out").is_visible()
    assert page.locator(".statement blockquote").first.is_visible()


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_stopping_ends_in_the_guidances_own_words_and_the_conversation_goes_on(own_page, server, ask, how):
    page = own_page
    use(page, server.url)
    begin(page, COMPLAINTS)
    if how == "button":
        page.get_by_role("button", name="Stop").press("Enter")
    else:
        page.keyboard.press("Escape")
    page.locator(".turn").wait_for(timeout=5000)
    text = page.locator(".turn").inner_text()
    assert "In the guidance’s own words" in text
    assert "You stopped it." in text
    assert ask(page, SUPERVISION).locator(".statement").count() >= 1


def test_another_window_is_answered_while_a_model_writes_in_one(own_page, server, open_page, until_ready, ask):
    use(own_page, server.url)
    other = until_ready(open_page(own_page.url.split("#")[0]))
    begin(own_page, COMPLAINTS)
    ask(other, SUPERVISION)
    assert own_page.locator(".writing").is_visible()
    assert COMPLAINTS not in other.content()
    own_page.get_by_role("button", name="Stop").click()


def test_a_dead_server_is_said_when_tried_and_ends_in_the_guidances_own_words(own_page, ask):
    fill(own_page, DEAD)
    own_page.get_by_role("button", name="Test the connection").click()
    own_page.locator(".verdict .fails", has_text="Nothing answers at the model’s address").wait_for()
    use(own_page, DEAD)
    turn = ask(own_page, SUPERVISION)
    assert "Nothing answers at the model’s address" in turn.inner_text()
    assert turn.locator("blockquote").count() >= 1


def test_every_screen_says_where_questions_go_but_paper_does_not(any_page, open_page):
    page = any_page
    other = open_page(page.url)
    use(page, REMOTE)
    for name in page.get_by_role("navigation", name="Screens").get_by_role("link").all_inner_texts():
        go(page, name)
        assert page.get_by_text(LINE).is_visible()
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_function("document.querySelector('.goes-to').getBoundingClientRect().top >= 0")
    assert violations(page) == []
    go(page, "Ask")
    assert "are sent to models.example.invalid" in page.inner_text("#intro")
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    other.get_by_text(LINE).wait_for()
    page.emulate_media(media="print")
    assert not page.get_by_text(LINE).is_visible()
    page.emulate_media(media="screen")
    go(page, "Settings")
    page.get_by_role("button", name="Switch it off").click()
    page.get_by_text(LINE).wait_for(state="detached")


def test_another_machine_is_asked_about_and_can_be_refused(any_page):
    page = any_page
    fill(page, REMOTE)
    page.get_by_role("button", name="Use it").click()
    page.get_by_role("alert").get_by_text("Questions will leave this computer.").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Cancel").locator("visible=true").click()
    page.locator(".agree").wait_for(state="detached")
    assert page.locator(".model-state", has_text="Off.").is_visible()
    assert page.get_by_text(LINE).count() == 0


def test_a_key_is_never_in_the_page(own_page, server):
    page = own_page
    fill(page, server.url, KEY)
    page.get_by_role("button", name="Test the connection").click()
    page.locator(".verdict .works", has_text="It works: small at 127.0.0.1").wait_for()
    assert page.get_by_label("Key", exact=True).get_attribute("type") == "password"
    assert page.get_by_label("Key", exact=True).input_value() == KEY  # typed, and not yet kept
    page.get_by_role("button", name="Use it").click()
    page.get_by_text("A key is kept.").wait_for()
    page.wait_for_function("document.getElementById('model-key').value === ''")
    assert KEY not in page.content()
    page.reload()
    page.get_by_text("A key is kept.").wait_for()
    assert KEY not in page.content()
    assert violations(page) == []


def test_deleting_the_settings_asks_first_and_works_from_the_keyboard(any_page, server):
    page = any_page
    use(page, server.url, KEY)
    go(page, "Settings")
    opener = page.get_by_role("button", name="Delete these settings…")
    dialog = page.get_by_role("dialog")
    opener.press("Enter")
    dialog.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.dialog") == "model-sure"
    assert page.get_by_label("Address").input_value() == server.url
    opener.press("Enter")
    dialog.get_by_role("button", name="Delete them").press("Enter")
    page.locator(".settings .said", has_text="are deleted").wait_for()
    assert page.locator(".model-state", has_text="Off.").is_visible()
    assert page.get_by_label("Address").input_value() == ""
    assert page.evaluate("document.activeElement !== document.body")
