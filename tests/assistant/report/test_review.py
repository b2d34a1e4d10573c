"""What people do to findings: nothing is lost, and what two people do at once is not overwritten."""

from datetime import date

import pytest

from assistant.report.findings import Accuracy, Finding, Judgement, Polarity, Report, ReportState
from assistant.report.review import (
    ReviewError,
    judged,
    kept,
    mapped,
    merged,
    reworded,
    sentences,
    split,
    stated,
    turned,
)  # fmt: skip
from assistant.types import Flag


def flag(code, why=""):
    return Flag("annex-a2", code, "Safe", "annex.pdf", (), 0.9, why)


def flags(text):
    """A double of the assistant's flags: the KLOE depends on the words and on nothing else."""
    return (flag("S4" if "medicine" in text else "S1", text),)


@pytest.fixture
def report():
    return Report(
        "r",
        "Report.pdf",
        (
            Finding(
                "f1", "Charts had gaps. Two medicines were missed.", page=3, heading="Medicines", regulations=("12",),
                breach=True, flags=(flag("S4"),), danger=True,
            ),
            Finding("f2", "Staff were kind.", page=3, heading="Medicines", polarity=Polarity.STRENGTH),
            Finding(
                "f3", "Audits were late.", page=9, heading="Governance", regulations=("17",), notice="warning notice"
            ),
        ),
    )  # fmt: skip


def finding(report, identity="f1"):
    found = report.finding(identity)
    assert found is not None
    return found


def test_sentences_joined_by_spaces_are_the_words():
    words = "Mrs. B waited. “No-one came,” she said. Was it J. Smith? It was 2.5 hours!"
    assert sentences(words) == ("Mrs. B waited.", "“No-one came,” she said.", "Was it J. Smith?", "It was 2.5 hours!")
    assert " ".join(sentences(words)) == words


def test_a_dropped_finding_can_be_kept_again_and_is_the_same(report):
    dropped = kept(report, ["f1", "f3"], on=False)
    assert dropped.shortfalls == ()
    assert kept(dropped, ["f1", "f3"], on=True) == report


def test_calling_a_strength_a_shortfall_keeps_it_and_back_again(report):
    turned_once = turned(kept(report, ["f2"], on=False), "f2")
    assert finding(turned_once, "f2") in turned_once.shortfalls
    assert turned(turned_once, "f2") == report


def test_own_words_stay_beside_the_reports_and_are_flagged_anew(report):
    changed = reworded(report, "f3", "  Audits of medicines\nwere late. ", "Audits were late.", flags)
    assert finding(changed, "f3").text == "Audits of medicines were late."
    assert finding(changed, "f3").words == "Audits were late."
    assert [f.code for f in finding(changed, "f3").flags] == ["S4"]


@pytest.mark.parametrize("text", ["", "  ", "Audits  were late."])
def test_the_reports_words_again_or_none_are_no_own_words(report, text):
    changed = reworded(report, "f3", "Audits stopped.", "Audits were late.", flags)
    assert finding(reworded(changed, "f3", text, "Audits stopped.", flags), "f3").text == ""


def test_a_wording_of_another_window_is_not_overwritten(report):
    theirs = reworded(report, "f3", "Audits stopped.", "Audits were late.", flags)
    with pytest.raises(ReviewError, match="changed in another window"):
        reworded(theirs, "f3", "Audits were rare.", "Audits were late.", flags)
    assert reworded(theirs, "f3", "Audits stopped.", "Audits were late.", flags) == theirs


def test_merged_findings_have_the_words_and_marks_of_both(report):
    one = finding(merged(report, "f3", "f1", flags))
    assert one.words == "Charts had gaps. Two medicines were missed. […] Audits were late."
    assert one.regulations == ("12", "17")
    assert (one.breach, one.notice, one.danger) == (True, "warning notice", True)
    near = merged(report, "f1", "f2", flags)
    assert finding(near).words == "Charts had gaps. Two medicines were missed. Staff were kind."
    assert finding(near).polarity is Polarity.SHORTFALL
    assert [f.id for f in near.findings] == ["f1", "f3"]


def test_merging_loses_no_wording_comment_or_planned_item(report):
    report = reworded(report, "f3", "Audits stopped.", "Audits were late.", flags)
    report = judged(report, "f1", Accuracy(Judgement.WRONG, "Not so."), Accuracy())
    report = judged(report, "f3", Accuracy(Judgement.AGREE, "Yes.", "The log"), Accuracy())
    one = finding(merged(report, "f1", "f3", flags))
    assert one.text == "Charts had gaps. Two medicines were missed. Audits stopped."
    assert one.accuracy == Accuracy(Judgement.WRONG, "Not so.\nYes.", "The log")


def test_a_finding_split_and_merged_again_has_its_words(report):
    two = split(report, "f1", 1, flags)
    assert [f.id for f in two.findings] == ["f1", "f1.2", "f2", "f3"]
    assert [f.words for f in two.findings[:2]] == ["Charts had gaps.", "Two medicines were missed."]
    assert [f.flags[0].code for f in two.findings[:2]] == ["S1", "S4"]
    assert finding(merged(two, "f1", "f1.2", flags)).words == finding(report).words


def test_split_twice_gives_names_of_their_own(report):
    report = merged(report, "f1", "f2", flags)
    twice = split(split(report, "f1", 2, flags), "f1", 1, flags)
    assert len({f.id for f in twice.findings}) == 4


@pytest.mark.parametrize("after", [0, 2, -1])
def test_a_finding_is_not_split_where_no_sentence_ends(report, after):
    with pytest.raises(ReviewError, match="cannot be split there"):
        split(report, "f1", after, flags)


def test_a_reworded_finding_is_not_split(report):
    changed = reworded(report, "f1", "Gaps. Missed.", finding(report).words, flags)
    with pytest.raises(ReviewError, match="own words back first"):
        split(changed, "f1", 1, flags)


def test_a_chosen_kloe_stays_first_when_the_words_change(report):
    chosen = mapped(report, "f1", flag("W2"))
    assert [f.code for f in finding(chosen).flags] == ["W2", "S4"]
    changed = reworded(chosen, "f1", "No medicines.", finding(chosen).words, flags)
    assert [f.code for f in finding(changed).flags] == ["W2", "S4"]


def test_two_people_may_write_about_different_things_of_one_finding(report):
    mine = judged(report, "f1", Accuracy(comment="Not so."), Accuracy())
    both = judged(mine, "f1", Accuracy(evidence="The log"), Accuracy())
    assert finding(both).accuracy == Accuracy(comment="Not so.", evidence="The log")
    with pytest.raises(ReviewError, match="another window"):
        judged(both, "f1", Accuracy(comment="It was."), Accuracy())


def test_a_finding_that_is_gone_is_said(report):
    for change in (
        lambda: kept(report, ["f9"], on=False),
        lambda: turned(report, "f9"),
        lambda: reworded(report, "f9", "x", "y", flags),
        lambda: merged(report, "f1", "f9", flags),
        lambda: split(report, "f9", 1, flags),
        lambda: judged(report, "f9", Accuracy(comment="x"), Accuracy()),
    ):
        with pytest.raises(ReviewError, match="not in the report any more"):
            change()
    with pytest.raises(ReviewError, match="itself"):
        merged(report, "f1", "f1", flags)


def test_only_a_draft_has_the_date_of_an_e_mail(report):
    day = date(2026, 11, 16)
    assert stated(report, ReportState.DRAFT, day).emailed == day
    assert stated(report, ReportState.FINAL, day).emailed is None
