from evals.finding import OwnSearch, find_all

TEXT = "Train all staff. " + "More words here. " * 140 + "Write it down."


def find(make, hits, *questions):
    items = make.located(make.document(TEXT), *questions)
    finder = OwnSearch(make.assistant(hits=hits))
    return find_all(finder, {"guide": TEXT}, "dev", items, lambda *_: None)


def test_recall_is_cut_inside_a_result_at_exactly_the_limit(make):
    # 3 words of gold, 420 more, then "Write it down": at 400 words only the first of two quotes is in.
    hits = {"How?": [make.hit(make.document(TEXT), (0, len(TEXT)))]}
    (result,) = find(make, hits, make.question("How?", "Train all staff", "Write it down"))
    assert (result.recall_400, result.recall_1200, result.words_found) == (0.5, 1.0, 426)


def test_ranking_measures_use_the_rank_of_relevant_results(make):
    document = make.document(TEXT)
    hits = {"How?": [make.hit(document, (17, 33)), make.hit(document, (17, 33)), make.hit(document, (0, 16))]}
    (result,) = find(make, hits, make.question("How?", "Train all staff"))
    assert (result.ndcg_10, result.reciprocal_rank) == (0.5, 1 / 3)  # 1 / log2(1 + 3), and rank 3


def test_uncovered_questions_are_not_searched(make):
    assert find(make, {}, make.question("Price?")) == []


def test_crash_of_a_search_finds_nothing_and_says_so(make):
    (result,) = find(make, {"How?": KeyError("no")}, make.question("How?", "Train all"))
    assert (result.recall_1200, result.reciprocal_rank) == (0.0, 0.0)
    assert result.error.startswith("KeyError")
