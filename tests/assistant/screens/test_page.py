import json
import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest

from assistant.conversation import REMEMBERED, Conversation
from assistant.screens.conversation_page import conversation_html, spoken, tools_html
from assistant.screens.errands import save, say
from assistant.screens.examples import example_groups
from assistant.screens.kept_page import kept_html
from assistant.screens.page import panel_html, problem_html, progress_html, working_html
from assistant.screens.screens import SCREENS, links_html, one_at_a_time
from assistant.screens.settings_page import Facts, settings_html
from assistant.screens.start import Progress
from assistant.screens.windows import Held
from assistant.store.kept import Kept
from assistant.types import Answer, AnswerKind, Block, Role, Turn
from corpus.types import SourceDocument

EVIL = '<script>alert("x")</script> <img src=x onerror=alert(1)>'
SOURCE = SourceDocument(*[EVIL] * 12)
ROOT = Path(__file__).resolve().parent.parent.parent.parent


def answer(text="A line"):
    return Answer(AnswerKind.NOTICE, (Block(Role.OURS, text),))


@pytest.mark.parametrize(
    "html",
    [
        conversation_html(Conversation().plus(EVIL, answer(EVIL)), None),
        working_html(EVIL, EVIL),
        problem_html(EVIL),
        progress_html(Progress(EVIL, why=EVIL)),
        progress_html(Progress(EVIL, error=EVIL)),
        conversation_html(
            Conversation().plus(EVIL, answer(EVIL)).judged(1, useful=True, why=EVIL), None, may_judge=True
        ),
        tools_html(Held(Conversation().plus(EVIL, answer(EVIL))), may_keep=False, why_not=EVIL),
        kept_html((Kept(EVIL, EVIL, datetime(2026, 11, 22)),)),
        settings_html(Facts(Path(EVIL), True, True, (Kept(EVIL, EVIL, datetime(2026, 11, 22)),), 1, EVIL, (SOURCE,))),
        say(EVIL),
        save(EVIL, EVIL, b"x"),
    ],
)
def test_everything_is_escaped(html):
    assert "<script" not in html
    assert "<img" not in html


def test_a_question_keeps_its_lines_and_is_cut_when_very_long():
    html = conversation_html(Conversation().plus("one\ntwo" + "x" * 30_000, answer()), None)
    assert "one<br>two" in html
    assert len(html) < 6000
    assert "30,007 characters" in html


def test_ids_of_a_conversation_are_unique():
    conversation = Conversation().plus("a", answer()).plus("a", answer())
    ids = re.findall(r'\bid="([^"]+)"', conversation_html(conversation, None))
    assert len(ids) == len(set(ids)) == 4


def test_progress_counts_and_ends():
    assert 'value="3" max="9"' in progress_html(Progress("Building", 3, 9))
    assert "<progress" in progress_html(Progress("Loading"))
    assert progress_html(Progress("Ready", ready=True)) == ""


def test_panel_without_sources_says_so():
    assert "quotes no source" in panel_html(answer(), 1, 1, None)


def test_history_has_the_last_exchanges_cut_to_150_words():
    conversation = Conversation()
    for n in range(REMEMBERED + 3):
        conversation = conversation.plus(f"q{n}", answer(f"a{n} " + "word " * 400))
    history = conversation.history()
    assert [turn.role for turn in history] == ["user", "assistant"] * REMEMBERED
    assert history[0] == Turn("user", "q3")
    assert history[-1].content.startswith("a8 word")
    assert all(len(turn.content.split()) <= 150 for turn in history)


def test_a_conversation_is_a_value():
    first = Conversation().plus("q", answer())
    assert first.plus("r", answer()) != first
    assert len(first.exchanges) == 1
    assert first.answer(1) == answer()
    assert first.answer(0) is first.answer(2) is None


def test_examples_are_three_for_each_kind_of_user():
    groups = example_groups()
    assert [group.who for group in groups] == ["For managers", "For trainers", "For care staff"]
    assert all(len(group.questions) == 3 for group in groups)


def test_no_example_is_an_evaluation_question():
    def words(text):
        return set(re.findall(r"[a-z]+", text.lower()))

    asked = [
        next(row[name] for name in ("question", "text", "topic", "statement") if row.get(name))
        for path in sorted((ROOT / "evals").glob("*.jsonl"))
        if not path.stem.endswith(".replies")  # what a model would say to rows that are compared
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    assert asked
    for example in (question for group in example_groups() for question in group.questions):
        for question in asked:
            both, either = words(example) & words(question), words(example) | words(question)
            assert len(both) < 0.8 * len(either), (example, question)


def told(errand):
    return json.loads(unescape(re.search(r"<template[^>]*>(.*)</template>", errand)[1]))


def test_the_same_errand_twice_is_another_errand():
    assert say("Done") != say("Done")
    assert told(say("Done", 3))["turn"] == 3
    assert told(save("a.md", "text/markdown", b"abc"))["content"] == "YWJj"


def test_what_is_read_out_says_what_it_is_and_how_much_there_is():
    quotes = tuple(Block(Role.QUOTE, "word " * 50, (n,)) for n in (1, 2, 3))
    text = spoken(Answer(AnswerKind.ANSWERED, (Block(Role.HEADING, "Unsaid"), *quotes)))
    assert text.startswith("In the guidance’s own words. word word")
    assert text.endswith("… The answer goes on. 3 quotes in all.")
    assert len(text.split()) < 150
    assert "Unsaid" not in text
    assert spoken(answer("Hello.")) == "A note from AskKLOE, not from the guidance. Hello."


def test_the_safety_card_is_read_out_first():
    text = spoken(Answer(AnswerKind.NOTICE, (Block(Role.CARD, "Act first"), Block(Role.CARD, "Call 999."))))
    assert text == "Act first Call 999."


KEPT = ["unkeep", "word", "markdown", "clear"]
ASKED_FIRST = ["ask-first", "clear", "never-mind"]


@pytest.mark.parametrize(
    ("held", "may_keep", "buttons"),
    [
        (Held(), True, []),
        (Held(Conversation().plus("q", answer())), True, ["keep", "word", "markdown", *ASKED_FIRST]),
        (Held(Conversation().plus("q", answer())), False, ["word", "markdown", *ASKED_FIRST]),
        (Held(Conversation().plus("q", answer()), kept=True), True, [*KEPT, "reveal", "rename"]),
    ],
)
def test_what_can_be_done_with_a_conversation(held, may_keep, buttons):
    assert re.findall(r'data-do="([\w-]+)"', tools_html(held, may_keep=may_keep)) == buttons


def test_a_reason_why_nothing_is_kept_is_shown():
    held = Held(Conversation().plus("q", answer()))
    assert "The disk is full." in tools_html(held, may_keep=False, why_not="The disk is full.")
    assert "see Settings" in tools_html(held, may_keep=False)


def test_feedback_is_asked_for_only_where_it_can_be_kept():
    talk = Conversation().plus("q", answer())
    assert 'data-do="judge"' not in conversation_html(talk, None)
    assert conversation_html(talk, None, may_judge=True).count('aria-pressed="false"') == 2
    judged = conversation_html(talk.judged(1, useful=False, why="x"), None, may_judge=True)
    assert re.search(r'data-useful="no" aria-pressed="true"', judged)


def test_many_kept_conversations_are_folded():
    kept = [Kept(str(n), f"Question {n}", datetime(2026, 11, 22)) for n in range(8)]
    html = kept_html(kept)
    assert html.index("Question 4") < html.index("<summary>3 more</summary>") < html.index("Question 5")
    assert kept_html(()) == ""


def test_settings_that_cannot_keep_offer_no_switch():
    html = settings_html(Facts(Path("x"), False, False, problem="The disk is full."))
    assert "The disk is full." in html
    assert re.search(r'id="may-keep"[^>]* disabled', html)
    assert 'data-do="feedback"' not in html


def test_every_screen_has_a_link_and_a_rule_that_hides_it():
    assert [screen.slug for screen in SCREENS] == re.findall(r'href="#([^"]+)"', links_html())
    assert one_at_a_time().count("display: none") == len(SCREENS)


def test_what_was_understood_stands_above_the_answer_with_what_can_be_done_about_it():
    carried = replace(answer(), understood='What <b>"is"</b> it?')
    html = conversation_html(Conversation().plus("q", answer()).plus("and it?", carried), None)
    assert html.count('class="understood"') == 1
    assert "What &lt;b&gt;&quot;is&quot;&lt;/b&gt; it?</textarea>" in html
    second = html[html.index('data-turn="2"') :]
    assert second.index('class="understood"') < second.index('class="answer')
    assert re.findall(r'data-do="(reveal|alone|ask)"', second) == ["reveal", "alone", "ask"]


def test_choices_are_buttons_that_ask_them():
    asked_back = replace(answer(), kind=AnswerKind.CLARIFY, choices=("One <i>?", "Two?"))
    html = conversation_html(Conversation().plus("q", asked_back), None)
    assert re.findall(r'data-do="ask" data-question="([^"]+)"', html) == ["One &lt;i&gt;?", "Two?"]


def test_a_kept_conversation_is_opened_named_saved_and_deleted_after_asking():
    html = kept_html([Kept("k1", "A <b>", datetime(2026, 11, 22))])
    assert "A &lt;b&gt;" in html
    assert "A <b>" not in html
    does = re.findall(r'data-do="([\w-]+)"', html)
    assert does == ["find", "open", "reveal", "export", "export", "ask-first", "rename", "delete", "never-mind"]


def test_a_search_that_finds_nothing_says_so_and_shows_the_way_back():
    html = kept_html([], "submarine")
    assert "0 conversations found." in html
    assert "Show all" in html
    assert kept_html([]) == ""
