"""Changes that a trainer makes in a pack, as values, and what cannot be changed."""

from dataclasses import replace

import pytest

from assistant.workshop.changing import (
    ChangeError,
    can_move,
    check_change,
    moved,
    timed,
    with_case,
    with_spare,
    without,
)
from assistant.workshop.pack import Changes, PartKind
from tests.assistant.workshop.pack_examples import PACK

NONE = Changes()


def test_a_part_is_dropped_with_the_minutes_that_were_set_for_it():
    changes = without(PACK, Changes(minutes={"quiz": 9, "case": 20}), "quiz")
    assert (changes.dropped, dict(changes.minutes)) == (("quiz",), {"case": 20})


def test_a_part_that_was_taken_in_is_only_taken_out_again():
    assert without(PACK, Changes(added=("quiz",)), "quiz") == NONE


def test_a_part_that_was_dropped_comes_back():
    assert with_spare(PACK, NONE, "ask") == Changes(added=("ask",))
    assert with_spare(PACK, Changes(dropped=("ask", "quiz")), "ask") == Changes(dropped=("quiz",))


def test_neighbours_change_places():
    order = moved(PACK, NONE, "case", -1).order
    assert order[:4] == ("welcome", "case", "messages", "scenarios")
    assert moved(PACK, NONE, "messages", 1).order == order


def test_the_welcome_stays_first_and_the_close_last():
    parts = (*PACK.parts[:-1], replace(PACK.parts[-1], kind=PartKind.CLOSE))
    pack = replace(PACK, parts=parts)
    assert not can_move(pack, "messages", -1)
    assert can_move(pack, "messages", 1)
    assert not can_move(pack, parts[-2].id, 1)
    for part, by in (("messages", -1), ("welcome", 1), (parts[-1].id, -1)):
        with pytest.raises(ChangeError, match="the welcome comes first and the close comes last"):
            moved(pack, NONE, part, by)


def test_minutes_and_case_study():
    assert timed(PACK, Changes(minutes={"quiz": 9}), "case", 25).minutes == {"quiz": 9, "case": 25}
    assert with_case(PACK, NONE, "S1").case == "S1"


@pytest.mark.parametrize("minutes", [0, -5, 90, 4000])
def test_minutes_that_no_part_can_have_are_refused(minutes):
    with pytest.raises(ChangeError, match="Give “Case study” from 1 to 89 minutes"):
        timed(PACK, NONE, "case", minutes)


def test_what_is_needed_or_gone_is_said():
    with pytest.raises(ChangeError, match="“Welcome” cannot be dropped"):
        without(PACK, NONE, "welcome")
    for change in (without, with_spare, with_case):
        with pytest.raises(ChangeError, match="not in the workshop any more"):
            change(PACK, NONE, "nothing")


def test_a_change_for_which_there_was_no_room_is_found():
    shorter = replace(PACK, parts=PACK.parts[:-1])
    lost = replace(PACK, parts=(*PACK.parts[:-1], replace(PACK.parts[-1], id="other")))
    check_change(PACK, NONE, PACK, NONE)
    check_change(PACK, NONE, replace(lost, parts=lost.parts), Changes(dropped=("actions",)))
    for after, changes in ((shorter, NONE), (lost, NONE), (PACK, Changes(added=("ask",)))):
        with pytest.raises(ChangeError, match="There is no room for that in 90 minutes"):
            check_change(PACK, NONE, after, changes)
    with pytest.raises(ChangeError, match="“Case study” cannot have 80 minutes"):
        check_change(PACK, NONE, PACK, Changes(minutes={"case": 80}))
