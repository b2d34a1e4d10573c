import json
import re
from pathlib import Path

import pytest
from assistant.screens.conversation import REMEMBERED, Conversation

from assistant.screens.examples import example_groups
from assistant.screens.page import conversation_html, panel_html, problem_html, progress_html, working_html
from assistant.screens.start import Progress
from assistant.types import Answer, AnswerKind, Block, Role, Turn

EVIL = '<script>alert("x")</script> <img src=x onerror=alert(1)>'
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
    ],
)
def test_everything_is_escaped(html):
    assert "<script" not in html
    assert "<img" not in html


def test_a_question_keeps_its_lines_and_is_cut_when_very_long():
    html = conversation_html(Conversation().plus("one\ntwo" + "x" * 30_000, answer()), None)
    assert "one<br>two" in html
    assert len(html) < 3000
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
        json.loads(line)["question"]
        for path in sorted((ROOT / "evals").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert asked
    for example in (question for group in example_groups() for question in group.questions):
        for question in asked:
            both, either = words(example) & words(question), words(example) | words(question)
            assert len(both) < 0.8 * len(either), (example, question)
