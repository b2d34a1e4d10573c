"""The reader of ratings frameworks on Annex A2: codes, marks of change, pages and units, as read by eye."""

from collections import Counter

import pytest

from corpus.errors import CorpusError
from corpus.framework_file import load_framework
from corpus.readers.ratings import read_ratings
from corpus.text import slice_spans
from corpus.types import Document, Kind, SourceDocument

PROMPTS = {
    **{"S1": 6, "S2": 9, "S3": 3, "S4": 8, "S5": 5},
    **{"E1": 4, "E2": 4, "E3": 4, "E4": 5, "E5": 1},
    **{"C1": 6, "C2": 3, "C3": 9},
    **{"R1": 6, "R2": 3, "R3": 6, "R4": 7},
    **{"W1": 8, "W2": 8, "W3": 6, "W4": 6, "W5": 2},
}
CHANGES = {
    "New": "S1.1 S1.6 S2.6 S3.3 S4.6 S5.4 S5.5 E1.1 E1.4 E4.5 E5 C1.3 C2.1 C2.3 C3.5 C3.9 R1.5 R1.6 R3.3 R3.4 R3.5 "
    "R4.2 R4.7 W1.5 W3 W3.6 W4 W4.6 W5.2",
    "Changed": "S1.5 S2.1 S2.5 S2.7 S3.2 E4.4 C2.2 R1.1 R1.2 R2 W1 W1.4 W2 W2.3",
    "Moved from effective to safe": "S2.8 S2.9",
    "Moved from responsive to effective": "E5.1",
    "Moved from caring to responsive": "R3 R3.1 R3.2 R3.6",
    "Moved from effective to responsive": "R4 R4.1 R4.3 R4.4 R4.5 R4.6",
    "Moved within effective": "E2 E2.1 E2.2 E2.3 E2.4 E3 E3.1 E3.2 E3.3 E3.4 E4 E4.1 E4.2 E4.3",
    "Moved within caring": "C1.6 C3.6",
    "Moved within well-led": "W1.3 W1.7 W1.8 W2.1 W2.7 W2.8 W3.1 W3.2 W3.3 W3.4 W3.5 W4.1 W4.2 W4.3 W4.4 W4.5 W5 W5.1",
}
PAGES = {"Safe": (2, 23), "Effective": (7, 34), "Caring": (11, 41), "Responsive": (14, 46), "Well-led": (18, 54)}
SOURCE = SourceDocument("a2", "A2", "CQC", "unknown", "x", "x", "x", "x", "a.txt", "a.txt", "", "framework")


@pytest.fixture(scope="module")
def passages(readings):
    """The annex's passages."""
    return readings["cqc-annex-a2"][1].passages


@pytest.fixture(scope="module")
def coded(passages):
    """KLOEs and prompts by code."""
    return {p.code: p for p in passages if p.kind in {Kind.KLOE, Kind.PROMPT}}


def of_kind(passages, kind):
    return [passage for passage in passages if passage.kind is kind]


# -- KLOEs and prompts ---------------------------------------------------------------------------


def test_there_are_22_kloes_and_119_prompts_each_once(passages):
    assert [p.code for p in of_kind(passages, Kind.KLOE)] == list(PROMPTS)
    codes = [p.code for p in of_kind(passages, Kind.PROMPT)]
    assert len(codes) == len(set(codes)) == 119
    assert Counter(code.split(".")[0] for code in codes) == PROMPTS


def test_prompts_of_a_kloe_are_numbered_without_gaps(coded):
    for kloe, count in PROMPTS.items():
        assert all(f"{kloe}.{n}" in coded for n in range(1, count + 1))


def test_every_mark_of_change_is_the_printed_one(coded):
    marks = {code: change for change, codes in CHANGES.items() for code in codes.split()}
    assert {code: p.change for code, p in coded.items() if p.change} == marks


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S4", "S4 How are medicines managed safely?"),
        ("S2", "S.2 How are risks to individuals and the service managed and monitored so that people are protected "
         "and their freedom is supported and respected?"),
        ("S5.4", "S5.4 New Where it is part of its role, how does the service make sure that it alerts the right "
         "external agencies to concerns that affect people's health and wellbeing?"),
        ("C3.1", "C3.1 Do people have the privacy they need?"),
        ("R3.6", "R3.6 Moved from caring to responsive What arrangements are there for making sure that the body of a "
         "person who has died is cared for in a culturally sensitive and dignified way?"),
        ("R4", "R4 Moved from effective to responsive Is people's consent to care and treatment always sought in line "
         "with legislation and guidance?"),
        ("W2.2", "W2.2 Where required, is there a registered manager in post?"),
        ("W5.2", "W5.2 New Does the service share appropriate information and assessments with other relevant agencies "
         "for the benefit of people who use the service?"),
    ],
)  # fmt: skip
def test_prompt_says_its_printed_code_mark_and_question(coded, code, words):
    assert coded[code].text == words


def test_code_and_question_are_sentences_of_their_own(coded, readings):
    document, _ = readings["cqc-annex-a2"]
    cut = [slice_spans(document.text, sentence) for sentence in coded["S5.4"].sentences]
    assert cut[0] == "S5.4 New"
    assert cut[1].startswith("Where it is part of its role")


def test_prompt_stands_under_its_key_question_and_its_kloes_question(coded):
    question = "How are the people who use the service, the public and staff engaged and involved?"
    assert coded["W3.2"].heading == ("Key lines of enquiry and prompts", "Well-led", f"W3 {question}")
    for code, passage in coded.items():
        assert passage.heading[2].split()[0] == code.split(".")[0]
        assert passage.heading[1][0] == code[0]


def test_locators_name_code_key_question_and_printed_page(coded):
    assert coded["W3.2"].locator == "prompt W3.2, Well-led, from printed page 18"
    assert coded["S4"].locator == "KLOE S4, Safe, from printed page 2"
    for passage in coded.values():
        key = passage.heading[1]
        assert passage.locator.endswith(f"{key}, from printed page {PAGES[key][0]}")


def test_unit_of_a_kloe_is_the_kloe_and_all_its_prompts(passages):
    unit = "cqc-annex-a2#kloe:R4"
    assert [p.code for p in passages if unit in p.units] == ["R4", *(f"R4.{n}" for n in range(1, 8))]


# -- definitions and notes ---------------------------------------------------------------------------


def test_each_key_question_is_defined_once_and_so_is_abuse(passages):
    opened = [p.text.split(",")[0].split(" can")[0] for p in of_kind(passages, Kind.DEFINITION)]
    assert opened == ["By safe", "*Abuse", "By effective", "By caring", "By responsive", "By well-led"]


def test_key_to_the_marks_of_change_is_kept_once(passages):
    rows = [p.text for p in of_kind(passages, Kind.TABLE)]
    assert "Moved Prompt moved within or between key lines of enquiry or key questions" in rows
    assert len(rows) == len(set(rows)) == 4


# -- ratings characteristics -------------------------------------------------------------------------


def test_there_are_772_characteristics_each_with_unit_and_level(passages):
    found = of_kind(passages, Kind.CHARACTERISTIC)
    assert len(found) == 772
    assert {p.level for p in found} == {"Outstanding", "Good", "Requires improvement", "Inadequate"}
    assert {p.code for p in found} == {*PROMPTS, *PAGES}


def test_characteristic_stands_under_its_key_question_kloe_and_level(passages):
    found = next(p for p in passages if p.text == "Staff keep accurate medicines records.")
    assert found.heading == ("Ratings characteristics", "Safe", "S4 How are medicines managed safely?", "Good")
    assert found.locator == "ratings characteristics of S4, Good, Safe, from printed page 23"
    assert found.units == ("cqc-annex-a2#cell:S4:Good", "cqc-annex-a2#ratings:S4")
    assert len(found.sentences) == 1


def test_characteristic_of_a_key_question_has_no_kloe(passages):
    found = next(p for p in passages if p.text == "People are not treated with compassion.")
    assert found.heading == ("Ratings characteristics", "Caring", "Inadequate")
    assert found.code == "Caring"


def test_characteristics_are_located_on_the_pages_of_the_second_half(passages):
    for passage in of_kind(passages, Kind.CHARACTERISTIC):
        key = passage.heading[1]
        assert passage.locator.endswith(f"{passage.level}, {key}, from printed page {PAGES[key][1]}")


def test_unit_of_a_cell_is_the_whole_cell(passages):
    cell = [p for p in passages if "cqc-annex-a2#cell:S3:Inadequate" in p.units]
    assert len(cell) == 8
    assert {(p.code, p.level) for p in cell} == {("S3", "Inadequate")}


def test_notes_on_uncertain_statements_travel_with_them(passages):
    noted = next(p for p in passages if p.text.startswith("Required recruitment checks"))
    assert noted.note.startswith("Sounds like Requires improvement")


def test_ocr_noise_is_left_out_with_its_reason(readings):
    document, reading = readings["cqc-annex-a2"]
    noise = [g.reason for g in reading.left_out if document.text[g.span.start : g.span.end].startswith("арргоаст")]
    assert len(noise) == 1
    assert noise[0].startswith("OCR noise")


def test_framework_that_does_not_fit_the_document_is_refused(corpus_folder):
    framework = load_framework(corpus_folder / "frameworks" / "annex-a2.toml")
    with pytest.raises(CorpusError, match="where it does not stand"):
        read_ratings(Document(SOURCE, "Safe\n\nS1\tHow?\n"), framework)
