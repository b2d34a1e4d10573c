"""The reader of outlined documents: case studies, speakers, tips, places, as read by eye in the guide."""

import pytest

from corpus.outline import Outline
from corpus.readers.outlined import read_outlined
from corpus.types import Document, Kind, SourceDocument

SOURCE = SourceDocument("g", "G", "SfC", "2019", "x", "x", "x", "x", "a.txt", "a.txt", "", "outlined")
CASES = {
    "3.1": ("a homecare agency (not named)", "open to new ideas and committed to driving forward improvements", 75),
    "3.2": ("Hartwell Lodge (Bucklands Care)", "improved to ‘good’ in the ‘safe’, ‘caring’ and ‘responsive’", 79),
    "3.3": ("a care home (not named)", "‘good’ in all areas", 82),
    "3.4": ("Stow Healthcare", "", 85),  # the guide does not say how it ended
    "3.5": ("a care home with nursing care (not named)", "achieved a ‘good’ rating across all five KLOEs", 87),
    "3.6": ("a care home (not named)", "the CQC rerated them as ‘requires improvement’", 89),
    "3.7": ("Halstead Hall", "rated the 'safe' KLOE as 'good'", 92),
    "3.8": ("Halstead Hall", "we achieved a ‘good’ rating and the ‘responsive’ KLOE was celebrated", 94),
    "3.9": ("a home care agency (not named)", "The CQC reinspected the service as ‘good’ a year later", 96),
}
TIPS = {"3.1": 8, "3.2": 4, "3.3": 6, "3.4": 5, "3.5": 6, "3.6": 7, "3.7": 6, "3.8": 5, "3.9": 5}


@pytest.fixture(scope="module")
def passages(readings):
    """The guide's passages."""
    return readings["guide-to-improvement"][1].passages


@pytest.fixture(scope="module")
def of_unit(passages):
    """The passages of a unit of the guide, by the unit's name."""

    def find(name):
        return [p for p in passages if f"guide-to-improvement#{name}" in p.units]

    return find


def read(text, **outline):
    rows = {"headings": [], "quotes": [], "cases": [], "left_out": []} | outline
    return read_outlined(Document(SOURCE, text), Outline.model_validate(rows)).passages


# -- case studies ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", CASES)
def test_case_study_has_its_provider_and_outcome(of_unit, number):
    provider, outcome, _ = CASES[number]
    case = of_unit(f"case:{number}")
    assert {p.provider for p in case} == {provider}
    assert all(p.heading[1].startswith(f"Case study {number}: improving") for p in case)
    outcomes = " ".join(p.text for p in case if p.outcome)
    assert outcome in outcomes
    assert bool(outcomes) == bool(outcome)


@pytest.mark.parametrize("number", CASES)
def test_case_study_is_located_by_section_and_printed_page(of_unit, number):
    page = CASES[number][2]
    assert {p.locator for p in of_unit(f"case:{number}")} == {f"section {number}, from printed page {page}"}


@pytest.mark.parametrize("number", CASES)
def test_tips_after_a_case_study_are_tips_and_not_part_of_the_case(passages, number):
    under = [p for p in passages if len(p.heading) > 2 and p.heading[1].startswith(f"Case study {number}")]
    tips = [p for p in under if p.heading[2].startswith("Top tips") and p.kind is Kind.TIP]
    assert len(tips) == TIPS[number]
    assert len({p.units[0] for p in tips}) == 1
    assert not any("case:" in unit for p in tips for unit in p.units)


def test_medication_case_study_is_whole_and_in_order(of_unit):
    case = of_unit("case:3.7")
    assert case[0].text.startswith("“For us to address medication and other issues")
    assert case[-1].text.startswith("“When the CQC reinspected they found significant improvements")
    assert [p.outcome for p in case].count(True) == 1
    assert len(case) == 9


def test_words_spoken_in_a_case_study_have_their_speaker_and_the_telling_has_none(of_unit):
    case = of_unit("case:3.7")
    assert {p.speaker for p in case if p.text.startswith("“")} == {"Heather Choat, registered manager"}
    assert {p.speaker for p in case if not p.text.startswith("“")} == {""}


def test_spoken_words_under_a_heading_that_opens_them_keep_their_speaker(of_unit):
    (found,) = [p for p in of_unit("case:3.2") if p.text.startswith("Accept and embrace feedback. “Don’t ignore")]
    assert found.speaker == "Jennifer Daly, registered manager"


def test_other_case_studies_have_their_providers(passages):
    told = {(p.units[-2].split("#case:")[1], p.provider) for p in passages if "case:" in " ".join(p.units[-2:-1])}
    named = {provider for case, provider in told if not case.startswith("3.")}
    assert named == {
        "Care Concern (Homecare) Ltd.",
        "Skills for Care",
        "Stow Healthcare",
        "Ebury Court care home",
        "Home Support Services",
        "In Safe Hands",
        "Avenues Group",
        "Quality Compliance Systems (QCS) Ltd.",
    }


# -- speakers ----------------------------------------------------------------------------------------


def test_every_quote_has_a_speaker_who_is_named_at_its_end(passages):
    quotes = {}
    for passage in passages:
        for unit in passage.units:
            if "#quote:" in unit:
                quotes.setdefault(unit, []).append(passage)
    assert len(quotes) == 47
    for parts in quotes.values():
        (speaker,) = {p.speaker for p in parts}
        assert speaker
        assert parts[-1].text.endswith(speaker)


def test_attributions_are_part_of_no_heading(passages):
    names = {p.speaker.split(",")[0] for p in passages if p.speaker}
    assert {"Ruth French", "Jennifer Daly", "Heather Choat"} <= names
    headings = {heading for p in passages for heading in p.heading}
    assert not [
        (name, heading) for name in names if not name.startswith("CQC") for heading in headings if name in heading
    ]


def test_ruth_french_is_the_speaker_of_nine_paragraphs_on_stow_healthcare(of_unit):
    speech = of_unit("quote:44")
    assert len(speech) == 9
    assert {p.kind for p in speech} == {Kind.QUOTE}
    assert speech[0].speaker.startswith("Ruth French, Operations Director, Stow Healthcare")
    assert speech[0].heading == ("Stow Healthcare's experience",)


# -- lists, tables, resources ------------------------------------------------------------------------


def test_tips_of_a_section_are_one_list_each_tip_a_passage(passages):
    tips = [p for p in passages if p.kind is Kind.TIP and "1.2 Develop a positive" in " ".join(p.heading)]
    assert len(tips) == 8
    assert len({p.units[0] for p in tips}) == 1


def test_checklist_are_you_ready_has_six_items(passages):
    items = [p for p in passages if p.kind is Kind.CHECKLIST and p.heading[-1] == "The ‘Are you ready?’ checklist"]
    assert items[0].text.startswith("We have leaders and managers who are committed")
    assert len(items) == 6


def test_checklist_of_a_team_has_eighteen_questions(passages):
    items = [p for p in passages if p.kind is Kind.CHECKLIST and p.locator.startswith("section 1.4")]
    assert len(items) == 18
    assert all(p.text.endswith("?") for p in items)


def test_short_list_is_one_passage_with_its_lead(passages):
    (found,) = [p for p in passages if p.text.startswith("If you don't make required improvements")]
    assert len(found.sentences) == 7
    assert found.text.endswith("or placed in danger of harm.")


def test_inspection_intervals_are_rows_of_a_table(passages):
    rows = [p.text for p in passages if p.kind is Kind.TABLE and "usually be inspected" in p.text]
    assert len(rows) == 4
    assert rows[0].endswith("within the next 30 months")


def test_resources_are_whole_with_their_link(passages):
    resources = [p for p in passages if p.kind is Kind.RESOURCE]
    assert len(resources) == 31
    assert all("Visit www." in p.text and p.text.startswith(p.heading[-1]) for p in resources)


def test_sections_have_number_and_printed_page(passages):
    found = next(p for p in passages if p.text.startswith("Writing an action plan is a good way"))
    assert found.locator == "section 2.2, from printed page 58"
    assert found.heading[:2] == ("2. How to improve your service", "2.2 Plan and implement your improvement")


def test_numbered_sections_all_have_a_printed_page(passages):
    numbered = {p.locator for p in passages if p.locator.startswith("section")}
    assert len(numbered) >= 24
    assert all(", from printed page " in locator for locator in numbered)


# -- the articles ------------------------------------------------------------------------------------


def test_each_line_of_the_news_article_is_a_paragraph(readings):
    document, reading = readings["news-driving-improvement"]
    assert len(reading.passages) + 2 == sum(bool(line.strip()) for line in document.text.split("\n"))


def test_links_to_other_posts_of_the_blog_are_left_out(readings):
    _, reading = readings["qcs-well-led"]
    assert {gap.reason for gap in reading.left_out} >= {"links to other posts", "placeholder for a picture"}
    assert not [p.text for p in reading.passages if "placeholder" in p.text]


# -- small documents ---------------------------------------------------------------------------------


def test_quote_ends_with_the_line_that_names_its_speaker():
    (passage,) = read("“We listen.”\n\nAnn Lee,\nManager\n", quotes=[{"first": 1, "by": 3, "to": 4}])
    assert passage.text == "“We listen.” Ann Lee, Manager"
    assert passage.speaker == "Ann Lee, Manager"
    assert passage.kind is Kind.QUOTE


def test_heading_that_is_kept_is_content_too_and_one_that_joins_opens_the_next_passage():
    headings = [
        {"line": 1, "level": 1, "kind": "prose", "text": "Kept.", "keep": True},
        {"line": 3, "level": 1, "kind": "prose", "text": "Joins.", "join": True},
    ]
    found = read("Kept.\n\nJoins.\n\nAfter.\n", headings=headings)
    assert [(p.text, p.heading) for p in found] == [("Kept.", ("Kept.",)), ("Joins. After.", ("Joins.",))]


@pytest.mark.parametrize(("words", "passages"), [(13, 1), (14, 11)])
def test_list_of_130_words_is_one_passage_and_a_longer_one_is_one_per_item(words, passages):
    items = "\n".join(f"- {'word ' * words}" for _ in range(10))
    lead = "Lead:\n" if words > 13 else ""
    assert len(read(lead + items)) == passages


def test_list_belongs_to_one_unit_and_ends_at_the_next_paragraph():
    text = "\n".join(f"- {'word ' * 14}" for _ in range(10)) + "\n\nAfter.\n"
    found = read(text)
    assert {p.units for p in found[:-1]} == {("g#list:1",)}
    assert found[-1].units == ()


def test_left_out_lines_are_in_no_passage():
    assert [p.text for p in read("One.\nImage.\nTwo.\n", left_out=[{"first": 2, "last": 2, "reason": "x"}])] == [
        "One.",
        "Two.",
    ]
