from itertools import accumulate, cycle
from types import SimpleNamespace

import numpy as np
import pytest

from evals.figures import Figure
from evals.metrics import Estimate
from evals.timing import MeasurementError, latency_figures, or_unmeasured


class Clock:
    """Advances by the next of some steps each time it is read."""

    def __init__(self, *steps):
        self._times = accumulate(cycle(steps))

    def __call__(self):
        return next(self._times)


STORE = SimpleNamespace(nearest=lambda vector, top_k: [])
INDEX = SimpleNamespace(vectors={"passage": STORE})
ENCODER = SimpleNamespace(encode=lambda texts: np.zeros((1, 384), np.float32))


def figures(product, questions, clock):
    found = latency_figures(product, INDEX, ENCODER, questions, lambda *_: None, clock)
    return {figure.measure: figure.estimate for figure in found}


def test_ratio_is_of_the_medians_in_the_same_run(make):
    # Each question reads the clock four times: start, + 0.2 s answer, start, + 0.1 s bare query.
    clock = Clock(0.0, 0.2, 0.0, 0.1)
    found = figures(make.assistant(), [make.question("a"), make.question("b")], clock)
    assert found["latency_p50"].value == pytest.approx(200)
    assert found["bare_p50"].value == pytest.approx(100)
    assert found["latency_ratio"].value == pytest.approx(2.0)
    assert found["latency_p50"].n == 2


def test_question_that_crashes_has_no_time(make):
    product = make.assistant({"a": RuntimeError("no")})
    found = figures(product, [make.question("a"), make.question("b")], Clock(0.1))
    assert found["latency_p95"].n == 1


def test_nothing_answered_cannot_be_timed(make):
    with pytest.raises(MeasurementError, match="No question"):
        figures(make.assistant({"a": RuntimeError("no")}), [make.question("a")], Clock(1.0))


def test_measurement_that_fails_shows_as_figures_without_a_value():
    def work():
        raise MeasurementError("It broke.")

    said = []
    found = or_unmeasured(("ingest",), work, said.append)
    assert found == [Figure("ingest", "timing", Estimate(None, 0))]
    assert said == ["\nIt broke.\n"]
