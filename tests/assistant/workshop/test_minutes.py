"""Minutes that add up."""

import pytest

from assistant.workshop.minutes import MinutesError, Need, share, spread, starts, whole


def need(name, wish=10.0, least=3, most=60, **other):
    return Need(name, name, wish, least, most, **other)


def test_minutes_follow_the_wishes_and_add_up():
    assert share(60, [need("a", 10), need("b", 20), need("c", 30)]) == {"a": 10, "b": 20, "c": 30}
    assert share(31, [need("a", 10), need("b", 10), need("c", 10)]) == {"a": 11, "b": 10, "c": 10}


def test_no_part_gets_less_than_its_least_or_more_than_its_most_if_that_can_be():
    assert share(40, [need("a", 1, least=8), need("b", 30, most=20), need("c", 5)]) == {"a": 8, "b": 20, "c": 12}


def test_where_all_are_at_their_most_all_but_a_firm_one_grow():
    shared = share(60, [need("a", 10, most=10), need("pause", 15, most=15, firm=True)])
    assert shared == {"a": 45, "pause": 15}


def test_too_many_parts_are_squeezed_to_three_minutes_but_not_below():
    assert share(9, [need("a", least=8), need("b", least=8), need("c", least=8)]) == {"a": 3, "b": 3, "c": 3}
    with pytest.raises(MinutesError, match="need at least 9 minutes, and the workshop is 8 minutes long"):
        share(8, [need("a"), need("b"), need("c")])


def test_set_minutes_stay_and_the_others_share_the_rest():
    assert share(30, [need("a", fixed=20), need("b"), need("c")]) == {"a": 20, "b": 5, "c": 5}


@pytest.mark.parametrize(
    ("length", "needs", "said"),
    [
        (30, [need("a", fixed=28), need("b")], "come to 28, and with at least 3 for the other parts"),
        (30, [need("a", fixed=40), need("b")], "more than the 30 of the workshop"),
        (30, [need("a", fixed=20)], "there is no other part to fill the 30"),
        (30, [need("a", fixed=2), need("b")], "“a” needs at least 3 minutes; 2 minutes cannot be used"),
        (30, [need("a", fixed=-4), need("b")], "“a” needs at least 3 minutes"),
    ],
)
def test_what_cannot_be_fitted_is_said(length, needs, said):
    with pytest.raises(MinutesError, match=said):
        share(length, needs)


def test_whole_numbers_are_near_the_exact_ones():
    assert whole(10, [3.6, 3.6, 2.8]) == [4, 3, 3]
    assert whole(0, []) == []


def test_slides_share_a_parts_minutes_by_weight():
    assert spread(10, [1, 1, 3]) == [2, 2, 6]
    assert sum(spread(2, [1, 1, 1, 1])) == 2


def test_parts_begin_where_those_before_them_end():
    assert starts({"a": 5, "b": 10, "c": 3}, ["a", "c", "b"]) == {"a": 0, "c": 5, "b": 8}
