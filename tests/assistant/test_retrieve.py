from dataclasses import replace

import numpy as np
import pytest

from assistant.intent import Shape
from assistant.patterns import load_data
from assistant.retrieve import FEATURES, Query, Retriever, blend
from assistant.types import Filters
from corpus.types import Kind

QUESTION = "How do we improve our medication process?"


@pytest.fixture(scope="module")
def retriever(assistant):
    return Retriever(assistant.index)


@pytest.fixture(scope="module")
def scores(assistant):
    return assistant.look(QUESTION)[1]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=("no such document",)),
        Filters(kinds=("no such kind",)),
        Filters(documents=("qcs-well-led",), kinds=(Kind.PROMPT,)),  # each matches, together they do not
    ],
)
def test_filters_that_match_nothing_find_nothing(assistant, filters):
    assert assistant.search(QUESTION, 10, filters=filters) == []
    answer = assistant.ask(QUESTION, filters=filters)
    assert (answer.kind, answer.reason, answer.citations) == ("abstained", "nothing found", ())


@pytest.mark.parametrize(
    "question", [QUESTION, "what are the prompts of S4?", "what does good look like for S4?", "all the tips please"]
)
def test_a_document_filter_finds_that_document_only(assistant, question):
    filters = Filters(documents=("guide-to-improvement",))
    hits = assistant.search(question, 20, filters=filters)
    assert {hit.passage.document_id for hit in hits} == {"guide-to-improvement"}
    cited = assistant.ask(question, filters=filters).citations
    assert {citation.document_id for citation in cited} <= {"guide-to-improvement"}


@pytest.mark.parametrize("kind", [Kind.TIP, Kind.CASE, Kind.PROMPT])
def test_a_kind_filter_finds_that_kind_only(assistant, kind):
    hits = assistant.search(QUESTION, 20, filters=Filters(kinds=(kind,)))
    assert {hit.passage.kind for hit in hits} == {kind}
    assert len(hits) == 20


def test_a_small_document_can_be_found_and_weighed_by_itself(assistant):
    hits = assistant.search(QUESTION, 100, filters=Filters(documents=("news-driving-improvement",)))
    there = [p for p in assistant.index.passages if p.document_id == "news-driving-improvement"]
    assert len(hits) == len(there) < 20


def test_hits_come_best_first_and_are_not_repeated(retriever, scores):
    hits = retriever.hits(scores, 50)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.number for hit in hits}) == 50


def test_scores_are_finite_without_filters(scores, assistant):
    assert scores.fused.shape == (len(assistant.index.passages),)
    assert scores.features.shape == (len(FEATURES), len(assistant.index.passages))
    assert np.isfinite(scores.fused).all()
    assert np.isfinite(scores.features).all()


def test_similarities_are_cosines(scores):
    for name in ("text", "sentence"):
        row = scores.features[FEATURES.index(name)]
        assert 0.3 < row.max() <= 1.0001
    assert list(scores.lay) == sorted(scores.lay, reverse=True)
    assert all(-1 <= cosine <= 1.0001 for cosine in (*scores.lay, *scores.decoys, *scores.sentences.values()))


def test_ranking_is_the_same_each_time(assistant, scores):
    again = assistant.look(QUESTION)[1]
    assert np.array_equal(again.fused, scores.fused)
    assert again.sentences == scores.sentences


@pytest.mark.parametrize("top_k", [0, -1])
def test_nothing_is_found_when_nothing_is_asked_for(assistant, top_k):
    assert assistant.search(QUESTION, top_k) == []
    assert assistant.search("   ", 10) == []


@pytest.mark.parametrize("top_k", [1, 3, 17])
def test_no_more_is_found_than_asked_for(assistant, top_k):
    assert len(assistant.search(QUESTION, top_k)) == top_k


@pytest.mark.parametrize("code", ["S4", "W3.2", "R2", "E5.1"])
def test_a_code_finds_its_own_passage_first(assistant, code):
    assert assistant.search(f"what does {code} ask?", 1)[0].passage.code == code


def test_a_list_question_finds_the_whole_list_first(assistant):
    hits = assistant.search("give me all the top tips for supervision", 12)
    unit = next(unit for unit in hits[0].passage.units if "#list:" in unit)
    members = assistant.index.units[unit]
    assert [hit.number for hit in hits[: len(members)]] == list(members)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("how do we improve our medication process?", "medic"),
        ("tips for better supervision", "supervision"),
        ("how to recruit good staff and keep them", "recruit"),
    ],
)
def test_what_is_asked_about_is_among_the_best_three(assistant, question, heading):
    hits = assistant.search(question, 3)
    assert any(heading in " ".join((*hit.passage.heading, hit.passage.text)).lower() for hit in hits)


def test_a_rating_question_ranks_characteristics_higher(assistant, retriever):
    understanding, scores = assistant.look("complaints")
    vector = assistant.encoder.encode([understanding.search_text])[0]
    rated = replace(understanding.intent, cues=frozenset({Shape.RATINGS}), levels=("Good",))
    after = retriever.score(Query(vector, understanding.words, rated))
    good = (retriever.kinds == Kind.CHARACTERISTIC) & (retriever.levels == "Good")
    assert (after.fused[good] > scores.fused[good]).all()


def test_scores_of_a_follow_up_lie_half_way(retriever, assistant, scores):
    other = assistant.look("What are the tips for supervision?")[1]
    blended = blend(scores, other)
    assert np.allclose(blended.fused, (scores.fused + other.fused) / 2, atol=1e-6)
    assert blended.decoys == scores.decoys
    assert scores.sentences.keys() | other.sentences.keys() == blended.sentences.keys()


def test_every_feature_has_a_weight():
    assert set(load_data("ranking.toml")["weights"]) == set(FEATURES)


def test_a_folder_without_lay_questions_is_searched_too(small_assistant):
    hits = small_assistant.search("wash your hands", 3)
    assert "Wash your hands." in hits[0].passage.text
    assert small_assistant.look("wash your hands")[1].decoys == ()
