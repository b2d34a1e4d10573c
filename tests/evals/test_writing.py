"""Scripted good answers: played through the real adapter, measured, and put on the readers' sheet."""

import json

import pytest

from assistant.answering import Assistant
from assistant.generate import ModelSettings
from corpus.index import open_index
from evals.generating import written_figures
from evals.rows import EvaluationDataError
from evals.writing import ReplyRow, load_replies, reply_to, sheet, write_all

QUESTION = "How do staff keep a record of medicine?"
PROMPT = "Passages:\n\nS1: Ask staff for ideas.\nS2: Tell families about it.\n\nQuestion: What now?"


@pytest.fixture(scope="module")
def assistant(small_index, WordEncoder):
    return Assistant(open_index(small_index), WordEncoder())


def row(*statements, name="a/1", question=QUESTION):
    return ReplyRow(name, question, (), statements)


def silent(*_):
    """Tell nobody."""


def test_labels_are_those_that_the_passages_have_in_the_prompt():
    written = json.loads(reply_to(PROMPT, row(("Tell families.", ("Tell families",)), ("Fly.", ("Not there",)))))
    assert written == {
        "statements": [{"text": "Tell families.", "sources": ["S2"]}, {"text": "Fly.", "sources": ["S0"]}]
    }


def test_the_written_replies_can_be_loaded():
    rows = load_replies()
    assert len(rows) >= 60
    assert sum(len(r.statements) for r in rows) >= 300


@pytest.mark.parametrize("lines", ["{}", "not json"])
def test_a_file_that_cannot_be_used_is_named(tmp_path, lines):
    path = tmp_path / "replies.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=r"replies.jsonl, line 1"):
        load_replies(path)


def test_good_and_bad_statements_are_told_apart(assistant):
    passage = assistant.ask(QUESTION).citations[0].quote
    sentence, start = passage.split(". ")[0].rstrip(".") + ".", " ".join(passage.split()[:6])
    good = row((sentence, (start,)), ("Staff must fly to the moon by Friday 3 May.", (start,)))
    nothing = row(name="a/2")
    first, second = write_all(assistant, [good, nothing], silent)
    assert (first.written_shown, first.written_as_is, first.written_dropped) == (1.0, 0.5, 0.5)
    assert first.invalid == ()
    assert first.beyond_ms is not None
    assert (second.written_shown, second.written_as_is) == (0.0, None)
    figures = {figure.measure: figure.estimate.value for figure in written_figures([first, second])}
    assert figures["written_shown"] == pytest.approx(0.5)
    assert figures["written_dropped"] == pytest.approx(0.5)
    assert figures["citation_validity"] == pytest.approx(1.0)
    (shown,) = sheet([first, second])
    assert (shown["id"], shown["statement"], shown["bears"]) == ("a/1/1", sentence, None)
    assert shown["cites"][0]["quote"].startswith(sentence[:20])


def test_a_model_that_is_not_there_is_measured_as_falling_back(assistant):
    settings = ModelSettings(url="http://127.0.0.1:9/v1", name="none", seconds=5, silence_seconds=2)
    (result,) = write_all(assistant, [row()], silent, settings)
    assert (result.written_shown, result.beyond_ms) == (0.0, None)
    assert result.citations > 0
