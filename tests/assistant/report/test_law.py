"""The 2014 Regulations by number."""

import pytest

from assistant.report.law import about_written_reports, in_order, regulation_of, regulation_title


@pytest.mark.parametrize(
    ("named", "regulation"),
    [("12", "12"), ("17(3)", "17"), ("9a", "9A"), ("20A", "20A"), ("Regulation 12 (2)(g)", "12"), ("reg. 9", "9"),
     ("", ""), ("Safe", ""), ("18 (2009)", "18 (2009)"), ("2014", "")],
)  # fmt: skip
def test_a_reference_belongs_to_its_regulation(named, regulation):
    assert regulation_of(named) == regulation


def test_regulations_stand_in_the_order_of_the_law():
    named = ["20A", "18 (2009)", "9A", "17", "10", "20", "9", "4"]
    assert sorted(named, key=in_order) == ["4", "9", "9A", "10", "17", "20", "20A", "18 (2009)"]


def test_a_regulation_has_its_name_where_it_is_known():
    assert regulation_title("12") == "Regulation 12: Safe care and treatment"
    assert regulation_title("18 (2009)") == (
        "Regulation 18 of the Care Quality Commission (Registration) Regulations 2009"
    )
    assert regulation_title("99") == "Regulation 99"


def test_what_is_said_of_written_reports_has_a_source_and_a_date():
    text, checked = about_written_reports()
    assert "prosecute" in text
    assert "the date in the request" in text
    assert "cqc.org.uk" in checked
    assert "22 November 2026" in checked
