import pytest

from assistant.clarify import chosen, doubt_about
from assistant.conversation import Conversation
from assistant.patterns import load_data
from assistant.types import AnswerKind

ROWS = load_data("ambiguous.toml")["ambiguous"]
PLAN = "what should be in the plan?"


@pytest.mark.parametrize(
    "question", [PLAN, "how do we do assessments?", "feedback", "tips for engagement", "what are the prompts?"]
)
def test_a_question_that_means_several_things_is_asked_back(ask, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.CLARIFY
    assert len(answer.choices) > 1
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question",
    [
        "what should be in the action plan?",
        "what should I do about supervision?",
        "how do we do risk assessments?",
        "How do we get feedback from staff?",
        "What are the prompts of S4?",
        "once the plan is signed off how do I stop it gathering dust",
    ],
)
def test_a_question_that_says_what_it_means_is_not_asked_back(question):
    assert doubt_about(question) is None


@pytest.mark.parametrize("choice", [choice for row in ROWS for choice in row["choices"]])
def test_every_choice_is_answered(ask, choice):
    assert ask(choice).kind is AnswerKind.ANSWERED


def test_it_is_asked_back_once_for_a_subject_and_never_twice_running(assistant):
    talk = Conversation().plus(PLAN, assistant.ask(PLAN))
    assert assistant.ask("feedback", talk.history()).kind is not AnswerKind.CLARIFY  # the last answer asked back
    talk = talk.plus("thanks", assistant.ask("thanks", talk.history()))
    assert assistant.ask(PLAN, talk.history()).kind is not AnswerKind.CLARIFY  # of plans it was asked before


def test_a_short_reply_chooses(assistant):
    history = Conversation().plus("how do we do assessments?", assistant.ask("how do we do assessments?")).history()
    assert chosen("of risks", history) == "What does Good look like for risk assessments?"
    assert assistant.ask("of risks", history).understood == "What does Good look like for risk assessments?"
    assert chosen("something else", history) == ""


@pytest.mark.parametrize("question", ["minimum wage and tips for supervision", "tips for supervision and minimum wage"])
def test_the_covered_half_is_answered_and_the_other_named(ask, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.PARTIAL
    assert any("supervision" in " ".join(c.heading) for c in answer.citations)
    assert any("minimum wage" in block.text and "Where to look" in block.text for block in answer.blocks)


def test_what_went_before_says_which_is_meant(assistant):
    question = "How should we write an action plan?"
    talk = Conversation().plus(question, assistant.ask(question))
    assert assistant.ask(PLAN, talk.history()).kind is AnswerKind.ANSWERED


def test_a_new_subject_that_means_several_things_is_asked_back_after_another(assistant):
    question = "What does Good look like for complaints?"
    talk = Conversation().plus(question, assistant.ask(question))
    answer = assistant.ask(PLAN, talk.history())
    assert answer.kind is AnswerKind.CLARIFY
    assert answer.choices
    assert answer.understood == ""
