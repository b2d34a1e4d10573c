"""The summary for the meeting."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.plan.items import ActionPlan, CrossReference, Light, Status
from assistant.plan.meeting import summary

TODAY = date(2026, 3, 2)


@pytest.fixture
def plan(an_item):
    late = an_item("late", due=date(2026, 2, 20), lead="Ann", light=Light.TODAY)
    later = an_item("later", due=date(2026, 2, 27), light=Light.TODAY)
    soon = an_item("soon", due=date(2026, 3, 8), lead="Ann")
    far = an_item("far", due=date(2026, 3, 9), lead=" ", kloes=(CrossReference("annex-a2", "v", "W4", "Well-led"),))
    done = an_item("done", done=date(2026, 2, 1), lead="Ann")
    closed = an_item("closed", status=Status.CLOSED, done=date(2026, 1, 5), holding=date(2026, 2, 5))
    return ActionPlan("p", "Plan").with_new([later, late, soon, far, done, closed])


def test_items_are_counted_and_named_by_what_the_meeting_asks(plan):
    told = summary(plan, TODAY)
    assert (told.open, told.closed) == (5, 1)
    assert [item.not_yet for item in told.overdue] == ["late", "later"]
    assert [item.not_yet for item in told.due_soon] == ["soon"]
    assert [item.not_yet for item in told.unled] == ["later", "far"]
    assert told.undated == ()
    assert [item.not_yet for item in told.unchecked] == ["done"]
    assert told.by_light == {Light.TODAY: 2}


def test_open_items_are_counted_by_key_question(plan):
    counts = {row.key_question: (row.open, row.overdue) for row in summary(plan, TODAY).by_key_question}
    assert counts == {"Safe": (4, 2), "Well-led": (1, 0)}


def test_an_item_due_today_is_due_and_not_overdue(plan):
    held = plan.with_changed(replace(plan.items[0], due=TODAY))
    told = summary(held, TODAY)
    assert [item.not_yet for item in told.overdue] == ["late"]
    assert [item.not_yet for item in told.due_soon] == ["later", "soon"]


def test_an_empty_plan_has_nothing_to_tell():
    told = summary(ActionPlan("p", "Plan"), TODAY)
    assert (told.open, told.closed, told.overdue, told.by_key_question) == (0, 0, (), ())
