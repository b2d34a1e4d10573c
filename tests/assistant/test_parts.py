import json
from pathlib import Path

import pytest

from assistant.parts import points_back, split_parts
from assistant.types import Role

DATA = Path(__file__).parent / "data" / "multipart.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
COVERED = "What are the top tips for supervision"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How do we recruit staff and how do we keep them happy?",
            ["How do we recruit staff", "how do we keep them happy?"],
        ),
        (
            "Who checks the rota? What does the manager record?",
            ["Who checks the rota?", "What does the manager record?"],
        ),
        (
            "What tips are there for supervision, and what is the minimum wage?",
            ["What tips are there for supervision", "what is the minimum wage?"],
        ),
    ],
)  # fmt: skip
def test_questions_are_split_where_another_question_begins(question, parts):
    assert [part.removeprefix("and ") for part in split_parts(question)] == parts


@pytest.mark.parametrize(
    "question",
    [
        "How do we recruit and keep staff?",
        "What does good look like for food and drink?",
        "How can staff, families and the board help?",
        "",
        "medicines, audits, charts",
    ],
)
def test_a_question_about_one_thing_is_not_split(question):
    assert len(split_parts(question)) < 2


def lines_of(answer):
    return [block.text for block in answer.blocks if block.role is Role.OURS]


@pytest.mark.parametrize("row", ROWS, ids=[row["question"][:40] for row in ROWS])
def test_each_part_is_answered_or_named(ask, honesty, row):
    answer = ask(row["question"])
    assert answer.kind == row["kind"]
    for part in row.get("uncovered", ()):
        assert any(line.startswith(f"On “{part}”: ") for line in lines_of(answer))
    headings = " ".join(block.text for block in answer.blocks if block.role is Role.HEADING).lower()
    assert [name for name in row.get("sections", ()) if name.lower() not in headings] == []
    honesty.check(answer, row["question"])


@pytest.mark.parametrize(
    ("part", "says", "ask_whom"),
    [
        ("what is the minimum wage?", "employment law or pay", "ACAS"),
        ("what is the dose of paracetamol?", "clinical question", "pharmacist"),
    ],
)
def test_a_part_that_is_not_covered_says_why_and_where_to_ask(ask, part, says, ask_whom):
    last = ask(f"{COVERED} and {part}").blocks[-1]
    assert last.role is Role.OURS
    assert last.text.startswith(f"On “{part}”: ")
    assert says in last.text
    assert ask_whom in last.text


def test_the_parts_of_an_answer_share_its_350_words(ask):
    answer = ask("How do we improve supervision and how do we handle complaints?")
    assert sum(len(citation.quote.split()) for citation in answer.citations) <= 380


def test_no_passage_is_quoted_for_two_parts(ask, cited):
    ids = cited(ask("How do we learn from complaints and how do we record complaints?"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("tips for supervision and the minimum wage", ["tips for supervision", "the minimum wage"]),
        (
            "tips for supervision, appraisal meetings and the minimum wage",
            ["tips for supervision, appraisal meetings", "the minimum wage"],
        ),
        (
            "Our deputy left. What should induction cover, and how do we check the results?",
            ["Our deputy left. What should induction cover", "how do we check the results?"],
        ),
    ],
)
def test_joined_things_are_parted_where_they_are_of_another_sort(question, parts):
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    ["How long do we keep MAR charts and other records?", "What is the dose of paracetamol and cough syrup?"],
)
def test_what_is_asked_of_two_things_is_not_parted(question):
    assert len(split_parts(question)) < 2


@pytest.mark.parametrize("question", ["How do we pay staff and VAT?", "one? two? three? four? five?"])
def test_a_question_is_not_cut_into_crumbs(question):
    assert len(split_parts(question)) < 2


@pytest.mark.parametrize(
    ("part", "leans"), [("how often should it happen?", True), ("what do they need", True), ("what is a KLOE?", False)]
)
def test_a_part_leans_on_the_one_before_by_a_pronoun(part, leans):
    assert points_back(part) is leans


def test_a_part_that_leans_carries_the_part_before(assistant):
    whole = assistant._reader.understand("What should supervision cover and how often should it happen?")
    assert [part.carried for part in assistant._reader.parts(whole)] == ["", "What should supervision cover"]
