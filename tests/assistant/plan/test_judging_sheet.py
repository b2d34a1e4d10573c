"""The sheet on which two readers judge what is drafted."""

from assistant.report.findings import Finding, Polarity, Report
from evals.drafting import main, sheet


def test_the_sheet_has_a_row_for_each_shortfall_with_its_quotes(assistant):
    findings = (
        Finding("a", "Medicine charts had gaps."),
        Finding("b", "Staff were kind.", polarity=Polarity.STRENGTH),
        Finding("c", "There were gaps in the medicine charts of five people."),
    )
    rows = list(sheet(assistant, [Report("r", "Rose Lodge", findings)]))
    assert [row["id"] for row in rows] == ["Rose Lodge/a", "Rose Lodge/c"]
    assert rows[0]["items"] == rows[1]["items"]
    assert rows[0]["items"][0]["answers"] == 2
    assert {quote["role"] for quote in rows[0]["items"][0]["quotes"]} >= {"task", "prompt", "serves"}
    assert all(row["bears"] is None for row in rows)


def test_a_file_that_is_not_there_is_one_line(tmp_path, real_index, capsys):
    status = main([str(tmp_path / "gone.jsonl"), "--out", str(tmp_path / "out"), "--index", str(real_index)])
    assert status == 2
    assert "gone.jsonl" in capsys.readouterr().err
