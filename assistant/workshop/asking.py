"""What a trainer asks for, as it was typed, as a request."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from assistant.patterns import load_data
from assistant.workshop.pack import Audience, Purpose, Request
from assistant.workshop.rules import load_rules
from corpus.errors import AskKloeError

TOPIC_CHARS = 400
_E = TypeVar("_E", bound=StrEnum)


class AskingError(AskKloeError):
    """Something that was asked for cannot be read; ``field`` is what."""

    def __init__(self, user_message: str, field: str) -> None:
        """Keep the message and the field."""
        super().__init__(user_message)
        self.field = field


def read_request(given: Mapping[str, object]) -> Request:
    """The request of a form.

    Raises:
        AskingError: a field cannot be read.
    """
    limits = load_rules().limits
    topic = " ".join(str(given.get("topic") or "").split())[:TOPIC_CHARS]
    if not topic:
        raise AskingError(_says("empty"), "topic")
    minutes = _number(given.get("minutes"))
    if not limits.shortest <= minutes <= limits.longest:
        raise AskingError(_says("minutes_wrong", least=str(limits.shortest), most=str(limits.longest)), "number")
    people = _number(given.get("people"))
    if not 1 <= people <= limits.most_people:
        raise AskingError(_says("people_wrong", least="1", most=str(limits.most_people)), "people")
    audience = _choice(Audience, given.get("audience"), Audience.CARE_WORKERS)
    return Request(topic, minutes, audience, people, _choice(Purpose, given.get("purpose"), Purpose.AWARENESS))


def _says(name: str, **values: str) -> str:
    return load_data("workshop_screen.toml")["ask"][name].format(**values)


def _number(value: object) -> int:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _choice(of: type[_E], value: object, otherwise: _E) -> _E:
    return next((one for one in of if one == value), otherwise)
