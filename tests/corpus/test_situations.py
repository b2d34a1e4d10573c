import json

import pytest

from corpus.errors import CorpusError
from corpus.framework import LEVELS
from corpus.situations import SITUATIONS, load_situations

ROW = {"framework": "f", "code": "S1", "level": "Good", "text": "All sing."}


def write(folder, *rows):
    (folder / SITUATIONS).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_situations_are_read_in_order(tmp_path):
    write(tmp_path, ROW, ROW | {"code": "", "level": None, "text": "Rain."}, ROW | {"also": ["S2"]})
    first, second, third = load_situations(tmp_path)
    assert (first.framework, first.code, first.level, first.text) == ("f", "S1", "Good", "All sing.")
    assert (second.code, second.level) == ("", "")
    assert third.also == ("S2",)


def test_a_folder_without_situations_has_none(tmp_path):
    assert load_situations(tmp_path) == []


@pytest.mark.parametrize(
    "bad",
    [
        ROW | {"level": "good"},
        ROW | {"level": ""},
        ROW | {"remark": "x"},
        ROW | {"text": None},
        ROW | {"also": "S2"},
        {k: v for k, v in ROW.items() if k != "code"},
        ["S1"],
    ],
    ids=str,
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path, bad):
    write(tmp_path, ROW, bad)
    with pytest.raises(CorpusError, match=r"situations\.jsonl, line 2"):
        load_situations(tmp_path)


def test_a_line_that_is_no_json_is_refused(tmp_path):
    (tmp_path / SITUATIONS).write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 1"):
        load_situations(tmp_path)


# -- the real ones ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def situations(corpus_folder):
    return load_situations(corpus_folder)


@pytest.fixture(scope="module")
def frameworks(readings):
    held = [reading.framework for _, reading in readings.values() if reading.framework]
    return {framework.id: framework for framework in held}


def test_every_framework_and_code_exists(situations, frameworks):
    wrong = [
        (s.framework, code)
        for s in situations
        for code in (s.code, *s.also)
        if s.framework not in frameworks or (code and code not in frameworks[s.framework].kloes)
    ]
    assert not wrong


def test_what_falls_under_no_kloe_has_no_level_and_nothing_is_said_twice(situations):
    assert not [s.text for s in situations if not s.code and (s.level or s.also)]
    texts = [(s.framework, " ".join(s.text.lower().split())) for s in situations]
    assert len(set(texts)) == len(texts)
    assert all(s.text.strip() for s in situations)


def test_every_kloe_has_situations_of_every_level(situations, frameworks):
    held = {(s.framework, s.code, s.level) for s in situations}
    lacking = [(f.id, c, level) for f in frameworks.values() for c in f.kloes for level in LEVELS]
    assert not [key for key in lacking if key not in held]
