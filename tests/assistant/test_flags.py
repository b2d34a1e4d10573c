"""Flags on the real framework: what is quoted, what is named, and what wording changes."""

from pathlib import Path

import pytest

from assistant.flagging import MAX_FLAG_CHARACTERS, TextTooLongError
from assistant.flags import clauses, flag_texts
from assistant.long_text import encode_whole
from corpus.framework import LEVELS
from corpus.types import Kind
from corpus.words import raw_words

MISSED = "Two people did not get their heart tablets for three days and nobody told the GP."
TEXTS = [
    MISSED,
    "Staff knock on doors and wait to be asked in.",
    "Complaints are answered within a week and people say they feel heard.",
    "New carers start before their references have come back.",
    "Residents chose the colours, planted the garden and run its open days for the whole town.",
    "When someone is dying, their wishes for the end of life are written down and followed.",
    "The manager walks the floor every day and staff say they can raise anything.",
    "The mental capacity of people is assumed, and no best interests decision is ever recorded.",
]


# -- clauses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Staff are kind to everybody. Rooms are cold at night.",
            ["Staff are kind to everybody.", "Rooms are cold at night."],
        ),
        (
            "Staff are kind to everybody, but rooms are cold at night.",
            ["Staff are kind to everybody", "but rooms are cold at night."],
        ),
        ("One two three four\nfive six seven eight", ["One two three four", "five six seven eight"]),
        ("Meals are good and hot; tea is always at hand.", ["Meals are good and hot;", "tea is always at hand."]),
        ("Too short. So is this.", ["Too short. So is this."]),
        ("Short", ["Short"]),
        ("", [""]),
    ],
)
def test_clauses_are_sentences_and_their_parts(text, parts):
    assert [" ".join(part.split()) for part in clauses(text)] == parts


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_of_a_text_is_lost_in_its_clauses(text):
    assert raw_words(" ".join(clauses(text))) == raw_words(text)


def test_a_text_is_encoded_once_with_its_clauses_and_parts():
    assert flag_texts("Just one clause here.") == ["Just one clause here."]
    assert flag_texts("a b c d. e f g h.", ["e f g h.", "x"]) == ["a b c d. e f g h.", "a b c d.", "e f g h.", "x"]


# -- what is quoted -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_every_flag_quotes_a_characteristic_at_its_place(assistant, text):
    index = assistant.index
    flags = assistant.flag(text)
    assert flags
    for flag in flags:
        framework = index.frameworks[flag.framework]  # a code always wears its framework
        assert flag.code in framework.kloes
        assert flag.key_question == framework.key_question_of[flag.code].name
        assert flag.statement == index.slice(framework.document, flag.spans)
        passage = index.passages[index.number[flag.characteristic.passage_id]]
        assert (passage.kind, passage.code, passage.level) == (Kind.CHARACTERISTIC, flag.code, flag.level)
        assert flag.level in LEVELS
        assert flag.why in text
        assert all(framework.kloe_of[prompt].code == flag.code for prompt in flag.prompts)
        assert 0 < flag.score <= 1
    assert len({flag.code for flag in flags}) == len(flags)
    assert [flag.score for flag in flags] == sorted((flag.score for flag in flags), reverse=True)


def test_no_characteristic_that_can_be_quoted_is_misplaced(assistant):
    """Every passage that the model may quote or name stands in its framework under the same code and level."""
    index = assistant.index
    for model in index.flag_models:
        framework = index.frameworks[model.framework]
        cells = {
            (code, cell.level, said.spans): said.text for code, cell in framework.cells() for said in cell.statements
        }
        prompts = {code: kloe.code for code, kloe in framework.kloe_of.items()}
        for number in set(model.examples.passages.tolist()) - {-1}:
            passage = index.passages[number]
            assert passage.document_id == framework.document
            if passage.kind is Kind.CHARACTERISTIC:
                assert cells[passage.code, passage.level, passage.spans] == passage.text
            else:
                assert passage.code in prompts


def test_flagging_twice_gives_the_same(assistant):
    assert assistant.flag(MISSED) == assistant.flag(MISSED)


# -- what is named ------------------------------------------------------------------------------------


def test_a_text_that_only_asks_gets_no_level(assistant):
    text = "How should medicines be stored?"
    vectors = encode_whole(flag_texts(text), assistant.encoder)
    flags = assistant._flagger.flag(text, vectors, described=False)
    assert flags[0].code == "S4"
    for flag in flags:
        assert (flag.level, flag.statement, flag.spans, flag.characteristic) == ("", "", (), None)
        assert [other.level for other in flag.beside] == ["Good", "Outstanding"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Medicines were signed for before they were given. People had nothing to do all day and were bored.",
            {"S4", "R1"},
        ),
        ("The kitchen floor was dirty and mops were mixed up. Complaints were never answered.", {"S5", "R2"}),
        ("Carers spoke to people kindly and by name. References of new staff were not checked.", {"C1", "S3"}),
    ],
)
def test_a_text_with_two_subjects_flags_both(assistant, text, codes):
    assert codes <= {flag.code for flag in assistant.flag(text)}


TRIPLES = [
    line.split("\t")
    for line in (Path(__file__).with_name("data") / "negations.tsv").read_text(encoding="utf-8").splitlines()
]
UPPER = {"Good", "Outstanding"}


@pytest.mark.parametrize(("good", "mixed", "bad"), TRIPLES, ids=[triple[0] for triple in TRIPLES])
def test_what_is_not_done_is_never_called_good_and_what_is_done_never_bad(assistant, good, mixed, bad):
    levels = [assistant.flag(text)[0].level for text in (good, mixed, bad)]
    assert levels[0] in UPPER | {""}
    assert not UPPER & set(levels[1:])


def test_always_not_always_and_never_resemble_different_levels(assistant):
    found = [tuple(assistant.flag(text)[0].level for text in triple) for triple in TRIPLES]
    right = found.count(("Good", "Requires improvement", "Inadequate"))
    assert right >= 8, found  # of 12; the others are a few words that could be two levels


# -- what is hardly a text ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n", "!!!", "<script>alert(1)</script>", "<b></b>", '{"a": 1}'])
def test_what_holds_no_words_gets_no_flags(assistant, text):
    assert assistant.flag(text) == ()


def test_mark_up_changes_nothing(assistant):
    plain = assistant.flag(MISSED)
    assert assistant.flag(f"<p class='x'>{MISSED}</p>") == plain


def test_twenty_thousand_characters_are_read_to_the_end(assistant):
    weather = "The bus to the coast was late, and it rained until four. "
    text = weather * 340 + "Medicines were missed and medicines records were not signed. " * 12
    assert len(text) > 20_000
    flags = assistant.flag(text)
    assert "S4" in {flag.code for flag in flags}
    assert next(flag for flag in flags if flag.code == "S4").why in text


def test_each_subject_of_a_long_report_keeps_its_own_level(assistant):
    bad = "Medicines were missed for days, records were false and two people were admitted to hospital because of it. "
    good = "Every complaint was looked into, answered in writing and used to improve the service. "
    flags = {flag.code: flag for flag in assistant.flag(bad * 8 + good * 8)}
    assert flags["S4"].level == "Inadequate"
    assert flags["R2"].level in {"Good", "Outstanding"}


def test_a_text_beyond_all_measure_is_refused_in_plain_english(assistant):
    with pytest.raises(TextTooLongError, match="longer than I can read at once"):
        assistant.flag("word " * MAX_FLAG_CHARACTERS)
