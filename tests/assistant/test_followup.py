import json
from pathlib import Path

import pytest

from assistant.followup import carried_subject, last_question, stands_alone
from assistant.patterns import plain
from assistant.types import Role
from assistant.view import answer_text
from corpus.types import Kind
from evals.evaluation import QUESTION_FOLDER
from evals.following import load_follows

DATA = Path(__file__).parent / "data" / "conversations.jsonl"
CONVERSATIONS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
COMPLAINTS = "What does Good look like for handling complaints?"
MEDICINES = "How do we improve our medication process?"


@pytest.mark.parametrize(
    "question",
    [
        "and what about homecare?",
        "what would outstanding be for that?",
        "why?",
        "any more tips?",
        "who is responsible for it?",
        "And the prompts?",
        "ok, so how do we start?",
        "another one",
        "training",
    ],
)
def test_follow_ups_lean_on_what_was_asked_before(question, history):
    assert not stands_alone(question, history(COMPLAINTS, "Here is what I found."))


@pytest.mark.parametrize(
    "question",
    [
        "How do we improve our medication process?",
        "What are the top tips for better supervision?",
        "Which prompts ask about consent to care and treatment?",
        "What are all the prompts of S4?",
        "W3.2",
        "How do other providers involve families when reviewing care plans?",
        "Our on-call system is clearly broken. What order do I tackle it in, and do I trial the new one first?",
    ],
)
def test_whole_questions_stand_alone_after_another(question, history):
    assert stands_alone(question, history(COMPLAINTS, "Here is what I found."))


@pytest.mark.parametrize("question", ["and what about that?", "why?", "training"])
def test_without_anything_before_every_question_stands_alone(question, history):
    assert stands_alone(question, ())
    assert stands_alone(question, history()[:0])


def test_a_turn_of_the_assistant_alone_is_nothing_to_lean_on(history):
    assert stands_alone("and why?", history("x", "y")[1:])


def test_the_last_question_is_what_the_person_asked_last(history):
    assert last_question(history("one", "two", "three", "four")) == "three"
    assert last_question(()) == ""


def test_the_subject_is_the_last_question_that_stands_alone_and_what_followed_it(history):
    turns = history("old question on audits", "…", MEDICINES, "…", "and how do we check it?", "…", "thanks", "…")
    assert carried_subject(turns) == f"{MEDICINES} and how do we check it?"


def test_a_question_with_hardly_a_word_is_helped_out_by_how_its_answer_began(history):
    turns = history("medicines?", "word " * 100)
    assert carried_subject(turns) == "medicines? " + " ".join(["word"] * 40)


@pytest.mark.parametrize("row", CONVERSATIONS, ids=[row["question"][:40] for row in CONVERSATIONS])
def test_a_conversation_keeps_to_its_subject(assistant, history, row):
    turns = []
    for question in row["before"]:
        turns += [question, answer_text(assistant.ask(question, history(*turns)))]
    answer = assistant.ask(row["question"], history(*turns))
    headings = [block.text.lower() for block in answer.blocks if block.role is Role.HEADING]
    assert any(row["about"].lower() in heading for heading in headings[:4])


def test_a_question_that_stands_alone_is_answered_as_without_a_history(ask):
    question = "What are the top tips for better supervision?"
    alone, after = ask(question), ask(question, MEDICINES, "Some answer about medicines and MAR charts.")
    assert after.blocks == alone.blocks
    assert after.citations == alone.citations


def test_a_rating_follow_up_keeps_the_subject_and_changes_the_level(ask):
    answer = ask("what would outstanding be for that?", COMPLAINTS, "Good, for complaints, is this.")
    rated = [c for c in answer.citations if c.kind == Kind.CHARACTERISTIC]
    assert {c.code for c in rated} == {"R2"}  # R2 is the KLOE of complaints
    assert rated[0].level == "Outstanding"


def test_a_follow_up_for_prompts_keeps_the_subject(ask):
    answer = ask("give me the prompts for that", "how do we support people at the end of life?", "Like this.")
    assert answer.citations[0].code.startswith("R3")  # R3 is the KLOE of the end of life


def test_a_follow_up_finds_something_else_than_the_same_words_alone(assistant, history):
    question = "what are the tips on that?"
    before = history("How do we improve supervision?", "Here are some.")
    headings = " ".join(" ".join(hit.passage.heading) for hit in assistant.search(question, 5, before))
    assert "improving supervision" in headings
    alone = " ".join(" ".join(hit.passage.heading) for hit in assistant.search(question, 5))
    assert headings != alone


def test_a_code_of_the_question_before_is_carried_over(ask):
    answer = ask("what does good look like for it?", "What are the prompts of S5?", "S5 …")
    assert {c.code for c in answer.citations if c.kind == Kind.CHARACTERISTIC} == {"S5"}


@pytest.mark.parametrize(
    "question",
    [
        "What is a KLOE?",
        "Who can help us to improve?",
        "Why do services need strong leaders and managers?",
        "supervision tips",
        "And what is the minimum wage?",
        "What does CQC mean?",
    ],
)
def test_a_question_that_only_looks_short_stands_alone(question, history):
    assert stands_alone(question, history(MEDICINES, "Here is what I found."))


@pytest.mark.parametrize("message", ["ok", "Okay!", "thanks", "ok thank you", "got it"])
def test_a_courtesy_carries_nothing_over(ask, message):
    answer = ask(message, MEDICINES, "Here is what I found.")
    assert answer.kind == "notice"
    assert answer.understood == ""


def test_what_was_carried_over_is_said_and_nothing_where_nothing_was(ask):
    assert ask("and inadequate?", COMPLAINTS, "Good, for complaints, is this.").understood
    assert ask(MEDICINES, COMPLAINTS, "Good, for complaints, is this.").understood == ""


@pytest.mark.parametrize("name", ["dev", "test"])
def test_every_passage_that_a_right_answer_cites_begins_so(assistant, name):
    passages = [(p.document_id, plain(p.text)) for p in assistant.index.passages]
    for row in load_follows(name, QUESTION_FOLDER):
        for document, begins in row.gold:
            held = (text for owner, text in passages if owner == document)
            assert any(text.startswith(plain(begins)) for text in held), (row.id, begins)
