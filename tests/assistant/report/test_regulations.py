"""Which regulations a text names, what is a breach, and what CQC did."""

import pytest

from assistant.report.ratings import rating_of, ratings_of
from assistant.report.regulations import base, is_breach, notice, regulations


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a breach of Regulation 12 (Safe care and treatment) of the Regulated Activities Regulations 2014", ["12"]),
        ("breaches of regulations 12, 17 and 18", ["12", "17", "18"]),
        ("Regulation 17(2)(c) and Regulation 17 (1)(2)(a)(b)", ["17(2)(c)", "17(1)(2)(a)(b)"]),
        ("reg 17 and Reg. 20A", ["17", "20A"]),
        ("a breach of Regulation 18 of the Care Quality Commission (Registration) Regulations 2009", ["18 (2009)"]),
        ("Regulation 12. They also broke Regulation 12.", ["12"]),
        ("This was a breach of the regulation on good governance.", ["17"]),
        ("Staffing was safe and the duty of candour was understood.", []),
        ("the Regulations 2014 and the 2014 Regulations", []),
        ("Regulation 99", []),
    ],
)
def test_regulations_are_found_by_number_and_by_name(text, named):
    assert list(regulations(text)) == named


@pytest.mark.parametrize(("regulation", "number"), [("17(2)(c)", "17"), ("18 (2009)", "18"), ("20A", "20A")])
def test_the_number_of_a_regulation_can_be_had_alone(regulation, number):
    assert base(regulation) == number


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("This was a breach of Regulation 12.", True),
        ("The provider remained in breach of regulation 17.", True),
        ("They were no longer in breach of regulation 12.", False),
        ("There was no breach of the regulations.", False),
        ("Staff wore gloves.", False),
    ],
)
def test_a_breach_is_told_from_one_that_is_over(text, breach):
    assert is_breach(text) is breach


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We served warning notices on the provider.", "warning notice"),
        ("The service is therefore in 'special measures'.", "special measures"),
        ("We imposed conditions on the provider's registration.", "conditions of registration"),
        ("Requirement notice.", "requirement notice"),
        ("Staff noticed that she was unwell.", ""),
    ],
)
def test_what_cqc_did_has_a_fixed_name(text, name):
    assert notice(text) == name


@pytest.mark.parametrize(
    ("line", "rating"),
    [
        ("Requires Improvement", "Requires Improvement"),
        ("Requires improvement ⬤", "Requires improvement"),
        ("Rating: Good", "Good"),
        ("Score: 3", "Score: 3"),
        ("Not scored", "Not scored"),
        ("Good practice", ""),
        ("The food was good.", ""),
    ],
)
def test_a_line_that_says_only_a_rating_is_one(line, rating):
    assert rating_of(line) == rating


def test_ratings_are_told_once_with_what_they_are_about():
    lines = [
        ("Overall rating for this service\tGood", 1, ""),
        ("Is the service safe?", 1, ""),
        ("Requires improvement", 1, ""),
        ("Well-led: Good", 1, ""),
        ("Good", 2, "Overall"),
        ("Score: 2", 3, "Learning culture"),
        ("Good", 4, ""),
    ]
    assert [(r.about, r.rating, r.page) for r in ratings_of(lines)] == [
        ("Overall", "Good", 1),
        ("Safe", "Requires improvement", 1),
        ("Well-led", "Good", 1),
        ("Learning culture", "Score: 2", 3),
    ]
