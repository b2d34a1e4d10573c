"""Two readers' judgements of drafted actions."""

import json

import pytest

from evals.judged import FILES, plan_figures, read_judgements, statement_figures
from evals.rows import EvaluationDataError


@pytest.fixture
def judged(tmp_path):
    """Write both readers' files: pairs of verdicts, by finding."""

    def written(*pairs, invented=(0, 0)):
        for n, name in enumerate(FILES):
            rows = [{"id": f"f{i}", "bears": pair[n], "invented": 0, "items": []} for i, pair in enumerate(pairs)]
            rows[0]["invented"] = invented[n]
            (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return tmp_path

    return written


def test_share_and_agreement_are_worked_out(judged):
    # a: 3 of 4, b: 2 of 4. They agree on 3 of 4; by chance on 3/4 * 2/4 + 1/4 * 2/4 = 1/2: (3/4 - 1/2) / (1/2) = 1/2.
    folder = judged((True, True), (True, True), (True, False), (False, False))
    held = read_judgements(*(folder / name for name in FILES))
    assert held.share.value == pytest.approx((3 / 4 + 2 / 4) / 2)
    assert held.share.n == 4
    assert held.agreement == pytest.approx(0.5)


def test_agreement_has_no_value_where_all_say_the_same(judged):
    folder = judged((True, True), (True, True))
    assert read_judgements(*(folder / name for name in FILES)).agreement is None


def test_an_invented_fact_counts_if_either_reader_finds_it(judged):
    figures = {figure.measure: figure.estimate for figure in plan_figures(judged((True, True), invented=(0, 2)))}
    assert figures["plan_invented"].value == 2
    assert figures["plan_bears"].value == 1


def test_without_both_readers_there_are_no_figures(judged):
    folder = judged((True, True))
    (folder / FILES[1]).unlink()
    assert plan_figures(folder) == []


@pytest.mark.parametrize("bad", ['{"id": "f0"}', '{"id": "f0", "bears": null}', "[", '{"id": "f0", "bears": "yes!"}'])
def test_a_row_that_is_no_judgement_is_refused_with_its_line(judged, bad):
    folder = judged((True, True))
    (folder / FILES[0]).write_text(bad + "\n", encoding="utf-8")
    with pytest.raises(EvaluationDataError, match="line 1"):
        plan_figures(folder)


def test_readers_of_different_findings_are_refused(judged):
    folder = judged((True, True), (False, True))
    lines = (folder / FILES[0]).read_text(encoding="utf-8").splitlines()
    (folder / FILES[0]).write_text(lines[0] + "\n", encoding="utf-8")
    with pytest.raises(EvaluationDataError, match="same findings"):
        plan_figures(folder)


def test_only_statements_that_are_shown_now_are_counted(tmp_path):
    for name, second in zip(FILES, (True, False), strict=True):
        rows = [{"id": "1", "statement": "Ask staff.", "bears": True}, {"id": "2", "statement": "Go.", "bears": second}]
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    figures = {f.measure: f.estimate for f in statement_figures({"Ask staff.", "New."}, tmp_path)}
    assert (figures["written_supported"].value, figures["written_supported"].n) == (1.0, 1)
    assert figures["written_judged"].value == pytest.approx(0.5)
    both = {f.measure: f.estimate for f in statement_figures({"Ask staff.", "Go."}, tmp_path)}
    assert both["written_supported"].value == pytest.approx(0.75)


def test_without_readers_there_are_no_figures_of_statements(tmp_path):
    assert statement_figures({"Ask staff."}, tmp_path) == []
