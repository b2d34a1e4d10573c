import numpy as np
import pytest

from assistant.evidence import EVIDENCE_FEATURES, evidence_features, missing_facts, question_weight, weigh
from assistant.patterns import load_data
from assistant.types import Filters
from corpus.types import Kind

THRESHOLD = load_data("evidence.toml")["threshold"]
COVERED = ["What are the top tips for better supervision?", "How do we raise a safeguarding concern?"]
UNCOVERED = ["How do I breed tropical fish?", "Which bus goes to Leeds on Sundays?", "asdf qwer zxcv"]


def evidence_of(assistant, question, filters=None):
    understanding, scores = assistant.look(question, (), filters or Filters())
    return weigh(understanding, scores, assistant.index)


@pytest.mark.parametrize("question", COVERED)
def test_what_the_guidance_covers_weighs_more_than_the_threshold(assistant, question):
    assert evidence_of(assistant, question).probability > THRESHOLD


@pytest.mark.parametrize("question", UNCOVERED)
def test_what_it_does_not_cover_weighs_less(assistant, question):
    assert evidence_of(assistant, question).probability < THRESHOLD


def test_covered_questions_weigh_more_than_any_uncovered_one(assistant):
    lowest = min(evidence_of(assistant, question).probability for question in COVERED)
    assert lowest > max(evidence_of(assistant, question).probability for question in UNCOVERED)


def test_near_is_said_of_the_same_subject_only(assistant):
    assert evidence_of(assistant, COVERED[0]).near
    assert not evidence_of(assistant, UNCOVERED[0]).near


def test_nothing_found_is_no_evidence(assistant):
    evidence = evidence_of(assistant, COVERED[0], Filters(kinds=("no such kind",)))
    assert evidence.probability == 0.0
    assert not evidence.near


@pytest.mark.parametrize(
    "filters", [Filters(documents=("news-driving-improvement",)), Filters(kinds=(Kind.DEFINITION,))]
)
def test_a_handful_of_passages_is_weighed_by_itself(assistant, filters):
    understanding, scores = assistant.look("how do homes improve?", (), filters)
    assert np.isfinite(scores.fused).sum() < 20  # fewer than are looked at
    values = evidence_features(understanding, scores, assistant.index)
    assert np.isfinite(values).all()
    assert 0 < weigh(understanding, scores, assistant.index).probability < 1


def test_features_have_a_weight_each_and_an_order(assistant):
    assert set(load_data("evidence.toml")["features"]) == set(EVIDENCE_FEATURES)
    understanding, scores = assistant.look(COVERED[0])
    assert evidence_features(understanding, scores, assistant.index).shape == (len(EVIDENCE_FEATURES),)


def test_without_decoys_the_vote_is_for_answering(small_assistant):
    understanding, scores = small_assistant.look("wash your hands")
    values = dict(zip(EVIDENCE_FEATURES, evidence_features(understanding, scores, small_assistant.index), strict=True))
    assert [values[f"vote_{n}"] for n in (5, 15, 30)] == [1.0, 1.0, 1.0]
    assert values["decoy"] == 0.0


def test_the_weight_of_a_question_is_the_sum_of_its_cue_words():
    assert question_weight("How much, HOW late?", {"how": 0.5, "late": 0.25, "never": 9}) == 0.75  # 0.5 + 0.25


def test_a_cue_inside_a_word_does_not_count():
    assert question_weight("showing", {"how": 1.0}) == 0.0


@pytest.mark.parametrize(
    ("expected", "wording", "has_none"),
    [
        ("price", "costs £750", "consultancy package is free of"),
        ("date", "2019", "yesterday"),
        ("duration", "two weeks", "soon"),
        ("frequency", "monthly", "often"),
        ("contact", "www.cqc.org.uk", "the website"),
    ],
)
def test_a_kind_of_fact_is_missing_where_no_passage_holds_it(tmp_path, WordEncoder, expected, wording, has_none):
    from corpus.index import open_index
    from ingest.pipeline import ingest

    (tmp_path / "corpus").mkdir()
    text = f"The offer says {wording} for homes.\n\nAnother line says {has_none} for all.\n"
    (tmp_path / "corpus" / "one.txt").write_text(text, encoding="utf-8")
    ingest(tmp_path / "corpus", tmp_path / "index", WordEncoder())
    index = open_index(tmp_path / "index")
    (with_fact,) = [n for n, p in enumerate(index.passages) if wording in p.text]
    (without,) = [n for n, p in enumerate(index.passages) if has_none in p.text]
    assert missing_facts((expected,), [with_fact], index) == ()
    assert missing_facts((expected,), [without], index) == (expected,)
    assert missing_facts((), [without], index) == ()


@pytest.mark.parametrize("words", [("tropic", "fish"), ("fish",)])
def test_a_fact_in_another_matter_is_none(assistant, words):
    dated = [n for n, p in enumerate(assistant.index.passages) if "two weeks" in p.text or "six months" in p.text][:3]
    assert dated
    assert missing_facts(("duration",), dated, assistant.index) == ()
    assert missing_facts(("duration",), dated, assistant.index, words) == ("duration",)


def test_what_a_story_tells_further_on_is_not_missing(assistant):
    """A price, date and so on may stand in another passage of the same case study."""
    units = {u: n for u, n in assistant.index.units.items() if "#case:" in u and len(n) > 3}
    first_of = [n[0] for n in units.values()]
    alone = sum(bool(missing_facts(("duration",), [0] * 2 + [number], assistant.index)) for number in first_of)
    leading = sum(bool(missing_facts(("duration",), [number], assistant.index)) for number in first_of)
    assert leading < alone


def test_a_missing_price_is_an_abstention_that_says_so(ask):
    answer = ask("how much is the consultancy package?")
    assert (answer.kind, answer.reason) == ("abstained", "no price or amount")
    assert "does not give a price or amount" in answer.blocks[0].text
    assert answer.citations  # what it has nearby


def test_a_folder_without_lay_questions_is_weighed_by_likeness_alone(small_assistant):
    same = evidence_of(small_assistant, "Sign the book at the door.")
    other = evidence_of(small_assistant, "zebra quokka lemur")
    assert same.probability > 0.9
    assert other.probability < THRESHOLD
