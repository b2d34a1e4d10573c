"""`python -m ingest`: its summary for people and for scripts, and one line for every error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ModelMissingError
from corpus.index import open_index
from ingest import __main__ as command

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def run(monkeypatch, capsys, encoder, tmp_path):
    """Run the command line with the double of the encoder; returns exit status, standard output and error."""
    monkeypatch.setattr(command, "model_folder", lambda: tmp_path)
    monkeypatch.setattr(command, "MiniLM", lambda _: encoder)

    def call(*arguments):
        status = command.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_json_summary_counts_documents_and_passages_and_names_what_was_skipped(run, own_corpus, tmp_path):
    (own_corpus / "empty.txt").write_bytes(b"")
    status, out, _ = run("--corpus", own_corpus, "--index", tmp_path / "index", "--json")
    summary = json.loads(out)
    assert status == 0
    assert summary["documents"] == 3
    assert summary["passages"] == len(open_index(tmp_path / "index").passages)
    assert [skipped["file"] for skipped in summary["skipped"]] == ["empty.txt"]
    assert "is empty" in summary["skipped"][0]["reason"]
    assert 0 < summary["seconds"] < 60
    assert summary["changed"] is True
    assert summary["coverage"]["notes.txt"]["unaccounted"] == []


def test_json_summary_of_a_second_run_says_that_nothing_changed(run, own_corpus, tmp_path):
    arguments = ("--corpus", own_corpus, "--index", tmp_path / "index", "--json")
    first = json.loads(run(*arguments)[1])
    second = json.loads(run(*arguments)[1])
    assert second["changed"] is False
    assert second["fingerprint"] == first["fingerprint"]


def test_plain_summary_is_for_people(run, own_corpus, tmp_path):
    (own_corpus / "empty.txt").write_bytes(b"")
    arguments = ("--corpus", own_corpus, "--index", tmp_path / "index")
    _, first, _ = run(*arguments)
    _, second, _ = run(*arguments)
    lines = first.splitlines()
    assert lines[0].startswith("3 documents, ")
    assert lines[0].endswith(" seconds")
    assert any(line.startswith("  notes.txt: 100.0% of ") for line in lines)
    assert lines[-1].startswith("  skipped empty.txt: “empty.txt” is empty")
    assert second.splitlines()[0].endswith("(nothing had changed)")


def test_progress_goes_to_standard_error_only(run, own_corpus, tmp_path):
    _, out, err = run("--corpus", own_corpus, "--index", tmp_path / "index", "--json")
    json.loads(out)
    assert "Reading documents: 3 of 3" in err
    assert "Writing the index: 1 of 1" in err


def test_error_is_one_line_on_standard_error_and_status_one(run, tmp_path):
    status, out, err = run("--corpus", tmp_path / "gone", "--index", tmp_path / "index")
    assert status == 1
    assert out == ""
    assert err.strip() == f"There is no folder {tmp_path / 'gone'}. Give the folder that holds the documents."


def test_missing_model_package_is_one_line_and_status_one(run, own_corpus, tmp_path, monkeypatch):
    def missing():
        raise ModelMissingError("The embedding model is missing.")

    monkeypatch.setattr(command, "model_folder", missing)
    status, out, err = run("--corpus", own_corpus, "--index", tmp_path / "index")
    assert (status, out, err.strip()) == (1, "", "The embedding model is missing.")


@pytest.mark.parametrize("what", ["empty", "file"])
def test_real_process_ends_with_one_line_and_no_traceback(tmp_path, what):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    arguments = ["--corpus", str(tmp_path / what), "--index", str(tmp_path / "index"), "--json"]
    done = subprocess.run([sys.executable, "-m", "ingest", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(tmp_path / what) in done.stderr
