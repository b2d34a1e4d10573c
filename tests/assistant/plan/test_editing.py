"""What a form sends, read into an item or a plan."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.plan.changes import ClashError
from assistant.plan.editing import EditError, edited, with_details
from assistant.plan.items import ActionItem, ActionPlan, Considered, Light, Milestone, Status, Task, WrittenRequest


def task(**given):
    return {"text": "", "who": "", "due": "", "outcome": "", "report_back": "", "done": False, **given}


def test_each_kind_of_field_is_read():
    item = edited(
        ActionItem("A1"),
        {
            "lead": "  Jo   Smith ",
            "not_yet": "one\n\ntwo  \n",
            "due": "2026-12-24",
            "status": "closed",
            "light": "this week",
            "regulations": "12, 17(3); 18",
            "tasks": [task(text="Check charts", who="Sam", due="2026-12-01", done=True), task()],
            "milestones": [{"text": "Half way", "due": ""}],
            "candour": {"decision": "no", "by": "Jo", "when": "2026-11-20"},
        },
    )
    assert item.lead == "Jo Smith"
    assert item.not_yet == "one\n\ntwo"
    assert item.due == date(2026, 12, 24)
    assert (item.status, item.light) == (Status.CLOSED, Light.WEEK)
    assert item.regulations == ("12", "17(3)", "18")
    assert item.tasks == (Task("Check charts", who="Sam", due=date(2026, 12, 1), done=True),)
    assert item.milestones == (Milestone("Half way"),)
    assert item.candour == Considered("no", "Jo", date(2026, 11, 20))


def test_what_nobody_may_change_by_hand_stays():
    item = ActionItem("A1", not_yet="x")
    given = {"reference": "A9", "source": "y", "kloes": [], "quotes": [], "drafted": [], "nonsense": 1}
    assert edited(item, given) == item


def test_changed_wording_is_no_longer_ours_and_unchanged_wording_still_is():
    item = ActionItem("A1", action="Ours", measure="Ours too", drafted=("action", "measure"))
    assert edited(item, {"action": "Theirs", "measure": "Ours too"}).drafted == ("measure",)


def test_a_task_stays_a_quote_only_while_its_words_are_the_same():
    item = ActionItem("A1", tasks=(Task("Check  charts", 1), Task("Ours", 0, drafted=True)))
    same = edited(item, {"tasks": [task(text="Ours", who="Jo"), task(text="Check charts")]})
    assert same.tasks == (Task("Ours", 0, drafted=True, who="Jo"), Task("Check  charts", 1))
    other = edited(item, {"tasks": [task(text="Check all charts")]})
    assert other.tasks == (Task("Check all charts"),)


@pytest.mark.parametrize("raw", ["31/12/2026", "2026-02-30", "0202-01-01", "9999-01-01", "soon", 7, {}])
def test_what_is_no_date_is_refused(raw):
    with pytest.raises(EditError):
        edited(ActionItem("A1"), {"due": raw})


def test_what_cannot_be_chosen_is_refused():
    with pytest.raises(EditError, match="superb"):
        edited(ActionItem("A1"), {"status": "superb"})


@pytest.mark.parametrize("raw", [None, "x", 3, [1, "x", None]])
def test_rows_that_are_none_are_no_tasks(raw):
    assert edited(ActionItem("A1"), {"tasks": raw}).tasks == ()


def test_too_many_rows_are_refused():
    with pytest.raises(EditError, match="room for"):
        edited(ActionItem("A1"), {"tasks": [task(text="x")] * 61})


PLAN = ActionPlan("p", "Plan", scope="Medicines")


def test_details_are_read_with_the_request():
    given = {"service": "Home", "asked": "2026-11-01", "limit": "2026-11-29", "wording": "Tell us", "regulations": "12"}
    plan = with_details(PLAN, PLAN, given)
    assert (plan.service, plan.scope) == ("Home", "Medicines")
    assert plan.request == WrittenRequest(date(2026, 11, 1), "Tell us", date(2026, 11, 29), ("12",))


def test_two_windows_changes_of_different_details_are_both_kept():
    now = replace(PLAN, manager="Jo")
    plan = with_details(PLAN, now, {"scope": "All"})
    assert (plan.manager, plan.scope) == ("Jo", "All")


def test_two_windows_changes_of_the_same_detail_clash():
    with pytest.raises(ClashError) as told:
        with_details(PLAN, replace(PLAN, scope="Theirs"), {"scope": "Mine"})
    assert told.value.names == ("scope",)


def test_a_plan_keeps_a_name():
    with pytest.raises(EditError, match="needs a name"):
        with_details(PLAN, PLAN, {"name": " "})
