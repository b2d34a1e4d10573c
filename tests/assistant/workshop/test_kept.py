"""What differs between a workshop as it was kept and as it is built now."""

from dataclasses import replace

from assistant.workshop.kept import Differences, as_kept, differences
from assistant.workshop.pack import Changes
from tests.assistant.workshop.pack_examples import PACK

KEPT = as_kept("k1", "Mine", PACK, Changes())


def test_nothing_differs_from_itself():
    assert differences(KEPT, PACK).none


def test_parts_and_quotes_that_are_new_or_gone_are_named():
    reworded = replace(PACK.citations[0], quote="Tell the team at once.")
    parts = (*PACK.parts[:-1], replace(PACK.parts[-1], id="plan", title="Plan it"))
    found = differences(KEPT, replace(PACK, parts=parts, citations=(reworded, *PACK.citations[1:])))
    assert found == Differences(
        ("Plan it",), ("Action sheet",), ("Tell the team at once.",), (PACK.citations[0].quote,)
    )
    assert not found.none


def test_other_numbers_of_the_same_quotes_are_no_difference():
    turned = tuple(replace(c, number=99 - c.number) for c in reversed(PACK.citations))
    assert differences(KEPT, replace(PACK, citations=turned)).none
