"""Questions that name the source they ask about."""

import pytest

from assistant.sources import Sources
from assistant.types import AnswerKind, Filters, Role

NEWS, BLOG, ANNEX = "news-driving-improvement", "qcs-well-led", "cqc-annex-a2"
GUIDE, TOOLKIT = "guide-to-improvement", "go-online-learning"


@pytest.fixture(scope="module")
def sources(assistant):
    return Sources(document.source for document in assistant.index.documents.values())


@pytest.mark.parametrize(
    ("question", "documents", "left"),
    [
        ("What does the news article say about staff?", (NEWS,), "staff?"),
        ("in the QCS blog what makes a good leader", (BLOG,), "what makes a good leader"),
        ("According to Skills for Care, what is supervision for?", (GUIDE, TOOLKIT), "what is supervision for?"),
        ("what does CQC say about medicines", (ANNEX,), "medicines"),
        ("Does the annex mention wellbeing?", (ANNEX,), "wellbeing?"),
        ("tips from the improvement guide on induction", (GUIDE,), "tips on induction"),
        ("what does “What makes for a well-led care home” say about culture", (BLOG,), "culture"),
        ("What’s in GO Online about incidents?", (TOOLKIT,), "What's about incidents?"),
    ],
)
def test_a_source_is_known_by_its_title_its_publisher_or_what_people_call_it(sources, question, documents, left):
    reference = sources.read(question.replace("“", "").replace("”", ""))
    assert (reference.documents, reference.question) == (documents, left)


@pytest.mark.parametrize(
    "question",
    [
        "What help can we get from Skills for Care?",
        "What should we show CQC at an inspection?",
        "How do we tell CQC that we improved?",
        "What does the guide say about supervision?",
        "Does the guidance mention wellbeing?",
        "How do we write a news article about our home?",
        "",
    ],
)
def test_a_question_that_only_mentions_a_source_is_not_about_it(sources, question):
    assert sources.read(question) is None


def test_without_documents_no_source_is_known():
    assert Sources(()).read("What does the news article say about staff?") is None


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("What does the news article say about recruitment and retention?", NEWS),
        ("in the QCS blog what makes a good leader", BLOG),
        ("what does CQC say about medicines", ANNEX),
        ("What does the GO Online page say about learning from incidents?", TOOLKIT),
    ],
)
def test_an_answer_from_one_source_quotes_only_that_and_says_so(ask, honesty, question, document):
    answer = ask(question)
    assert answer.kind is AnswerKind.ANSWERED
    assert {citation.document_id for citation in answer.citations} == {document}
    assert answer.blocks[0].text.startswith("Only in: ")
    honesty.check(answer, question)


def test_what_a_source_does_not_cover_is_said_and_that_others_do(ask, honesty):
    question = "What does the news article say about top tips for supervision?"
    answer = ask(question)
    assert (answer.kind, answer.reason) == (AnswerKind.ABSTAINED, "not covered there")
    ours = [block.text for block in answer.blocks if block.role is Role.OURS]
    assert ours[0].startswith("Only in: News article")
    assert ours[-1].startswith("Other documents I hold do cover it")
    honesty.check(answer, question)


def test_what_no_source_covers_is_not_said_to_stand_elsewhere(ask):
    answer = ask("What does the news article say about breeding tropical fish?")
    assert answer.kind is AnswerKind.ABSTAINED
    assert not any("Other documents" in block.text for block in answer.blocks)


def test_the_windows_own_choice_of_documents_goes_before_a_name(ask):
    answer = ask("what does the news article say about culture?", filters=Filters(documents=(BLOG,)))
    assert {citation.document_id for citation in answer.citations} <= {BLOG}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("What kind of culture do outstanding services have?", BLOG),
        ("How should leaders treat their staff?", BLOG),
        ("What did CQC find about recruitment and retention?", NEWS),
        ("Which prompts are about medicines?", ANNEX),
        ("How do we learn from incidents?", TOOLKIT),
        ("What are the top tips for supervision?", GUIDE),
    ],
)
def test_a_chosen_document_that_answers_is_enough(ask, question, document):
    answer = ask(question, filters=Filters(documents=(document,)))
    assert answer.kind is AnswerKind.ANSWERED
    assert {citation.document_id for citation in answer.citations} == {document}


@pytest.mark.parametrize("question", ["What are the top tips for supervision?", "How do we breed tropical fish?"])
def test_a_chosen_document_that_does_not_answer_is_not_quoted_as_an_answer(ask, question):
    assert ask(question, filters=Filters(documents=(NEWS,))).kind is AnswerKind.ABSTAINED


def test_each_part_may_name_its_own_source(ask):
    answer = ask("What does the QCS blog say about leaders and what does the improvement guide say about supervision?")
    assert answer.kind is AnswerKind.ANSWERED
    assert {citation.document_id for citation in answer.citations} == {BLOG, GUIDE}
    assert sum(block.text.startswith("Only in: ") for block in answer.blocks) == 2
