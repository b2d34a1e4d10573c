import pytest

from assistant.parts import split_parts, uncovered_parts
from assistant.types import AnswerKind, Role

COVERED = "What are the top tips for supervision"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How do we recruit staff and how do we keep them happy?",
            ["How do we recruit staff", "how do we keep them happy?"],
        ),
        (
            "Who checks the rota? What does the manager record?",
            ["Who checks the rota?", "What does the manager record?"],
        ),
        (
            "What tips are there for supervision, and what is the minimum wage?",
            ["What tips are there for supervision", "what is the minimum wage?"],
        ),
    ],
)  # fmt: skip
def test_questions_are_split_where_another_question_begins(question, parts):
    assert [part.removeprefix("and ") for part in split_parts(question)] == parts


@pytest.mark.parametrize(
    "question",
    [
        "How do we recruit and keep staff?",
        "What does good look like for food and drink?",
        "How can staff, families and the board help?",
        "",
        "medicines, audits, charts",
    ],
)
def test_a_question_about_one_thing_is_not_split(question):
    assert len(split_parts(question)) < 2


@pytest.mark.parametrize(
    "part",
    [
        "what is the VAT on training?",
        "what is the dose of paracetamol?",
    ],
)
def test_a_part_that_is_not_covered_is_named_below_what_is(ask, part):
    answer = ask(f"{COVERED} and {part}")
    assert answer.kind is AnswerKind.PARTIAL
    assert answer.citations
    last = answer.blocks[-1]
    assert last.role is Role.OURS
    assert last.text == f"I found nothing in the guidance on this part: “{part}”"


def test_with_no_part_covered_nothing_is_answered(ask):
    assert ask("What is the minimum wage and what is the VAT on training?").kind is AnswerKind.ABSTAINED


def test_parts_that_are_covered_make_a_whole_answer(ask):
    answer = ask("How do we improve supervision and how do we handle complaints?")
    assert answer.kind is AnswerKind.ANSWERED


def test_a_question_of_one_part_has_no_uncovered_parts(assistant):
    understanding = assistant.look("what is the minimum wage?")[0]
    assert uncovered_parts(understanding, [1, 2], assistant.index) == ()


def test_without_passages_no_part_is_called_uncovered(assistant):
    understanding = assistant.look(f"{COVERED} and what is the minimum wage?")[0]
    assert uncovered_parts(understanding, [], assistant.index) == ()
    assert uncovered_parts(understanding, [1], assistant.index) == ("what is the minimum wage?",)
