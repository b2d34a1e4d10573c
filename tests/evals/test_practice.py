import json

import pytest

from evals.evaluation import QUESTION_FOLDER
from evals.practice import FINDINGS, OWN, SCENARIOS, load_practice
from evals.rows import EvaluationDataError

SCENARIO = {"id": "s1", "text": "Staff sing.", "kloe": ["C1", "R2"], "rating": "Good", "why": "…"}
FINDING = {"id": "f1", "text": "Staff sang.", "kloe": ["C1", "R2"], "rating": "Good", "rating_basis": "wording"}
OWN_ROW = {"id": "o1", "text": "Rain.", "kind": "none", "kloe": [], "rating": None, "why": "…"}


def write(folder, name, *rows):
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_dev(folder, scenarios=(SCENARIO,), findings=(FINDING,)):
    write(folder, "scenarios.dev", *scenarios)
    write(folder, "findings.dev", *findings)


def test_of_a_scenario_the_first_code_is_right_and_of_a_finding_any(tmp_path):
    write_dev(tmp_path)
    scenario, finding = load_practice("dev", tmp_path)
    assert (scenario.collection, scenario.codes, scenario.right) == (SCENARIOS, ("C1", "R2"), ("C1",))
    assert (finding.collection, finding.right) == (FINDINGS, ("C1", "R2"))


@pytest.mark.parametrize(
    ("basis", "sure"),
    [("wording", True), ("stated_key_question", True), ("stated_overall", False), (None, False)],
)
def test_the_level_of_a_finding_counts_where_it_is_that_of_its_words(tmp_path, basis, sure):
    write_dev(tmp_path, findings=[FINDING | {"rating_basis": basis}])
    assert load_practice("dev", tmp_path)[1].level_sure is sure


def test_our_own_rows_have_a_kind_and_may_have_no_code(tmp_path):
    write(tmp_path, "practice.test", OWN_ROW)
    write(tmp_path, "findings.test")
    (row,) = load_practice("test", tmp_path)
    assert (row.collection, row.kind, row.codes, row.level) == (OWN, "none", (), "")


def test_findings_that_are_held_out_count_like_those_of_development(tmp_path):
    write(tmp_path, "practice.test")
    write(tmp_path, "findings.test", FINDING | {"characteristics": ["Staff are", "People"]})
    (row,) = load_practice("test", tmp_path)
    assert (row.collection, row.level_sure, row.characteristics) == (FINDINGS, True, ("Staff are", "People"))


def test_the_calibration_set_has_no_rows_to_flag(tmp_path):
    assert load_practice("calibration", tmp_path) == []


@pytest.mark.parametrize(
    "bad", [{"rating": "good"}, {"text": " "}, {"kloe": "C1"}, {"id": ""}, {"rating": 3}], ids=lambda bad: str(bad)
)
def test_a_wrong_row_is_refused_with_its_file_and_line(tmp_path, bad):
    write_dev(tmp_path, scenarios=[SCENARIO, SCENARIO | {"id": "s2"} | bad])
    with pytest.raises(EvaluationDataError, match=r"scenarios\.dev\.jsonl, line 2"):
        load_practice("dev", tmp_path)


def test_an_id_that_is_taken_and_a_missing_file_are_refused(tmp_path):
    write_dev(tmp_path, scenarios=[SCENARIO, SCENARIO])
    with pytest.raises(EvaluationDataError, match="'s1' is taken"):
        load_practice("dev", tmp_path)
    with pytest.raises(EvaluationDataError, match=r"practice\.test\.jsonl cannot be opened"):
        load_practice("test", tmp_path)


def test_every_code_of_the_real_rows_is_in_the_framework(readings):
    framework = readings["cqc-annex-a2"][1].framework
    rows = [row for name in ("dev", "test") for row in load_practice(name, QUESTION_FOLDER)]
    assert len(rows) == 28 + 70 + 210 + 401
    wrong = [row.id for row in rows if not set(row.codes) <= set(framework.kloes)]
    assert not wrong
