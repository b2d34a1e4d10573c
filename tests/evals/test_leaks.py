import pytest

from evals.evaluation import QUESTION_FOLDER
from evals.leaks import (
    Text,
    alike,
    evaluation_rows,
    folded,
    leaks,
    learnt_texts,
    practice_rows,
    statement_rows,
    written_questions,
)
from evals.timing import ROOT

TUNED_ON = ("questions.dev", "questions.calibration", "risk.dev")
HELD_OUT = ("questions.test", "risk.test")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("What's a MAR chart?", "whats a mar-chart", True),
        ("Who?", "who", True),
        ("a b c d", "d c b a", True),  # 4 of 4 words
        ("a b c d", "a b c d e", True),  # 4 of 5 = 0.8
        ("a b c d", "a b c d e f", False),  # 4 of 6
        ("a b c", "c b a", False),  # the same three words, but fewer than four
    ],
)
def test_alike_texts(one, other, expected):
    assert alike(folded(one), folded(other)) is expected
    assert alike(folded(other), folded(one)) is expected


def test_leaks_name_both_places():
    (leak,) = leaks([Text("questions.test t1", "How do I train staff?")], [Text("lay.jsonl", "how do I train staff")])
    assert str(leak) == "questions.test t1 'How do I train staff?' is like lay.jsonl 'how do I train staff'"


@pytest.mark.parametrize("missing", range(10))
def test_near_texts_are_found_whichever_word_they_lack(missing):
    words = [f"w{n}" for n in range(10)]
    seen = [Text("s", " ".join(words[:missing] + words[missing + 1 :])), Text("s", "w0 w1 w2 w3 w4 other")]
    assert [leak.seen for leak in leaks([Text("r", " ".join(words))], seen)] == [seen[0]]


def test_questions_are_read_at_any_depth(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "lay.jsonl").write_text('{"questions": ["One?"], "opens": "Two?"}\n', encoding="utf-8")
    (tmp_path / "assistant" / "data").mkdir(parents=True)
    (tmp_path / "assistant" / "data" / "examples.toml").write_text(
        '[[group]]\nquestion = "Three?"\n[[group.more]]\nquestions = ["Four?"]\n', encoding="utf-8"
    )
    assert {text.text for text in written_questions(tmp_path)} == {"One?", "Three?", "Four?"}


def test_no_evaluation_row_is_a_lay_question_an_example_or_training_data():
    seen = written_questions(ROOT)
    assert len(seen) > 1000
    found = leaks(evaluation_rows(QUESTION_FOLDER, ("questions.dev", "risk.dev", *HELD_OUT)), seen)
    assert not found, "\n".join(map(str, found))


def test_no_held_out_row_is_among_the_rows_that_are_tuned_on():
    found = leaks(evaluation_rows(QUESTION_FOLDER, HELD_OUT), evaluation_rows(QUESTION_FOLDER, TUNED_ON))
    assert not found, "\n".join(map(str, found))


@pytest.fixture
def frameworks(readings):
    """Every framework of the real corpus."""
    return [reading.framework for _, reading in readings.values() if reading.framework]


@pytest.mark.parametrize("name", ["dev", "test"])
def test_no_row_that_flags_are_measured_on_is_what_they_are_learnt_from(corpus_folder, frameworks, name):
    seen = learnt_texts(corpus_folder, frameworks)
    assert sum(text.source == "annex-a2" for text in seen) == 22 + 119 + 772
    assert sum(text.source == "situations.jsonl" for text in seen) > 1000
    found = leaks(practice_rows(QUESTION_FOLDER, [name]), [*seen, *written_questions(ROOT)])
    assert not found, "\n".join(map(str, found))


def test_no_held_out_row_that_flags_are_measured_on_is_one_they_are_tuned_on():
    found = leaks(practice_rows(QUESTION_FOLDER, ["test"]), practice_rows(QUESTION_FOLDER, ["dev"]))
    assert not found, "\n".join(map(str, found))


def test_no_held_out_statement_is_one_that_the_check_is_tuned_on():
    held_out, tuned = statement_rows(QUESTION_FOLDER, ["test"]), statement_rows(QUESTION_FOLDER, ["dev", "calibration"])
    assert len(held_out) >= 200
    assert len(tuned) > 1000
    found = leaks(held_out, tuned)
    assert not found, "\n".join(leak.row.source for leak in found)  # the words of held-out rows are not shown


def test_no_evaluation_question_is_a_situation(corpus_folder):
    rows = evaluation_rows(QUESTION_FOLDER, ("questions.dev", "risk.dev", *HELD_OUT))
    found = leaks(rows, learnt_texts(corpus_folder, []))
    assert not found, "\n".join(map(str, found))


def test_learnt_texts_hold_every_word_of_a_framework(frameworks, tmp_path):
    (annex,) = frameworks
    texts = {text.text for text in learnt_texts(tmp_path, [annex])}  # a folder without situations
    kloe = annex.kloes["S4"]
    assert {kloe.question, kloe.prompts[0].text, kloe.levels[0].statements[0].text} <= texts
