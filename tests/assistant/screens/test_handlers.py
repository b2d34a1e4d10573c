import gradio as gr
import pytest
from assistant.screens.conversation import Conversation

from assistant.screens.chat import build_chat
from assistant.screens.handlers import Handlers, Screen
from assistant.screens.start import Progress
from assistant.types import Answer, AnswerKind, Block, Filters, Role
from corpus.errors import CorpusError


class ScriptedAssistant:
    """Gives what it was told to give, and remembers what it was asked."""

    index = None

    def __init__(self, reply):
        self.reply, self.asked = reply, []

    def ask(self, question, history, filters):
        self.asked.append((question, history, filters))
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


class Started:
    """A start that is over."""

    def __init__(self, reply=None, error=""):
        self.assistant = ScriptedAssistant(reply) if reply else None
        self.progress = Progress("Ready", error=error, ready=not error)


ANSWER = Answer(AnswerKind.NOTICE, (Block(Role.OURS, "A line"),), suggestions=("And then?",))


@pytest.fixture(scope="module")
def screen():
    names = [name for name in Screen.__dataclass_fields__ if name not in {"suggestions"}]
    with gr.Blocks(analytics_enabled=False):
        parts = {name: gr.HTML() for name in names}
        return Screen(**parts, suggestions=tuple(gr.Button() for _ in range(3)))


def last(updates):
    merged = {}
    for update in updates:
        merged.update(update)
    return merged


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CorpusError("The disk is full."), "The disk is full."),
        (KeyError("bug"), "Something went wrong"),
        (MemoryError(), "Something went wrong"),
    ],
)
def test_an_error_puts_the_question_back_into_the_box(screen, error, said):
    held = Conversation().plus("before", ANSWER)
    shown = last(Handlers(Started(error), screen).ask("my question", held, []))
    assert shown[screen.question] == "my question"
    assert said in shown[screen.problem]
    assert shown[screen.working] == ""
    assert screen.state not in shown


def test_an_answer_goes_into_this_windows_state_only(screen):
    handlers = Handlers(Started(ANSWER), screen)
    one, other = (last(handlers.ask(q, Conversation(), []))[screen.state] for q in ("one", "other"))
    assert [e.question for e in one.exchanges] == ["one"]
    assert [e.question for e in other.exchanges] == ["other"]


def test_history_and_filter_reach_the_assistant(screen):
    start = Started(ANSWER)
    list(Handlers(start, screen).ask("second", Conversation().plus("first", ANSWER), ["guide"]))
    question, history, filters = start.assistant.asked[0]
    assert question == "second"
    assert [turn.content for turn in history] == ["first", "A line"]
    assert filters == Filters(documents=("guide",))


@pytest.mark.parametrize("reason", ["empty", "too long"])
def test_answers_about_the_question_as_typed_leave_it_in_the_box(screen, reason):
    reply = Answer(AnswerKind.CLARIFY, (Block(Role.OURS, "Please shorten it."),), reason=reason)
    shown = last(Handlers(Started(reply), screen).ask("my question", Conversation(), []))
    assert shown[screen.question] == "my question"
    assert "Please shorten it." in shown[screen.problem]


@pytest.mark.parametrize("nothing", ["", "  \n", None])
def test_an_empty_question_asks_nobody(screen, nothing):
    start = Started(ANSWER)
    shown = last(Handlers(start, screen).ask(nothing, Conversation(), []))
    assert set(shown) == {screen.problem}
    assert not start.assistant.asked


def test_a_start_that_failed_is_said_when_asked(screen):
    shown = last(Handlers(Started(error="No model."), screen).ask("my question", Conversation(), []))
    assert "No model." in shown[screen.problem]
    assert shown[screen.question] == "my question"


@pytest.mark.parametrize("place", ["", "a1", "a1-s1'", "a9-s9", "../x", "a1-s99999999999"])
def test_a_place_that_does_not_exist_is_no_error(screen, place):
    event = gr.EventData(None, {"place": place})
    assert screen.panel in Handlers(Started(ANSWER), screen).open_source(Conversation(), event)


def test_the_page_can_be_built_and_its_events_are_not_an_interface_for_others():
    page = build_chat(Started(ANSWER))
    assert page.analytics_enabled is False
    assert all(fn.api_visibility == "private" for fn in page.fns.values())
