import pytest

from assistant.flag_records import framework_record
from assistant.frameworks import UnknownPartError, framework_parts, framework_text
from corpus.framework import LEVELS


@pytest.fixture(scope="module")
def annex(readings):
    return readings["cqc-annex-a2"][1].framework


def kloes(framework):
    return [kloe.code for key in framework.key_questions for kloe in key.kloes]


def test_everything_is_the_framework_itself(annex):
    assert framework_parts([annex]) == [annex]


@pytest.mark.parametrize("code", ["S4", "s4", "S.4", " s 4 ", "S4.2", "s4.8"])
def test_a_kloe_however_it_is_written_is_that_kloe_whole(annex, code):
    (part,) = framework_parts([annex], code)
    assert [key.name for key in part.key_questions] == ["Safe"]
    assert part.key_questions[0].levels == ()  # of the key question, not of the KLOE
    assert part.key_questions[0].kloes == (annex.kloes["S4"],)


@pytest.mark.parametrize("code", ["Well-led", "well-LED"])
def test_a_key_question_has_its_own_row_and_its_kloes(annex, code):
    (part,) = framework_parts([annex], code)
    assert part.key_questions == (annex.key_questions[4],)
    assert kloes(part) == ["W1", "W2", "W3", "W4", "W5"]


@pytest.mark.parametrize("level", ["Requires improvement", "requires-improvement", "REQUIRES  IMPROVEMENT"])
def test_only_one_level_is_left_everywhere(annex, level):
    (part,) = framework_parts([annex], level=level)
    assert kloes(part) == list(annex.kloes)
    assert {cell.level for _, cell in part.cells()} == {"Requires improvement"}
    assert part.kloes["S4"].prompts == annex.kloes["S4"].prompts


def test_a_kloe_at_one_level_has_only_that(annex):
    assert annex.kloe_of["S4"].levels[0].level == "Outstanding"  # worked out, and not to be kept in the part
    (part,) = framework_parts([annex], "S4", "good")
    assert [cell.level for cell in part.kloes["S4"].levels] == ["Good"]
    assert len(annex.kloes["S4"].levels) == 4


@pytest.mark.parametrize("code", ["S9", "S4.99", "Z1", "medicines", "S44"])
def test_an_unknown_code_names_those_that_exist(annex, code):
    with pytest.raises(UnknownPartError) as caught:
        framework_parts([annex], code)
    message = caught.value.user_message
    assert "\n" not in message
    assert f"There is no {code}" in message
    assert ("S4.1 to S4.8" if code == "S4.99" else "S1 to S5 (Safe)") in message
    assert "Safe, Effective, Caring, Responsive, Well-led" in message


def test_an_unknown_level_framework_or_an_index_without_one_is_said(annex):
    with pytest.raises(UnknownPartError, match=r"no level 'fair'.*Outstanding, Good, Requires improvement, Inadequate"):
        framework_parts([annex], level="fair")
    with pytest.raises(UnknownPartError, match=r"no framework 'x'.*annex-a2"):
        framework_parts([annex], framework="x")
    with pytest.raises(UnknownPartError, match="no framework in this index"):
        framework_parts([])


def test_the_record_holds_every_statement_and_prompt_once(annex, readings):
    record = framework_record(annex)
    text = readings["cqc-annex-a2"][0].text
    rows = [row for key in record["key_questions"] for row in (key, *key["kloes"])]
    said = [statement for row in rows for level in row["levels"] for statement in level["statements"]]
    assert len(said) == 772
    for statement in said:
        words = " ".join(text[start:end] for start, end in statement["spans"])
        assert " ".join(words.split()) == statement["text"]
    assert sum(len(row["prompts"]) for key in record["key_questions"] for row in key["kloes"]) == 119
    assert all([level["level"] for level in row["levels"]] == list(LEVELS) for row in rows)
    (r4,) = [row for row in rows if row.get("code") == "R4"]
    assert "missing in our copy" in r4["missing"]


def test_the_print_names_framework_codes_levels_and_what_is_missing(annex):
    text = framework_text(annex)
    for words in ("annex-a2: consultation draft", "SAFE: By safe", "S4 How are medicines", "  S4.1 ", "  Inadequate\n"):
        assert words in text
    assert "[Part of this table is missing in our copy" in text
    assert "[New]" in text
    assert text.count("    - ") == 772
