import json

import pytest

from evals.evaluation import QUESTION_FOLDER
from evals.questions import RISK_SETS, SETS, load_questions, load_risks
from evals.rows import EvaluationDataError

ROW = {
    "id": "a1",
    "persona": "manager",
    "type": "fact",
    "question": "Who?",
    "history": [{"role": "user", "content": "Before."}],
    "answerable": True,
    "gold": [{"quote": "A person", "must": True, "source_file": "guide.txt"}],
    "key_facts": [],
    "kloe": [],
    "notes": "",
    "group": "fact",
}


def write(folder, *rows):
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_question_is_loaded_with_its_history_and_gold(tmp_path):
    question = load_questions(write(tmp_path, ROW))[0]
    assert question.history[0].content == "Before."
    assert question.gold[0].quote == "A person"


def test_history_may_be_null(tmp_path):
    assert load_questions(write(tmp_path, ROW | {"history": None}))[0].history == ()


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"question": "  "},
        {"answerable": False},
        {"gold": []},
        {"gold": [{"quote": "•", "must": True, "source_file": "guide.txt"}]},
    ],
)
def test_wrong_row_is_refused_with_its_line(tmp_path, change):
    with pytest.raises(EvaluationDataError, match="line 2"):
        load_questions(write(tmp_path, ROW | {"id": "a0"}, ROW | change))


def test_id_that_is_taken_is_refused(tmp_path):
    with pytest.raises(EvaluationDataError, match="'a1' is taken"):
        load_questions(write(tmp_path, ROW, ROW))


def test_missing_file_is_named(tmp_path):
    with pytest.raises(EvaluationDataError, match=r"none\.jsonl"):
        load_risks(tmp_path / "none.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_question_files_are_as_they_should_be(name):
    assert load_questions(QUESTION_FOLDER / f"questions.{name}.jsonl")


@pytest.mark.parametrize("name", RISK_SETS)
def test_risk_files_hold_at_least_forty_rows_of_either_sort(name):
    live = [row.live for row in load_risks(QUESTION_FOLDER / f"risk.{name}.jsonl")]
    assert min(live.count(True), live.count(False)) >= 40
