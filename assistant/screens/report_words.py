"""The words of the screen of reports, from data."""

from datetime import date

from assistant.export.references import long_day
from assistant.patterns import load_data


def says(section: str, name: str, /, **values: str) -> str:
    """One line of ``report_screen.toml``, its gaps filled."""
    return load_data("report_screen.toml")[section][name].format(**values)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with what it counts: 1 finding, 2 findings."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def day_words(day: date) -> str:
    """A date as people write it."""
    return long_day(day)
