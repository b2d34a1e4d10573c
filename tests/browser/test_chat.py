import re

import pytest

TIPS = "What are the top tips for medicines?"
SUPERVISION = "How often should supervision meetings take place?"


def folded(text):
    return " ".join(text.split())


def test_empty_page_says_what_it_can_do(page):
    text = page.inner_text("#empty")
    assert "word for word and with the place it comes from" in text
    assert "If the guidance does not answer your question, it says so." in text
    assert "forgotten when you close this window, unless you keep it" in text
    for who in ("For managers", "For trainers", "For care staff"):
        assert page.get_by_role("heading", name=who).is_visible()
    assert page.locator("#examples button").count() == 9


def test_the_box_reminds_people_to_name_nobody(page, ask):
    reminder = "Please don’t name people who use the service."
    assert reminder in page.inner_text("#form")
    ask(page, TIPS)
    assert reminder in page.inner_text("#form")
    assert reminder in page.get_by_label("Your question").evaluate("box => box.closest('label').innerText")


def test_enter_sends_and_the_answer_has_numbered_citations(page, ask):
    turn = ask(page, TIPS)
    assert turn.locator("h2").inner_text() == TIPS
    assert folded(turn.locator("blockquote a.cite").first.inner_text()).endswith("1")
    assert page.get_by_label("Your question").input_value() == ""
    assert not page.locator("#empty").is_visible()


def test_button_sends(page):
    page.get_by_label("Your question").fill(TIPS)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".turn").wait_for()


def test_citation_opens_its_passage_with_the_words_marked(page, ask):
    turn = ask(page, SUPERVISION)
    quote = turn.locator("blockquote").first
    words = quote.evaluate("q => [...q.querySelectorAll('.cite')].forEach(a => a.remove()) || q.innerText")
    turn = ask(page, SUPERVISION)
    turn.locator("blockquote a.cite").first.click()
    source = page.locator(".source")
    source.wait_for()
    assert folded(" ".join(source.locator("mark").all_inner_texts())) == folded(words)
    assert "Training and supervision" in source.locator(".facts").inner_text()
    seen = """m => { const a = m.getBoundingClientRect(), b = m.closest('.passage').getBoundingClientRect();
                    return a.top >= b.top && a.top < b.bottom && b.top < innerHeight; }"""
    assert source.locator("mark").first.evaluate(seen)
    left = page.locator("#chat").bounding_box()
    assert source.bounding_box()["x"] >= left["x"] + left["width"]


def test_citations_of_an_earlier_answer_still_open(page, ask):
    first = ask(page, SUPERVISION)
    ask(page, "hello")
    first.locator("blockquote a.cite").first.click()
    page.locator(".source mark").first.wait_for()
    assert page.locator(".source").get_attribute("id") == "a1-s1"


def test_steps_lead_to_the_next_source_the_list_and_back(page, ask):
    turn = ask(page, TIPS)
    turn.locator("blockquote a.cite").first.click()
    steps = page.get_by_role("navigation", name="Sources")
    steps.get_by_text("Next").click()
    page.locator("#a1-s2").wait_for()
    steps.get_by_text("Back to the answer").click()
    page.wait_for_function("document.activeElement.closest('#a1-q2') !== null")
    steps.get_by_text("All sources").click()
    page.locator("#side .references").first.wait_for()


def test_keyboard_opens_a_source_and_focus_is_visible(page, ask):
    turn = ask(page, TIPS)
    link = turn.locator("blockquote a.cite").first
    page.get_by_label("Your question").press("Shift+Tab")
    link.focus()
    assert link.evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    link.press("Enter")
    page.locator(".source").wait_for()
    page.wait_for_function("document.activeElement.id === 'sources-title'")


def test_markup_in_a_question_is_shown_as_text(page, ask):
    question = "<script>document.title='x'</script> <b>bold</b> **stars** ${1+1} {{value}} <img src=x onerror=alert(1)>"
    turn = ask(page, question)
    assert turn.locator("h2").inner_text() == question
    assert turn.locator("h2 *").count() == 0
    assert page.title() == "AskKLOE"


def test_markup_in_a_document_is_shown_as_text(page, ask):
    turn = ask(page, "What should nobody write in a record of medicines?")
    script = turn.locator("blockquote", has_text="<script>").first
    assert 'document.title = "broken"' in script.text_content()
    turn.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    script.locator("a.cite").first.click()
    page.locator(".source mark", has_text="<script>").wait_for()
    assert page.title() == "AskKLOE"


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_an_empty_question_gets_a_clear_line(page, nothing):
    page.get_by_label("Your question").fill(nothing)
    page.get_by_role("button", name="Ask", exact=True).click()
    assert "type a question" in page.get_by_role("alert").inner_text()
    assert page.locator(".turn").count() == 0


def test_20_000_characters_get_a_clear_line_and_stay_in_the_box(page, ask):
    long = ("what about medicines and records " * 700)[:20_000]
    box = page.get_by_label("Your question")
    box.fill(long)
    box.press("Enter")
    assert "longer than I can read at once" in page.get_by_role("alert").inner_text()
    assert box.input_value() == long
    assert page.locator(".turn").count() == 0
    ask(page, TIPS)
    assert page.get_by_role("alert").count() == 0


def test_20_000_characters_without_a_space_do_not_break_the_page(page, ask):
    turn = ask(page, "x" * 20_000)
    assert "20,000 characters" in turn.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_windows_never_see_each_other(shared_app, open_page, until_ready, ask):
    one, other = until_ready(open_page(shared_app.url)), until_ready(open_page(shared_app.url))
    ask(one, TIPS)
    ask(other, SUPERVISION)
    ask(one, "hello")
    assert [h.inner_text() for h in one.locator(".turn h2").all()] == [TIPS, "hello"]
    assert [h.inner_text() for h in other.locator(".turn h2").all()] == [SUPERVISION]
    other.locator(".turn blockquote a.cite").first.click()
    other.locator(".source").wait_for()
    assert "supervision" in other.inner_text("#side").lower()
    assert TIPS not in other.content()


def test_a_follow_up_carries_the_subject(page, ask):
    ask(page, "How should we handle complaints?")
    turn = ask(page, "and how quickly should we answer them?")
    assert "complaints" in turn.locator("blockquote").first.inner_text().lower()


def test_examples_and_follow_ups_ask_when_chosen(page):
    example = page.locator("#examples button").first
    question = example.inner_text()
    example.click()
    page.locator(".turn").wait_for(timeout=60_000)
    assert page.locator(".turn h2").inner_text() == question
    following = page.locator("#next button:visible").first
    question = following.inner_text()
    following.click()
    page.locator(".turn").nth(1).wait_for(timeout=60_000)
    assert page.locator(".turn h2").nth(1).inner_text() == question


def test_filter_searches_only_the_chosen_document(page, ask):
    page.get_by_text("Search in: all documents").click()
    page.get_by_label("training").check()
    page.get_by_text("Search in: 1 document only").wait_for()
    ask(page, SUPERVISION)
    assert page.locator("#side h3").all_inner_texts() == ["training"]
    ask(page, TIPS)
    assert "medicines" not in page.locator("#side h3").all_inner_texts()


def test_clear_forgets_the_conversation_but_not_what_is_typed(page, ask):
    ask(page, TIPS)
    page.get_by_label("Your question").fill("half a ques")
    page.get_by_role("button", name="Clear chat").click()
    page.get_by_role("button", name="Clear it").click()
    page.locator(".turn").wait_for(state="detached")
    assert page.locator("#empty").is_visible()
    assert not page.locator("#side").is_visible()
    assert page.get_by_label("Your question").input_value() == "half a ques"
    assert ask(page, SUPERVISION).get_attribute("aria-labelledby") == "turn-1"


def test_clearing_what_is_not_kept_asks_first(page, ask):
    ask(page, TIPS)
    page.get_by_role("button", name="Clear chat").click()
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 1


def test_nothing_of_a_conversation_stays_in_the_browser(page, ask):
    ask(page, TIPS)
    page.wait_for_timeout(500)
    stored = page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
                                        (await indexedDB.databases()).map(d => d.name)])"""
    )
    assert "medicines" not in stored
    kept = page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")
    assert kept == [["askkloe-browser"], ["askkloe-window"]]


def test_everything_is_served_from_this_computer(page):
    loaded = page.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    assert loaded
    assert all(re.match(r"http://127\.0\.0\.1:\d+/", url) for url in loaded)


def test_phone_folds_the_sources_under_their_answer(shared_app, open_page, until_ready, ask, phone):
    page = until_ready(open_page(shared_app.url, phone))
    first = ask(page, TIPS)
    second = ask(page, SUPERVISION)
    assert not page.locator("#side").is_visible()
    assert not first.locator(".references").first.is_visible()
    first.get_by_text("Sources (").click()
    assert first.locator(".references").first.is_visible()
    second.locator("blockquote a.cite").first.click()
    second.locator("details.under .source mark").first.wait_for()
    page.wait_for_function("document.querySelector('.source mark').getBoundingClientRect().top < innerHeight")
    page.wait_for_function("document.activeElement.id === 'sources-title'")
    first.locator("blockquote a.cite").first.click()
    first.locator("details.under .source mark").first.wait_for()
    assert page.locator(".source").count() == 1
    page.get_by_text("Back to the answer").click()
    page.wait_for_function("document.activeElement.closest('#a1-q1') !== null")
    assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]


def test_a_window_that_gets_wider_shows_the_open_source_beside_the_chat(shared_app, open_page, until_ready, ask, phone):
    page = until_ready(open_page(shared_app.url, phone))
    ask(page, TIPS).locator("blockquote a.cite").first.click()
    page.locator("details.under .source").wait_for()
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator("#side .source mark").first.wait_for()
    page.set_viewport_size(phone)
    page.locator("details.under .source mark").first.wait_for()
