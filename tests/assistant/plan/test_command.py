"""`python -m assistant plan`: from a report or findings to a plan."""

import json
from dataclasses import fields
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from assistant.__main__ import main
from assistant.plan.items import ActionItem

REPORT = """Rose Lodge: inspection report

Is the service safe?

Medicines were not managed safely. Staff had not signed for medicines and we found gaps in eight people's charts.
Bedrooms were dirty and equipment was stained, so people were at risk of infection.

Is the service caring?

Staff were kind and patient, and people told us they liked living at the home.

Is the service responsive?

Complaints had not been recorded or answered.
"""
FINDING = {
    "id", "text", "page", "heading", "key_question", "quality_statement", "shortfall", "regulations", "breach",
    "notice", "flags",
}  # fmt: skip
CITATION = {"n", "document", "source_file", "heading", "locator", "quote", "spans", "role"}


@pytest.fixture
def run(real_index, capsys):
    def ran(*arguments):
        status = main(["plan", *map(str, arguments), "--index", str(real_index)])
        streams = capsys.readouterr()
        return SimpleNamespace(status=status, out=streams.out, err=streams.err)

    return ran


@pytest.fixture
def findings(tmp_path):
    """Write a file of findings: objects, or lines as they stand."""

    def written(*rows):
        path = tmp_path / "findings.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return written


ROWS = (
    {"id": "a", "text": "Medicine charts had unexplained gaps.", "extra": 1},
    {"id": "b", "text": "Residents told us that staff were kind and the food was excellent."},
    {"id": "c", "text": "Complaints were not recorded or answered."},
)


def test_findings_become_items_with_all_their_fields_and_citations(run, findings):
    done = run("--findings", findings(*ROWS), "--json")
    record = json.loads(done.out)
    assert done.status == 0
    assert [row["id"] for row in record["findings"]] == ["a", "b", "c"]
    assert [row["shortfall"] for row in record["findings"]] == [True, False, True]
    assert set(record["findings"][0]) == FINDING
    assert [item["findings"] for item in record["items"]] == [["a"], ["c"]]
    names = {field.name for field in fields(ActionItem)} - {"quotes"} | {"citations", "findings"}
    for number, item in enumerate(record["items"], 1):
        assert set(item) == names
        assert item["reference"] == f"A{number}"
        assert all(set(citation) == CITATION for citation in item["citations"])


def test_a_report_becomes_a_plan_in_excel_and_json(run, tmp_path):
    report, out = tmp_path / "report.txt", tmp_path / "plan.xlsx"
    report.write_text(REPORT, encoding="utf-8")
    done = run("--report", report, "--out", out, "--json")
    record = json.loads(done.out)
    assert done.status == 0
    assert {kloe["code"] for item in record["items"] for kloe in item["kloes"]} >= {"S4", "S5", "R2"}
    assert all(item["source"]["document"] == "report.txt" for item in record["items"])
    sheet = load_workbook(out).worksheets[0]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {item["action"] for item in record["items"]} <= cells


def test_without_json_a_few_lines_say_what_was_drafted(run, findings, tmp_path):
    done = run("--findings", findings(*ROWS), "--out", tmp_path / "plan.xlsx")
    assert done.status == 0
    assert "3 findings, 2 of them shortfalls." in done.out
    assert "2 actions were drafted." in done.out


@pytest.mark.parametrize(
    ("row", "said"),
    [("{", "Line 2"), ({"id": "x"}, "Line 2"), ('["text"]', "Line 2"), ({"id": "x", "text": None}, "Line 2")],
    ids=str,
)
def test_a_wrong_row_is_one_plain_line(run, findings, row, said):
    done = run("--findings", findings(ROWS[0], row), "--json")
    assert (done.status, done.out) == (1, "")
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_an_empty_file_of_findings_is_one_plain_line(run, findings):
    done = run("--findings", findings(""), "--json")
    assert (done.status, done.out) == (1, "")
    assert "no findings" in done.err


@pytest.mark.parametrize("option", ["--findings", "--report"])
def test_a_file_that_is_not_there_is_one_plain_line(run, tmp_path, option):
    done = run(option, tmp_path / "gone.txt", "--json")
    assert (done.status, done.out) == (1, "")
    assert "gone.txt" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_file_of_another_kind_is_one_plain_line(run, tmp_path):
    path = tmp_path / "findings.jsonl"
    path.write_bytes(b"\xff\xfe\x00\x01")
    done = run("--findings", path, "--json")
    assert done.status == 1
    assert "UTF-8" in done.err


def test_a_plan_needs_somewhere_to_go(run, findings):
    done = run("--findings", findings(ROWS[0]))
    assert done.status == 2
    assert "--out FILE" in done.err
