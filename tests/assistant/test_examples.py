import pytest

from assistant.patterns import load_data
from assistant.types import AnswerKind

EXAMPLES = [question for group in load_data("examples.toml")["group"] for question in group["questions"]]


@pytest.mark.parametrize("question", EXAMPLES)
def test_an_example_question_is_answered(ask, honesty, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.ANSWERED
    assert "safety-card" not in {notice.id for notice in answer.notices}
    honesty.check(answer, question)


def test_the_readmes_question_is_answered(ask):
    assert ask("how do we improve our medication process?").kind is AnswerKind.ANSWERED
