"""People in groups."""

import pytest

from assistant.workshop.groups import Groups


@pytest.mark.parametrize("people", range(3, 61))
def test_groups_are_of_three_to_five(people):
    number = Groups(people).number
    assert 3 <= people // number <= -(-people // number) <= 5


@pytest.mark.parametrize(
    ("people", "said", "sets"),
    [
        (1, "one person", "1 set"),
        (2, "one group of 2", "1 set"),
        (5, "one group of 5", "1 set"),
        (12, "3 groups of 4", "3 sets, one for each group"),
        (14, "4 groups of 3 or 4", "4 sets, one for each group"),
    ],
)
def test_groups_are_told_in_words(people, said, sets):
    assert (Groups(people).text, Groups(people).sets) == (said, sets)


def test_in_a_big_room_only_some_groups_are_heard():
    assert Groups(60).heard == 3
    assert Groups(60).hearing == "3 of the groups, different ones each time"
    assert Groups(12).hearing == "every group"
