"""What a trainer typed, as a request; what cannot be asked for is said in plain English."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from assistant.workshop.pack import Audience, Purpose, Request
from assistant.workshop.rules import load_rules, told
from corpus.errors import AskKloeError

Choice = TypeVar("Choice", bound=StrEnum)


class RequestError(AskKloeError):
    """There is no workshop of the kind that was asked for; ``field`` is what cannot be used."""

    def __init__(self, user_message: str, field: str) -> None:
        """Keep the message and the field."""
        super().__init__(user_message)
        self.field = field


def request_of(topic: str, minutes: str = "", audience: str = "", people: str = "", purpose: str = "") -> Request:
    """A request from what was typed; "" leaves what is usual.

    Raises:
        RequestError: the length, the number of people, the audience or the purpose cannot be used.
    """
    usual, limits = Request(topic), load_rules().limits
    request = Request(
        topic=topic,
        minutes=_whole(minutes) if minutes.strip() else usual.minutes,
        audience=_choice(audience, Audience, "audience") if audience.strip() else usual.audience,
        people=_whole(people) if people.strip() else usual.people,
        purpose=_choice(purpose, Purpose, "purpose") if purpose.strip() else usual.purpose,
    )
    if not limits.shortest <= request.minutes <= limits.longest:
        raise RequestError(
            told("errors", "minutes", shortest=limits.shortest, longest=limits.longest, given=minutes.strip()),
            "minutes",
        )
    if not 1 <= request.people <= limits.most_people:
        raise RequestError(told("errors", "people", most=limits.most_people, given=people.strip()), "people")
    return request


def _whole(text: str) -> int:
    """A number as somebody types it; 0, which is never allowed, for what is none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 5 else 0


def _choice(text: str, kinds: type[Choice], name: str) -> Choice:
    wanted = " ".join(text.split()).casefold()
    found = next((kind for kind in kinds if wanted in {kind.value, kind.value.removesuffix("s")}), None)
    if found is None:
        raise RequestError(told("errors", name, given=" ".join(text.split()), known=_listed(kinds)), name)
    return found


def _listed(kinds: Iterable[StrEnum]) -> str:
    return ", ".join(kind.value for kind in kinds)
