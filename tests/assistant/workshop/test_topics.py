"""Finding the topics of workshops from what trainers type."""

from pathlib import Path

import pytest

from assistant.workshop.material import open_material
from assistant.workshop.topics import find_topics

ROWS = [
    (line.split("\t")[0], tuple(filter(None, "".join(line.split("\t")[1:]).split("|"))))
    for line in (Path(__file__).parent.parent / "data" / "workshop_topics.tsv").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.fixture(scope="module")
def find(assistant):
    material = open_material(assistant.index)
    return lambda text: find_topics(assistant, material, text)


def ids(topics):
    return [topic.id for topic in topics]


def right(found, expected):
    """Whether the first topic is one that may be, or none is found where none may be."""
    return found.topics[0].id in expected if found.topics else not expected


def test_of_everyday_topics_nine_in_ten_are_found_or_declined_rightly(find):
    wrong = [(text, ids(find(text).topics)) for text, expected in ROWS if not right(find(text), expected)]
    share = 1 - len(wrong) / len(ROWS)
    assert len(ROWS) > 60
    assert share >= 0.9, wrong


def test_nothing_outside_the_documents_is_found(find):
    outside = [text for text, expected in ROWS if not expected]
    assert len(outside) > 15
    for text in outside:
        found = find(text)
        assert not found.topics, text
        assert found.why.endswith("."), text


@pytest.mark.parametrize("code", ["S4", "s 4", "S4.2", "S4 medicines"])
def test_a_code_leads_to_its_topic(find, code):
    assert ids(find(code).topics) == ["S4"]


def test_a_code_of_several_topics_names_that_with_its_name_first(find):
    assert ids(find("W1").topics) == ["W1", "culture"]


def test_a_code_that_does_not_exist_is_told_with_the_framework(find):
    found = find("S9")
    assert found.topics == ()
    assert "no S9 in the consultation draft of CQC's 2017 framework" in found.why


@pytest.mark.parametrize("text", ["Caring", "is the service caring?", "key question: caring", "Are we caring"])
def test_a_key_question_gives_its_topics(find, text):
    assert ids(find(text).topics) == ["C1", "C2", "C3"]


@pytest.mark.parametrize("text", ["3.7", "section 3.7", "Section 3.7 of the guide", "case study 3.7"])
def test_a_section_of_the_guide_gives_its_topic(find, text):
    assert ids(find(text).topics) == ["S4"]


def test_a_chapter_gives_the_topics_of_its_sections(find):
    found = find("chapter 2")
    assert found.topics
    assert all(any(section.startswith("2") for section in topic.sections) for topic in found.topics)


def test_a_section_without_material_is_told_from_one_that_is_not_there(find):
    held, missing = find("section 2.5"), find("section 8.1")
    assert held.topics == missing.topics == ()
    assert "no workshop material on section 2.5" in held.why
    assert ids(held.nearest)
    assert missing.why == "The guide has no section 8.1."
    assert missing.nearest == ()


def test_a_title_gives_its_topic(find):
    assert ids(find("A good start: induction for new staff").topics) == ["induction"]


def test_the_provider_of_a_case_study_leads_to_it(find):
    assert "culture" in ids(find("Hartwell Lodge").topics)


def test_two_subjects_give_two_topics(find):
    assert set(ids(find("safeguarding and medication").topics)) == {"S1", "S4"}


def test_words_that_several_topics_share_give_them_all(find):
    assert set(ids(find("confidentiality").topics)) == {"C3", "W2"}


def test_what_is_near_but_not_covered_is_declined_with_the_nearest(find):
    found = find("hand washing")
    assert found.topics == ()
    assert "do not cover “hand washing”" in found.why
    assert ids(found.nearest) == ["S5"]


def test_a_word_that_the_documents_never_use_is_named(find):
    found = find("medicines in Parkinson's")
    assert ids(found.topics) == ["S4"]
    assert found.unsaid == ("parkinson",)


def test_typing_mistakes_and_words_written_apart_are_forgiven(find):
    assert ids(find("safegarding").topics) == ["S1"]
    assert ids(find("whistle blowing").topics) == ["S1"]


def test_generic_words_alone_carry_no_topic(find):
    assert find("first aid training").topics == ()
    assert ids(find("staff training").topics)[0] in {"learning-development", "E1"}


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_nothing_asked_is_told(find, text):
    assert find(text).why == "Say what the workshop is to be about, in your own words."


def test_without_material_nothing_is_found(small_assistant):
    found = find_topics(small_assistant, open_material(small_assistant.index), "medicines")
    assert (found.topics, found.nearest) == ((), ())
    assert found.why == "There is no material for workshops on the documents of this index."


@pytest.mark.parametrize("text", ["x" * 5000, "medicines " * 3000, "S4 " * 500, "<b>medicines</b> \x00"])
def test_odd_input_does_no_harm(find, text):
    found = find(text)
    assert found.topics or found.why
