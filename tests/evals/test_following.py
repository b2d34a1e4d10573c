import json

import pytest

from evals.evaluation import QUESTION_FOLDER
from evals.following import FollowRow, dragged, follow_all, is_right, load_follows
from evals.rows import EvaluationDataError

ROW = {
    "id": "f1", "type": "level", "before": ["One?"], "question": "and two?", "kind": "answered",
    "gold": [{"document": "guide", "begins": "Store medicines"}], "first": False, "never": ["Complaints"], "notes": "",
}  # fmt: skip
FOLLOW = FollowRow("f1", "level", ("One?",), "and two?", "answered", (("guide", "Store medicines"),), False, ("R2",))


def write(folder, *rows):
    (folder / "followups.dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_row_is_read(tmp_path):
    write(tmp_path, ROW)
    (row,) = load_follows("dev", tmp_path)
    assert (row.before, row.gold, row.never) == (("One?",), (("guide", "Store medicines"),), ("Complaints",))


@pytest.mark.parametrize("bad", [{"gold": []}, {"before": []}, {"kind": "good"}, {"question": "?"}, {"more": 1}])
def test_a_bad_row_is_refused(tmp_path, bad):
    write(tmp_path, ROW | bad)
    with pytest.raises(EvaluationDataError, match="line 1"):
        load_follows("dev", tmp_path)


def test_an_id_is_taken_once(tmp_path):
    write(tmp_path, ROW, ROW)
    with pytest.raises(EvaluationDataError, match="taken"):
        load_follows("dev", tmp_path)


def test_the_calibration_set_has_no_conversations(tmp_path):
    assert load_follows("calibration", tmp_path) == []


def test_right_is_the_kind_and_a_gold_passage(make):
    document = make.document("Store medicines well. Other words.")
    cited, other = make.citation(document, (0, 21)), make.citation(document, (22, 34), number=2)
    assert is_right(FOLLOW, make.answer("answered", other, cited))
    assert is_right(FOLLOW, make.answer("partial", cited))
    assert not is_right(FOLLOW, make.answer("abstained", cited))
    assert not is_right(FOLLOW, make.answer("answered", other))


def test_where_it_is_pointed_at_it_has_to_come_first(make):
    document = make.document("Store medicines well. Other words.")
    cited, other = make.citation(document, (0, 21)), make.citation(document, (22, 34), number=2)
    row = FollowRow(**{**FOLLOW.__dict__, "first": True})
    assert not is_right(row, make.answer("answered", other, cited))


def test_dragged_is_a_leading_citation_in_the_wrong_place(make):
    citation = make.citation(make.document("Words."), (0, 6))
    elsewhere = type(citation)(**{**citation.__dict__, "heading": ("Ratings", "R2 Complaints")})
    assert dragged(FOLLOW, make.answer("answered", elsewhere)) == 1.0
    assert dragged(FOLLOW, make.answer("answered", citation)) == 0.0
    assert dragged(FollowRow(**{**FOLLOW.__dict__, "never": ()}), make.answer("answered", elsewhere)) is None


def test_every_turn_is_asked_and_a_crash_is_a_result(make):
    product = make.assistant({"and two?": RuntimeError("broken")})
    (result,) = follow_all(product, "dev", [FOLLOW], lambda *_: None)
    assert (result.kind, result.follow_right, result.follow_dragged) == ("error", 0.0, None)
    assert "broken" in result.error


@pytest.mark.parametrize("name", ["dev", "test"])
def test_the_sets_are_large_enough_and_share_no_row(name):
    rows = load_follows(name, QUESTION_FOLDER)
    others = {(r.before, r.question) for r in load_follows("test" if name == "dev" else "dev", QUESTION_FOLDER)}
    assert len(rows) >= 40
    assert not {(r.before, r.question) for r in rows} & others
