"""The data files of the assistant that people correct by hand: their keys, patterns and bounds."""

import ast
import json
import re
import string
import tomllib
from datetime import date
from pathlib import Path

import pytest

from assistant.evidence import EVIDENCE_FEATURES
from assistant.intent import _ORDER
from assistant.patterns import DATA, load_data
from assistant.picks import Limits
from assistant.retrieve import FEATURES
from assistant.scope import fixed_request, outside_subject
from corpus.framework import LEVELS
from corpus.manifest import list_documents
from corpus.model import DIMENSIONS
from evals.evaluation import QUESTION_FOLDER
from evals.leaks import Text, evaluation_rows, leaks, practice_rows

ROOT = Path(__file__).resolve().parent.parent
TOML = sorted(path.name for path in DATA.glob("*.toml"))
PATTERN_KEYS = {"cues", "unless", "ask", "have", "words", "quote", "question", "levels", "shapes", "key_questions"}


def strings(value):
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from strings(item)
        case list():
            for item in value:
                yield from strings(item)


def gaps(line):
    return {name for _, name, _, _ in string.Formatter().parse(line) if name}


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
def test_every_data_file_or_folder_is_read_by_some_module(name):
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    assert f'"{name}"' in code or f'/ "{name}' in code


@pytest.mark.parametrize("name", TOML)
def test_every_data_file_parses(name):
    assert tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def patterns():
    intents = load_data("intents.toml")
    for table in ("shapes", "levels", "key_questions"):
        yield from strings(intents[table])
    for table in ("titles", "comparing", "asking"):
        yield from intents[table]["words"]
    for kind in intents["expected"].values():
        yield from [*kind["ask"], *kind["have"]]
    for row in [*load_data("scope.toml")["subject"], *load_data("requests.toml")["request"]]:
        yield from [*row["cues"], *row.get("unless", [])]
    sources = load_data("sources.toml")
    yield from (frame.replace("{source}", "x") for frames in sources["frames"].values() for frame in frames)
    yield from (name for row in [*sources["name"], *sources["publisher"]] for name in row["names"])
    for row in load_data("notices.toml")["notice"]:
        yield from [row[key] for key in ("quote", "question") if key in row]


def test_every_pattern_compiles_and_does_not_match_nothing():
    found = list(patterns())
    assert len(found) > 300
    for pattern in found:
        assert pattern == pattern.strip()
        assert not re.compile(pattern, re.IGNORECASE).search(""), pattern
        assert not re.compile(pattern).search("~~ ~~ ~~"), pattern  # nor everything


def test_no_notice_looks_for_capitals_in_a_question():
    """Questions are in lower case when notices are looked for."""
    asked = [row["question"] for row in load_data("notices.toml")["notice"] if "question" in row]
    assert asked
    assert not [pattern for pattern in asked if re.search(r"(?<!\\)[A-Z]", pattern)]


def test_intents_have_the_tables_that_the_code_reads():
    intents = load_data("intents.toml")
    assert set(intents) == {
        "shapes", "levels", "titles", "key_questions", "comparing", "asking", "expected",
    }  # fmt: skip
    assert set(intents["shapes"]) == {shape.value for shape in _ORDER}
    assert set(intents["levels"]) == set(LEVELS)
    assert set(intents["key_questions"]) == {"Safe", "Effective", "Caring", "Responsive", "Well-led"}
    assert all(set(kind) == {"ask", "have", "what"} for kind in intents["expected"].values())


def test_subjects_have_their_keys_and_single_ids():
    rows = load_data("scope.toml")["subject"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert {"id", "says", "ask", "cues", "unless"} <= set(row) <= {"id", "says", "ask", "cues", "unless", "nearby"}
        assert row["cues"]
        assert row["says"].endswith(".")
        assert row["ask"].endswith(".")


def test_requests_have_their_keys_and_single_ids():
    rows = load_data("requests.toml")["request"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert {"id", "says", "cues"} <= set(row) <= {"id", "says", "cues", "unless"}


def test_notices_have_their_keys_and_name_documents_that_are_held(corpus_folder):
    held = {source.id for source in list_documents(corpus_folder)}
    rows = load_data("notices.toml")["notice"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert {"id", "text"} < set(row) <= {"id", "text", "documents", "quote", "question"}
        assert ("documents" in row) != ("question" in row)
        assert set(row.get("documents", [])) <= held


@pytest.mark.parametrize("name", ["framework-annex-a2", "framework-saf"])
def test_framework_notices_say_when_they_were_last_checked_and_where_to_look(name):
    text = next(row["text"] for row in load_data("notices.toml")["notice"] if row["id"] == name)
    assert re.search(r"Last checked: \d{1,2} \w+ 20\d\d\.$", text)
    assert "CQC's website" in text


def phrase_calls():
    """Every call of `phrase` with literal names: (names, keywords, whether a name is computed)."""
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase":
                names = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
                yield names, {keyword.arg for keyword in node.keywords}


def test_every_phrase_that_is_used_exists_and_its_gaps_are_filled():
    calls = list(phrase_calls())
    assert len(calls) > 15
    for names, filled in calls:
        line = load_data("phrases.toml")
        for name in names:
            if name is None:
                break
            line = line[name]
        if isinstance(line, str):
            assert gaps(line) == filled, names


def test_every_phrase_is_used():
    tables = {names[0] for names, _ in phrase_calls() if None in names}
    literal = {tuple(names) for names, _ in phrase_calls()}
    mentioned = {
        node.value
        for path in (ROOT / "assistant").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for table, lines in load_data("phrases.toml").items():
        for name in lines:
            computed = table in tables and (name in mentioned or table == "regulation")
            assert (table, name) in literal or computed, (table, name)


def test_labels_have_no_gap_but_what_level_and_framework():
    for name, line in load_data("phrases.toml")["labels"].items():
        assert gaps(line) <= {"about", "level", "framework"}, name


def test_budgets_and_margins_are_in_range():
    values = load_data("answering.toml")["limits"]
    limits = Limits(**values)
    assert 300 <= limits.words <= 400
    assert 0 < limits.neighbour_words < limits.cell_words <= limits.words
    assert 0 < limits.completing_words < 100
    assert 0 < limits.long_passage_words < limits.unit_words <= limits.words
    assert all(value > 0 for value in values.values())


def test_ranking_weights_are_one_for_each_feature():
    weights = load_data("ranking.toml")
    assert set(weights) == {"weights"}
    assert set(weights["weights"]) == set(FEATURES)
    assert weights["weights"]["lay"] > 0
    assert weights["weights"]["text"] > 0


def test_the_evidence_model_is_whole_and_its_thresholds_in_range():
    model = load_data("evidence.toml")
    filters = {"filter_margin", "filter_alone", "filter_words", "filter_near", "part_of_covered", "part_of_uncovered"}
    assert set(model) == {"threshold", "nearby", "intercept", "features", "cues", "plain"} | filters
    assert all(0 < model[name] < 1 for name in filters)
    assert set(model["plain"]) == {"cosine", "steepness"}
    assert 0 < model["plain"]["cosine"] < 1 < model["plain"]["steepness"]
    assert 0 < model["threshold"] < 1
    assert 0 < model["nearby"] < 1
    assert set(model["features"]) == set(EVIDENCE_FEATURES)
    for row in model["features"].values():
        assert set(row) == {"weight", "mean", "deviation"}
        assert row["deviation"] > 0
    assert all(cue == cue.lower() and isinstance(weight, float) for cue, weight in model["cues"].items())


def test_the_risk_model_is_whole_and_its_thresholds_in_range():
    model = json.loads((DATA / "risk_model.json").read_text(encoding="utf-8"))
    assert {"intercept", "embedding", "words", "threshold", "plain"} <= set(model)
    assert len(model["embedding"]) == DIMENSIONS
    assert 0 < model["threshold"] < model["plain"] <= 1
    assert all(isinstance(weight, float) and len(word.split()) <= 2 for word, weight in model["words"].items())


def test_the_safety_card_is_whole_dated_and_marked_as_ours():
    card = load_data("safety_card.toml")
    assert set(card) == {
        "id", "title", "source", "checked", "lines", "guidance_heading", "guidance_unit", "question_heading",
    }  # fmt: skip
    assert card["id"] == "safety-card"
    assert date.fromisoformat(card["checked"])
    assert "not taken from the guidance" in card["source"]
    assert len(card["lines"]) >= 5


def test_the_safety_cards_section_is_in_the_corpus(readings):
    wanted = f"#{load_data('safety_card.toml')['guidance_unit']}"
    passages = [
        p for _, reading in readings.values() for p in reading.passages if any(u.endswith(wanted) for u in p.units)
    ]
    assert len(passages) >= 3
    assert all("3.6" in " ".join(p.heading) for p in passages)


def examples():
    groups = load_data("examples.toml")["group"]
    return [question for group in groups for question in group["questions"]]


def test_example_questions_are_three_for_each_kind_of_user():
    groups = load_data("examples.toml")["group"]
    assert len(groups) == 3
    assert all(set(group) == {"who", "questions"} and len(group["questions"]) == 3 for group in groups)
    assert len(set(examples())) == 9


@pytest.mark.parametrize("question", examples())
def test_an_example_question_is_neither_outside_nor_a_request(question):
    assert outside_subject(question) is None
    assert fixed_request(question) is None


def test_no_example_question_is_an_evaluation_row():
    names = [path.stem for path in QUESTION_FOLDER.glob("*.jsonl") if path.stem.startswith(("questions.", "risk."))]
    assert {"questions.dev", "questions.test"} <= set(names)
    rows = evaluation_rows(QUESTION_FOLDER, names) + practice_rows(QUESTION_FOLDER, ("dev", "test"))
    found = leaks(rows, [Text("examples.toml", q) for q in examples()])
    assert not found, "\n".join(map(str, found))
