"""From the text of a report to findings: where they stand, on which side they are, and what is left out."""

import pytest

from assistant.report.blocks import blocks_of
from assistant.report.findings import Polarity, ReportState
from assistant.report.places import is_list, placed
from assistant.report.reader import ReportReader, findings_of
from assistant.report.reading import Loaded, ReportError, read_pasted

REPORT = """Inspection report

Overall rating for this service
Requires Improvement

Background to this inspection

We spoke with nine people. Medicines were not managed safely in 2011, a neighbour wrote.

Is the service safe?

Inadequate

Safe – this means we looked for evidence that people were protected from abuse and avoidable harm.

Using medicines safely

Medicines were not managed safely. There were gaps in the records of four people, and nobody had asked why. \
However, controlled drugs were stored securely and the register was correct. \
This was checked every week by two members of staff.

The provider had failed to manage medicines safely. This was a breach of Regulation 12 (Safe care and treatment).

Is the service caring?

Good

People were treated with kindness, and staff respected their privacy.

What happens next?

We will not return until medicines are managed badly again.
"""


@pytest.fixture(scope="module")
def found(minilm):
    """The findings of a text, or of pages."""

    def read(*pages, paged=False):
        return findings_of(Loaded("report", pages, paged), minilm)

    return read


@pytest.fixture(scope="module")
def findings(found):
    return found(REPORT)


def words(blocks):
    return [block.text for block in blocks]


# -- blocks ---------------------------------------------------------------------------------------


def test_headers_footers_and_page_numbers_are_left_out():
    told = ["Staff were kind.", "Nobody checked the hoist.", "Lunch was late."]
    pages = tuple(f"Oak House\n\n{text}\n\n{n}  Oak House report 2 May 2023\n{n}" for n, text in enumerate(told))
    assert words(blocks_of(Loaded("r", pages, paged=True))) == told


def test_a_sentence_that_runs_over_a_page_is_one_and_keeps_the_page_where_it_begins():
    pages = ("Staff were kind. Nobody had checked whether the", "hoist was safe to use. It was not.")
    (block,) = blocks_of(Loaded("r", pages, paged=True))
    assert block.text == "Staff were kind. Nobody had checked whether the hoist was safe to use. It was not."
    assert block.page_at(block.text.index("Nobody")) == 1
    assert block.page_at(block.text.index("It was")) == 2


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Tablets had not been re-\nordered in time for the person.", "re-ordered"),
        ("Tablets had not been or\u00addered in time for the person.", "been ordered"),
    ],
)
def test_words_are_joined_over_the_end_of_a_line(text, joined):
    (block,) = blocks_of(read_pasted(text))
    assert joined in block.text


def test_lines_of_pasted_text_are_joined_into_paragraphs():
    line = "Staff were kind to people and always took the time to listen to what they said about"
    (first, second) = blocks_of(read_pasted(f"{line}\ntheir day.\n\nNobody had checked the hoist."))
    assert (first.text, second.text) == (f"{line} their day.", "Nobody had checked the hoist.")


# -- places ---------------------------------------------------------------------------------------


def test_findings_know_their_heading_and_key_question(findings):
    assert {(f.heading, f.key_question) for f in findings} == {
        ("Using medicines safely", "Safe"),
        ("Is the service caring?", "Caring"),
    }


def test_a_heading_of_the_single_assessment_framework_is_told(found):
    (finding,) = found("Safe\n\nMedicines optimisation\n\nScore: 2\n\nMedicines were not always given on time.")
    assert (finding.quality_statement, finding.key_question) == ("Medicines optimisation", "Safe")


def test_background_and_what_happens_next_hold_no_findings(findings):
    assert not any("2011" in finding.words or "We will" in finding.words for finding in findings)


def test_a_heading_of_a_higher_level_ends_a_key_question():
    text = "# Safe\n\n## Medicines\n\nThey were late.\n\n# Annex\n\nMore was said."
    assert [place.key_question for _, place in placed(blocks_of(read_pasted(text)))] == ["Safe", ""]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Audit\n\n- 3 gaps on charts\n- Fridge clean\n- No soap", True),
        ("Audit of week 22\n\n1. 3 gaps on charts\n2. Fridge clean", True),
        ("\n".join(f"Room {n} had no soap or towels" for n in range(9)), True),
        (REPORT, False),
    ],
)
def test_a_list_of_findings_is_known_by_its_form(text, listed):
    assert is_list(blocks_of(read_pasted(text))) is listed


# -- findings -------------------------------------------------------------------------------------


def test_a_paragraph_with_praise_and_blame_is_parted(findings):
    first, second, *_ = findings
    assert first.polarity is Polarity.SHORTFALL
    assert first.words.endswith("nobody had asked why.")
    assert second.polarity is Polarity.STRENGTH
    assert second.words.startswith("However, controlled drugs")


def test_words_of_a_finding_stand_in_the_report(findings):
    folded = " ".join(REPORT.split())
    assert len(findings) == 4
    assert all(finding.words in folded for finding in findings)


def test_a_breach_and_its_regulation_are_told(findings):
    breaches = [finding for finding in findings if finding.breach]
    assert [(b.regulations, b.polarity) for b in breaches] == [(("12",), Polarity.SHORTFALL)]


def test_ids_are_unique_and_in_order(findings):
    assert [finding.id for finding in findings] == [f"f{n}" for n in range(1, len(findings) + 1)]


def test_improvement_with_a_but_is_a_shortfall(found):
    (finding,) = found(
        "Is the service safe?\n\nThe recording of medicines had improved since the last inspection, "
        "but charts still had gaps and people had missed doses."
    )
    assert finding.polarity is Polarity.SHORTFALL


def test_each_line_of_an_audit_is_a_finding(found):
    lines = ["4 missing signatures on MAR charts", "Fridge locked and clean, temperatures in range", "Sharps box full"]
    findings = found("Medicines audit\n\n" + "\n".join(f"- {line}" for line in lines))
    assert [finding.words for finding in findings] == lines
    assert [finding.polarity.value for finding in findings] == ["shortfall", "strength", "shortfall"]


def test_mark_up_in_a_finding_stays_text(found):
    (finding,) = found('Safe\n\nStaff had not signed <script>alert("x")</script> the medicine records for weeks.')
    assert '<script>alert("x")</script>' in finding.words


def test_what_cqc_did_is_told_with_the_breach(found):
    findings = found(
        "Is the service well-led?\n\nAudits were not effective, which was a breach of Regulation 17.\n\n"
        "Enforcement actions\n\nPersonal care\tRegulation 17 HSCA RA Regulations 2014 Good governance. How the "
        "regulation was not being met: systems to check quality did not work.\n\nThe enforcement action we took:\t"
        "We served a warning notice on the provider."
    )
    assert [(f.regulations, f.breach, f.notice) for f in findings] == [(("17",), True, "warning notice")] * 2


# -- the whole reader -----------------------------------------------------------------------------


def test_a_report_has_flags_ratings_and_tells_what_is_being_done(assistant):
    told = []
    report = ReportReader(assistant).read(read_pasted(REPORT), lambda *step: told.append(step))
    assert [(r.about, r.rating) for r in report.ratings] == [
        ("Overall", "Requires Improvement"),
        ("Safe", "Inadequate"),
        ("Caring", "Good"),
    ]
    assert report.findings[0].flags[0].code == "S4"
    assert report.state is ReportState.NONE
    assert (report.pages, report.findings[0].page) == (0, None)
    assert told[-1][1] == told[-1][2] == len(report.findings)


def test_flags_are_those_of_each_finding_by_itself(assistant):
    report = ReportReader(assistant).read(read_pasted(REPORT))
    for finding in report.findings:
        alone = assistant.flag(finding.words)
        assert [(f.code, f.level) for f in finding.flags] == [(f.code, f.level) for f in alone]


def test_a_draft_is_known_by_what_it_says(assistant):
    text = f"DRAFT – FOR FACTUAL ACCURACY CHECK\n\n{REPORT}"
    assert ReportReader(assistant).read(read_pasted(text)).state is ReportState.DRAFT


def test_a_text_without_findings_is_declined(assistant):
    with pytest.raises(ReportError, match="no sentence that says how a service does"):
        ReportReader(assistant).read(read_pasted("What happens next\n\nWe will send you a copy of this."))
