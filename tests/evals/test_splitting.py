"""How splitting is measured, on findings that can be counted by hand."""

import json
import shutil

import pytest

from assistant.report.findings import Finding, Polarity
from evals.aims import load_measures
from evals.figures import SPLIT_MEASURES, split_figures
from evals.leaks import Text, leaks
from evals.make_plans import main, parts_of
from evals.rows import EvaluationDataError
from evals.splitting import PLANS, PlanDocument, compare, load_plans, split_all

GOLD = Finding("f1", "one two three four five six", page=2, heading="Safe", key_question="Safe", regulations=("12",))
STRENGTH = Polarity.STRENGTH


@pytest.fixture
def measured(tmp_path):
    """The values of one measure, with the gold finding above and what was found."""

    def measure(name, *found, gold=(GOLD,)):
        results = compare("dev", PlanDocument("d", tmp_path, gold), found)
        return [value for result in results if (value := getattr(result, name)) is not None]

    return measure


@pytest.mark.parametrize(
    ("found", "kept", "real"),
    [
        ([Finding("a", "one two three four five six")], [1], [1]),
        ([Finding("a", "One two, three")], [1], [1]),  # half of the gold words
        ([Finding("a", "one two and four five")], [0], [0]),  # no three in a row
        ([Finding("a", "one two three and then eight more of other kinds")], [1], [0]),  # three of ten
        ([Finding("a", "one two three four five six", polarity=STRENGTH)], [0], [0]),
        ([], [0], []),
    ],
)
def test_half_of_the_words_on_the_same_side_count(measured, found, kept, real):
    assert measured("split_kept", *found) == kept
    assert measured("split_real", *found) == real


@pytest.mark.parametrize(
    ("found", "polarity", "page", "heading", "question"),
    [
        ([Finding("a", GOLD.words, page=2, heading="SAFE", key_question="Safe")], [1], [1], [1], [1]),
        ([Finding("a", GOLD.words, page=3, polarity=STRENGTH)], [0], [0], [0], [0]),
        ([], [], [], [], []),
    ],
)
def test_place_and_side_are_those_of_what_shares_most_words(measured, found, polarity, page, heading, question):
    assert measured("split_polarity", *found) == polarity
    assert measured("split_page", *found) == page
    assert measured("split_heading", *found) == heading
    assert measured("split_question", *found) == question


def test_regulations_may_be_named_by_several_findings_and_with_their_parts(measured):
    found = [Finding("a", "one two three"), Finding("b", "four five six", regulations=("12(2)(a)",))]
    assert measured("split_regulations", *found) == [1]
    assert measured("split_regulations", found[0]) == [0]


def test_a_document_that_cannot_be_read_counts_as_nothing_found(tmp_path):
    path = tmp_path / "d.pdf"
    path.write_bytes(b"no pdf")
    (result,) = split_all("dev", [PlanDocument("d", path, (GOLD,))], None, lambda *_: None)
    assert result.split_kept == 0
    assert "damaged" in result.error


def test_figures_are_the_means_of_what_applies(measured, tmp_path):
    results = compare("dev", PlanDocument("d", tmp_path, (GOLD,)), [Finding("a", GOLD.words, page=1)])
    values = {figure.measure: figure.estimate.value for figure in split_figures("dev", results)}
    assert values["split_real"] == values["split_kept"] == 1
    assert values["split_page"] == values["split_regulations"] == 0
    assert split_figures("dev", []) == []


def test_half_of_the_documents_are_held_out():
    development, held_out = ({document.name for document in load_plans(name)} for name in ("dev", "test"))
    assert not development & held_out
    assert len(development | held_out) == 20
    assert "care-home-2018" in development
    assert sum(document.path.suffix == ".pdf" for document in load_plans("test")) == 2
    assert load_plans("calibration") == []


def test_no_sentence_that_models_learn_from_is_one_of_those_held_out():
    training = PLANS.parent / "training" / "report_sentences.jsonl"
    rows = [json.loads(line) for line in training.read_text(encoding="utf-8").splitlines()]
    learnt = [Text(f"line {number}", row["text"]) for number, row in enumerate(rows, 1)]
    held = [Text(f"{d.name} {g.id}", g.words) for name in ("dev", "test") for d in load_plans(name) for g in d.gold]
    assert leaks(learnt, held) == []


def test_a_gold_row_that_cannot_be_used_is_told_with_its_line(tmp_path):
    (tmp_path / "d.txt").write_text("words", encoding="utf-8")
    (tmp_path / "d.gold.jsonl").write_text('{"id": "f1"}\n', encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=r"d\.gold\.jsonl, line 1"):
        load_plans("dev", tmp_path)


def test_measures_of_splitting_have_floors():
    assert all(load_measures()[measure].floor == 0.85 for measure in SPLIT_MEASURES)


def test_documents_and_gold_are_what_their_sources_say(tmp_path):
    (tmp_path / "sources").mkdir()
    shutil.copy(PLANS / "layouts.toml", tmp_path)
    names = ("c1-medicines-audit", "a2-marrowby-court", "care-home-2018")
    for name in names:
        shutil.copy(PLANS / "sources" / f"{name}.txt", tmp_path / "sources")
    main(tmp_path)
    made = {path.name: path for path in tmp_path.iterdir() if path.is_file()}
    assert len(made) == 1 + 2 * len(names)
    same = [name for name in made if not name.endswith(".docx")]  # a Word document holds the time it was made
    assert all(made[name].read_bytes() == (PLANS / name).read_bytes() for name in same)


def test_a_line_that_is_none_of_a_source_is_told_with_its_number():
    with pytest.raises(ValueError, match="line 2"):
        list(parts_of(["# Safe", "[+] a finding without an id"]))
