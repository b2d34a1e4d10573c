"""The pages of the screen "Action plan" without a browser."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.export.plan_import import Clash, ReadBack
from assistant.plan.drafts import Draft, Drafted
from assistant.plan.fields import FOR_YOU, item_fields
from assistant.plan.help import guide_help
from assistant.plan.items import ActionItem, ActionPlan, Light, Quoted, QuoteRole, Status, Task, Version, WrittenRequest
from assistant.plan.meeting import summary
from assistant.screens.errands import reply
from assistant.screens.plan_add import Adding, add_html
from assistant.screens.plan_closed import closed_html
from assistant.screens.plan_details import details_html
from assistant.screens.plan_editor import Editing, editor_html
from assistant.screens.plan_files import files_html
from assistant.screens.plan_list import PlanCard, list_html
from assistant.screens.plan_meeting import meeting_html
from assistant.screens.plan_parts import Living, Shown
from assistant.screens.plan_reply import row_reply
from assistant.screens.plan_table import columns, table_html
from assistant.screens.plan_versions import changes_html, version_html, versions_html
from assistant.store.plans import PlanLine, VersionLine
from tests.assistant.screens.plan_examples import DAY, EVIL, cited, full_item, full_plan

NOW = datetime(2026, 11, 22, 14, 2)
RATES_A_SERVICE = re.compile(r"\b(?:your (?:service|rating) is|you are rated|you would be rated)\b", re.IGNORECASE)


def shown(plan, number=12, made=NOW, kept=True, undo="", today=DAY):
    return Shown(Version(number, made, "x", plan), Living(kept), today, undo)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def plan_of(*items, **more):
    return ActionPlan("abc", "Plan", **more).with_new(items)


def every_page(text):
    plan = full_plan(text)
    view = shown(plan, undo=text)
    lines = (VersionLine(1, NOW, text), VersionLine(12, NOW, text))
    draft = Draft((Drafted(full_item(text, reference="")),), True, (text,))
    cards = (PlanCard(text, text, NOW), PlanCard("b", text, NOW, problem=text))
    yield "list", list_html(cards, cards[:1], Living(False, text), problem=text)
    yield "table", table_html(view, text)
    yield "editor", editor_html(view, Editing(plan.items[0], (cited(1, text),), text, {"annex-a2": text}))
    yield "new", editor_html(view, Editing(ActionItem()))
    yield "closed", closed_html(view)
    yield "versions", versions_html(view, lines)
    yield "version", version_html(view, Version(1, NOW, text, ActionPlan("abc", "x")))
    yield "details", details_html(view, (cited(1, text),))
    yield (
        "files",
        files_html(view, ReadBack(ActionPlan("abc", "x"), (Clash("A1", text, text, text, text),), (text,)), text),
    )
    yield "meeting", meeting_html(view, summary(plan, DAY))
    yield "add", add_html(Adding(draft, (PlanLine(text, text, NOW),), text, (plan.items[0],), text, text))
    yield "reply", reply(failed=text)
    yield "row", row_reply(view, "A1", text)


def test_everything_is_escaped():
    for name, html in every_page(EVIL):
        assert "<script" not in html, name
        assert "<img" not in html, name


def test_no_page_rates_a_service():
    for name, html in every_page("Gaps"):
        assert not RATES_A_SERVICE.search(plain(html)), name


def test_every_page_has_one_main_heading_and_no_id_twice():
    for name, html in every_page("Gaps"):
        if name in {"reply", "row"}:
            continue
        assert html.count("<h2") == 1, name
        ids = re.findall(r' id="([^"]+)"', re.sub(r"<template.*?</template>", "", html))
        assert len(ids) == len(set(ids)), name


def test_a_label_belongs_to_every_control():
    for name, html in every_page("Gaps"):
        labelled = set(re.findall(r'<label for="([^"]+)"', html))
        for control in re.findall(r"<(?:input|select|textarea)[^>]*>", html):
            identity = re.search(r' id="([^"]+)"', control)
            assert identity, (name, control)
            assert identity[1] in labelled or "aria-label=" in control, (name, control)


# -- the list ------------------------------------------------------------------------------------


def test_the_list_says_how_much_is_open_and_overdue():
    html = list_html((PlanCard("abc", "March", NOW, 4, 2, 1),), (), Living(True))
    assert "4 open actions, 2 overdue , 1 closed" in plain(html)
    assert 'href="#plan/abc"' in html
    assert "delete-abc" in html


def test_an_empty_list_says_how_actions_get_here():
    text = plain(list_html((), (), Living(True)))
    for way in ("Draft actions from this", "check sheet", "inspection report", "sentence", "blank action"):
        assert way in text


def test_a_plan_that_cannot_be_opened_can_still_be_deleted():
    html = list_html((PlanCard("abc", "March", NOW, problem="Written by another version."),), (), Living(True))
    assert "Written by another version." in html
    assert 'href="#plan/abc"' not in html
    assert 'data-do="delete-plan"' in html


def test_where_plans_live_is_said():
    assert "kept on this computer" in list_html((), (), Living(True))
    assert "Keeping is off" in list_html((), (), Living(False))
    assert "The disk is full." in list_html((), (), Living(False, "The disk is full."))


# -- the table -----------------------------------------------------------------------------------


def test_the_table_shows_the_eight_fields_and_only_what_is_open():
    plan = plan_of(ActionItem(action="Open one"), ActionItem(action="Closed one", status=Status.CLOSED))
    html = table_html(shown(plan))
    heads = re.findall(r'<th scope="col" role="columnheader" data-column="(\w+)"', html)
    assert heads == ["reference", "not_yet", "control", "action", "lead", "due", "evidence", "status"]
    assert [field.name for field in columns()] == heads
    assert "Open one" in html
    assert "Closed one" not in html


def test_overdue_is_said_in_words():
    plan = plan_of(ActionItem(due=DAY - timedelta(days=3)), ActionItem(due=DAY), ActionItem(due=DAY, done=DAY))
    assert plain(table_html(shown(plan))).count("Overdue by") == 1
    assert "Overdue by 3 days" in table_html(shown(plan))
    late = plan_of(ActionItem(due=DAY - timedelta(days=1)))
    assert "Overdue by 1 day<" in table_html(shown(late))


def test_what_only_the_manager_knows_is_blank_and_said_to_be():
    html = table_html(shown(plan_of(ActionItem(action="x"))))
    assert FOR_YOU in html
    assert 'value=""' in html
    for value in ("open", ""):
        assert f'<option value="{value}" selected>' in html
    editor = editor_html(shown(plan_of(ActionItem())), Editing(plan_of(ActionItem()).items[0]))
    assert editor.count(FOR_YOU) == sum(field.yours for field in item_fields())
    assert 'value="" checked><label for="f-light-4">Not said yet' in editor


def test_the_line_says_when_and_where_it_was_saved():
    assert "Saved at 14:02, version 12" in table_html(shown(plan_of()))
    assert "Saved on 21 November 2026 at 14:02" in table_html(shown(plan_of(), made=NOW - timedelta(days=1)))
    assert "In this window only: version 12" in table_html(shown(plan_of(), kept=False))


def test_undo_says_what_it_takes_back_and_is_not_there_for_nothing():
    assert 'data-do="undo" hidden>' in table_html(shown(plan_of()))
    assert 'data-do="undo">' in table_html(shown(plan_of(), undo="x"))
    assert "A1: Lead changed" in plain(table_html(shown(plan_of(), undo="A1: Lead changed")))


# -- the editor ----------------------------------------------------------------------------------


def test_the_editor_has_every_field_with_its_name():
    text = plain(editor_html(shown(full_plan()), Editing(full_plan().items[0])))
    for field in item_fields():
        if field.name != "reference":
            assert field.label in text, field.name


def test_drafted_wording_is_marked_and_only_that():
    plan = plan_of(full_item(tasks=()))
    html = editor_html(shown(plan), Editing(plan.items[0]))
    assert html.count("drafted by AskKLOE, please check") == 2
    checked = plan_of(full_item(drafted=(), tasks=(Task("x"),)))
    assert "drafted by AskKLOE" not in editor_html(shown(checked), Editing(checked.items[0]))


def test_quotes_stand_beside_by_what_they_are_with_their_level_and_version():
    text = plain(editor_html(shown(full_plan()), Editing(full_plan().items[0], framework="the 2017 draft, in full")))
    assert "This resembles wording under Inadequate. CQC has not judged it" in text
    assert "S4, the 2017 draft, in full" in text
    assert "An example, not a task" in text
    html = editor_html(shown(full_plan()), Editing(full_plan().items[0]))
    assert [f'data-place="A1/{n}"' in html for n in range(1, 5)] == [True] * 4


def test_only_what_is_at_a_glance_is_unfolded():
    html = editor_html(shown(full_plan()), Editing(full_plan().items[0]))
    assert html.count('<details class="group"') == 5
    assert '<details class="group" data-group="how" open' not in html
    assert '<section class="group" data-group="main">' in html


def test_nothing_is_chosen_before_somebody_does():
    html = editor_html(shown(plan_of(ActionItem())), Editing(ActionItem()))
    dates = re.findall(r'<input id="f-[^"]*" type="date"[^>]*>', html)
    assert len(dates) >= 5
    assert all('value=""' in one for one in dates)
    assert "+1 week" in html


def test_done_and_checked_are_told_apart():
    done = plan_of(ActionItem(done=DAY))
    assert "Done 22/11/2026; not yet checked" in table_html(shown(done))
    held = plan_of(ActionItem(done=DAY, holding=DAY + timedelta(days=9)))
    assert "checked and holding 01/12/2026" in table_html(shown(held))


def test_a_quote_of_a_framework_that_is_not_in_force_carries_its_notice():
    quotes = (Quoted(QuoteRole.SERVES, replace(cited(), document_id="cqc-annex-a2")),)
    item = full_item(quotes=quotes)
    html = editor_html(shown(plan_of(item)), Editing(replace(item, reference="A1")))
    assert "Please note" in html
    assert "Please note" not in editor_html(shown(plan_of(ActionItem())), Editing(ActionItem()))


# -- adding --------------------------------------------------------------------------------------


def test_the_safety_card_comes_first_where_somebody_may_be_in_danger():
    draft = Draft((Drafted(full_item(reference="")),), risk=True)
    text = plain(add_html(Adding(draft)))
    assert 0 < text.index("Make the person safe") < text.index("1 draft to look at")
    assert "Make the person safe" not in add_html(Adding(replace(draft, risk=False)))


def test_a_draft_that_repeats_an_item_is_offered_as_an_addition():
    old = full_plan().items[0]
    draft = Draft((Drafted(full_item(reference="")), Drafted(full_item(reference=""))))
    html = add_html(Adding(draft, (PlanLine("abc", "Plan", NOW),), "abc", (old, None)))
    assert html.count("Add to A1 instead") == 1
    assert 'id="into-0-old" name="into-0" value="A1" checked' in html
    assert html.count('data-draft="0" checked') == 1


def test_remarks_are_said_where_nothing_could_be_drafted():
    html = add_html(Adding(Draft(remarks=("The guidance does not cover this.",))))
    assert "The guidance does not cover this." in html
    assert 'data-do="add-drafts"' not in html


# -- the other pages -----------------------------------------------------------------------------


def test_closed_ones_stand_apart_with_their_lessons():
    plan = plan_of(ActionItem(action="Still open"), ActionItem(action="x", status=Status.CLOSED, lessons="Book early"))
    html = closed_html(shown(plan))
    assert "Book early" in html
    assert "Still open" not in html
    assert 'data-do="reopen" data-reference="A2"' in html


def test_an_earlier_version_is_compared_with_now():
    then = plan_of(ActionItem(lead="Jo"))
    now = plan_of(ActionItem(lead="Sam"), ActionItem(action="New one"), scope="All")
    text = plain(changes_html(then, now, "Version 1", "Now"))
    assert "A1 Lead Jo Sam" in text
    assert "A2 The whole action not there New one" in text
    assert "What this plan covers, and what it does not blank All" in text
    assert changes_html(now, now, "Then", "Now") == ""
    assert "Nothing is different" in version_html(shown(now), Version(1, NOW, "x", now))


def test_the_limit_that_cqc_stated_is_counted():
    def text(days):
        request = WrittenRequest(DAY, "Tell us", DAY + timedelta(days=days))
        return plain(details_html(shown(plan_of(request=request)), ()))

    assert "by 30/11/2026: 8 days left" in text(8)
    assert "by 22/11/2026: today" in text(0)
    assert "by 21/11/2026: 1 day ago" in text(-1)
    assert "Use CQC's own form" in text(1).replace("&#x27;", "'")
    assert "28 days is usual" in text(1)


def test_the_meeting_page_counts_and_lists():
    items = (
        ActionItem(action="Late", due=DAY - timedelta(days=2), lead="Jo", light=Light.TODAY),
        ActionItem(action="Soon", due=DAY + timedelta(days=2)),
        ActionItem(action="Held?", done=DAY),
    )
    text = plain(meeting_html(shown(plan_of(*items)), summary(plan_of(*items), DAY)))
    assert "Overdue (1)" in text
    assert "A1 Late Jo 20/11/2026 Overdue by 2 days" in text
    assert "Without a lead (1)" in text
    assert "whether it holds (1)" in text


def test_what_a_file_would_change_is_shown_before_anything_is_changed():
    now, loaded = plan_of(ActionItem(lead="Jo")), plan_of(ActionItem(lead="Sam"))
    html = files_html(shown(now), ReadBack(loaded), "plan.xlsx")
    assert "What “plan.xlsx” would change" in html
    assert 'data-do="apply-file"' in html
    assert "“Sam”" in files_html(shown(now), warning="“Sam” may be a name")
    assert 'data-do="apply-file"' not in files_html(shown(now), ReadBack(now), "plan.xlsx")
    assert 'data-do="apply-file"' not in files_html(shown(now))


def test_the_guides_own_help_is_quoted_in_its_order(assistant, small_assistant):
    steps = [citation.quote for citation in guide_help(assistant.index, "cause")]
    assert len(steps) == 9
    assert [quote[:7] for quote in steps if quote.startswith("Step")] == ["Step 1:", "Step 2:", "Step 3:", "Step 4:"]
    tips = guide_help(assistant.index, "write")
    assert len(tips) == 12
    assert all(assistant.index.slice(c.document_id, c.spans) == c.quote for c in tips)
    assert guide_help(small_assistant.index, "write") == ()
    assert guide_help(None, "write") == ()
    assert guide_help(assistant.index, "nonsense") == ()


@pytest.mark.parametrize("field", ["safeguarding", "notification", "candour"])
def test_the_three_duties_are_blank_until_somebody_decides(field):
    html = editor_html(shown(plan_of(ActionItem())), Editing(ActionItem()))
    for part in ("decision", "by", "when"):
        control = re.search(rf'<input id="f-{field}-{part}"[^>]*>', html)
        assert control, part
        assert 'value=""' in control[0]
