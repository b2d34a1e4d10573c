import gradio as gr
import pytest

from assistant.screens.acting import Acting
from assistant.screens.handlers import MOST_QUESTIONS, Handlers, Parts
from assistant.screens.screens import build_page
from assistant.screens.settings import SettingsHandlers
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.screens.windows import Held
from assistant.store import Store, open_store
from assistant.store.choices import choose_keeping
from assistant.store.feedback import count_feedback, feedback_csv
from assistant.store.kept import list_kept
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
def parts():
    names = [name for name in Parts.__dataclass_fields__ if name != "suggestions"]
    with gr.Blocks(analytics_enabled=False):
        return Parts(**{name: gr.HTML() for name in names}, suggestions=tuple(gr.Button() for _ in range(3)))


@pytest.fixture
def handlers(parts, tmp_path):
    """Make handlers over what a start has, with a store of their own."""
    return lambda start: Handlers(Shared(start, open_store(tmp_path / "data")), parts)


def last(updates):
    merged = {}
    for update in updates:
        merged.update(update)
    return merged


def event(**data):
    return gr.EventData(None, data)


def asked(made, *questions, window="w"):
    for question in questions:
        shown = last(made.ask(question, [], window, "b"))
    return shown


def questions(made, window="w"):
    return [e.question for e in made.shared.windows.held(window).conversation.exchanges]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CorpusError("The disk is full."), "The disk is full."),
        (KeyError("bug"), "Something went wrong"),
        (MemoryError(), "Something went wrong"),
    ],
)
def test_an_error_puts_the_question_back_into_the_box(handlers, parts, error, said):
    made = handlers(Started(error))
    shown = asked(made, "my question")
    assert shown[parts.question] == "my question"
    assert said in shown[parts.problem]
    assert shown[parts.working] == ""
    assert questions(made) == []


def test_an_answer_goes_into_this_window_only(handlers, parts):
    made = handlers(Started(ANSWER))
    one, other = asked(made, "first one", window="w1"), asked(made, "first other", window="w2")
    assert questions(made, "w1") == ["first one"]
    assert questions(made, "w2") == ["first other"]
    assert "first one" not in str(other.values())
    assert "data-new" in one[parts.conversation]


def test_history_and_filter_reach_the_assistant(handlers):
    start = Started(ANSWER)
    made = handlers(start)
    asked(made, "first")
    list(made.ask("second", ["guide"], "w", "b"))
    question, history, filters = start.assistant.asked[1]
    assert question == "second"
    assert [turn.content for turn in history] == ["first", "A line"]
    assert filters == Filters(documents=("guide",))


@pytest.mark.parametrize("reason", ["empty", "too long"])
def test_answers_about_the_question_as_typed_leave_it_in_the_box(handlers, parts, reason):
    reply = Answer(AnswerKind.CLARIFY, (Block(Role.OURS, "Please shorten it."),), reason=reason)
    shown = asked(handlers(Started(reply)), "my question")
    assert shown[parts.question] == "my question"
    assert "Please shorten it." in shown[parts.problem]


@pytest.mark.parametrize("nothing", ["", "  \n", None])
def test_an_empty_question_asks_nobody(handlers, parts, nothing):
    start = Started(ANSWER)
    shown = asked(handlers(start), nothing)
    assert set(shown) == {parts.problem}
    assert not start.assistant.asked


def test_a_conversation_has_an_end(handlers, parts):
    made = handlers(Started(ANSWER))
    shown = asked(made, *(f"q{n}" for n in range(MOST_QUESTIONS + 1)))
    assert "as many as it can hold" in shown[parts.problem]
    assert len(questions(made)) == MOST_QUESTIONS


def test_a_start_that_failed_is_said_when_asked(handlers, parts):
    shown = asked(handlers(Started(error="No model.")), "my question")
    assert "No model." in shown[parts.problem]
    assert shown[parts.question] == "my question"


def test_an_answer_that_comes_after_clearing_does_not_bring_the_conversation_back(handlers, parts):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    late = made.ask("second", [], "w", "b")
    next(late)
    made.shared.windows.hold("w", Held())
    list(late)
    assert questions(made) == []


@pytest.mark.parametrize("place", ["", "a1", "a1-s1'", "a9-s9", "../x", "a1-s99999999999"])
def test_a_place_that_does_not_exist_is_no_error(handlers, parts, place):
    made = handlers(Started(ANSWER))
    assert parts.panel in Acting(made.shared, made).open_source("w", "b", event(place=place))


# -- keeping ---------------------------------------------------------------------------------------


def test_a_kept_conversation_is_kept_with_what_is_asked_later(handlers):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    Acting(made.shared, made).act("w", "b", event(do="keep"))
    asked(made, "second")
    (kept,) = list_kept(made.shared.store, "b")
    Acting(made.shared, made).act("w2", "b", event(do="open", id=kept.id))
    assert questions(made, "w2") == ["first", "second"]


def test_nothing_is_kept_that_nobody_asked_to_keep(handlers):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    assert list_kept(made.shared.store, "b") == ()


def test_a_conversation_of_another_browser_cannot_be_opened(handlers, parts):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    acting = Acting(made.shared, made)
    acting.act("w", "b", event(do="keep"))
    shown = acting.act("w2", "other", event(do="open", id=list_kept(made.shared.store, "b")[0].id))
    assert "no longer kept" in shown[parts.problem]
    assert questions(made, "w2") == []


def test_keeping_that_is_switched_off_keeps_nothing(handlers, parts):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    choose_keeping(made.shared.store, on=False)
    acting = Acting(made.shared, made)
    assert "switched off" in acting.act("w", "b", event(do="keep"))[parts.problem]
    assert "switched off" in acting.act("w", "b", event(do="judge", turn=1, useful="yes"))[parts.problem]
    assert list_kept(made.shared.store, "b") == ()
    assert count_feedback(made.shared.store) == 0


def test_a_store_that_cannot_be_used_does_not_stop_answers(parts, tmp_path):
    made = Handlers(Shared(Started(ANSWER), Store(tmp_path, None, "The disk is full.")), parts)
    shown = asked(made, "first")
    assert "A line" in shown[parts.conversation]
    assert "The disk is full." in shown[parts.tools]
    assert "The disk is full." in Acting(made.shared, made).act("w", "b", event(do="keep"))[parts.problem]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "nothing"},
        {"do": "judge"},
        {"do": "judge", "turn": "1", "useful": "yes"},
        {"do": "judge", "turn": 7, "useful": "yes"},
        {"do": "judge", "turn": 1, "useful": "maybe"},
    ],
)
def test_what_no_button_says_does_nothing(handlers, parts, data):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    shown = Acting(made.shared, made).act("w", "b", event(**data))
    assert set(shown) == {parts.errand}
    assert count_feedback(made.shared.store) == 0


def test_keeping_an_empty_conversation_does_nothing(handlers):
    made = handlers(Started(ANSWER))
    Acting(made.shared, made).act("w", "b", event(do="keep"))
    assert list_kept(made.shared.store, "b") == ()


def test_a_reason_is_cut_and_kept(handlers):
    made = handlers(Started(ANSWER))
    asked(made, "first")
    Acting(made.shared, made).act("w", "b", event(do="judge", turn=1, useful="no", why="x" * 9000))
    assert "x" * 500 in feedback_csv(made.shared.store)
    assert "x" * 501 not in feedback_csv(made.shared.store)


# -- settings --------------------------------------------------------------------------------------


@pytest.fixture
def settings(handlers):
    made = handlers(Started(ANSWER))
    with gr.Blocks(analytics_enabled=False):
        return made, SettingsHandlers(made.shared, gr.HTML(), gr.HTML(), gr.HTML())


def test_deleting_in_settings_stops_windows_from_keeping_it_again(settings):
    made, handlers = settings
    asked(made, "first")
    Acting(made.shared, made).act("w", "b", event(do="keep"))
    (kept,) = list_kept(made.shared.store, "b")
    handlers.act("w", "b", event(do="delete", id=kept.id))
    asked(made, "second")
    assert list_kept(made.shared.store, "b") == ()


@pytest.mark.parametrize("do", ["delete-everything", "keeping"])
def test_windows_keep_nothing_after(settings, do):
    made, handlers = settings
    asked(made, "first")
    Acting(made.shared, made).act("w", "b", event(do="keep"))
    handlers.act("w", "b", event(do=do))
    asked(made, "second")
    kept = list_kept(made.shared.store, "b")
    assert len(kept) == (0 if do == "delete-everything" else 1)
    assert questions(made) == ["first", "second"]
    assert not made.shared.windows.held("w").kept


def test_the_page_can_be_built_and_its_events_are_not_an_interface_for_others(tmp_path):
    page = build_page(Shared(Started(ANSWER), open_store(tmp_path)))
    assert page.analytics_enabled is False
    unload = [fn for fn in page.fns.values() if any(target[1] == "unload" for target in fn.targets)]
    assert len(unload) == 1
    assert all(fn.api_visibility == "private" for fn in page.fns.values() if fn not in unload)
