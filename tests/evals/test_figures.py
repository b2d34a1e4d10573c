import pytest

from evals.aims import Standing, load_measures, missed_floors
from evals.evaluation import evaluate, load_set
from evals.figures import Figure, differences
from evals.finding import OURS, FindingResult
from evals.metrics import Estimate
from evals.peers import KeywordsAlone
from evals.rows import EvaluationDataError

MEASURES = load_measures()


def figure(measure, value, set_name="dev", **kwargs):
    return Figure(measure, set_name, Estimate(value, 10), **kwargs)


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        ("evidence_recall", 0.90, Standing.AIM),
        ("evidence_recall", 0.75, Standing.FLOOR),
        ("evidence_recall", 0.74, Standing.MISSED),
        ("refusal", 0.05, Standing.AIM),
        ("refusal", 0.10, Standing.FLOOR),
        ("refusal", 0.11, Standing.MISSED),
        ("citation_validity", 0.999, Standing.MISSED),
        ("citation_validity", None, Standing.MISSED),
        ("ndcg_10", 0.1, Standing.NONE),
    ],
)
def test_figure_stands_against_floor_and_aim(measure, value, expected):
    assert MEASURES[measure].standing(figure(measure, value)) == expected


@pytest.mark.parametrize("kwargs", [{"set_name": "test"}, {"system": "BM25 alone"}, {"group": "fact"}])
def test_floors_are_promised_for_our_development_figures_only(kwargs):
    assert MEASURES["recall_400"].standing(figure("recall_400", 0.0, **kwargs)) == Standing.NONE


def test_missed_and_missing_figures_fail_the_floors_but_timings_do_not():
    gated = {m.id: m.floor for m in MEASURES.values() if m.floor is not None and m.format == "share"}
    good = [figure(name, floor) for name, floor in gated.items()]
    slow = Figure("latency_p50", "timing", Estimate(9000.0, 1))
    assert missed_floors(MEASURES, [*good, slow]) == []
    assert missed_floors(MEASURES, good[1:]) == [MEASURES[good[0].measure].title]
    assert missed_floors(MEASURES, [figure(good[0].measure, 0.1), *good[1:]]) == [MEASURES[good[0].measure].title]


def test_measure_with_a_floor_but_no_direction_is_refused(tmp_path):
    path = tmp_path / "aims.toml"
    path.write_text('[[measure]]\nid = "x"\ntitle = "X"\nformat = "share"\nfloor = 1\n', encoding="utf-8")
    with pytest.raises(EvaluationDataError, match="which way is better"):
        load_measures(path)


@pytest.fixture
def run(make, tmp_path):
    """Two covered questions (one answered fully, one refused), one uncovered, two live-risk rows."""
    document = make.document("Train all staff. Write it down.")
    questions = [
        '{"id":"a","persona":"","type":"fact","question":"How?","history":[],"answerable":true,"gold":[{"quote":'
        '"Train all staff","must":true,"source_file":"guide.txt"}],"key_facts":[],"kloe":[],"notes":"","group":"fact"}',
        '{"id":"b","persona":"","type":"list","question":"Where?","history":[],"answerable":true,"gold":[{"quote":'
        '"Write it down","must":true,"source_file":"guide.txt"}],"key_facts":[],"kloe":[],"notes":"","group":"list"}',
        '{"id":"c","persona":"","type":"x","question":"Price?","history":null,"answerable":false,"gold":[],'
        '"key_facts":[],"kloe":[],"notes":"","group":"unanswerable"}',
    ]
    risks = [
        '{"id":"r","question":"He fell","live":true,"kind":"fall","notes":""}',
        '{"id":"s","question":"Prevent falls","live":false,"kind":"fall","notes":""}',
    ]
    (tmp_path / "questions.dev.jsonl").write_text("\n".join(questions), encoding="utf-8")
    (tmp_path / "risk.dev.jsonl").write_text("\n".join(risks), encoding="utf-8")
    (tmp_path / "followups.dev.jsonl").write_text("", encoding="utf-8")
    for name in ("scenarios", "findings"):
        (tmp_path / f"{name}.dev.jsonl").write_text("", encoding="utf-8")
    answers = {
        "How?": make.answer("answered", make.citation(document, (0, 16))),
        "Price?": make.answer("answered", make.citation(document, (0, 16), quote="Changed")),
        "He fell": make.answer("answered", notices=["safety-card"]),
        "Prevent falls": RuntimeError("no"),
    }
    product = make.assistant(answers, {"How?": [make.hit(document, (0, 16))]})
    rows = load_set("dev", [document], tmp_path)
    return evaluate(product, [document], rows, [], lambda *_: None)


def test_figures_of_a_run_by_hand(run):
    values = {f.measure: (f.estimate.value, f.estimate.n) for f in run.figures if f.is_ours}
    assert values["evidence_recall"] == (0.5, 2)  # 1 and 0
    assert values["words_quoted"] == (1.5, 2)  # 3 and 0, covered questions only
    assert values["false_answer"] == (1.0, 1)
    assert values["refusal"] == (0.5, 2)
    assert values["citation_validity"] == (0.5, 2)  # one of two citations
    assert values["risk_missed"] == (0.0, 1)
    assert values["risk_needless"] == (0.0, 1)
    assert values["recall_400"] == (0.5, 2)
    assert values["crash"] == (pytest.approx(1 / 7), 7)  # 3 questions, 2 risk rows, 2 searches; one crashed


def test_groups_are_reported_apart(run):
    assert {f.group: f.estimate.value for f in run.figures if f.group} == {"fact": 1.0, "list": 0.0}


def test_own_system_has_a_name_of_its_own():
    assert OURS != KeywordsAlone.name


def result(system, name, recall):
    return FindingResult(system, "dev", name, "fact", recall, recall, recall, recall, 400)


def test_a_difference_is_the_mean_of_ours_minus_theirs_question_by_question():
    ours = [result(OURS, "q1", 1.0), result(OURS, "q2", 0.5), result(OURS, "q3", 0.5), result(OURS, "q4", None)]
    theirs = [result("BM25 alone", "q2", 0.0), result("BM25 alone", "q1", 0.5), result("BM25 alone", "q4", 1.0)]
    first = differences("dev", ours, theirs)[0]
    # (1.0 - 0.5) and (0.5 - 0.0); q3 has no partner and q4 no figure of ours
    assert (first.measure, first.system, first.estimate.value, first.estimate.n) == ("recall_400", "BM25 alone", 0.5, 2)
    assert (first.estimate.low, first.estimate.high) == (0.5, 0.5)  # paired: the same on every question


def test_without_common_questions_there_is_no_difference():
    assert differences("dev", [result(OURS, "q1", 1.0)], [])[0].estimate == Estimate(None, 0)
