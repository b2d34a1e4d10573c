"""Our notes on frameworks: the cross-reference and the words of handouts, checked against the framework."""

import re

import pytest

from corpus.crosswalk import FILE as CROSSWALK
from corpus.crosswalk import load_crosswalk, prompts_in
from corpus.errors import CorpusError
from corpus.framework import LEVELS
from corpus.handout import FILE as HANDOUT
from corpus.handout import load_handout


@pytest.fixture(scope="module")
def framework(readings):
    return readings["cqc-annex-a2"][1].framework


@pytest.fixture
def changed(tmp_path):
    """A file of notes in which something is replaced."""

    def change(path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        (tmp_path / path.name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path / path.name

    return change


def test_every_kloe_and_prompt_that_the_crosswalk_names_exists_and_belongs_together(framework):
    crosswalk = load_crosswalk(framework)
    assert len(crosswalk.statement) == 34
    for row in crosswalk.statement:
        for near in row.kloes:
            assert near.code in framework.kloes
            assert near.prompts
            assert {framework.kloe_of[prompt].code for prompt in near.prompts} == {near.code}
        named = set(re.findall(r"\b[SECRW]\d(?:\.\d)?\b", row.note))
        assert named <= set(framework.kloe_of)


def test_the_crosswalk_says_that_it_is_ours_and_leads_back_from_every_kloe(framework):
    crosswalk = load_crosswalk(framework)
    assert "own" in crosswalk.says
    assert "approximate" in crosswalk.says
    assert all(crosswalk.near(code) for code in framework.kloes)
    assert crosswalk.near("S9") == ()


def test_every_kloe_has_notes_for_its_handout_and_none_speaks_of_levels(framework):
    notes = load_handout(framework)
    assert [row.code for row in notes.kloe] == list(framework.kloes)
    for row in notes.kloe:
        assert row.not_covered
        assert row.whom_to_ask
        assert not any(level in row.in_short for level in LEVELS if level != "Good")
    assert notes.about("S9") is None


@pytest.mark.parametrize(
    ("path", "load", "old", "new", "says"),
    [
        (CROSSWALK, load_crosswalk, 'code = "S2"', 'code = "S9"', "S9"),
        (CROSSWALK, load_crosswalk, "S2.4, S2.5 and S2.6", "S2.4, S2.5 and S2.99", "S2.99"),
        (CROSSWALK, load_crosswalk, "prompt W1.4", "prompt W2.4", "W2.4"),
        (CROSSWALK, load_crosswalk, "S1.2 to S1.5", "S1.5 to S1.2", "not a range"),
        (CROSSWALK, load_crosswalk, 'title = "Safeguarding"', 'title = "Learning culture"', "twice"),
        (CROSSWALK, load_crosswalk, 'by = "AskKLOE"', 'by = "AskKLOE"\ncolour = "red"', "colour"),
        (HANDOUT, load_handout, 'code = "S1"', 'code = "S9"', "S9"),
        (HANDOUT, load_handout, 'code = "S1"', 'code = "S2"', "twice"),
        (HANDOUT, load_handout, 'plain_title = "Safe from abuse"', 'plain_title = ""', "plain_title"),
    ],
)
def test_notes_that_do_not_fit_are_refused(framework, changed, path, load, old, new, says):
    with pytest.raises(CorpusError, match=says):
        load(framework, changed(path, old, new))


def test_notes_about_another_framework_are_left_aside(framework):
    other = framework.model_copy(update={"id": "another"})
    assert load_crosswalk(other) is None
    assert load_handout(other) is None


def test_a_missing_file_is_said(framework, tmp_path):
    with pytest.raises(CorpusError, match=r"gone\.toml"):
        load_handout(framework, tmp_path / "gone.toml")


def test_a_range_names_everything_in_it():
    assert prompts_in("prompts S1.2 to S1.4: x, and S2.1") == ("S1.2", "S1.3", "S1.4", "S2.1")
