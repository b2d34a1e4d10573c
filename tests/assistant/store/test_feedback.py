import csv
import io

import pytest

from assistant.conversation import Conversation
from assistant.store.choices import choose_keeping, may_keep
from assistant.store.feedback import count_feedback, feedback_csv, give_feedback


def rows(store):
    return list(csv.DictReader(io.StringIO(feedback_csv(store))))


def test_feedback_has_the_question_the_answer_and_the_reason(store, conversation):
    give_feedback(store, conversation.judged(1, useful=False, why="Too long, too old"), 1)
    (row,) = rows(store)
    assert (row["useful"], row["why"], row["kind"]) == ("no", "Too long, too old", "answered")
    assert row["question"] == "How do we\nstore medicines?"
    assert row["quotes"] == "The guide › Top tips › “Quoted” › page 3"


def test_a_second_opinion_on_an_answer_replaces_the_first(store, conversation):
    give_feedback(store, conversation.judged(1, useful=False, why="Hm"), 1)
    give_feedback(store, conversation.judged(1, useful=True, why=""), 1)
    assert count_feedback(store) == 1
    assert (rows(store)[0]["useful"], rows(store)[0]["why"]) == ("yes", "")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@sum", "\t=1"])
def test_nothing_is_calculated_by_a_spreadsheet(store, answer, text):
    give_feedback(store, Conversation().plus(text, answer).judged(1, useful=True, why=text), 1)
    assert rows(store)[0]["why"] == rows(store)[0]["question"] == f"'{text}"


def test_keeping_is_on_until_it_is_switched_off(store):
    assert may_keep(store)
    choose_keeping(store, on=False)
    assert not may_keep(store)
    choose_keeping(store, on=True)
    assert may_keep(store)
