"""The ratings characteristics of Annex A2 as data: complete, nothing twice, in the right cell, read by eye."""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.framework import LEVELS
from corpus.framework_file import Piece, load_framework, place
from corpus.text import lines_of, slice_spans

KEY_QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
# How many statements each cell holds: Outstanding, Good, Requires improvement, Inadequate.
COUNTS = {
    "Safe": (1, 3, 3, 2),
    "S1": (14, 15, 15, 5),
    "S2": (19, 35, 24, 25),
    "S3": (7, 15, 13, 8),
    "S4": (4, 11, 4, 4),
    "S5": (2, 7, 7, 8),
    "Effective": (2, 1, 1, 2),
    "E1": (7, 5, 4, 4),
    "E2": (9, 8, 6, 9),
    "E3": (5, 8, 7, 4),
    "E4": (10, 7, 9, 6),
    "E5": (3, 3, 4, 4),
    "Caring": (1, 1, 3, 3),
    "C1": (9, 9, 10, 10),
    "C2": (6, 8, 6, 6),
    "C3": (11, 21, 13, 13),
    "Responsive": (1, 1, 1, 1),
    "R1": (15, 15, 7, 8),
    "R2": (3, 4, 3, 3),
    "R3": (10, 14, 6, 9),
    "R4": (4, 4, 4, 1),
    "Well-led": (2, 2, 3, 3),
    "W1": (8, 15, 12, 13),
    "W2": (5, 10, 3, 6),
    "W3": (9, 6, 11, 7),
    "W4": (4, 10, 5, 5),
    "W5": (4, 2, 2, 2),
}
# Statements put together by eye from the torn tables of the stored text: KLOE, level, words.
READ_BY_EYE = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("annex_read_by_eye.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def framework(corpus_folder):
    """Annex A2's framework."""
    return load_framework(corpus_folder / "frameworks" / "annex-a2.toml")


@pytest.fixture(scope="module")
def text(readings):
    """The annex as stored."""
    return readings["cqc-annex-a2"][0].text


@pytest.fixture(scope="module")
def placed(framework, text):
    """Every row of the framework file, with its spans."""
    lines = lines_of(text)
    rows = (*framework.statement, *framework.other)
    found = [(row, place(text, lines, row.pieces)) for row in rows]
    found += [(row, place(text, lines, (*row.label, *row.pieces))) for row in (*framework.kloe, *framework.prompt)]
    return found + [(key, place(text, lines, d)) for key in framework.key_question for d in key.definition]


@pytest.fixture(scope="module")
def cells(framework, text):
    """The statements of each cell, as text, by unit and level."""
    lines = lines_of(text)
    found = {}
    for row in framework.statement:
        found.setdefault((row.unit, row.level), []).append(slice_spans(text, place(text, lines, row.pieces)))
    return found


# -- the real framework ------------------------------------------------------------------------


def test_every_character_of_the_annex_belongs_to_exactly_one_piece(placed, text):
    owners = [0] * len(text)
    for _, spans in placed:
        for span in spans:
            for position in range(span.start, span.end):
                owners[position] += 1
    wrong = [i for i in range(len(text)) if not text[i].isspace() and owners[i] != 1]
    assert not wrong, text[wrong[0] - 40 : wrong[0] + 40]


def test_every_cell_holds_the_statements_that_were_counted(framework):
    counted = Counter((row.unit, row.level) for row in framework.statement)
    assert {unit: tuple(counted[unit, level] for level in LEVELS) for unit, _ in counted} == COUNTS


def test_there_are_772_characteristics_over_22_kloes_and_five_key_questions(framework):
    assert len(framework.statement) == sum(map(sum, COUNTS.values())) == 772
    units = {row.unit for row in framework.statement}
    assert units >= set(KEY_QUESTIONS)
    assert sum(bool(re.fullmatch(r"[SECRW]\d", unit)) for unit in units) == 22
    assert len(units) == 27


@pytest.mark.parametrize(("unit", "level", "words"), READ_BY_EYE, ids=lambda value: value[:30])
def test_statement_read_by_eye_stands_whole_in_its_cell(cells, unit, level, words):
    assert words in cells[unit, level]


def test_no_cell_says_the_same_twice(cells):
    assert all(len(set(statements)) == len(statements) for statements in cells.values())


def test_every_statement_is_whole_but_for_the_ends_left_of_r4s_lost_page(cells):
    fragments = [s for statements in cells.values() for s in statements if not re.match(r"[A-Z]", s)]
    assert fragments == ["opportunity.", "not always used where possible.", "provide necessary care and support."]
    unended = [s for statements in cells.values() for s in statements if not s.endswith(".")]
    assert unended == ["The systems may be hard to use or unreliable"]


def test_what_our_copy_lacks_is_said_for_r4_and_only_there(framework):
    (gap,) = framework.missing
    assert gap.unit == "R4"
    assert "missing" in gap.text


def test_fragments_of_r4_are_noted(framework):
    noted = [row.note for row in framework.statement if row.unit == "R4" and row.pieces[0].text[0].islower()]
    assert len(noted) == 3
    assert all("first page of this table is missing" in note for note in noted)


def test_framework_is_never_presented_as_the_one_cqc_used(framework):
    assert framework.status == "draft, not adopted as it stands"
    assert "consultation draft" in framework.version
    assert framework.in_force_from == framework.in_force_to == ""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", framework.last_checked)


# -- placing ---------------------------------------------------------------------------------------

TORN = "Staff are  always\nStaff are never\nStaff are always"


def placed_text(*pieces):
    spans = place(TORN, lines_of(TORN), pieces)
    return spans, slice_spans(TORN, spans)


def test_piece_is_found_on_its_line_whatever_the_white_space():
    spans, words = placed_text(Piece(line=1, text="are always"))
    assert (spans[0].start, spans[0].end) == (6, 17)
    assert words == "are always"


def test_piece_may_run_over_the_end_of_its_line():
    assert placed_text(Piece(line=1, text="always Staff"))[1] == "always Staff"


def test_nth_counts_from_the_start_of_the_line():
    (span,), _ = placed_text(Piece(line=1, text="a", nth=2))
    assert span.start == TORN.index("are")
    (span,), _ = placed_text(Piece(line=2, text="a"))
    assert span.start == TORN.index("Staff", 1) + 2


def test_pieces_stay_in_the_order_given():
    assert placed_text(Piece(line=3, text="Staff are"), Piece(line=1, text="always"))[1] == "Staff are always"


@pytest.mark.parametrize(
    "piece",
    [
        Piece(line=1, text="never"),
        Piece(line=1, text="Staff", nth=2),
        Piece(line=2, text="never", nth=2),
        Piece(line=4, text="Staff"),
        Piece(line=0, text="Staff"),
        Piece(line=1, text="staff"),
    ],
)
def test_piece_that_does_not_start_on_its_line_is_refused_with_line_and_words(piece):
    with pytest.raises(CorpusError, match=f"{piece.text!r} on line {piece.line}"):
        placed_text(piece)


# -- files that are wrong ----------------------------------------------------------------------------

HEAD = """id = "x"
document = "d"
title = "t"
version = "v"
status = "draft"
in_force_from = ""
in_force_to = ""
last_checked = "2026-01-01"
"""
KEY = '[[key_question]]\nname = "Safe"\n'
KLOE = '[[kloe]]\ncode = "S1"\nkey_question = "Safe"\nlabel = []\npieces = [{ line = 1, text = "a" }]\n'
PROMPT = '[[prompt]]\ncode = "S1.1"\nkloe = "S1"\nlabel = []\npieces = [{ line = 1, text = "a" }]\n'
HEAD += KEY + KLOE
ROW = '[[statement]]\nunit = "S1"\nlevel = "Good"\npieces = [{ line = 1, text = "a" }]\n'


def test_small_framework_file_is_read(tmp_path):
    path = tmp_path / "f.toml"
    path.write_text(HEAD + ROW, encoding="utf-8")
    framework = load_framework(path)
    assert framework.statement[0].pieces == (Piece(line=1, text="a", nth=1),)
    assert framework.missing == framework.prompt == ()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (HEAD.replace("draft", "in force") + ROW, "status"),
        (HEAD + ROW.replace("Good", "good"), "level"),
        (HEAD + ROW + 'remark = "x"\n', "remark"),
        (HEAD + ROW.replace("S1", "S2"), "'S2' is neither a KLOE nor a key question"),
        (HEAD + KLOE, "'S1' stands twice"),
        (HEAD + PROMPT + PROMPT, "'S1.1' stands twice"),
        (HEAD + PROMPT.replace('kloe = "S1"', 'kloe = "S9"'), "'S9', which is not there"),
        (HEAD.replace('key_question = "Safe"', 'key_question = "Warm"'), "'Warm', which is not there"),
        (HEAD.replace(KLOE, ""), "kloe"),
        (HEAD.replace(KEY, ""), "key_question"),
        (HEAD + "[[statement", "cannot be used"),
    ],
)
def test_wrong_framework_file_is_refused_with_its_name_and_what_is_wrong(tmp_path, content, problem):
    path = tmp_path / "f.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_framework(path)
    assert problem in caught.value.user_message
    assert "f.toml" in caught.value.user_message


def test_missing_framework_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(CorpusError, match=r"gone\.toml cannot be used"):
        load_framework(tmp_path / "gone.toml")
