import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant as package
from assistant.cite import Citer, source_line
from corpus.text import slice_spans
from corpus.types import Kind

PACKAGE = Path(package.__file__).parent


@pytest.fixture
def citer(assistant):
    return Citer(assistant.index)


def test_every_passage_is_cited_by_the_slice_at_its_spans(assistant, citer):
    for number, passage in enumerate(assistant.index.passages):
        citation = citer.cite(number)
        stored = assistant.index.documents[passage.document_id].text
        assert citation.quote == slice_spans(stored, citation.spans) == passage.text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_sentences_of_a_passage_are_cited_by_the_slice_at_their_spans(assistant, data):
    number = data.draw(st.integers(0, len(assistant.index.passages) - 1))
    passage = assistant.index.passages[number]
    places = data.draw(st.lists(st.integers(0, len(passage.sentences) - 1), min_size=1, max_size=4, unique=True))
    citation = Citer(assistant.index).cite(number, tuple(sorted(places)))
    stored = assistant.index.documents[passage.document_id].text
    assert citation.quote == slice_spans(stored, citation.spans)
    assert set(citation.quote.split()) <= set(passage.text.split())


def test_citations_are_numbered_by_first_use(citer):
    assert [citer.cite(n).number for n in (70, 3, 500, 3, 70, 9)] == [1, 2, 3, 2, 1, 4]
    assert [citation.number for citation in citer.citations] == [1, 2, 3, 4]


def test_the_same_place_has_one_citation(citer):
    assert citer.cite(12) is citer.cite(12)
    assert len(citer.citations) == 1


def test_other_sentences_of_the_same_passage_are_another_place(assistant, citer):
    number = next(n for n, p in enumerate(assistant.index.passages) if len(p.sentences) > 2)
    first, second = citer.cite(number, (0,)), citer.cite(number, (1,))
    assert (first.number, second.number) == (1, 2)
    assert first.quote != second.quote
    assert first.passage_id == second.passage_id


def test_two_answers_do_not_share_numbers(assistant):
    one, other = Citer(assistant.index), Citer(assistant.index)
    one.cite(1)
    assert other.cite(2).number == 1


def test_only_the_citer_makes_citations():
    makers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name == "Citation":
                makers.add(path.name)
    assert makers == {"cite.py"}


def test_no_module_changes_a_citation_after_it_was_made():
    """`replace(citation, quote=...)` would make a quote that is not a slice."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "replace":
                if getattr(node.args[0], "id", "") == "task":  # whose `quote` is the number of a citation
                    continue
                assert not {"quote", "spans"} & {keyword.arg for keyword in node.keywords}, path.name


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Kind.CASE, "one provider's experience: "),
        (Kind.EXAMPLE, "one provider's experience: "),
        (Kind.QUOTE, "words of "),
    ],
)
def test_what_one_provider_says_is_called_so(assistant, citer, kind, says):
    named = [
        n for n, p in enumerate(assistant.index.passages) if p.kind is kind and (kind is not Kind.QUOTE or p.speaker)
    ]
    assert named
    assert all(says in citer.cite(n).source_line for n in named)


def test_a_source_line_says_whose_and_from_when(assistant, citer):
    lines = {c.document_id: c.source_line for n in range(len(assistant.index.passages)) if (c := citer.cite(n))}
    assert "Skills for Care, “Guide to improvement" in lines["guide-to-improvement"]
    assert "(2019" in lines["guide-to-improvement"]
    assert "publisher unknown" in lines["news-driving-improvement"]
    assert "names no date" in lines["cqc-annex-a2"]
    assert all("(unknown)" not in line for line in lines.values())


def test_an_example_carries_its_own_date(assistant):
    passage = next(p for p in assistant.index.passages if p.kind is Kind.EXAMPLE and p.dated not in {"", "unknown"})
    line = source_line(passage, "Publisher", "Title", "kind", "1999")
    assert f"({passage.dated})" in line
    assert "1999" not in line


def test_characteristics_carry_code_and_level(assistant, citer):
    for number, passage in enumerate(assistant.index.passages):
        if passage.kind is Kind.CHARACTERISTIC:
            citation = citer.cite(number)
            assert citation.level
            assert (citation.code, citation.level) == (passage.code, passage.level)
