"""Gold and runs as lines that other tools read."""

from evals.finding import extract_of
from evals.trec import TrecExport, gold_lines, run_lines

TEXT = "Train all staff. Check the rota. Write it down."


def located(make):
    (question,) = make.located(make.document(TEXT), make.question("How?", "Train all staff", "Write it down"))
    return question


def extracts(make, *places):
    return [extract_of(make.hit(make.document(TEXT), place).passage) for place in places]


def test_gold_is_one_line_for_each_must_have_quote(make):
    assert gold_lines(located(make)) == ["q1 0 guide:0-15 1", "q1 0 guide:33-46 1"]


def test_a_result_that_holds_a_quote_has_the_name_of_its_place(make):
    # Ranks: the rota (no gold), the first sentence (gold), all of it (the second quote; the first was found).
    found = extracts(make, (17, 32), (0, 16), (0, 47))
    assert run_lines(located(make), "BM25 alone", found, {"guide": TEXT}) == [
        "q1 Q0 guide:17-32 1 1.000000 BM25-alone",
        "q1 Q0 guide:0-15 2 0.500000 BM25-alone",
        "q1 Q0 guide:33-46 3 0.333333 BM25-alone",
    ]


def test_the_same_place_is_named_once(make):
    lines = run_lines(located(make), "x", extracts(make, (17, 32), (17, 32)), {"guide": TEXT})
    assert lines == ["q1 Q0 guide:17-32 1 1.000000 x"]


def test_files_are_one_gold_and_one_run_for_each_system(make, tmp_path):
    export = TrecExport({"guide": TEXT})
    for system in ("AskKLOE", "BM25 alone"):
        export.add("dev", system, located(make), extracts(make, (0, 16)))
    export.write(tmp_path / "trec")
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "trec").iterdir()}
    assert set(files) == {"dev.qrels", "dev.askkloe.run", "dev.bm25-alone.run"}
    assert files["dev.qrels"] == "q1 0 guide:0-15 1\nq1 0 guide:33-46 1\n"
    assert files["dev.askkloe.run"] == "q1 Q0 guide:0-15 1 1.000000 AskKLOE\n"
