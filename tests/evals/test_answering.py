import pytest

from evals.answering import answer_all, cited, risk_all
from evals.questions import RiskRow

TEXT = "Train all staff. Write it down. " + "More words here. " * 200


def run(make, answers, *questions):
    document = make.document(TEXT)
    items = make.located(document, *questions)
    return answer_all(make.assistant(answers), {"guide": TEXT}, "dev", items, lambda *_: None)


def test_answer_is_measured_by_its_citations(make):
    document = make.document(TEXT)
    answers = {"How?": make.answer("answered", make.citation(document, (0, 16)))}
    (result,) = run(make, answers, make.question("How?", "Train all staff", "Write it down"))
    assert result.evidence_recall == 0.5
    assert result.missing == ("Write it down",)
    assert (result.words_counted, result.words_quoted) == (3, 3)
    assert (result.refusal, result.false_answer) == (0.0, None)


@pytest.mark.parametrize(("group", "recall", "counted"), [("howto", 0.0, 350), ("list", 1.0, 600 + 3)])
def test_only_the_first_350_words_count_but_for_lists(make, group, recall, counted):
    # 200 times three words come first, so the gold stands after word 600.
    document = make.document(TEXT)
    citations = make.citation(document, (0, 16), number=2), make.citation(document, (32, len(TEXT)), number=1)
    question = make.question("How?", "Train all staff", group=group)
    (result,) = run(make, {"How?": make.answer("answered", *citations)}, question)
    assert (result.evidence_recall, result.words_counted, result.words_quoted) == (recall, counted, 603)


def test_citations_count_in_the_order_of_their_numbers(make):
    document = make.document(TEXT)
    citations = [make.citation(document, (17, 31), number=2), make.citation(document, (0, 16), number=1)]
    assert [e.spans[0].start for e in cited(citations, {"guide": TEXT})] == [0, 17]


def test_answer_to_an_uncovered_question_is_a_false_answer(make):
    answers = {"Price?": make.answer("partial", make.citation(make.document(TEXT), (0, 16)))}
    (result,) = run(make, answers, make.question("Price?"))
    assert (result.false_answer, result.evidence_recall, result.refusal) == (1.0, None, None)


def test_invalid_citations_are_listed_by_number(make):
    document = make.document(TEXT)
    good, bad = make.citation(document, (0, 16)), make.citation(document, (0, 16), number=2, quote="Train nobody")
    (result,) = run(make, {"How?": make.answer("answered", good, bad)}, make.question("How?", "Train all staff"))
    assert (result.citations, result.invalid) == (2, (2,))


def test_crash_is_reported_as_a_crash_and_the_rest_goes_on(make):
    answers = {"Bad?": ZeroDivisionError("no"), "How?": make.answer("abstained")}
    bad, good = run(
        make, answers, make.question("Bad?", "Train all", name="a"), make.question("How?", "Train all", name="b")
    )
    assert (bad.kind, bad.error, bad.evidence_recall, bad.refusal) == ("error", "ZeroDivisionError: no", 0.0, 0.0)
    assert (good.kind, good.error, good.refusal) == ("abstained", "", 1.0)


@pytest.mark.parametrize(
    ("live", "notices", "missed", "needless"),
    [
        (True, ("safety-card",), 0.0, None),
        (True, ("other",), 1.0, None),
        (False, ("other", "safety-card"), None, 1.0),
        (False, (), None, 0.0),
    ],
)
def test_live_risk_is_told_by_the_notice(make, live, notices, missed, needless):
    product = make.assistant({"Help": make.answer("answered", notices=notices)})
    (result,) = risk_all(product, "dev", [RiskRow("r1", "Help", live, "fall")], lambda *_: None)
    assert (result.missed, result.needless) == (missed, needless)


def test_crash_on_a_live_risk_is_a_miss(make):
    product = make.assistant({"Help": RuntimeError("no")})
    (result,) = risk_all(product, "dev", [RiskRow("r1", "Help", True, "fall")], lambda *_: None)
    assert (result.missed, result.error) == (1.0, "RuntimeError: no")
