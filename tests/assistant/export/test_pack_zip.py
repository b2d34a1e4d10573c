"""A whole pack as one archive: its files, their names, and the file that says what to print."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from assistant.export.pack_shown import shown_slides
from assistant.export.pack_zip import pack_file_name, pack_files, pack_zip, papers_for
from assistant.workshop.pack import PaperKind
from tests.assistant.workshop.pack_examples import NOTICE, PACK, SMALL

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data():
    return pack_zip(PACK, DAY)


def names_in(data):
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def readme_of(data):
    return " ".join(zipfile.ZipFile(io.BytesIO(data)).read("README.txt").decode().split())


def test_files_are_named_by_what_they_are(data):
    assert names_in(data) == [
        "README.txt",
        "askkloe-slides-safeguarding-seeing-it-saying-it-recording-2026-11-22.pptx",
        "askkloe-handouts-safeguarding-seeing-it-saying-it-recording-2026-11-22.docx",
        "askkloe-cards-safeguarding-seeing-it-saying-it-recording-2026-11-22.docx",
        "askkloe-facilitator-safeguarding-seeing-it-saying-it-recording-2026-11-22.docx",
    ]


@pytest.mark.parametrize("title", ["../../etc/passwd", 'a\\b:c*?"<>|', "\x00…", "é" * 300, "COM1 " * 100])
def test_no_title_makes_an_unsafe_name(title):
    for what in ("slides", "handouts", "cards", "facilitator", "pack"):
        name = pack_file_name(replace(PACK, title=title), what, DAY)
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert name.startswith("askkloe-")
        assert ".." not in name
        assert len(name) < 250


def test_the_archive_is_named_as_a_workshop():
    assert pack_file_name(SMALL, "pack", DAY) == "askkloe-workshop-safeguarding-2026-11-22.zip"


def test_every_paper_is_in_one_file_and_the_sources_in_two():
    held = [paper for file in pack_files(PACK, DAY) for paper in file.papers]
    papers = [*(paper for part in PACK.parts for paper in part.papers), *PACK.papers]
    assert sorted(p.title for p in held) == sorted([*(p.title for p in papers), "Sources"])


def test_answers_and_outcomes_are_with_the_facilitator_only():
    assert not any(paper.held_back for what in ("handouts", "cards") for paper in papers_for(PACK, what))
    kinds = [paper.kind for paper in papers_for(PACK, "facilitator")]
    assert kinds[:2] == [PaperKind.RUNNING_ORDER, PaperKind.FACILITATOR]
    assert {PaperKind.CASE_OUTCOME, PaperKind.QUIZ_ANSWERS, PaperKind.LEVEL_ANSWERS} <= set(kinds)


def test_a_file_without_papers_is_left_out():
    assert [file.what for file in pack_files(SMALL, DAY)] == ["slides", "handouts", "facilitator"]


def test_the_same_pack_on_the_same_day_has_the_same_bytes(data):
    assert pack_zip(PACK, DAY) == data


def test_readme_says_what_to_print_how_many_times_and_what_to_fill_in(data):
    told = readme_of(data)
    assert "A workshop of 90 minutes for 12 care workers, made with AskKLOE on 22 November 2026." in told
    assert f"{len(shown_slides(PACK))} slides with notes" in told
    assert "What to print - Quiz: 12, one for each person - Level cards: 3 sets" in told
    assert "Who to call here: names and numbers of your own service." in told
    assert " ".join(NOTICE.split()) in told
    for name in names_in(data)[1:]:
        assert name in told


def test_readme_can_be_read_by_plain_editors(data):
    text = zipfile.ZipFile(io.BytesIO(data)).read("README.txt").decode()
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("\r\n")


def test_readme_tells_what_the_documents_do_not_cover():
    assert "Nothing on restraint." in readme_of(pack_zip(replace(SMALL, remark="Nothing on restraint."), DAY))
    assert "Nothing on restraint." not in readme_of(pack_zip(SMALL, DAY))
