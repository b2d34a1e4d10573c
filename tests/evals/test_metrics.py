import math

import numpy as np
import pytest

from corpus.types import Span
from evals import metrics
from evals.extracts import Extract

# Ten words of four characters, one space between: word n stands at 5n to 5n + 4.
TEXT = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj"
TEXTS = {"guide": TEXT}


def extract(first, last):
    """Words number first to last."""
    return Extract("guide", (Span(5 * first, 5 * last + 4),))


def gold(make, *quotes, optional=()):
    (item,) = make.located(make.document(TEXT), make.question("?", *quotes, optional=optional))
    return item.gold


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (4, 1.0),  # all 5 of 5 words
        (3, 1.0),  # 4 of 5 = 0.8: just covered
        (2, 0.0),  # 3 of 5 = 0.6
    ],
)
def test_quote_is_covered_from_four_fifths_of_its_words(make, last, expected):
    assert metrics.recall(TEXTS, gold(make, "aaaa bbbb cccc dddd eeee"), [extract(0, last)], None) == expected


def test_recall_is_the_share_of_must_have_quotes(make):
    # Must have: "aaaa bbbb" (shown), "gggg" (not), "cccc" (shown); optional "jjjj" (not) is left out: 2 of 3.
    quotes = gold(make, "aaaa bbbb", "gggg", "cccc", optional=["jjjj"])
    assert metrics.recall(TEXTS, quotes, [extract(0, 2)], None) == pytest.approx(2 / 3)


def test_words_after_the_limit_do_not_count(make):
    # "dddd eeee" are words 6 and 7 shown (after aaaa bbbb, then aaaa bbbb cccc again). At 6 words: 1 of 2 = 0.5.
    shown = [extract(0, 1), extract(0, 4)]
    quotes = gold(make, "dddd eeee")
    assert metrics.recall(TEXTS, quotes, shown, 6) == 0.0
    assert metrics.recall(TEXTS, quotes, shown, 7) == 1.0


def test_quote_is_covered_by_several_extracts_together(make):
    assert metrics.recall(TEXTS, gold(make, "cccc dddd"), [extract(3, 3), extract(2, 2)], None) == 1.0


def test_recall_does_not_apply_without_must_have_quotes():
    assert metrics.recall(TEXTS, (), [extract(0, 9)], None) is None


@pytest.mark.parametrize(("group", "limit"), [("fact", 350), ("list", None), ("compare", None)])
def test_only_lists_and_comparisons_count_whole(group, limit):
    assert metrics.evidence_limit(group) == limit


def test_result_is_relevant_from_half_of_a_quote(make):
    # Quote of 4 words. Rank 1 holds 1 (0.25), rank 2 holds 2 (0.5): found at 2; rank 3 holds all, too late.
    results = [extract(0, 0), extract(2, 3), extract(0, 3)]
    assert metrics.found_at(TEXTS, gold(make, "aaaa bbbb cccc dddd"), results) == (2,)


def test_result_does_not_become_relevant_with_what_came_before(make):
    # Each result alone holds 1 of 3 words: 0.33, never half.
    results = [extract(0, 0), extract(1, 1), extract(2, 2)]
    assert metrics.found_at(TEXTS, gold(make, "aaaa bbbb cccc"), results) == ()


def test_result_can_bring_several_quotes(make):
    results = [extract(9, 9), extract(0, 3), extract(6, 6)]
    assert metrics.found_at(TEXTS, gold(make, "aaaa", "cccc", "gggg", "hhhh"), results) == (2, 2, 3)


@pytest.mark.parametrize(
    ("ranks", "wanted", "expected"),
    [
        ((1,), 1, 1.0),
        ((3,), 1, 0.5),  # 1 / log2(4)
        ((), 2, 0.0),
        ((1, 2), 2, 1.0),
        ((1, 1), 2, 1.0),  # one result with both: places 1 and 2, as good as the ideal, not better
        ((11,), 1, 0.0),  # beyond the first ten
        # Places 2 and 4: 1/log2(3) + 1/log2(5) = 0.6309 + 0.4307 = 1.0616; ideal 1 + 0.6309 = 1.6309.
        ((2, 4), 2, 1.0616 / 1.6309),
        # Two quotes at rank 3 take places 3 and 3 (max(3, 1), max(3, 2)): 0.5 + 0.5 of an ideal 1.6309.
        ((3, 3), 2, 1.0 / 1.6309),
    ],
)
def test_ndcg(ranks, wanted, expected):
    assert metrics.ndcg(ranks, wanted) == pytest.approx(expected, abs=1e-4)


def test_ndcg_counts_at_most_ten_places():
    # Twelve quotes in one result: places 1 to 10 count, and the ideal is those ten.
    assert metrics.ndcg((1,) * 12, 12) == pytest.approx(1.0)


def test_ranking_measures_do_not_apply_where_nothing_is_wanted():
    assert metrics.ndcg((), 0) is None
    assert metrics.reciprocal_rank((), 0) is None


def test_reciprocal_rank_is_of_the_first_relevant_result():
    assert metrics.reciprocal_rank((4, 5), 2) == 0.25
    assert metrics.reciprocal_rank((), 2) == 0.0


@pytest.mark.parametrize(
    ("kind", "on_uncovered", "on_covered"),
    [
        ("answered", 1.0, 0.0),
        ("partial", 1.0, 0.0),
        ("abstained", 0.0, 1.0),
        ("clarify", 0.0, 1.0),
        ("notice", 0.0, 0.0),
        ("error", 0.0, 0.0),
    ],
)
def test_abstention_both_ways(kind, on_uncovered, on_covered):
    assert metrics.false_answer(kind, False) == on_uncovered
    assert metrics.false_answer(kind, True) is None
    assert metrics.refusal(kind, True) == on_covered
    assert metrics.refusal(kind, False) is None


def test_live_risk_both_ways():
    assert (metrics.risk_missed(True, False), metrics.risk_missed(True, True)) == (1.0, 0.0)
    assert (metrics.risk_needless(False, True), metrics.risk_needless(False, False)) == (1.0, 0.0)
    assert metrics.risk_missed(False, False) is None
    assert metrics.risk_needless(True, True) is None


@pytest.mark.parametrize(
    ("spans", "quote", "valid"),
    [
        ([(0, 4), (10, 14)], "aaaa cccc", True),
        ([(0, 4), (10, 14)], "aaaa bbbb cccc", False),
        ([(0, 9)], "aaaa  bbbb", False),
        ([(0, 9)], "Aaaa bbbb", False),
        ([(45, 50)], "jjjj", False),  # beyond the end of the text
        ([(4, 4)], "", False),
        ([], "", False),
    ],
)
def test_citation_is_valid_if_verbatim_and_in_place(make, spans, quote, valid):
    citation = make.citation(make.document(TEXT), *spans, quote=quote)
    assert metrics.is_verbatim(TEXTS, citation) is valid


def test_line_breaks_inside_a_citation_are_folded(make):
    document = make.document("Ask\n\n people ")
    assert metrics.is_verbatim({"guide": document.text}, make.citation(document, (0, 12), quote="Ask people"))


def test_citation_of_an_unknown_document_is_not_valid(make):
    assert not metrics.is_verbatim({}, make.citation(make.document(TEXT), (0, 4)))


def test_estimate_leaves_out_what_does_not_apply():
    found = metrics.estimate([1.0, None, 0.0, 0.5], np.random.default_rng(1))
    assert (found.value, found.n) == (0.5, 3)


def test_estimate_of_nothing_is_none():
    assert metrics.estimate([None], np.random.default_rng(1)) == metrics.Estimate(None, 0)


def test_interval_is_about_two_standard_errors_wide():
    # 50 ones and 50 zeros: standard error 0.5 / 10 = 0.05, so about 0.5 ± 1.96 · 0.05 = 0.402 to 0.598.
    found = metrics.estimate([1.0, 0.0] * 50, np.random.default_rng(1))
    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_interval_is_the_same_for_the_same_seed():
    values = [0.1, 0.4, 1.0, 0.0]
    first, second = (metrics.estimate(values, np.random.default_rng(7)) for _ in range(2))
    assert first == second


def test_discounts_are_logarithms_to_base_two():
    assert metrics.ndcg((2,), 1) == pytest.approx(1 / math.log2(3))
