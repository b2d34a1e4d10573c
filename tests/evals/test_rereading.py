import json

import pytest

from assistant.answering import Assistant
from assistant.types import Reread
from corpus.index import open_index
from evals.evaluation import QUESTION_FOLDER
from evals.following import FollowRow, load_follows
from evals.rereading import REPLIES_FILE, load_replies, reread_all, reread_counts
from evals.rows import EvaluationDataError

BEFORE = "How do staff keep a record of medicine?"
FULL = "How do staff keep a record of allergies?"


@pytest.fixture(scope="module")
def assistant(small_index, WordEncoder):
    return Assistant(open_index(small_index), WordEncoder())


def row(question, name="f1", before=(BEFORE,)):
    return FollowRow(name, "swap", before, question, "any", (), False, ())


def silent(*_):
    """Tell nobody."""


def test_there_is_a_reply_for_every_development_row():
    rows = load_follows("dev", QUESTION_FOLDER)
    replies = load_replies(QUESTION_FOLDER, rows)
    assert set(replies) == {row.id for row in rows}
    assert all(len(replies[row.id]) <= len(row.before) + 1 for row in rows)


@pytest.mark.parametrize(
    "bad", [{"id": "f1"}, {"id": "f1", "earlier": [], "question": ""}, {"id": "f2", "earlier": [], "question": "One?"}]
)
def test_a_reply_that_is_missing_or_no_reply_is_refused(tmp_path, bad):
    (tmp_path / REPLIES_FILE).write_text(json.dumps(bad) + "\n", encoding="utf-8")
    with pytest.raises(EvaluationDataError):
        load_replies(tmp_path, [row("and for induction?")])


def test_readings_are_played_judged_and_counted(assistant):
    rows = [row("and of allergies?", "f1"), row("and of allergies?", "f2"), row("thanks", "f3")]
    replies = {"f1": [FULL], "f2": ["What is the boiling point of tungsten?"], "f3": [FULL]}
    results = reread_all(assistant, "dev", rows, replies, silent)
    assert [r.reread for r in results] == [Reread.TAKEN, Reread.REFUSED, None]
    assert [r.follow.follow_right for r in results] == [1.0, 1.0, 1.0]
    assert [r.follow.error for r in results] == ["", "", ""]
    assert results[0].understood == FULL
    assert reread_counts(results) == {"asked": 2, "taken": 1, "refused": 1}


def test_questions_before_the_last_one_are_read_by_the_model_too(assistant):
    rows = [row("and who signs it?", before=(BEFORE, "and of allergies?"))]
    replies = {"f1": [FULL, "Who signs the record of allergies?"]}
    (result,) = reread_all(assistant, "dev", rows, replies, silent)
    assert result.reread is Reread.TAKEN
    assert result.understood == "Who signs the record of allergies?"
