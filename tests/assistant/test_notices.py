import re

import pytest

from assistant.cite import Citer
from assistant.notices import notices_for
from assistant.patterns import load_data

ROWS = {row["id"]: row for row in load_data("notices.toml")["notice"]}
TIED = [name for name, row in ROWS.items() if "question" not in row]


@pytest.fixture(scope="module")
def everything(assistant):
    """A citation of every passage."""
    citer = Citer(assistant.index)
    return [citer.cite(n) for n in range(len(assistant.index.passages))]


def wanted(row, citation):
    return citation.document_id in row["documents"] and bool(re.search(row.get("quote", ""), citation.quote))


@pytest.mark.parametrize("name", TIED)
def test_a_notice_applies_to_some_words_of_the_corpus_and_is_tied_to_them(everything, name):
    notice = next(notice for notice in notices_for("", everything) if notice.id == name)
    assert notice.citations
    assert notice.citations == tuple(c.number for c in everything if wanted(ROWS[name], c))
    assert notice.text == ROWS[name]["text"]


@pytest.mark.parametrize("name", TIED)
def test_a_notice_is_not_shown_with_citations_it_is_not_about(everything, name):
    others = [c for c in everything if not wanted(ROWS[name], c)]
    assert others
    assert name not in {notice.id for notice in notices_for("", others)}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dated-price", "£"),
        ("ccg", "clinical commissioning group"),
        ("nice-medicines", "NICE"),
        ("factual-accuracy", "factual accuracy"),
        ("dated-covid", ""),
        ("dated-inspection", "inspect"),
    ],
)
def test_one_citation_is_enough_for_its_notice(everything, name, words):
    citation = next(c for c in everything if wanted(ROWS[name], c) and words.lower() in c.quote.lower())
    assert name in {notice.id for notice in notices_for("", [citation])}


def test_every_citation_of_the_annex_carries_the_framework_notice(everything):
    for citation in (c for c in everything if c.document_id == "cqc-annex-a2"):
        notices = {notice.id: notice for notice in notices_for("", [citation])}
        assert notices["framework-annex-a2"].citations == (citation.number,)


@pytest.mark.parametrize(
    "question",
    [
        "what are the prompts of S4?",
        "W3.2",
        "what does good look like for complaints?",
        "compare good and outstanding for R2",
        "How do we record medicines given to people?",
        "How can we involve families in care planning?",
        "What does duty of candour require me to write in a letter?",  # abstains and shows the annex nearby
        "Doris has fallen and hit her head, she seems confused",  # the safety card, and the annex below it
    ],
)
def test_every_answer_that_cites_the_annex_carries_the_framework_notice(ask, question):
    answer = ask(question)
    annex = tuple(c.number for c in answer.citations if c.document_id == "cqc-annex-a2")
    assert annex
    assert next(n.citations for n in answer.notices if n.id == "framework-annex-a2") == annex


def test_an_answer_without_the_annex_does_not_carry_its_notice(ask):
    answer = ask("give me all the top tips for supervision")
    assert "cqc-annex-a2" not in {c.document_id for c in answer.citations}
    assert "framework-annex-a2" not in {notice.id for notice in answer.notices}


@pytest.mark.parametrize("question", ["we disagree with our draft report", "the inspector got it wrong, what now?"])
def test_disagreeing_with_a_report_brings_its_deadline(everything, question):
    assert [n.id for n in notices_for(question, everything[:1]) if n.id in {"disagree-report", "factual-accuracy"}] == [
        "disagree-report"
    ]
    assert any("10 working days" in notice.text for notice in notices_for(question, everything[:1]))


def test_the_deadline_is_not_said_twice(everything):
    about = [c for c in everything if "factual accuracy" in c.quote.lower()]
    ids = [notice.id for notice in notices_for("we disagree with our draft report", about)]
    assert "factual-accuracy" in ids
    assert "disagree-report" not in ids


def test_without_citations_there_are_no_notices():
    assert notices_for("we disagree with our draft report", []) == ()


def test_a_glossary_note_goes_with_its_abbreviation(ask):
    noted = {notice.id: notice.text for notice in ask("what does RI mean?").notices}
    assert "glossary-RI" in noted
    assert "glossary-RI" not in {notice.id for notice in ask("How can we learn from complaints?").notices}


@pytest.mark.parametrize("question", ["what is a CCG?", "what does RI mean?", "who is in the ICB?"])
def test_nothing_is_noted_twice(ask, question):
    texts = [notice.text for notice in ask(question).notices]
    assert len(texts) == len(set(texts))
