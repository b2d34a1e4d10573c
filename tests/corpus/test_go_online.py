"""The reader of the GO Online page: its introduction and its 27 examples, as read by eye."""

import pytest

from corpus.errors import CorpusError
from corpus.readers.go_online import read_go_online
from corpus.types import Document, Kind, SourceDocument

EXAMPLES = """
Involving a person in the auditing of care | Kingdom Youth Services | March 2023
Using qualitative Interaction Schedule Audits (QUIS) | The Royal Star & Garter Home - High Wycombe | January 2023
What it feels like to work for an 'outstanding' provider | City Care Partnership Ltd | December 2021
Using NICE guidance to improve the quality of care | Runwood House | November 2021
Contributing to national good practice | City Care Partnership Ltd | May 2021
Quality improvements during the pandemic | Various | February 2021
Securing support for long-term improvements | Vivo Care Choices | January 2021
"Securing support for long-term improvements" | Vivo Care Choices | January 2021
A strong framework of accountability | Creative Support - Doncaster Personalised Services | February 2020
Creativity days | J S Parker Limited North East | February 2020
How quality processes assure outstanding care is delivered | SENSE - 89 Hastings Avenue | April 2019
Accessing funding for training and a free digital system to record and monitor training | Anonymous | January 2019
Assessing quality against your business plan | Anonymous | April 2018
Involving staff in quality by delegating monitoring | Anonymous | April 2018
Seeking specificity from compliments | No Place Like Home | April 2018
Removing bias from auditing | Bluebird Care | April 2018
Using people to support and drive quality assurance | Anonymous | April 2018
Embedding quality assurance across an organisation | Anonymous | April 2018
Creating frameworks and processes for quality assurance | The Good Care Group | April 2018
Responding to and learning from incidents | Anonymous | April 2018
Encouraging healthy competition around quality | Anonymous | April 2018
Scoring performance against care requirements | Creative Support Ltd | April 2018
Enlisting people as mystery shoppers | Anonymous | April 2018
Monitoring staff and encouraging improvement | Anonymous | April 2018
Sharing information and best practice around quality | Future Directions CIC | April 2018
Driving improvement and delivering high standards of care | Welmede Housing Association | December 2017
People and others roles in helping to manage the service | Dimensions Dorset West | unknown
"""
SOURCE = SourceDocument("go", "GO", "SfC", "unknown", "x", "x", "x", "x", "a.txt", "a.txt", "", "go-online")
PAGE = """Top

Learning, improvement and innovation

Practical examples

{count} example(s) found

Asking people

We ask people. We listen.

Read more about this service here.

Care provider: Elm House

  • Case study

Date published: May 2020

Undated

We try.

Care provider: Oak House

  • Case study
"""


@pytest.fixture(scope="module")
def passages(readings):
    """The page's passages."""
    return readings["go-online-learning"][1].passages


@pytest.fixture(scope="module")
def examples(passages):
    """The passages of each example, in order."""
    found = {}
    for passage in passages:
        if passage.kind is Kind.EXAMPLE:
            found.setdefault(passage.units[0], []).append(passage)
    return list(found.values())


def test_page_holds_27_examples_with_title_provider_and_date_and_26_are_dated(examples):
    printed = [tuple(line.split(" | ")) for line in EXAMPLES.strip().splitlines()]
    assert [(e[0].heading[-1], e[0].provider, e[0].dated) for e in examples] == printed
    assert len(printed) == 27
    assert sum(e[0].dated != "unknown" for e in examples) == 26


def test_every_passage_of_an_example_carries_its_provider_and_date(examples):
    assert all(len({(p.provider, p.dated, p.locator, p.heading) for p in example}) == 1 for example in examples)


def test_example_opens_with_its_title_and_ends_with_its_credit(examples):
    for number, example in enumerate(examples, 1):
        title = example[0].heading[-1]
        assert example[0].text.startswith(title)
        assert example[-1].text.startswith(f"Care provider: {example[0].provider} Case study")
        assert example[0].locator == f"example {number} of the page, “{title}”"


def test_example_holds_its_paragraphs_in_order(examples):
    opened = [p.text[:40] for p in examples[6]]
    assert opened == [
        "Securing support for long-term improveme",
        "The first part of this process was to ev",
        "We started to build a new management tea",
        "Care provider: Vivo Care Choices Case st",
    ]


def test_links_that_were_lost_are_left_out_and_named_so(readings):
    document, reading = readings["go-online-learning"]
    lost = [document.text[g.span.start : g.span.end] for g in reading.left_out if g.reason.startswith("link text")]
    assert len(lost) == 12
    assert all(words.rstrip(".").endswith(" here") for words in lost)


def test_introduction_keeps_its_list_with_the_line_that_introduces_it(passages):
    (found,) = [p for p in passages if p.text.startswith("Documented evidence")]
    assert found.text.endswith("quality based accreditation schemes and any national or other awards gained.")
    assert len(found.sentences) == 4


def test_page_says_which_framework_it_is_for(passages):
    assert "Single Assessment Framework version" in [p.text for p in passages]


def test_navigation_is_left_out(readings):
    document, reading = readings["go-online-learning"]
    left = {document.text[g.span.start : g.span.end] for g in reading.left_out if g.reason == "navigation"}
    assert {"Top", "Print this page", "Developed in partnership with"} <= left


def test_small_page_is_read_whole():
    reading = read_go_online(Document(SOURCE, PAGE.format(count=2)))
    assert [(p.text, p.provider, p.dated) for p in reading.passages] == [
        ("Asking people We ask people. We listen.", "Elm House", "May 2020"),
        ("Care provider: Elm House Case study Date published: May 2020", "Elm House", "May 2020"),
        ("Undated We try.", "Oak House", "unknown"),
        ("Care provider: Oak House Case study", "Oak House", "unknown"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_page_that_announces_another_number_of_examples_is_refused_with_both(count):
    with pytest.raises(CorpusError, match=f"announces {count} examples, but 2 were found"):
        read_go_online(Document(SOURCE, PAGE.format(count=count)))
