"""Passages and documents as lines of JSON, and back without loss."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import read_documents, read_passages, write_documents, write_passages
from corpus.types import Document, Kind, Passage, SourceDocument, Span

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
SPANS = st.lists(st.builds(Span, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
PASSAGES = st.builds(
    Passage,
    id=WORDS,
    document_id=WORDS,
    kind=st.sampled_from(Kind),
    heading=st.lists(WORDS, max_size=3).map(tuple),
    locator=WORDS,
    spans=SPANS,
    text=WORDS,
    sentences=st.lists(SPANS, max_size=3).map(tuple),
    units=st.lists(WORDS, max_size=2).map(tuple),
    code=WORDS,
    level=WORDS,
    change=WORDS,
    provider=WORDS,
    speaker=WORDS,
    dated=WORDS,
    outcome=st.booleans(),
    note=WORDS,
)
SOURCES = st.builds(SourceDocument, *[WORDS] * 13)
DOCUMENTS = st.builds(Document, SOURCES, WORDS, st.lists(st.integers(0, 9), max_size=3).map(tuple))


@given(st.lists(PASSAGES, max_size=4))
def test_passages_come_back_as_they_were(tmp_path_factory, passages):
    path = tmp_path_factory.getbasetemp() / "passages.jsonl"
    write_passages(path, passages)
    assert read_passages(path) == passages


@given(st.lists(DOCUMENTS, max_size=4))
def test_documents_come_back_as_they_were(tmp_path_factory, documents):
    path = tmp_path_factory.getbasetemp() / "documents.jsonl"
    write_documents(path, documents)
    assert read_documents(path) == documents


def test_the_real_corpus_comes_back_as_it_was(readings, tmp_path):
    for document, reading in readings.values():
        write_documents(tmp_path / "d", [document])
        write_passages(tmp_path / "p", reading.passages)
        assert read_documents(tmp_path / "d") == [document]
        assert tuple(read_passages(tmp_path / "p")) == reading.passages


def test_line_ends_of_every_sort_stay_inside_their_line(tmp_path):
    source = SourceDocument(*["x"] * 12)
    document = Document(source, "a\r\nb\rc\u2028d\x85e\x1cf\n")
    write_documents(tmp_path / "d", [document, document])
    assert read_documents(tmp_path / "d") == [document, document]
    assert (tmp_path / "d").read_bytes().count(b"\n") == 2
