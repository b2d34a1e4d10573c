"""Passages of texts without an outline: shapes, headings, places, and what is left out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers.plain import read_plain
from corpus.text import slice_spans
from corpus.types import Document, Kind, SourceDocument

SOURCE = SourceDocument(
    "doc", "Title", "unknown", "unknown", "none", "upload", "unknown", "", "a.txt", "a.txt", "", "plain"
)
MARKS = re.compile(r"[`~]{3,}\s*[\w+#.-]*|<[^>\n]*>|\d{1,2}[.)]|\W|_")  # what may be left out as mark-up


def document(text, page_starts=()):
    return Document(SOURCE, text, page_starts)


def paged(*pages):
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + 2
    return document("\n\n".join(pages), tuple(starts))


def texts(reading):
    return [passage.text for passage in reading.passages]


def left_out(doc, reason):
    return [doc.text[gap.span.start : gap.span.end] for gap in read_plain(doc).left_out if gap.reason == reason]


# -- invariants -----------------------------------------------------------------------------

LINE = st.sampled_from(
    "# Head|## Sub ##|Title|===|---|- item|* item:|• one.|1. first|goes on|  indented|a\tb|\ta|```|~~~ python"
    "|**bold** <p>text</p>|Lead:|Mr. Smith came. He left.|12|".split("|")
)
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="ab A.:-*#•=`~<p>[](\t\n\r\x1c\u2028\ufeff1", max_size=200),
    st.lists(LINE, max_size=40).map("\n".join),
)


def check_accounted_for(doc):
    reading = read_plain(doc)
    owners = [0] * len(doc.text)
    for passage in reading.passages:
        assert passage.text == slice_spans(doc.text, passage.spans)
        assert passage.text
        assert [span for sentence in passage.sentences for span in sentence] == list(passage.spans)
    for span in [span for p in reading.passages for span in p.spans] + list(reading.headings):
        for position in range(span.start, span.end):
            owners[position] += 1
    for gap in reading.left_out:
        for position in range(gap.span.start, gap.span.end):
            owners[position] += 1
        if gap.reason == "mark-up":
            assert not MARKS.sub("", doc.text[gap.span.start : gap.span.end])
    assert all(count == 1 for count, character in zip(owners, doc.text, strict=True) if not character.isspace())
    assert len({passage.id for passage in reading.passages}) == len(reading.passages)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_character_is_in_one_passage_or_heading_or_left_out_once(text):
    check_accounted_for(document(text))


@given(st.lists(st.lists(LINE, max_size=8).map("\n".join), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_every_character_of_a_pdf_is_accounted_for_once(pages):
    check_accounted_for(paged(*pages))


# -- paragraphs and headings ----------------------------------------------------------------


def test_blank_lines_separate_paragraphs_and_wrapped_lines_run_on():
    assert texts(read_plain(document("One\nand more.\r\n\r\nTwo.\n \t\nThree."))) == ["One and more.", "Two.", "Three."]


def test_markdown_headings_form_the_path_and_the_locator():
    text = "Before.\n\n# Policy #\nA.\n## Aim\nB.\n### Deep\nC.\n## **Scope**\nD."
    reading = read_plain(document(text))
    assert [(p.text, p.heading, p.locator) for p in reading.passages] == [
        ("Before.", (), ""),
        ("A.", ("Policy",), "Policy"),
        ("B.", ("Policy", "Aim"), "Aim"),
        ("C.", ("Policy", "Aim", "Deep"), "Deep"),
        ("D.", ("Policy", "Scope"), "Scope"),
    ]
    assert [text[span.start : span.end] for span in reading.headings] == ["Policy", "Aim", "Deep", "Scope"]


def test_marks_of_headings_and_lists_are_left_out_as_mark_up():
    assert left_out(document("# Policy #\n\n- a\n2. b"), "mark-up") == ["#", "#", "-", "2."]


def test_hash_without_a_space_is_no_heading():
    assert read_plain(document("#hashtag words")).headings == ()


def test_underlined_lines_are_headings_where_none_is_marked():
    reading = read_plain(document("Policy\n======\nA.\n\nAim\n---\nB."))
    assert [(p.text, p.heading) for p in reading.passages] == [("A.", ("Policy",)), ("B.", ("Policy", "Aim"))]


def test_underlines_are_only_rules_where_headings_are_marked():
    reading = read_plain(document("# Policy\n\nAim\n---\nB."))
    assert [(p.text, p.heading) for p in reading.passages] == [("Aim", ("Policy",)), ("B.", ("Policy",))]


def test_line_under_a_longer_paragraph_is_a_rule():
    reading = read_plain(document("Two lines\nof text.\n---\nB."))
    assert texts(reading) == ["Two lines of text.", "B."]
    assert reading.headings == ()


def test_every_passage_ends_its_units_with_its_section():
    text = "Before.\n\n# Policy\nA.\n- b\n\n## Aim\nx\ty"
    units = [passage.units[-1] for passage in read_plain(document(text)).passages]
    policy, aim = text.index("Policy"), text.index("Aim")
    assert units == ["doc#section:0", f"doc#section:{policy}", f"doc#section:{policy}", f"doc#section:{aim}"]


def test_byte_order_mark_does_not_hide_the_first_heading():
    assert read_plain(document("\ufeff# Policy\nA.")).passages[0].heading == ("Policy",)


def test_remnants_of_mark_up_are_cut_out_of_passages():
    assert texts(read_plain(document("<p>Keep **all** records.</p>\n\n<br>"))) == ["Keep all records."]


# -- lists, tables and code -----------------------------------------------------------------


@pytest.mark.parametrize("mark", ["-", "*", "•", "1."])
def test_short_list_is_one_passage_with_the_paragraph_that_introduces_it(mark):
    text = f"Intro.\n\nYou should:\n\n{mark} listen\n{mark} act\n\nAfter."
    reading = read_plain(document(text))
    assert texts(reading) == ["Intro.", "You should: listen act", "After."]
    assert reading.passages[1].units[0] == f"doc#list:{text.index('You')}"
    assert len(reading.passages[1].sentences) == 3


def test_paragraph_without_a_colon_stays_apart_from_the_list():
    assert texts(read_plain(document("Some words.\n- a\n- b"))) == ["Some words.", "a b"]


def test_list_of_130_words_is_one_passage_and_of_131_one_per_item():
    items = [f"- {'word ' * 13}" for _ in range(10)]
    assert len(read_plain(document("\n".join(items))).passages) == 1
    longer = read_plain(document("Lead:\n" + "\n".join([*items, "- more"]))).passages
    assert len(longer) == 12
    assert {passage.units[0] for passage in longer} == {"doc#list:0"}


def test_item_runs_on_over_wrapped_lines_but_not_into_the_next_paragraph():
    assert texts(read_plain(document("- listen to\n  people.\n- act\non it.\nThen rest."))) == [
        "listen to people. act on it.",
        "Then rest.",
    ]


def test_each_row_of_a_table_is_a_passage():
    reading = read_plain(document("Who\tWhen\nNurse\tdaily\n\nText."))
    assert [(p.kind, p.text) for p in reading.passages] == [
        (Kind.TABLE, "Who When"),
        (Kind.TABLE, "Nurse daily"),
        (Kind.PROSE, "Text."),
    ]


def test_fenced_code_is_prose_and_its_fences_are_left_out():
    doc = document("```python\n# not a heading\n- not an item\n```\n\n# Heading")
    reading = read_plain(doc)
    assert [(p.kind, p.text) for p in reading.passages] == [(Kind.PROSE, "# not a heading - not an item")]
    assert left_out(doc, "mark-up") == ["```python", "```", "#"]


# -- pages ----------------------------------------------------------------------------------


def test_passages_of_a_pdf_say_on_which_page_they_stand():
    reading = read_plain(paged("One.", "", "# Head\nThree:\n- a", "- b"))
    assert [(p.text, p.locator) for p in reading.passages] == [("One.", "page 1"), ("Three: a b", "pages 3-4")]


def test_paragraph_over_a_page_join_without_a_blank_line_names_both_pages():
    reading = read_plain(document("starts here\nends there", (0, 12)))
    assert [p.locator for p in reading.passages] == ["pages 1-2"]


def test_headers_and_footers_of_three_pages_are_left_out():
    doc = paged(*(f"Our policy v2\n{words}.\nPage {n} of 3" for n, words in enumerate(("One", "Two", "Three"), 1)))
    assert texts(read_plain(doc)) == ["One.", "Two.", "Three."]
    repeated = left_out(doc, "repeated page header or footer")
    assert sorted(repeated) == ["Our policy v2"] * 3 + ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_list_runs_on_past_a_footer():
    doc = paged(*(f"{words}\nFooter" for words in ("Do:\n- a", "- b", "- c")))
    assert texts(read_plain(doc)) == ["Do: a b c"]


def test_lines_of_two_pages_and_lines_inside_pages_are_kept():
    assert "Header" in read_plain(paged("Header\nOne.", "Header\nTwo.", "Three.")).passages[0].text
    inside = paged(*(f"Start {w}\nKey points\nEnd {w}" for w in ("one", "two", "three")))
    assert all("Key points" in text for text in texts(read_plain(inside)))


def test_pages_that_are_alike_throughout_are_kept():
    assert len(read_plain(paged("Form 1", "Form 2", "Form 3")).passages) == 3


def test_repeated_lines_of_a_text_without_pages_are_kept():
    assert len(read_plain(document("Same\n\nSame\n\nSame")).passages) == 3


# -- size -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["Staff check the medicines of Mr. Jones each day. ", "words without any end "])
def test_five_megabytes_in_one_paragraph_are_one_passage(sentence):
    text = sentence * (5_000_000 // len(sentence))
    reading = read_plain(document(text))
    assert texts(reading) == [text.strip()]


def test_long_paragraph_is_cut_into_the_same_sentences_as_short_ones():
    text = "Staff check every medicine each day. " * 500
    (passage,) = read_plain(document(text)).passages
    assert {slice_spans(text, sentence) for sentence in passage.sentences} == {"Staff check every medicine each day."}
