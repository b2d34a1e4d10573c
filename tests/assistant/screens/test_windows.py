import pytest

from assistant.conversation import Conversation
from assistant.screens.windows import IDLE_S, MOST_WINDOWS, RELOAD_S, SILENT_S, Held, Windows
from assistant.types import Answer, AnswerKind

ANSWER = Answer(AnswerKind.NOTICE, ())


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def windows(clock):
    windows = Windows(clock)
    windows.arrive("mine", "session 1")
    windows.hold("mine", Held(Conversation().plus("my question", ANSWER)))
    return windows


def questions(held):
    return [exchange.question for exchange in held.conversation.exchanges]


def test_each_window_has_its_own(windows):
    assert questions(windows.held("other")) == []
    assert questions(windows.held("mine")) == ["my question"]


def test_a_reload_brings_it_back(windows, clock):
    windows.leave("mine")
    windows.lose("session 1")
    clock.now += RELOAD_S - 1
    assert questions(windows.arrive("mine", "session 2")) == ["my question"]
    clock.now += SILENT_S * 2
    assert questions(windows.held("mine")) == ["my question"]


def test_a_closed_window_is_forgotten(windows, clock):
    windows.leave("mine")
    clock.now += RELOAD_S + 1
    assert questions(windows.arrive("mine", "session 2")) == []


def test_a_window_that_the_browser_put_to_sleep_is_remembered_longer(windows, clock):
    windows.lose("session 1")
    clock.now += SILENT_S - 1
    assert questions(windows.arrive("mine", "session 2")) == ["my question"]
    windows.lose("session 2")
    clock.now += SILENT_S + 1
    assert questions(windows.held("mine")) == []


def test_the_old_connection_of_a_reloaded_window_ends_nothing(windows, clock):
    windows.arrive("mine", "session 2")
    windows.lose("session 1")
    clock.now += SILENT_S + 1
    assert questions(windows.held("mine")) == ["my question"]


def test_an_answer_that_comes_after_closing_is_forgotten_too(windows, clock):
    windows.leave("mine")
    windows.hold("mine", Held(Conversation().plus("late", ANSWER)))
    clock.now += RELOAD_S + 1
    assert questions(windows.held("mine")) == []


def test_what_nobody_touches_is_forgotten(windows, clock):
    clock.now += IDLE_S + 1
    assert questions(windows.held("mine")) == []


def test_there_is_a_limit_and_the_longest_untouched_goes_first(windows):
    for n in range(MOST_WINDOWS - 1):
        windows.held(str(n))
    assert questions(windows.held("mine")) == ["my question"]
    windows.held("one too many")
    assert questions(windows.held("mine")) == ["my question"]
    for n in range(MOST_WINDOWS):
        windows.held(f"more {n}")
    assert questions(windows.held("mine")) == []


@pytest.mark.parametrize("forget", [Windows.keep_nothing, lambda w: w.keep_no_more(w.held("mine").conversation.id)])
def test_what_is_deleted_is_not_kept_again(windows, forget):
    windows.hold("mine", Held(windows.held("mine").conversation, kept=True))
    forget(windows)
    assert not windows.held("mine").kept
    assert questions(windows.held("mine")) == ["my question"]


def test_an_unknown_window_that_leaves_is_no_error(windows):
    windows.leave("unknown")
    windows.lose("unknown")
    assert questions(windows.held("mine")) == ["my question"]
