"""The working days of CQC's factual accuracy check, counted with bank holidays that lie on this computer."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from assistant.export.references import long_day
from assistant.patterns import load_data


@dataclass(frozen=True)
class DaysLeft:
    """How long comments on a draft report can still be sent, by our count.

    Attributes:
        last_day: the last of the working days.
        days_left: working days from today to the last one, both included; 0 once it has passed.
        passed: the last day lies before today.
        known: the bank holidays of all these days are known.
    """

    last_day: date
    days_left: int
    passed: bool
    known: bool


def working_days_left(emailed: date, today: date) -> DaysLeft:
    """Count from the day after CQC's e-mail; weekends and the bank holidays of England are left out."""
    days = _working_days_after(emailed, load_data("factual_accuracy.toml")["days"])
    left = sum(day >= today for day in days)
    known_from, known_to = _known()
    return DaysLeft(days[-1], left, today > days[-1], known_from <= emailed and days[-1] <= known_to)


def days_line(left: DaysLeft) -> str:
    """What there is to say of it in a line or two."""
    lines = load_data("factual_accuracy.toml")["lines"]
    name = "passed" if left.passed else "one" if left.days_left == 1 else "left"
    line = lines[name].format(last=long_day(left.last_day), count=left.days_left)
    return line if left.known else f"{line} {lines['unknown']}"


def how_counted() -> tuple[str, str]:
    """How the days are counted, and where that was read and when."""
    data = load_data("factual_accuracy.toml")
    checked = long_day(date.fromisoformat(data["checked"]))
    return data["text"], data["lines"]["checked"].format(source=data["source"], dated=data["dated"], checked=checked)


@cache
def _holidays() -> frozenset[date]:
    # Without the cached list the library would ask the network.
    held = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in held)


def _known() -> tuple[date, date]:
    return min(_holidays()), max(_holidays())


def _working_days_after(day: date, count: int) -> tuple[date, ...]:
    found: list[date] = []
    while len(found) < count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _holidays():
            found.append(day)
    return tuple(found)
