import pytest

from assistant.patterns import load_data
from assistant.plan.drafting import Drafter
from assistant.plan.headings import Headings
from assistant.plan.items import QuoteRole
from assistant.report.findings import Finding

ANNEX = "annex-a2"
UNCLEAR = "Guidance for staff was missing."


@pytest.fixture(scope="module")
def framework(assistant):
    return assistant.index.frameworks[ANNEX]


def test_every_heading_of_the_data_names_kloes_of_its_framework(framework):
    data = load_data("report_headings.toml")
    assert data["framework"] == framework.id
    assert {code for row in data["heading"] for code in row["kloes"]} <= set(framework.kloes)
    assert all(word == word.lower() for row in data["heading"] for word in row["words"])


@pytest.mark.parametrize(
    ("heading", "statement", "kloes"),
    [
        ("Using medicines safely", "", {"S4"}),
        ("Safe › Using Medicines Safely", "", {"S4"}),
        ("Our findings", "", set()),
        ("", "", set()),
        ("Learning culture", "Learning culture", {"S2", "W1", "W4"}),
    ],
)
def test_a_heading_says_which_kloes_it_stands_over(framework, heading, statement, kloes):
    assert set(Headings(framework).kloes(heading, statement)) == kloes


def test_a_heading_tips_the_balance_where_the_words_could_mean_several(assistant):
    def first(heading):
        draft = Drafter(assistant).from_finding(Finding("f", UNCLEAR, heading=heading), "Report")
        return draft.drafted[0].item.quoted(QuoteRole.PROMPT)[0].code

    assert first("Using medicines safely").startswith("S4")
    assert not first("").startswith("S4")


def test_a_heading_does_not_outweigh_plain_words(assistant):
    finding = Finding(
        "f", "Complaints were not answered and no record of them was kept.", heading="Using medicines safely"
    )
    item = Drafter(assistant).from_finding(finding, "Report").drafted[0].item
    assert item.quoted(QuoteRole.PROMPT)[0].code.startswith("R2")
