"""Requests as they are typed."""

import pytest

from assistant.workshop.pack import Audience, Purpose, Request
from assistant.workshop.typed import RequestError, request_of


def test_what_is_not_said_is_as_usual():
    assert request_of("medicines") == Request("medicines")


def test_everything_can_be_said():
    asked = request_of("medicines", " 45", "Managers", "7", "Preparing for  inspection")
    assert asked == Request("medicines", 45, Audience.MANAGERS, 7, Purpose.INSPECTION)
    assert request_of("x", audience="care worker").audience is Audience.CARE_WORKERS


@pytest.mark.parametrize("length", ["20", "240", "137"])
def test_any_length_between_the_limits_can_be_typed(length):
    assert request_of("x", length).minutes == int(length)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"minutes": "19"}, "minutes", "20 to 240 minutes long, in whole minutes; “19”"),
        ({"minutes": "241"}, "minutes", "“241” cannot be used"),
        ({"minutes": "an hour"}, "minutes", "“an hour” cannot be used"),
        ({"minutes": "-30"}, "minutes", "“-30” cannot be used"),
        ({"minutes": "9" * 500}, "minutes", "cannot be used"),
        ({"people": "0"}, "people", "from 1 to 60; “0”"),
        ({"people": "61"}, "people", "“61” cannot be used"),
        ({"audience": "cooks"}, "audience", "“cooks”. Say one of: care workers, seniors, managers, trustees."),
        ({"purpose": "fun"}, "purpose", "“fun”. Say one of: awareness, practice, preparing for inspection"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_field(given, field, said):
    with pytest.raises(RequestError, match=said) as raised:
        request_of("medicines", **given)
    assert raised.value.field == field
