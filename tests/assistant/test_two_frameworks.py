"""A made-up second framework, alone and beside Annex A2, without a line of code about it."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.open import open_assistant
from assistant.plan.drafting import Drafter
from assistant.plan.items import QuoteRole, SourceKind
from assistant.types import AnswerKind, Role
from corpus.framework import LEVELS
from corpus.manifest import MANIFEST
from corpus.model import MiniLM, model_folder
from ingest.pipeline import ingest

KITE = Path(__file__).resolve().parent.parent / "frameworks" / "kite"
ANNEX = "the consultation draft of CQC's 2017 framework"


def index_over(folder, real_index):
    """An index over a corpus folder; what the real one has encoded already is not encoded again."""
    index = folder.parent / "index"
    index.mkdir()
    shutil.copy(real_index / "vectors.npz", index / "vectors.npz")
    ingest(folder, index, MiniLM(model_folder()))
    return index


@pytest.fixture(scope="module")
def kite_index(tmp_path_factory, real_index):
    """The second framework alone."""
    return index_over(shutil.copytree(KITE, tmp_path_factory.mktemp("kite") / "corpus"), real_index)


@pytest.fixture(scope="module")
def both_index(tmp_path_factory, real_index, corpus_folder):
    """The second framework beside Annex A2."""
    folder = shutil.copytree(KITE, tmp_path_factory.mktemp("both") / "corpus")
    entries = (corpus_folder / MANIFEST).read_text(encoding="utf-8").split("[[document]]")
    annex = next(entry for entry in entries if 'id = "cqc-annex-a2"' in entry)
    with (folder / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"\n[[document]]{annex}")
    for name in ("documents/cqc-annex-a2.txt", "frameworks/annex-a2.toml"):
        (folder / name).parent.mkdir()
        shutil.copy(corpus_folder / name, folder / name)
    return index_over(folder, real_index)


@pytest.fixture(scope="module")
def kite(kite_index):
    return open_assistant(kite_index)


@pytest.fixture(scope="module")
def both(both_index):
    return open_assistant(both_index)


@pytest.fixture(params=["alone", "beside Annex A2"])
def either(request):
    """The assistant over the one and over both."""
    return request.getfixturevalue("kite" if request.param == "alone" else "both")


@pytest.fixture
def run(capsys):
    """Run the command line: exit status, stdout, stderr."""

    def ran(index, *arguments):
        status = main([*arguments, "--index", str(index)])
        streams = capsys.readouterr()
        return status, streams.out, streams.err

    return ran


def ours(answer):
    return " ".join(block.text for block in answer.blocks if block.role is Role.OURS)


def headings(answer):
    return [block.text for block in answer.blocks if block.role is Role.HEADING]


# -- asking by code ---------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["K1.2", "what does k 1.2 ask?", "k1.2?"])
def test_a_prompt_of_the_second_framework_is_found_by_its_code(either, question):
    answer = either.ask(question)
    assert answer.kind is AnswerKind.ANSWERED
    assert [c.quote for c in answer.citations] == [
        "K1.2 How do workers find out how each person likes to spend the morning?"
    ]
    assert "in the Kite framework" in ours(answer)
    assert ANNEX not in ours(answer)


def test_a_kloe_with_two_digits_is_shown_with_all_its_prompts(either):
    answer = either.ask("what are the prompts of M10?")
    assert [c.code for c in answer.citations] == ["M10", "M10.1", "M10.2"]


def test_a_cell_of_the_second_framework_is_shown_under_its_name(either):
    answer = either.ask("what does inadequate look like for K2?")
    assert answer.citations[0].quote == "Lunch is always cold, and nobody ever chooses it."
    assert "K2 – Inadequate, in the Kite framework" in ours(answer)


def test_an_unknown_prompt_is_said_not_to_exist_with_those_that_do(either):
    answer = either.ask("K1.9")
    assert (answer.kind, answer.reason) == (AnswerKind.ABSTAINED, "unknown code")
    assert ours(answer) == "There is no K1.9 in the Kite framework. K1 has the prompts K1.1 to K1.2."


def test_an_unknown_kloe_alone_names_the_codes_there_are(kite):
    text = ours(kite.ask("what is K7?"))
    assert text == (
        "There is no K7 in the Kite framework. Its key lines of enquiry are K1, K2, S4 (Kindness) and M10 (Movement)."
    )


def test_an_unknown_kloe_beside_another_framework_names_the_codes_of_both(both):
    text = ours(both.ask("what is K7?"))
    assert "There is no K7 in the Kite framework." in text
    assert f"There is no K7 in {ANNEX}." in text
    assert "S1 to S5 (Safe)" in text
    assert "M10 (Movement)" in text


def test_a_code_of_the_annex_is_unknown_where_only_the_second_framework_is_held(kite):
    assert "There is no W3 in the Kite framework." in ours(kite.ask("W3"))


# -- a code that both have --------------------------------------------------------------------------


def test_a_code_of_both_frameworks_shows_both_each_with_its_framework(both):
    answer = both.ask("what are the prompts of S4?")
    assert {c.document_id for c in answer.citations} == {"cqc-annex-a2", "kite-day-centres"}
    lines = ours(answer)
    assert "S4 in the Kite framework" in lines
    assert f"S4 in {ANNEX}" in lines
    assert any(text.startswith("Kite framework") for text in headings(answer))
    assert any(text.startswith("Annex A2") for text in headings(answer))


def test_cells_of_a_code_of_both_frameworks_are_shown_apart(both):
    answer = both.ask("what does inadequate look like for S4?")
    assert {c.document_id for c in answer.citations} == {"cqc-annex-a2", "kite-day-centres"}
    assert "S4 – Inadequate, in the Kite framework" in ours(answer)
    assert f"S4 – Inadequate, in {ANNEX}" in ours(answer)


def test_alone_the_code_is_that_of_the_second_framework(kite):
    assert kite.ask("S4").citations[0].quote == "S4 How are birthdays and holidays kept?"


# -- flags ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("The minibuses are unsafe and no driver has ever been trained.", "M10", "Inadequate"),
        ("Lunch is always hot and people choose the menu each week.", "K2", "Good"),
        ("Greetings are sometimes hurried and workers do not always wait for an answer.", "K1", "Requires improvement"),
    ],
)
def test_flags_wear_the_framework_whose_words_they_quote(either, text, code, level):
    flags = [flag for flag in either.flag(text) if flag.framework == "kite"]
    assert (flags[0].code, flags[0].level, flags[0].source_file) == (code, level, "kite.txt")
    document = either.index.documents["kite-day-centres"]
    assert flags[0].statement in document.text
    assert all(prompt.startswith(f"{code}.") for prompt in flags[0].prompts)


def test_beside_each_other_both_frameworks_flag_with_codes_of_their_own(both):
    flags = both.flag("Medicines records are not always signed. Birthdays are often forgotten.")
    assert {flag.framework for flag in flags} == {"annex-a2", "kite"}
    for flag in flags:
        framework = both.index.frameworks[flag.framework]
        assert flag.code in framework.kloes
        assert flag.statement == both.index.slice(framework.document, flag.spans)
        assert flag.key_question == framework.key_question_of[flag.code].name


# -- the command line ---------------------------------------------------------------------------------


def test_framework_prints_one_object_for_one_framework(run, kite_index):
    status, out, _ = run(kite_index, "framework", "--json")
    record = json.loads(out)
    assert status == 0
    assert (record["framework"], record["status"]) == ("kite", "current")
    assert [key["name"] for key in record["key_questions"]] == ["Kindness", "Movement"]
    assert [kloe["code"] for key in record["key_questions"] for kloe in key["kloes"]] == ["K1", "K2", "S4", "M10"]
    kloe = record["key_questions"][0]["kloes"][0]
    assert [prompt["code"] for prompt in kloe["prompts"]] == ["K1.1", "K1.2"]
    assert [cell["level"] for cell in kloe["levels"]] == list(LEVELS)
    text = (KITE / "kite.txt").read_text(encoding="utf-8")
    for cell in kloe["levels"]:
        for said in cell["statements"]:
            assert " ".join(text[start:end] for start, end in said["spans"]) == said["text"]


def test_framework_prints_a_list_for_several_and_chooses_one(run, both_index):
    _, out, _ = run(both_index, "framework", "--json")
    assert [record["framework"] for record in json.loads(out)] == ["kite", "annex-a2"]
    _, out, _ = run(both_index, "framework", "--framework", "annex-a2", "--json")
    assert json.loads(out)["framework"] == "annex-a2"
    _, out, _ = run(both_index, "framework", "S4", "--json")
    assert [record["framework"] for record in json.loads(out)] == ["kite", "annex-a2"]
    _, out, _ = run(both_index, "framework", "m.10.2", "--json")
    assert json.loads(out)["key_questions"][0]["kloes"][0]["code"] == "M10"


def test_an_unknown_code_or_framework_is_one_line_that_names_those_of_both(run, both_index):
    status, out, err = run(both_index, "framework", "Z9")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "M10 (Movement)" in err
    assert "W1 to W5 (Well-led)" in err
    status, _, err = run(both_index, "framework", "--framework", "nix")
    assert (status, err) == (1, "There is no framework 'nix'. There are: kite, annex-a2.\n")


def test_flag_prints_both_frameworks(run, both_index):
    _, out, _ = run(both_index, "flag", "Birthdays are never kept and medicines are not signed for.", "--json")
    row = json.loads(out)
    assert {flag["framework"] for flag in row["flags"]} == {"annex-a2", "kite"}
    assert row["key_question"] == row["flags"][0]["key_question"]


# -- drafting actions ---------------------------------------------------------------------------------


def test_a_framework_without_templates_is_drafted_for_from_its_prompts(kite):
    framework = kite.index.frameworks["kite"]
    prompt = next(prompt for kloe in framework.kloes.values() for prompt in kloe.prompts)
    item = Drafter(kite).from_text(f"Nobody asks: {prompt.text}", SourceKind.OWN).drafted[0].item
    assert item.kloes[0].framework == "kite"
    assert item.quoted(QuoteRole.PROMPT)[0].quote == prompt.text
    assert item.action == f"Look into: {framework.kloe_of[prompt.code].question}"
    assert not item.objective + item.measure + item.evidence
    assert set(item.drafted) <= {"action", "priority", "priority_reason"}


def test_nothing_is_drafted_without_a_framework(small_assistant):
    draft = Drafter(small_assistant).from_text("Medicines were not signed for.", SourceKind.OWN)
    assert draft.drafted == ()
    assert draft.remarks
