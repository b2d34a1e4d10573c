"""A final report against its draft."""

from assistant.report.compare import Change, carry_over
from assistant.report.findings import Accuracy, Finding, Judgement, Polarity, Report, ReportState

MEDICINES = "There were 41 gaps in the medicine records, and nobody had asked why."
FALLS = "One person had fallen seven times and had not been referred to the falls service."
FOOD = "People enjoyed their meals and could choose what they ate."


def draft(**more):
    findings = (
        Finding("f1", MEDICINES, heading="Safe", **more),
        Finding("f2", FALLS, heading="Safe"),
        Finding("f3", FOOD, heading="Effective", polarity=Polarity.STRENGTH),
    )
    return Report("d", "Draft", findings, state=ReportState.DRAFT, plan="p")


def final(*words):
    return Report("n", "Final", tuple(Finding(f"f{n}", text, heading="Safe") for n, text in enumerate(words, 1)))


def test_every_finding_is_same_changed_gone_or_new_in_the_order_of_the_final_report():
    report, changes = carry_over(draft(), final(MEDICINES.replace("41", "14"), FOOD, "Staff morale was low."))
    told = [(c.change, c.before.id if c.before else "", c.after.id if c.after else "") for c in changes]
    assert told == [
        (Change.CHANGED, "f1", "f1"),
        (Change.GONE, "f2", ""),
        (Change.SAME, "f3", "f2"),
        (Change.NEW, "", "f3"),
    ]
    assert (report.state, report.earlier, report.plan) == (ReportState.FINAL, "d", "p")


def test_what_people_did_goes_with_the_finding():
    comment = Accuracy(Judgement.WRONG, "It was 14.", "MAR charts", "2 May")
    held = draft(kept=False, accuracy=comment, planned=("A1",), text="Gaps in records")
    report, _ = carry_over(held, final("Something new was found.", MEDICINES))
    new, same = report.findings
    assert (same.kept, same.accuracy, same.planned, same.text) == (False, comment, ("A1",), "Gaps in records")
    assert (new.kept, new.accuracy, new.planned) == (True, Accuracy(), ())


def test_changed_words_are_shown_and_not_hidden_under_an_older_text():
    report, _ = carry_over(draft(text="41 gaps", planned=("A1",)), final(MEDICINES.replace("41", "14")))
    assert report.findings[0].says == MEDICINES.replace("41", "14")
    assert report.findings[0].planned == ("A1",)


def test_quotation_marks_of_another_kind_are_no_change():
    _, changes = carry_over(final("Staff said it's “fine” here."), final('Staff said it\'s "fine" here.'))
    assert [c.change for c in changes] == [Change.SAME]


def test_two_alike_findings_are_not_taken_for_one():
    twice = final(FALLS, FALLS.replace("seven", "three"))
    _, changes = carry_over(twice, final(FALLS.replace("seven", "three"), FALLS))
    assert [(c.change, c.before.id) for c in changes if c.before] == [(Change.SAME, "f2"), (Change.SAME, "f1")]


def test_an_empty_draft_or_final_report_is_compared_all_the_same():
    assert [c.change for c in carry_over(draft(), final())[1]] == [Change.GONE] * 3
    assert [c.change for c in carry_over(final(), draft())[1]] == [Change.NEW] * 3
