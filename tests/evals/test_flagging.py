from types import SimpleNamespace

import numpy as np
import pytest

from evals.aims import load_measures
from evals.evaluation import EvaluationSet, FlagSystems, evaluate
from evals.figures import flag_figures
from evals.finding import OURS
from evals.flagging import NEAREST, Named, NearestStatement, OwnFlags, flag_all, steps_between
from evals.practice import FINDINGS, OWN, SCENARIOS, PracticeRow
from evals.report import flag_group_rows, flag_rows, plain_report
from evals.timing import MeasurementError, flag_latency_figures

MEASURES = load_measures()


class Scripted:
    """Named codes by text, from a script; an exception in the script is raised."""

    name = OURS

    def __init__(self, script):
        self.script = script

    def named(self, text):
        said = self.script.get(text, [])
        if isinstance(said, Exception):
            raise said
        return [Named(*pair) for pair in said]


def row(text="t", codes=("S4",), level="Good", **more):
    more = {"collection": SCENARIOS, "id": text, "kind": "description", "right": tuple(codes[:1]), **more}
    return PracticeRow(text=text, codes=tuple(codes), level=level, **more)


@pytest.fixture
def framework(readings):
    return readings["cqc-annex-a2"][1].framework


@pytest.fixture
def measured(framework):
    """What one row gets for these named pairs."""

    def measure(one, *named):
        (result,) = flag_all(Scripted({one.text: list(named)}), framework, "dev", [one], lambda *_: None)
        return result

    return measure


# -- one row --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "first", "three", "key"),
    [
        (["S4"], 1, 1, 1),
        (["S1", "S4"], 0, 1, 1),
        (["E1", "C1", "S4"], 0, 1, 0),
        (["E1", "C1", "W1", "S4"], 0, 0, 0),
        (["E1", "E1", "C1", "C1", "S4"], 0, 1, 0),  # without repeats S4 is third
        ([], 0, 0, 0),
    ],
)
def test_kloe_first_among_three_and_key_question(measured, named, first, three, key):
    result = measured(row(), *((code, "Good") for code in named))
    assert (result.kloe_first, result.kloe_three, result.key_question) == (first, three, key)


def test_any_listed_code_of_a_finding_is_right(measured):
    one = row(codes=("S4", "W2"), right=("S4", "W2"), collection=FINDINGS)
    assert measured(one, ("W2", "Good")).kloe_first == 1


@pytest.mark.parametrize(
    ("level", "right", "far"),
    [("Good", 1, 0), ("Outstanding", 0, 0), ("Requires improvement", 0, 0), ("Inadequate", 0, 1), ("", 0, 0)],
)
def test_level_right_and_more_than_one_step_off(measured, level, right, far):
    result = measured(row(level="Good"), ("S4", level))
    assert (result.level_right, result.level_far, result.level_rest) == (right, far, None)


def test_the_level_of_a_whole_service_is_counted_apart(measured):
    result = measured(row(level_sure=False), ("S4", "Good"))
    assert (result.level_right, result.level_far, result.level_rest) == (None, None, 1)


def test_a_row_without_a_level_has_no_figure_of_levels(measured):
    result = measured(row(level=""), ("S4", "Good"))
    assert (result.level_right, result.level_far, result.level_rest) == (None, None, None)


@pytest.mark.parametrize(
    ("named", "right", "within"),
    [
        (("S4", "Good", "Tablets are  kept\nsafe."), 1, 1),
        (("S4", "Good", "Nobody runs out."), 1, 1),
        (("S4", "Good", "Stock is counted."), 0, 0),
        (("S4", "Outstanding", "Tablets are kept safe."), 0, None),
        (("S1", "Good", "Tablets are kept safe."), 0, None),
        (("S4", ""), 0, None),
    ],
)
def test_a_characteristic_is_right_if_it_begins_as_one_that_fits(measured, named, right, within):
    result = measured(row(characteristics=("Tablets are kept", "Nobody")), named)
    assert (result.characteristic_right, result.characteristic_within) == (right, within)
    unknown = measured(row(), named)
    assert (unknown.characteristic_right, unknown.characteristic_within) == (None, None)


def test_a_row_without_a_code_counts_only_whether_it_is_flagged(measured):
    one = row(codes=(), kind="none", level="")
    assert measured(one, ("S4", "Good")).none_flagged == 1
    result = measured(one)
    assert (result.none_flagged, result.unflagged, result.kloe_first) == (0, None, None)


def test_a_neutral_question_should_get_no_level(measured):
    one = row(kind="question", level="")
    assert measured(one, ("S4", "Good")).question_level == 1
    assert measured(one, ("S4", "")).question_level == 0
    assert measured(one).unflagged == 1


def test_a_crash_is_no_flag_and_is_said(framework):
    system = Scripted({"t": ValueError("no")})
    (result,) = flag_all(system, framework, "dev", [row()], lambda *_: None)
    assert (result.error, result.kloe_first, result.unflagged) == ("ValueError: no", 0, 1)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("Good", "Good", 0), ("Outstanding", "Inadequate", 3), ("Inadequate", "Good", 2), ("", "Good", None)],
)
def test_steps_between_levels(one, other, steps):
    assert steps_between(one, other) == steps_between(other, one) == steps


# -- systems ----------------------------------------------------------------------------------------


def test_own_flags_are_those_of_the_framework_the_rows_are_about(make):
    product = make.assistant(flags={"t": [make.flag("K1", framework="other"), make.flag("S4", "Good")]})
    assert OwnFlags(product).named("t") == [Named("S4", "Good")]


def test_the_nearest_statement_gives_its_own_code_and_level(framework, make):
    peer = NearestStatement(framework, make.embedder())
    said = framework.kloes["S3"].levels[2].statements[1]
    assert peer.named(said.text)[0] == Named("S3", "Requires improvement", said.text)
    assert len(peer.named("anything")) == sum(len(c.statements) for code, c in framework.cells() if code[-1].isdigit())


# -- figures and report -----------------------------------------------------------------------------


def test_figures_of_flags_by_hand(framework):
    script = {"a": [("S4", "Good")], "b": [("S1", "Inadequate"), ("S4", "Good")], "c": [("S4", "Good")], "d": []}
    rows = [row("a"), row("b"), row("c", collection=OWN), row("d", codes=("R3",), collection=OWN)]
    rows.append(row("e", codes=(), level="", kind="none", collection=OWN))
    results = flag_all(Scripted(script), framework, "dev", rows, lambda *_: None)
    values = {(f.measure, f.group): (f.estimate.value, f.estimate.n) for f in flag_figures(OURS, "dev", results)}
    assert values["scenarios_kloe_first", ""] == (0.5, 2)
    assert values["scenarios_kloe_three", ""] == (1.0, 2)
    assert values["scenarios_level_right", ""] == (0.5, 2)
    assert values["scenarios_level_far", ""] == (0.5, 2)  # Inadequate is two steps from Good
    assert values["own_kloe_first", ""] == (0.5, 2)
    assert values["own_unflagged", ""] == (0.5, 2)
    assert values["own_none_flagged", ""] == (0.0, 1)
    assert values["own_kloe_first", "S4"] == (1.0, 1)
    assert values["own_kloe_first", "R3"] == (0.0, 1)
    assert ("scenarios_none_flagged", "") not in values  # does not apply
    assert {measure for measure, _ in values} <= set(MEASURES)


def test_report_shows_flags_beside_the_peer_and_kloes_apart(framework):
    rows = [row("a"), row("c", collection=OWN)]
    ours = flag_figures(OURS, "dev", flag_all(Scripted({}), framework, "dev", rows, lambda *_: None))
    right = Scripted({"a": [("S4", "Good")], "c": [("S4", "Good")]})
    figures = ours + flag_figures(NEAREST, "dev", flag_all(right, framework, "dev", rows, lambda *_: None))
    assert flag_rows(MEASURES, figures)[0] == ["KLOE first, descriptions", "dev", "0.000", "1.000", "1"]
    assert flag_group_rows(MEASURES, figures)[0][:2] == ["dev", "R3"]
    text = plain_report(MEASURES, figures)
    assert "Flags beside the nearest statement" in text
    assert "Evidence recall by group" not in text  # KLOEs are no groups of questions


def test_a_run_flags_its_rows_and_counts_crashes(framework, make):
    document = make.document("Train all staff.")
    product = make.assistant(flags={"a": [make.flag("S4", "Good")], "b": RuntimeError("no")})
    rows = EvaluationSet("dev", (), (), (row("a"), row("b")))
    run = evaluate(product, [document], rows, [], lambda *_: None, flagging=FlagSystems(framework))
    assert [r.id for r in run.flags] == ["a", "b"]
    values = {f.measure: f.estimate for f in run.figures}
    assert values["scenarios_kloe_first"].value == 0.5
    assert (values["crash"].value, values["crash"].n) == (0.5, 2)


def test_flags_are_timed_after_a_round_that_is_not_counted():
    times = iter([0.0, 9.0, 10.0, 10.1, 20.0, 20.3])  # 9 s are not counted; then 100 ms and 300 ms
    product = SimpleNamespace(flag=lambda text: ())
    p50, p95 = flag_latency_figures(product, ["a", "b"], lambda *_: None, clock=lambda: next(times))
    assert p50.estimate.value == pytest.approx(200)
    assert p95.estimate.value == pytest.approx(np.percentile([100, 300], 95))
    with pytest.raises(MeasurementError, match="No text was flagged"):
        flag_latency_figures(product, [], lambda *_: None)
