"""What was written by hand for each prompt, and the passages that it names."""

import re
import tomllib

import pytest

from assistant.data_files import DataFileError
from assistant.patterns import load_data
from assistant.plan.templates import (
    EXAMPLE_KINDS,
    FOLDER,
    TASK_KINDS,
    evidence_lists,
    for_people,
    open_guide,
    read_templates,
)
from evals.evaluation import QUESTION_FOLDER
from evals.leaks import Text, leaks, practice_rows

FILE = FOLDER / "annex-a2.toml"
ROWS = tomllib.loads(FILE.read_text(encoding="utf-8"))["prompt"]
ENTRY = """framework = "{stem}"
[[prompt]]
code = "{code}"
title = "T"
shortfalls = ["Nobody did it."]
objective = "O"
measure = "M"
baseline = "B"
evidence = []
guidance = [{guidance}]
risk = "R"
sustain = "S"
term = "quick win"
"""


@pytest.fixture(scope="module")
def annex(assistant):
    return assistant.index.frameworks["annex-a2"]


@pytest.fixture(scope="module")
def guide(assistant, annex):
    return open_guide(assistant.index, annex)


def write(folder, guidance="", code="S1.1", stem="annex-a2"):
    (folder / "annex-a2.toml").write_text(ENTRY.format(guidance=guidance, code=code, stem=stem), encoding="utf-8")
    return folder


def test_every_prompt_has_a_template_in_the_order_of_the_framework(annex, guide):
    prompts = [prompt.code for kloe in annex.kloes.values() for prompt in kloe.prompts]
    assert list(guide.templates) == prompts


def test_evidence_is_worded_as_in_the_lists_of_the_guide(assistant, guide):
    numbers = evidence_lists(assistant.index)
    lists = " ".join(assistant.index.passages[number].text for number in numbers)
    assert len(numbers) == 2
    for template in guide.templates.values():
        assert 2 <= len(template.evidence) <= 4, template.code
        assert all(words in lists for words in template.evidence), template.code


def test_guidance_is_of_kinds_that_say_what_to_do_and_examples_of_what_was_done(assistant, guide):
    passages = assistant.index.passages
    assert sum(map(len, guide.guidance.values())) > 200
    assert all(passages[n].kind in TASK_KINDS for held in guide.guidance.values() for n in held)
    assert all(passages[n].kind in EXAMPLE_KINDS for n in guide.example.values())
    assert not set(evidence_lists(assistant.index)) & {n for held in guide.guidance.values() for n in held}


def test_no_decision_about_people_is_a_task_or_an_example(assistant, guide):
    decisions = for_people(assistant.index)
    assert len(decisions) == len(load_data("decisions.toml")["passage"])
    assert not decisions & {n for held in guide.guidance.values() for n in held}
    assert not decisions & set(guide.example.values())


def test_the_list_of_decisions_holds_dismissal_medicines_agency_cover_and_the_name(assistant):
    said = " ".join(assistant.index.passages[n].text for n in for_people(assistant.index))
    for words in ("dismiss", "stopped senior staff from administering", "agency staff", "change the name"):
        assert words in said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_an_entry_leaves_blank_what_only_the_manager_knows(row):
    assert "__" in row["objective"]
    assert "__" in row["measure"]
    ours = " ".join(row[name] for name in ("title", "objective", "measure", "baseline", "risk", "sustain"))
    assert not re.search(r"\d", ours)
    assert not re.search(
        r"\b(?:regulations?|rating|outstanding|dismiss\w*|disciplin\w+|agency (?:staff|cover|workers?))\b",
        ours,
        re.IGNORECASE,
    )
    assert 3 <= len(row["title"].split()) <= 8
    assert row["risk"].endswith(".")
    assert row["sustain"].endswith(".")


def test_no_text_stands_twice():
    for name in ("title", "objective", "measure", "baseline", "risk", "sustain"):
        texts = [row[name] for row in ROWS]
        assert len(set(texts)) == len(texts), name
    shortfalls = [text for row in ROWS for text in row["shortfalls"]]
    assert len(set(shortfalls)) == len(shortfalls)


def test_a_framework_without_a_file_has_no_templates(assistant, annex, tmp_path):
    assert open_guide(assistant.index, annex, tmp_path).templates == {}


def test_words_that_no_passage_begins_with_are_named_with_their_entry(assistant, annex, tmp_path):
    wrong = '{ document = "guide-to-improvement", begins = "No such words" }'
    with pytest.raises(DataFileError, match=r"S1\.1: no passage begins with “No such words”"):
        open_guide(assistant.index, annex, write(tmp_path, wrong))


def test_words_that_several_passages_begin_with_are_refused(assistant, annex, tmp_path):
    wrong = '{ document = "guide-to-improvement", begins = "Ensure " }'
    with pytest.raises(DataFileError, match=r"S1\.1: \d+ passages begin"):
        open_guide(assistant.index, annex, write(tmp_path, wrong))


def test_a_passage_of_a_document_that_is_not_held_is_left_out(assistant, annex, tmp_path):
    elsewhere = '{ document = "no-such-document", begins = "Ensure" }'
    assert open_guide(assistant.index, annex, write(tmp_path, elsewhere)).guidance == {"S1.1": ()}


def test_an_entry_for_a_prompt_that_is_not_there_is_refused(assistant, annex, tmp_path):
    with pytest.raises(DataFileError, match=r"S9\.9"):
        open_guide(assistant.index, annex, write(tmp_path, code="S9.9"))


@pytest.mark.parametrize("bad", ["framework = 1", "[[", ENTRY.format(stem="kite", code="S1.1", guidance="")])
def test_a_file_that_is_not_as_it_should_be_is_refused_with_its_name(tmp_path, bad):
    path = tmp_path / "annex-a2.toml"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"annex-a2\.toml"):
        read_templates(path)


def test_no_shortfall_repeats_a_row_that_findings_are_measured_on():
    texts = [Text(FILE.name, text) for row in ROWS for text in row["shortfalls"]]
    found = leaks(practice_rows(QUESTION_FOLDER, ("dev", "test")), texts)
    assert not found, "\n".join(map(str, found))
