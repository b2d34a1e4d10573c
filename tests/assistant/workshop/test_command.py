"""`python -m assistant workshop`: what is held on a topic."""

import json
import re
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from assistant.__main__ import main
from assistant.workshop.material import open_material
from assistant.workshop.sheet import found_text
from assistant.workshop.topics import Found

TOPIC = {
    "id", "title", "thin", "framework", "kloes", "sections", "aims", "outcomes", "messages", "warm_up", "case",
    "scenarios", "quiz", "cards", "activity", "ask_ourselves", "observe", "local", "citations", "notices",
}  # fmt: skip
CITATION = {"n", "document", "source_file", "heading", "locator", "quote", "spans", "code", "level", "note"}


@pytest.fixture
def run(real_index, capsys):
    def ran(*arguments):
        status = main(["workshop", *arguments, "--index", str(real_index)])
        streams = capsys.readouterr()
        return SimpleNamespace(status=status, out=streams.out, err=streams.err)

    return ran


@pytest.fixture(scope="module")
def material(assistant):
    return open_material(assistant.index)


def numbers(value):
    """Every source number of a record."""
    match value:
        case {"n": [*held]}:
            yield from held
        case {"n": int(one)}:
            yield one


def test_a_topic_is_printed_with_its_messages_and_says_what_it_is(run):
    done = run("safeguarding practice")
    assert done.status == 0
    assert done.out.startswith("Safeguarding: seeing it, saying it, recording it\n")
    assert "S1 (CQC Annex A2, consultation draft of the 2017 framework)" in done.out
    assert "not a finished programme" in done.out
    assert "“Always ensure that any safeguarding concerns are raised with both" in done.out
    assert "Check on CQC's website which framework" in done.out


def test_every_topic_reads_whole_and_each_of_its_numbers_has_a_source(assistant, material):
    for topic in material:
        text = found_text(assistant.index, Found((topic,)))
        body, sources = text.split("\nSOURCES\n")
        used = {int(n) for n in re.findall(r"\[(\d+)\]", body)}
        listed = [int(n) for n in re.findall(r"^\[(\d+)\]", sources, re.MULTILINE)]
        assert used == set(listed) == set(range(1, len(listed) + 1)), topic.id
        for held in (topic.title, topic.thin, topic.aims, topic.warm_up, *topic.local):
            assert held in body, topic.id
        for question in topic.quiz:
            assert question.question in body


def test_every_quote_of_the_text_is_the_documents(assistant, material):
    held = " ".join(passage.text for passage in assistant.index.passages)
    for topic in material:
        text = found_text(assistant.index, Found((topic,)))
        quotes = re.findall(r"“([^“”]+)” \[\d+\]", text)
        assert len(quotes) >= 4, topic.id
        assert all(quote in held for quote in quotes), topic.id


def test_json_holds_the_whole_topic_and_its_citations(run, assistant):
    record = json.loads(run("S4", "--json").out)
    assert set(record) == {"asked", "topic", "others", "why", "nearest", "unsaid"}
    topic = record["topic"]
    assert set(topic) == TOPIC
    assert topic["framework"]["id"] == "annex-a2"
    cited = {citation["n"]: citation for citation in topic["citations"]}
    assert list(cited) == list(range(1, len(cited) + 1))
    for citation in cited.values():
        assert set(citation) == CITATION
        text = assistant.index.documents[citation["document"]].text
        assert " ".join(" ".join(text[a:b] for a, b in citation["spans"]).split()) == citation["quote"]
    rows = [*topic["outcomes"], *topic["messages"], *topic["scenarios"], *topic["quiz"], *topic["observe"]]
    used = {n for row in rows for n in numbers(row)} | set(topic["ask_ourselves"])
    used |= {n for held in topic["cards"].values() for n in held}
    used |= {n for part in ("problem", "did", "outcome") for n in topic["case"][part]}
    assert used == set(cited)
    for level, held in topic["cards"].items():
        assert {cited[n]["level"] for n in held} == {level}


def test_a_thin_topic_says_what_is_not_covered(run):
    done = run("infection control")
    assert "What the documents do not say: Skills for Care's guide has no section on infection control" in done.out


def test_what_is_outside_is_declined_and_not_an_error(run):
    done = run("chess for beginners")
    assert done.status == 0
    assert done.out == "The documents do not cover “chess for beginners” well enough for a workshop.\n"
    assert json.loads(run("chess for beginners", "--json").out)["topic"] is None


def test_the_nearest_topics_are_offered_by_title(run):
    done = run("hand washing")
    assert "The nearest topics" in done.out
    assert "- Preventing and controlling infection." in done.out
    assert json.loads(run("hand washing", "--json").out)["nearest"][0]["id"] == "S5"


def test_other_topics_on_the_same_words_are_named(run):
    done = run("confidentiality")
    assert done.out.startswith("There is more on this under other topics:\n- ")


def test_a_word_that_the_documents_never_use_is_named_first(run):
    assert run("medicines in Parkinson's").out.startswith("The documents nowhere use: “parkinson”.")


def test_a_topic_is_needed(capsys):
    with pytest.raises(SystemExit):
        main(["workshop"])
    assert "topic" in capsys.readouterr().err


def test_a_pack_is_written_as_a_zip_and_its_outline_printed(run, tmp_path):
    out = tmp_path / "pack.zip"
    asked = ("--minutes", "30", "--audience", "care workers", "--people", "8", "--purpose", "practice")
    done = run("medicines", *asked, "--out", str(out))
    assert done.status == 0
    assert "   0  Welcome (" in done.out
    assert f"The pack is in {out}." in done.out
    names = ZipFile(out).namelist()
    assert "README.txt" in names
    assert {name.rsplit(".", 1)[1] for name in names} == {"txt", "pptx", "docx"}
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def test_a_pack_can_be_printed_as_json_without_being_written(run):
    record = json.loads(run("medicines", "--minutes", "30", "--json").out)
    assert record["minutes"] == 30
    assert record["topics"] == ["S4"]


def test_out_alone_is_enough_for_a_pack(run, tmp_path):
    assert run("medicines", "--out", str(tmp_path / "pack.zip")).status == 0
    assert (tmp_path / "pack.zip").exists()


def test_a_pack_that_is_declined_is_no_error_and_writes_nothing(run, tmp_path):
    done = run("hand washing", "--minutes", "60", "--out", str(tmp_path / "pack.zip"))
    assert done.status == 0
    assert done.out.startswith("The documents do not cover “hand washing”")
    assert "- Preventing and controlling infection" in done.out
    assert not list(tmp_path.iterdir())
    record = json.loads(run("hand washing", "--minutes", "60", "--json").out)
    assert record["declined"]["nearest"] == ["Preventing and controlling infection"]


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        ("--minutes", "900", "A workshop can be 20 to 240 minutes long"),
        ("--audience", "cooks", "There are no workshops for “cooks”. Say one of: care workers"),
        ("--purpose", "fun", "There is no purpose “fun”. Say one of: awareness"),
        ("--people", "no", "Say how many take part, from 1 to 60"),
    ],
)
def test_what_cannot_be_asked_for_is_said_in_one_plain_line(run, option, given, said):
    done = run("medicines", option, given)
    assert done.status == 1
    assert not done.out
    assert done.err.splitlines()[-1].startswith(said)


def test_a_file_that_cannot_be_written_is_named_and_what_was_there_stays(run, tmp_path):
    done = run("medicines", "--out", str(tmp_path / "none" / "pack.zip"))
    assert done.status == 1
    assert f"{tmp_path / 'none' / 'pack.zip'} cannot be read or written" in done.err
    (tmp_path / "pack.zip").mkdir()
    (tmp_path / "pack.zip" / "kept").touch()
    assert run("medicines", "--out", str(tmp_path / "pack.zip")).status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]
    assert (tmp_path / "pack.zip" / "kept").exists()
