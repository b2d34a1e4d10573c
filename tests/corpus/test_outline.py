"""Outlines: they fit the documents they were read from, and wrong ones are refused."""

import re
import shutil
from itertools import pairwise

import pytest

from corpus.errors import CorpusError
from corpus.manifest import list_documents
from corpus.outline import load_outline
from corpus.reading import open_document, read_document
from corpus.text import fold

OUTLINED = ("guide-to-improvement", "news-driving-improvement", "qcs-well-led")


@pytest.fixture(params=OUTLINED)
def outlined(request, corpus_folder, readings):
    """An outline and the lines of its document."""
    document, _ = readings[request.param]
    return load_outline(corpus_folder / document.source.outline), document.text.split("\n")


def test_headings_stand_in_order_on_lines_of_the_document(outlined):
    outline, lines = outlined
    numbers = [heading.line for heading in outline.headings]
    assert numbers == sorted(set(numbers))
    assert all(0 < number <= len(lines) for number in numbers)


def test_quotes_cases_and_gaps_are_ranges_of_lines_that_do_not_overlap(outlined):
    outline, lines = outlined
    for ranges in (
        [(q.first, q.to) for q in outline.quotes],
        [(c.first, c.last) for c in outline.cases],
        [(g.first, g.last) for g in outline.left_out],
    ):
        assert all(0 < first <= last <= len(lines) for first, last in ranges)
        assert all(before < after for (_, before), (after, _) in pairwise(ranges))


def test_speakers_are_named_after_what_they_said_on_lines_with_words(outlined):
    outline, lines = outlined
    for quote in outline.quotes:
        assert quote.first < quote.by <= quote.to
        assert lines[quote.first - 1].strip()
        assert all(lines[number - 1].strip() for number in (quote.by, quote.to))


def test_lines_of_outcomes_stand_inside_their_case_and_hold_words(outlined):
    outline, lines = outlined
    for case in outline.cases:
        assert all(case.first <= number <= case.last and lines[number - 1].strip() for number in case.outcome)


def test_printed_pages_are_those_of_the_guides_contents_pages(corpus_folder, readings):
    document, _ = readings["guide-to-improvement"]
    contents = document.text.split("\n")[65:111]
    printed = {m[1]: int(m[2]) for line in contents if (m := re.match(r"(?:(\d\.\d) .*|.*)\t(\d+)$", line)) and m[1]}
    outline = load_outline(corpus_folder / document.source.outline)
    sections = [(re.search(r"^(?:Case study )?(\d\.\d)", h.text), h.page) for h in outline.headings if h.level == 2]
    assert {m[1]: page for m, page in sections if m} == printed
    assert len(printed) == 20
    pages = [h.page for h in outline.headings if h.page]
    assert pages == sorted(pages)


def test_heading_that_does_not_stand_on_its_line_is_refused_with_both(corpus_folder, tmp_path):
    source = list_documents(corpus_folder)[3]
    shutil.copytree(corpus_folder / "outlines", tmp_path / "outlines")
    path = tmp_path / source.outline
    moved = path.read_text(encoding="utf-8").replace("{ line = 3,", "{ line = 5,")
    path.write_text(moved, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"expects 'What makes for a well-led care home\?' on line 5, which reads"):
        read_document(tmp_path, open_document(corpus_folder, source))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("quotes = []\ncases = []\nleft_out = []\n", "headings"),
        ("headings = []\nquotes = []\ncases = []\nleft_out = []\nnotes = 1\n", "notes"),
        ("headings = [{ line = 1, level = 1, kind = 'prose' }]\nquotes = []\ncases = []\nleft_out = []\n", "text"),
        ("headings = [", "cannot be used"),
    ],
)
def test_wrong_outline_is_refused_with_its_name_and_what_is_wrong(tmp_path, content, problem):
    path = tmp_path / "some.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_outline(path)
    assert problem in caught.value.user_message
    assert "some.toml" in caught.value.user_message


def test_missing_outline_is_refused_with_its_name(tmp_path):
    with pytest.raises(CorpusError, match=r"gone\.toml cannot be used"):
        load_outline(tmp_path / "gone.toml")


def test_left_out_lines_say_why(outlined):
    outline, _ = outlined
    assert all(fold(gap.reason) for gap in outline.left_out)
