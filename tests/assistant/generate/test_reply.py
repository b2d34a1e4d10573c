"""Reading replies: JSON while it is written, JSON with something around it, and labelled lines."""

import pytest

from assistant.generate.reply import Draft, ReplyReader

ONE = Draft("Keep a record.", ("S1",))


def read(text, size=7):
    reader = ReplyReader()
    found = []
    for start in range(0, len(text), size):
        found += reader.feed(text[start : start + size])
    return [*found, *reader.end()]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": [{"text": "Keep a record.", "sources": ["S1"]}]}',
        '```json\n{"statements": [{"text": "Keep a record.", "sources": ["S1"]}]}\n```',
        'Here you are: {"text": "Keep a record.", "sources": "S1"} I hope that helps.',
        '{"statements": [{"statement": "Keep  a\\nrecord.", "labels": ["[S1]"]}]}',
        '[{"sentence": "Keep a record.", "source": "S1"}]',
        '<think>{"text": "No.", "sources": ["S2"]}</think>{"text": "Keep a record.", "sources": ["S1"]}',
        '{"statements": [{"text": "Keep a record.", "sources": ["S1"]}, {"text": "Half a',
        '{"statements": [{"text": "Keep a record.", "sources": ["S1"]}, {"text": 5}, {"foo": {}}]}',
        "Keep a record. [S1]\n",
        "- Keep a record. (S1)",
        "1. Keep a record. [s1]",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_statement_is_read_however_it_is_wrapped(text, size):
    assert read(text, size) == [ONE]


@pytest.mark.parametrize(
    "text", ["", "Keep a record.", '{"statements": []}', "{{{{", '{"text": "x"}', "null", "}" * 50, "[" * 3000]
)
def test_what_is_no_statement_is_none(text):
    assert read(text) == []


def test_a_statement_is_given_as_soon_as_it_is_complete():
    reader = ReplyReader()
    assert reader.feed('{"statements": [{"text": "Keep a record.", "sources": ["S1"') == []
    assert reader.feed("]}") == [ONE]
    assert reader.feed(', {"text": "Keep a record.", "sources": ["S1"]}]}') == []


def test_braces_and_quotes_in_a_text_do_not_end_it():
    assert read('{"text": "Say \\"yes\\" {always}.", "sources": ["S1", "S2"]}') == [
        Draft('Say "yes" {always}.', ("S1", "S2"))
    ]


def test_an_empty_list_is_told_from_nonsense():
    reader, other = ReplyReader(), ReplyReader()
    reader.feed('{"statements": [ ]}')
    other.feed("I cannot do that.")
    assert reader.is_empty_list
    assert not other.is_empty_list


def test_labels_that_are_no_labels_are_kept_so_that_they_can_be_refused():
    assert read('{"text": "Keep a record.", "sources": ["Wikipedia"]}') == [Draft("Keep a record.", ("Wikipedia",))]
