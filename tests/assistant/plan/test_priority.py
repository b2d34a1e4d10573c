"""What comes first: safety, then breaches and time frames; and the reason in plain words."""

import pytest

from assistant.plan.items import Priority, SourceKind
from assistant.plan.priority import Told, prioritised


def told(words, **more):
    return Told(more.pop("kind", SourceKind.INSPECTION), words, **more)


@pytest.mark.parametrize(
    "words",
    [
        "People were exposed to the risk of choking.",
        "A person was given the wrong dose.",
        "Three people had pressure ulcers that were not treated.",
        "Fire doors were wedged open.",
        "Two residents were assaulted by another.",
    ],
)
def test_harm_and_danger_come_first(words):
    priority, reason = prioritised(told(words, regulations=("12",), breach=True))
    assert priority is Priority.SAFETY
    assert reason.startswith("Safety first: the words speak of “")


@pytest.mark.parametrize("words", ["Standards of cleaning fell short.", "Staff were not told about the survey."])
def test_other_words_are_no_danger(words):
    assert prioritised(told(words))[0] is Priority.RATING


def test_a_live_risk_comes_first_without_such_words():
    assert prioritised(told("He is on the floor.", live=True))[0] is Priority.SAFETY


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"regulations": ("17",), "breach": True}, "breach of regulation 17"),
        ({"regulations": ("17", "18(2)")}, "regulation 17 and 18(2)"),
        ({"breach": True}, "tells of a breach"),
        ({"notice": "warning notice"}, "warning notice"),
    ],
)
def test_breaches_and_notices_come_next(more, said):
    priority, reason = prioritised(told("Records were poor.", **more))
    assert priority is Priority.BREACH
    assert said in reason


def test_a_breach_that_only_the_words_tell_of_is_found():
    assert prioritised(told("This was a breach of the regulations on staffing."))[0] is Priority.BREACH


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"kind": SourceKind.SELF_CHECK, "level": "Good"}, Priority.RATING),
        ({"kind": SourceKind.SELF_CHECK, "level": "Outstanding"}, Priority.OTHER),
        ({"kind": SourceKind.QUESTION}, Priority.OTHER),
        ({"kind": SourceKind.OWN}, Priority.OTHER),
    ],
)
def test_the_rest_goes_by_what_it_is_about(more, expected):
    priority, reason = prioritised(told("The menu is dull.", **more))
    assert priority is expected
    assert reason
