"""Slicing by position: white space, remnants of mark-up, sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import digest, fold, lines_of, part_spans, runs, sentences, slice_spans, trim
from corpus.types import Span

TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="aB .!?…\"”)'1*[](#)■▪<p>/\n\t", max_size=120),
    st.lists(st.sampled_from(["<p>", "</li>", "**", "■ ", "[", "](#)", "Word", " e.g. ", "It ends. ", "\n"])).map(
        "".join
    ),
)


def whole(text):
    return Span(0, len(text))


def words(text, spans):
    return [text[span.start : span.end] for span in spans]


def cut(text):
    """The sentences of a text, as words."""
    return [slice_spans(text, s) for run in runs(text, whole(text)) for s in sentences(text, run)]


# -- white space ---------------------------------------------------------------------------------------


def test_fold_makes_one_space_of_any_white_space():
    assert fold("\u00a0 a\t\n b\u2003c ") == "a b c"


@given(TEXTS)
def test_fold_is_what_it_was_when_folded_again(text):
    assert fold(fold(text)) == fold(text)


def test_slices_are_joined_by_one_space_in_the_order_given():
    assert slice_spans("one  two\nthree", [Span(9, 14), Span(0, 8)]) == "three one two"


@given(TEXTS, st.integers(0, 120), st.integers(0, 120))
def test_trimmed_span_holds_the_same_words_without_white_space_at_its_ends(text, start, end):
    span = Span(min(start, len(text)), max(min(start, len(text)), min(end, len(text))))
    found = trim(text, span)
    stripped = text[span.start : span.end].strip()
    assert (text[found.start : found.end] if found else "") == stripped
    assert found is None or (span.start <= found.start < found.end <= span.end)


@given(TEXTS)
def test_lines_are_the_text_split_at_line_feeds(text):
    assert words(text, lines_of(text)) == text.split("\n")


# -- runs ----------------------------------------------------------------------------------------------


@given(TEXTS)
def test_runs_are_trimmed_spans_in_order_that_do_not_overlap(text):
    spans = [span for run in runs(text, whole(text)) for span in run]
    assert all(run for run in runs(text, whole(text)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(
        span.start < span.end and part == part.strip() for span, part in zip(spans, words(text, spans), strict=True)
    )


@given(st.text(alphabet="ab .\n1A", max_size=80))
def test_text_without_mark_up_is_one_run_of_one_span(text):
    assert [words(text, run) for run in runs(text, whole(text))] == ([[text.strip()]] if text.strip() else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <p>b</p> c", [["a"], ["b"], ["c"]]),
        ("a **b** c", [["a", "b", "c"]]),
        ("■ a ▪ b", [["a"], ["b"]]),
        ("see [Section 2](#) now", [["see", "Section 2", "now"]]),
        ("x [not a link] y", [["x [not a link] y"]]),
        ("a <b>bold</b> word", [["a", "bold", "word"]]),
        ("1 < 2 > 1", [["1 < 2 > 1"]]),
        ("*Members of the Society", [["*Members of the Society"]]),
        ("Ebury Court* and 2*3", [["Ebury Court* and 2*3"]]),
        ("<p> </p>", []),
        ("", []),
    ],
)
def test_remnants_of_mark_up_are_cut_out_and_other_signs_stay(text, found):
    assert [words(text, run) for run in runs(text, whole(text))] == found


def test_runs_look_at_their_span_only():
    text = "before **in** after"
    assert [words(text, run) for run in runs(text, Span(7, 13))] == [["in"]]


# -- sentences -----------------------------------------------------------------------------------------


@given(TEXTS)
def test_sentences_hold_every_character_of_the_run_in_order(text):
    for run in runs(text, whole(text)):
        spans = [span for sentence in sentences(text, run) for span in sentence]
        assert all(sentences(text, run))
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        kept = "".join("".join(part.split()) for part in words(text, spans))
        assert kept == "".join("".join(part.split()) for part in words(text, run))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“Listen.” She left.", ["“Listen.”", "She left."]),
        ("We said (twice). “Go on.”", ["We said (twice).", "“Go on.”"]),
        ("Mr. Jones met Dr. Lee. They spoke.", ["Mr. Jones met Dr. Lee.", "They spoke."]),
        ("Use tools, e.g. NICE guides. Done.", ["Use tools, e.g. NICE guides.", "Done."]),
        ("Homes Ltd. Care Group", ["Homes Ltd. Care Group"]),
        ("Rated 2.5 now. 3 left.", ["Rated 2.5 now.", "3 left."]),
        ("Wait ... then go", ["Wait ... then go"]),
        ("it ends. but goes on", ["it ends. but goes on"]),
        ("1. Get ready", ["1. Get ready"]),
    ],
)
def test_sentences_end_where_they_end(text, found):
    assert cut(text) == found


def test_sentence_runs_on_over_inline_mark_up_and_ends_with_a_bold_one():
    assert cut("This is **very** good. **Start now.** Then rest.") == ["This is very good.", "Start now.", "Then rest."]


# -- digest --------------------------------------------------------------------------------------------


def test_digest_is_the_first_half_of_sha256_and_keeps_parts_apart():
    # printf 'abc\0' | sha256sum
    assert digest("abc") == "dc1114cd074914bd"
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")


# -- a part of some spans ---------------------------------------------------------------------------


def test_a_part_is_found_across_spans_and_white_space():
    text = "Tell the\n  manager. ** Write it\tdown."
    spans = (Span(0, 19), Span(22, len(text)))
    assert slice_spans(text, spans) == "Tell the manager. Write it down."
    part = part_spans(text, spans, "manager. Write it")
    assert words(text, part) == ["manager.", "Write it"]
    assert slice_spans(text, part) == "manager. Write it"


@pytest.mark.parametrize("missing", ["Never said", "", "   ", "down. Tell"])
def test_words_that_do_not_stand_there_have_no_part(missing):
    assert part_spans("Tell us. Write it down.", (Span(0, 23),), missing) == ()


@given(text=TEXTS, data=st.data())
def test_every_part_of_a_slice_is_found_and_reads_the_same(text, data):
    read = slice_spans(text, [whole(text)])
    start = data.draw(st.integers(0, len(read)))
    wanted = fold(read[start : data.draw(st.integers(start, len(read)))])
    part = part_spans(text, (whole(text),), wanted)
    assert slice_spans(text, part) == wanted
