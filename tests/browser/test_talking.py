"""Conversation: what was understood and correcting it, choices, and the list of kept conversations."""

import subprocess
import sys

import pytest

TIPS = "What are the top tips for medicines?"
RATED = "What does Good look like for handling complaints?"
SUPERVISION = "How often should supervision meetings take place?"


@pytest.fixture
def real_page(open_page, until_ready, real_app):
    return until_ready(open_page(real_app.url))


def turn_after(page, act):
    """Do something that asks a question, and wait for its answer."""
    turns = page.locator(".turn").count()
    act()
    page.locator(".turn").nth(turns).wait_for()
    return page.locator(".turn").nth(turns)


def keep_and_leave(page):
    page.get_by_role("button", name="Keep it").click()
    page.locator(".tools", has_text="is kept on this computer").wait_for()
    page.get_by_role("button", name="Clear chat").click()
    page.locator(".kept").wait_for()


def test_what_was_understood_is_shown_only_where_something_was_carried_over(real_page, ask):
    assert ask(real_page, RATED).locator(".understood").count() == 0
    shown = ask(real_page, "and inadequate?").locator(".understood").inner_text()
    assert "Understood as: What does Inadequate look like for R2" in shown
    assert "consultation draft of the 2017 framework" in shown


def test_what_was_understood_can_be_corrected_by_keyboard(real_page, ask):
    ask(real_page, RATED)
    turn = ask(real_page, "and outstanding?")
    turn.get_by_role("button", name="Change this").press("Enter")
    field = turn.get_by_label("The whole question")
    assert field.input_value().startswith("What does Outstanding look like for R2")
    field.fill("What does Outstanding look like for S4?")
    corrected = turn_after(real_page, turn.get_by_role("button", name="Ask this").click)
    assert corrected.locator("h2").inner_text() == "What does Outstanding look like for S4?"
    assert corrected.locator(".understood").count() == 0
    assert "medicines" in corrected.locator("blockquote").first.inner_text()


def test_a_follow_up_can_be_asked_on_its_own(real_page, ask):
    ask(real_page, RATED)
    turn = ask(real_page, "what about supervision?")
    alone = turn_after(real_page, turn.get_by_role("button", name="Ask it on its own").click)
    assert alone.locator("h2").inner_text() == "what about supervision?"
    assert alone.locator(".understood").count() == 0


def test_a_question_with_two_meanings_is_asked_back_with_choices_to_press(real_page, ask):
    turn = ask(real_page, "what should be in the plan?")
    choices = turn.get_by_role("list", name="Choose one").get_by_role("button")
    assert choices.all_inner_texts() == ["What should we include in an action plan?", "How do we improve care plans?"]
    answered = turn_after(real_page, choices.nth(1).click)
    assert "improve care plans" in answered.locator(".place").first.inner_text()


def test_what_was_understood_fits_a_phone(open_page, until_ready, real_app, ask, phone):
    page = until_ready(open_page(real_app.url, phone))
    ask(page, RATED)
    turn = ask(page, "and inadequate?")
    turn.get_by_role("button", name="Change this").click()
    turn.get_by_label("The whole question").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]


def test_kept_conversations_are_named_and_found_again(page, ask):
    ask(page, TIPS)
    keep_and_leave(page)
    page.get_by_role("button", name=f"Rename “{TIPS}”").click()
    page.get_by_label("Name (empty for the first question)").fill("Tuesday’s team meeting")
    page.get_by_role("button", name="Save", exact=True).click()
    named = page.get_by_role("button", name="Tuesday’s team meeting", exact=True)
    named.wait_for()
    page.get_by_label("Search these conversations").fill("pharmacist")  # a word of the answer
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("1 conversation found.").wait_for()
    page.get_by_label("Search these conversations").fill("submarine")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("0 conversations found.").wait_for()
    assert named.count() == 0
    page.get_by_role("button", name="Show all").click()
    named.click()
    page.locator(".turn").wait_for()
    assert page.locator(".tools .name").inner_text() == "Tuesday’s team meeting"


def test_a_kept_conversation_is_saved_from_the_list(page, ask):
    ask(page, TIPS)
    keep_and_leave(page)
    for name, end in (("Save as Word", ".docx"), ("Save as Markdown", ".md")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"{name} “{TIPS}”").click()
        assert download.value.suggested_filename.endswith(end)


def test_a_kept_conversation_is_deleted_only_after_asking(page, ask):
    ask(page, TIPS)
    keep_and_leave(page)
    page.get_by_role("button", name=f"Delete “{TIPS}”").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert page.locator(".kept li").count() == 1
    page.get_by_role("button", name=f"Delete “{TIPS}”").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    page.locator(".kept").wait_for(state="detached")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("# Training", "# New\n\nWords that stand before.\n\n# Training", "unchanged and stand here now"),
        ("every six weeks", "every four weeks", "do not stand in it any more"),
    ],
)
def test_an_old_citation_opens_its_words_or_says_that_they_changed(
    start_app, open_page, until_ready, ask, tiny_index, tiny_corpus, tmp_path, before, after, says
):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    for file in tiny_corpus.iterdir():
        (corpus / file.name).write_bytes(file.read_bytes())
    ingest = [sys.executable, "-m", "ingest", "--corpus", str(corpus), "--index", str(index)]
    subprocess.run(ingest, check=True, capture_output=True, timeout=120)
    app = start_app(index, corpus)
    page = until_ready(open_page(app.url))
    ask(page, SUPERVISION)
    page.get_by_role("button", name="Keep it").click()
    page.locator(".tools", has_text="is kept on this computer").wait_for()
    port = int(app.url.rstrip("/").rsplit(":", 1)[1])
    app.end()
    text = (corpus / "training.md").read_text(encoding="utf-8")
    (corpus / "training.md").write_text(text.replace(before, after), encoding="utf-8")
    subprocess.run(ingest, check=True, capture_output=True, timeout=120)
    start_app(index, corpus, port=port)
    page.goto("about:blank")
    page.goto(app.url)
    until_ready(page)
    page.get_by_role("button", name=SUPERVISION, exact=True).click()
    page.locator("blockquote a.cite").first.click()
    source = page.locator(".source")
    source.wait_for()
    assert says in source.inner_text()
    assert "every six weeks" in source.locator("mark").first.inner_text()
