import pytest

from assistant.conversation import Conversation
from assistant.pointing import pointed_at
from assistant.types import AnswerKind
from corpus.types import Kind, Passage, Span


def passage(number, kind=Kind.TIP, unit="guide#list:1"):
    return Passage(f"p{number}", "guide", kind, ("Tips",), "", (Span(0, 1),), f"Text {number}", (), (unit,))


LIST = [passage(n) for n in range(5)] + [passage(9, Kind.PROSE, "guide#section:2")]
STORIES = [passage(n, Kind.CASE, f"guide#case:{n // 2}") for n in range(4)] + [passage(8)]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("tell me more about the third tip", 2),
        ("and tip 5?", 4),
        ("what is number two about?", 1),
        ("the last one, how would we do that?", 4),
        ("the 2nd please", 1),
        ("say more on the first", 0),
        ("what does [6] mean", 5),
        ("the last quote", 4),
    ],
)
def test_words_point_at_what_was_shown(question, place):
    assert pointed_at(question, LIST).place == place


@pytest.mark.parametrize(
    "question",
    ["what are the first steps to improve?", "who was the last manager?", "How do we improve supervision?", "tips?"],
)
def test_other_words_point_at_nothing(question):
    assert pointed_at(question, LIST) is None


def test_stories_are_counted_whole():
    assert pointed_at("the second case study", STORIES).place == 2
    assert pointed_at("that case study", STORIES).place == 0


def test_more_than_was_shown_is_said(assistant):
    assert pointed_at("the ninth tip", LIST).place is None
    talk = Conversation().plus("tips for supervision", assistant.ask("What are the top tips for supervision?"))
    answer = assistant.ask("tell me more about the ninth tip", talk.history())
    assert answer.kind is AnswerKind.CLARIFY
    assert "only 5" in answer.blocks[0].text


def test_nothing_shown_is_nothing_to_point_at():
    assert pointed_at("the third tip", []) is None
