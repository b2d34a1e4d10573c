"""Going back and undoing."""

import pytest

from assistant.plan.history import restored, said_of, to_undo, undone
from assistant.plan.items import ActionItem, ActionPlan


def test_a_reference_is_not_given_again_after_going_back():
    then = ActionPlan("p", "Plan").with_new([ActionItem(action="one")])
    now = then.with_new([ActionItem(action="two")])
    back = restored(now, then)
    assert [item.reference for item in back.items] == ["A1"]
    assert back.with_new([ActionItem()]).items[-1].reference == "A3"


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ({}, None),
        ({1: "Begun"}, None),
        ({1: "Begun", 2: "x"}, 2),
        ({1: "Begun", 2: "x", 3: "y", 4: undone(3, "y")}, 2),
        ({1: "Begun", 2: "x", 3: undone(2, "x")}, None),
        ({1: "Begun", 2: "x", 3: undone(2, "x"), 4: "z"}, 4),
        ({1: "Begun", 2: "x", 3: undone(2, "x"), 4: "z", 5: undone(4, "z")}, None),
        ({1: "Begun", 2: "x", 3: "y", 4: undone(3, "y"), 5: "z", 6: undone(5, "z")}, 2),
    ],
)
def test_undoing_again_takes_back_the_change_before(what, number):
    assert to_undo(what) == number


def test_what_was_changed_is_said_in_a_few_words():
    assert said_of("A3", ["lead"]) == "A3: Lead changed"
    assert said_of("A3", ["lead", "due"]) == "A3: Lead and due changed"
    assert said_of("A3", ["lead", "due", "tasks", "risk", "notes"]).endswith("and 2 more changed")
    assert said_of("A3", ["quotes"]) == "A3: Quotes changed"
