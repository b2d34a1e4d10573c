"""Ten working days of the factual accuracy check, counted by hand against the calendar."""

import socket
from datetime import date, timedelta

import pytest

from assistant.report.days import _holidays, days_line, how_counted, working_days_left


@pytest.mark.parametrize(
    ("emailed", "last"),
    [
        (date(2026, 11, 16), date(2026, 11, 30)),  # a Monday: two weeks later
        (date(2026, 11, 20), date(2026, 12, 4)),  # a Friday
        (date(2026, 11, 21), date(2026, 12, 4)),  # a Saturday counts as the Friday before it
        (date(2026, 12, 18), date(2027, 1, 6)),  # Christmas, the day instead of Boxing Day, and New Year's Day
        (date(2027, 3, 19), date(2027, 4, 6)),  # Good Friday and Easter Monday
        (date(2026, 8, 24), date(2026, 9, 8)),  # the summer bank holiday of England, which Scotland has not
        (date(2027, 11, 25), date(2027, 12, 9)),  # St Andrew's Day is a bank holiday in Scotland only
    ],
)
def test_the_last_day_leaves_out_weekends_and_bank_holidays_of_england(emailed, last):
    assert working_days_left(emailed, emailed).last_day == last


@pytest.mark.parametrize(
    ("today", "left", "passed"),
    [
        (date(2026, 11, 16), 10, False),
        (date(2026, 11, 17), 10, False),
        (date(2026, 11, 18), 9, False),
        (date(2026, 11, 22), 6, False),  # a Sunday
        (date(2026, 11, 30), 1, False),
        (date(2026, 12, 1), 0, True),
        (date(2026, 11, 1), 10, False),
    ],
)
def test_days_left_count_the_last_day_and_never_the_day_of_the_email(today, left, passed):
    found = working_days_left(date(2026, 11, 16), today)
    assert (found.days_left, found.passed) == (left, passed)


def test_it_says_where_the_bank_holidays_that_it_knows_end():
    assert working_days_left(date(2026, 12, 18), date(2026, 12, 18)).known
    later = working_days_left(date(2035, 12, 18), date(2035, 12, 18))
    assert not later.known
    assert "does not know the bank holidays" in days_line(later)
    assert not working_days_left(date(2001, 1, 2), date(2001, 1, 2)).known


def test_counting_needs_no_network(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("asked the network")

    _holidays.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert working_days_left(date(2026, 11, 16), date(2026, 11, 16)).known


def test_every_line_sends_people_to_the_date_in_the_email():
    emailed = date(2026, 11, 16)
    for days in range(20):
        line = days_line(working_days_left(emailed, emailed + timedelta(days=days)))
        assert "30 November 2026" in line
        assert "Check the date in CQC’s e-mail." in line
    assert "1 working day left" in days_line(working_days_left(emailed, date(2026, 11, 30)))


def test_how_it_is_counted_has_a_source_and_a_date():
    text, checked = how_counted()
    assert "10 working days" in text
    assert "does not say whether the day of the e-mail counts" in text
    assert "cqc.org.uk" in checked
    assert "22 November 2026" in checked
