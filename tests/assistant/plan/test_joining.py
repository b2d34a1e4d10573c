"""What repeats an item of the plan, and what becomes of both."""

from dataclasses import replace

import pytest

from assistant.plan.drafts import Drafted
from assistant.plan.items import ActionPlan, Priority, QuoteRole, Status
from assistant.plan.joining import added_to, join_alike, repeats, urgent_first

GAPS = "Medicine charts had unexplained gaps."
AGAIN = "There were gaps in the charts of eight people."


@pytest.fixture
def plan(an_item):
    return ActionPlan("p", "Plan").with_new([an_item(GAPS, 10, 20), an_item("Nobody audits.", 30, prompt="W4.2")])


def test_the_same_prompt_in_words_that_are_alike_repeats_an_item(plan, an_item):
    assert repeats(plan, an_item(AGAIN)).reference == "A1"


def test_another_prompt_or_other_words_repeat_nothing(plan, an_item):
    assert repeats(plan, an_item(AGAIN, prompt="S5.1")) is None
    assert repeats(plan, an_item("Controlled drugs were stolen.")) is None


def test_the_same_words_repeat_whatever_the_prompt(plan, an_item):
    assert repeats(plan, an_item(GAPS, prompt="S1.6")).reference == "A1"


def test_a_closed_item_is_not_repeated(plan, an_item):
    closed = plan.with_changed(replace(plan.items[0], status=Status.CLOSED))
    assert repeats(closed, an_item(AGAIN)) is None


def test_what_is_added_keeps_the_words_with_their_place(plan, an_item):
    item = added_to(plan.items[0], an_item(AGAIN))
    assert item.not_yet == f"{GAPS}\n{AGAIN} (Rose Lodge, Safe, page 7)"
    assert added_to(item, an_item(AGAIN)).not_yet == item.not_yet


def test_tasks_and_quotes_are_united_and_renumbered(plan, an_item):
    item = added_to(plan.items[0], an_item(AGAIN, 20, 40))
    assert [quoted.citation.number for quoted in item.quotes] == [1, 2, 3, 4]
    assert [task.text for task in item.tasks] == ["quote 10", "quote 20", "Answer", "quote 40"]
    places = {quoted.citation.number: quoted.citation.quote for quoted in item.quotes}
    assert all(task.drafted or places[task.quote] == task.text for task in item.tasks)


def test_what_the_manager_filled_in_is_kept(plan, an_item):
    held = replace(plan.items[0], lead="Ann", objective="Ours", priority=Priority.OTHER, priority_reason="x")
    urgent = an_item(AGAIN, objective="Theirs", priority=Priority.SAFETY, priority_reason="Harm")
    item = added_to(held, urgent)
    assert (item.reference, item.lead, item.objective) == ("A1", "Ann", "Ours")
    assert (item.priority, item.priority_reason) == (Priority.SAFETY, "Of one of the findings: Harm")


def test_alike_drafts_are_one_that_answers_all(an_item):
    drafted = [
        Drafted(an_item(GAPS, 10), "f1"),
        Drafted(an_item("x", prompt="W4.2"), "f2"),
        Drafted(an_item(AGAIN), "f3"),
    ]
    joined = join_alike(drafted)
    assert [one.answers for one in joined] == [("f1", "f3"), ("f2",)]
    assert AGAIN in joined[0].item.not_yet


def test_one_item_of_a_draft_answers_six_findings_at_most(an_item):
    joined = join_alike([Drafted(an_item(f"Gap number {n}"), f"f{n}") for n in range(8)])
    assert [len(one.answers) for one in joined] == [6, 2]


def test_joined_items_stay_short(an_item):
    joined = join_alike([Drafted(an_item(f"Gap {n}", n * 10, n * 10 + 5), f"f{n}") for n in range(4)])
    assert len(joined[0].item.tasks) == 5
    assert len(joined[0].item.quoted(QuoteRole.PROMPT)) == 1


def test_a_reason_that_all_share_or_that_is_marked_already_is_said_once(plan, an_item):
    held = replace(plan.items[0], priority=Priority.SAFETY, priority_reason="Harm")
    again = an_item(AGAIN, priority=Priority.SAFETY, priority_reason="Harm")
    assert added_to(held, again).priority_reason == "Harm"
    other = an_item("Words of another kind.", priority=Priority.OTHER, priority_reason="Nothing")
    assert added_to(added_to(held, other), again).priority_reason == "Of one of the findings: Harm"


def test_the_most_urgent_drafts_come_first_and_others_keep_their_order(an_item):
    drafted = [
        Drafted(an_item(words, priority=priority))
        for words, priority in (
            ("a", Priority.OTHER),
            ("b", Priority.SAFETY),
            ("c", Priority.OTHER),
            ("d", Priority.BREACH),
        )
    ]
    assert [one.item.not_yet for one in urgent_first(drafted)] == ["b", "d", "a", "c"]
