import json
from dataclasses import replace

import pytest

from corpus.layout import IndexInfo
from evals.aims import load_measures
from evals.answering import AnswerResult, RiskResult
from evals.evaluation import Run
from evals.figures import FINDING_MEASURES, Figure
from evals.metrics import Estimate
from evals.page import page
from evals.record import UNCOMMITTED, Provenance, commit_of, write_record
from evals.report import plain_report

MEASURES = load_measures()
EVIL = "<script>alert('x')</script> & \"more\""
INFO = IndexInfo(2, EVIL, "", {}, 5, 100, "")
MADE = Provenance("abc1234", "2026-01-01", INFO, {}, {}, {}, "a machine")

ANSWER = AnswerResult(
    set_name="dev",
    id="q1",
    group=EVIL,
    question=EVIL,
    answerable=True,
    kind="error",
    evidence_recall=0.0,
    false_answer=None,
    refusal=1.0,
    words_counted=0,
    words_quoted=0,
    missing=(EVIL,),
    citations=0,
    invalid=(),
    safety_card=False,
    reason="",
    engine="extractive",
    seconds=0.1,
    error=EVIL,
)


@pytest.fixture
def run():
    estimate = Estimate(0.8, 64, 0.7, 0.9)
    figures = [
        Figure(m, name, estimate) for m in ("evidence_recall", "refusal", *FINDING_MEASURES) for name in ("dev",)
    ]
    figures += [Figure(m, "dev", estimate, system=EVIL) for m in FINDING_MEASURES]
    figures += [Figure("evidence_recall", "dev", estimate, group=EVIL)]
    figures += [
        Figure("citation_validity", "dev", Estimate(None, 0)),
        Figure("latency_p50", "timing", Estimate(200.0, 71)),
    ]
    risk = RiskResult("dev", "r1", EVIL, True, "answered", False, 1.0, None)
    return Run(tuple(figures), (ANSWER,), (), (risk,))


def test_page_escapes_every_text(run):
    html = page(MEASURES, MADE, run)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8


def test_page_fetches_nothing(run):
    html = page(MEASURES, MADE, run)
    assert not any(word in html for word in ("http://", "https://", "src=", "@import", "url("))


def test_page_does_not_show_rows_of_the_test_set(run):
    held_out = replace(run, answers=(replace(ANSWER, set_name="test", question="held out"),), risks=())
    assert "held out" not in page(MEASURES, MADE, held_out)


def test_page_of_an_empty_run_is_still_a_page():
    assert page(MEASURES, MADE, Run(())).startswith("<!doctype html>")


def test_table_gives_value_n_interval_floor_and_aim(run):
    lines = plain_report(MEASURES, run.figures).splitlines()
    line = next(line for line in lines if line.startswith("Evidence recall of answers"))
    assert line.split()[4:] == ["dev", "0.800", "64", "0.700", "to", "0.900", "0.750", "0.900", "floor", "met"]


def test_table_says_when_a_floor_is_missed_or_a_measure_does_not_apply(run):
    text = plain_report(MEASURES, run.figures)
    assert "floor missed" in next(line for line in text.splitlines() if line.startswith("Refused"))
    assert "–" in next(line for line in text.splitlines() if line.startswith("Citations"))
    assert "over budget" in next(line for line in text.splitlines() if line.startswith("Answer, p50"))


def test_record_holds_provenance_figures_and_results(run, tmp_path):
    path = tmp_path / "deep" / "abc1234.json"
    write_record(path, MADE, run)
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["provenance"]["index"]["fingerprint"] == EVIL
    assert record["figures"][0]["estimate"] == {"value": 0.8, "n": 64, "low": 0.7, "high": 0.9}
    assert record["answers"][0]["missing"] == [EVIL]


def test_folder_that_is_no_checkout_is_uncommitted(tmp_path):
    assert commit_of(tmp_path) == UNCOMMITTED
