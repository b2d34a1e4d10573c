"""Cuts: what may be left out of a sentence so that the rest claims the same, and what may not."""

import pytest

from assistant.check.cuts import cut_of, in_first_person, points_back

LIST = "The plan should: \u2022 say who does what \u2022 give dates where they are known \u2022 name the cost"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Ask staff for ideas.", "Ask staff for ideas."),
        ("Ask staff and families for ideas.", "Ask staff, trainers, volunteers and families for ideas."),
        ("Ask staff for ideas.", "Ask staff for ideas so that everyone feels involved."),
        ("Ask staff for ideas.", "Ask staff for ideas, for example, in supervisions or at handover."),
        ("Hold short meetings.", "Hold short meetings to make sure that everyone is heard."),
        ("Ask staff for ideas.", "Ask staff for ideas – they can tell you what would help."),
        ("Ask staff for ideas.", "Ask staff for ideas and share them with the board."),
        ("Ask staff for ideas.", "As well as reading reports, ask staff for ideas."),
        ("Ask staff (all of them) for ideas.", "Ask staff (all of them) for ideas."),
        ("Ask staff for ideas.", "Ask staff (and volunteers) for ideas."),
        ("Ask staff for ideas.", "However, ask staff for ideas."),
        ("Review care plans each month.", "Reviewing care plans each month."),
        ("Staff are very busy.", "Staff are really very busy."),
        ("Make sure that staff are heard.", "Make sure that staff are heard and thanked."),
        ("The plan should say who does what and name the cost.", LIST),
        ("The plan should give dates where they are known.", LIST),
    ],
)
def test_what_can_go_without_changing_the_rest(statement, sentence):
    assert cut_of(statement, [sentence]) == sentence


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Staff give medicines.", "Staff who are trained give medicines."),
        ("Staff give medicines.", "Trained staff give medicines."),
        ("Staff who are trained give medicines.", "Staff who are trained and competent give medicines."),
        ("Tell the family.", "Tell the family if the person agrees."),
        ("Tell the family.", "Tell the family, unless the person objects."),
        ("Tell the family.", "Tell the family, but only after a meeting."),
        ("Tell the family.", "Tell the family or the advocate."),
        ("Involve families in reviews.", "Where possible, involve families in reviews."),
        ("Blame staff.", "Do not blame staff."),
        ("They shouldn’t be used when things go wrong.", "They shouldn’t just be used when things go wrong."),
        ("Blame staff.", "Learn from mistakes rather than blame staff."),
        ("Ignore feedback.", "Poor services blame staff and ignore feedback."),
        ("Ignore feedback.", "Poor services blame staff, ignore feedback and hide reports."),
        ("Staff review plans.", "Staff try to review plans."),
        ("Staff review plans.", "Staff should review plans."),
        ("Staff are rated.", "Some staff are rated."),
        ("It improves care.", "We think it improves care."),
        ("Providers do it.", "Providers often do it."),
        ("Review plans.", "Review plans within two weeks."),
        ("Review plans.", "Review plans, monthly, with the person."),
        ("Ask the manager.", "Ask the manager before you act."),
        ("Staff told families.", "Staff told managers, and managers told families."),
        ("There are two steps: plan and act.", "There are two steps: plan, check and act."),
        ("Plan both staffing and menus.", "Plan both staffing and training and menus."),
        ("Say who does what.", LIST),
        ("Name the cost.", "What not to do: \u2022 name the cost \u2022 blame staff"),
        ("Does it work well.", "Does it work well?"),
        ("Families ask staff.", "Staff ask families."),
        ("Ask all staff for ideas.", "Ask staff for ideas."),
        ("Staff supported managers.", "Staff supporting managers."),
        ("Ask staff.", ""),
        ("Share records with families.", "Share records with families – with the person's permission."),
        ("Choose one of these: a walk.", "Choose one of these: \u2022 a walk \u2022 a game"),
        ("You can improve by.", "You can improve by ensuring that staff are heard."),
        ("Ask staff.", "Ask staff to help families."),
        ("They must be able.", "They must be able to ensure that care is safe."),
    ],
)
def test_what_changes_the_rest_never_goes(statement, sentence):
    assert cut_of(statement, [sentence]) is None


def test_words_of_two_sentences_are_no_cut_of_either():
    assert cut_of("Ask staff and tell families.", ["Ask staff about it.", "Then tell families."]) is None


@pytest.mark.parametrize(
    ("statement", "sentence", "shown"),
    [
        ("They ask their staff.", "We ask our staff.", "We ask our staff."),
        (
            "Once they trained staff, they saw it.",
            "Once we trained staff, they saw it.",
            "Once we trained staff, they saw it.",
        ),
        ("They’ve asked staff.", "“We've asked staff and families.”", "We've asked staff."),
        ("They ask staff.", "They ask staff.", "They ask staff."),
        ("They ask staff.", "We never ask staff.", "They ask staff."),
    ],
)
def test_who_speaks_says_we(statement, sentence, shown):
    assert in_first_person(statement, [sentence]) == shown
    assert (cut_of(shown, [sentence]) is not None) == (shown != "They ask staff." or shown == sentence)


def test_a_sentence_may_lean_on_the_one_before():
    assert points_back("This helps staff.", "This helps staff.")
    assert points_back("They’re wary.", "“They’re wary of new owners.”")
    assert points_back("Staff are wary of this.", "Staff are wary of this.")
    assert not points_back("They are wary.", "We are wary.")
    assert not points_back("Use this guide.", "Use this guide.")
    assert not points_back("Staff are wary.", "Staff are wary, and this helps.")
