"""The words of ours on slides and papers, and places in few words."""

import ast
import string
from pathlib import Path

from assistant.export.pack_words import quoted, short_places
from assistant.patterns import load_data
from assistant.workshop.pack import Line
from tests.assistant.workshop.pack_examples import CITATIONS, said

EXPORT = Path(__file__).resolve().parents[3] / "assistant" / "export"
# Called by a name that is worked out: the files of a pack.
WORKED_OUT = {
    *(("readme", name) for name in ("slides", "handouts", "cards", "facilitator")),
    *(("names", name) for name in load_data("workshop_papers.toml")["names"]),
}


def calls():
    """Every literal call of `says` in the modules that read these words: (section, name, what fills gaps)."""
    for path in EXPORT.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "pack_words" in source:
            for node in ast.walk(ast.parse(source)):
                match node:
                    case ast.Call(func=ast.Name("says"), args=[ast.Constant(section), name], keywords=filled) if (
                        isinstance(name, ast.Constant | ast.IfExp)
                    ):
                        names = [name] if isinstance(name, ast.Constant) else [name.body, name.orelse]
                        for one in names:
                            yield section, one.value, {keyword.arg for keyword in filled}


def test_every_line_that_is_said_exists_and_its_gaps_are_filled():
    found = list(calls())
    assert len(found) > 15
    for section, name, filled in found:
        line = load_data("workshop_papers.toml")[section][name]
        assert {gap for _, gap, _, _ in string.Formatter().parse(line) if gap} <= filled, (section, name)


def test_every_line_is_used():
    used = {(section, name) for section, name, _ in calls()} | WORKED_OUT
    words = load_data("workshop_papers.toml")
    assert {(section, name) for section, table in words.items() for name in table} <= used


def test_a_quote_has_marks_and_number_and_ours_has_none():
    assert quoted(said(1)) == f"“{said(1).text}” [1]"
    assert quoted(Line("Ours \x00 here")) == "Ours here"


def test_places_name_document_heading_and_page_and_codes_stand_in_the_page_alone():
    assert short_places(CITATIONS[:2]) == ("[1] [2] Guide to improvement, Top tips, page 36",)
    assert short_places([CITATIONS[5]]) == ("[6] Annex A2, page 4",)
    assert short_places([]) == ()
