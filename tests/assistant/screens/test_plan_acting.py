"""What people do on the screen "Action plan": its handlers, over a store, without a browser."""

import base64
import io
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from types import SimpleNamespace

import gradio as gr
import pytest
from openpyxl import load_workbook

from assistant.plan.drafts import Draft, Drafted
from assistant.plan.items import ActionItem, SourceKind, Status
from assistant.report.findings import Finding, Report
from assistant.screens.plan import PlanHandlers
from assistant.screens.plan_keeping import Plans
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.store import Store, open_store
from assistant.store.choices import choose_keeping
from assistant.store.plans import list_plans, list_versions, open_plan
from assistant.store.reports import REPORTS
from tests.assistant.screens.plan_examples import EVIL, full_item


@pytest.fixture(scope="module")
def parts():
    with gr.Blocks(analytics_enabled=False):
        return [gr.HTML() for _ in range(4)]


@pytest.fixture
def handlers(assistant, parts, tmp_path):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    return PlanHandlers(Shared(start, open_store(tmp_path / "data")), *parts)


def event(**data):
    return gr.EventData(None, data)


def told(html):
    return json.loads(unescape(re.search(r'<template class="reply">(.*)</template>', html)[1]))


def do(handlers, what, window="w", browser="b", **data):
    return told(handlers.act(window, browser, event(do=what, **data))[handlers.told])


def shown(handlers, address="", window="w", browser="b", **more):
    return handlers.show(window, browser, event(address=address, **more))[handlers.screen]


def store(handlers):
    return handlers.shared.store


def made(handlers, *items, window="w"):
    """The id of a plan with these items."""
    return Plans(handlers.shared, window, "b").make("March", items).plan.id


def plan_now(handlers, identity):
    return open_plan(store(handlers), "b", identity).plan


def item_now(handlers, identity, reference="A1"):
    return plan_now(handlers, identity).item(reference)


# -- plans ---------------------------------------------------------------------------------------


def test_a_plan_is_made_renamed_and_deleted(handlers):
    identity = do(handlers, "new-plan", name="  March   plan ")["go"]
    assert "March plan" in shown(handlers)
    do(handlers, "rename", plan=identity, name="April plan")
    assert "April plan" in shown(handlers, window="another")
    assert "April plan" not in shown(handlers, browser="elsewhere")
    do(handlers, "delete-plan", plan=identity)
    assert list_plans(store(handlers), "b") == ()
    assert "There is no plan yet" in shown(handlers)


def test_a_plan_without_a_name_gets_one_but_cannot_be_renamed_to_nothing(handlers):
    identity = do(handlers, "new-plan", name="")["go"]
    assert plan_now(handlers, identity).name.startswith("Action plan, ")
    assert "needs a name" in do(handlers, "rename", plan=identity, name=" ")["failed"]


def test_an_address_that_leads_nowhere_shows_the_list_and_says_why(handlers):
    html = shown(handlers, "nothing")
    assert "not on this computer any more" in html
    assert "Name of a new plan" in html
    identity = made(handlers, ActionItem())
    assert "A7 is not in this plan any more" in shown(handlers, f"{identity}/A7")
    assert "<script" not in shown(handlers, f"{identity}/{EVIL}")


@pytest.mark.parametrize("part", ["", "A1", "new", "closed", "meeting", "versions", "versions/1", "details", "files"])
def test_every_address_has_a_page(handlers, part):
    identity = made(handlers, full_item())
    html = shown(handlers, f"{identity}/{part}")
    assert 'data-version="1"' in html
    assert "role=alert" not in html


def test_gradios_own_first_event_changes_nothing(handlers):
    assert handlers.screen not in handlers.show("w", "b", gr.EventData(None, None))


# -- items ---------------------------------------------------------------------------------------


def test_only_what_was_changed_is_saved_and_a_version_says_what(handlers):
    identity = made(handlers, ActionItem(action="x", lead="Jo"))
    answer = do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"due": "2026-12-01"})
    assert answer["go"] == f"{identity}/A1"
    assert item_now(handlers, identity) == ActionItem("A1", action="x", lead="Jo", due=date(2026, 12, 1))
    assert [line.what for line in list_versions(store(handlers), "b", identity)] == ["A1: Due changed", "Begun"]


def test_an_own_action_is_in_the_plan_only_when_it_is_saved(handlers):
    identity = made(handlers)
    shown(handlers, f"{identity}/new")
    assert plan_now(handlers, identity).items == ()
    answer = do(handlers, "save-item", plan=identity, reference="", version=1, fields={"action": "Mend the gate"})
    assert answer["go"] == f"{identity}/A1"
    assert item_now(handlers, identity).action == "Mend the gate"


def test_two_windows_changes_of_different_fields_are_both_kept(handlers):
    identity = made(handlers, ActionItem())
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"lead": "Jo"})
    do(handlers, "save-item", "other", plan=identity, reference="A1", version=1, fields={"action": "y"})
    assert (item_now(handlers, identity).lead, item_now(handlers, identity).action) == ("Jo", "y")


def test_two_windows_changes_of_the_same_field_are_shown_and_nothing_is_overwritten(handlers):
    identity = made(handlers, ActionItem())
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"lead": "Jo"})
    fields = {"lead": EVIL, "action": "y"}
    updates = handlers.act("other", "b", event(do="save-item", plan=identity, reference="A1", version=1, fields=fields))
    assert told(updates[handlers.told])["done"] == "clash"
    dialog = updates[handlers.place]
    assert "Jo" in dialog
    assert "&lt;script&gt;" in dialog
    assert "<script" not in dialog
    assert 'data-version="2"' in dialog
    assert item_now(handlers, identity) == ActionItem("A1", lead="Jo")


def test_a_clash_in_the_details_is_shown_too(handlers):
    identity = made(handlers)
    do(handlers, "save-details", plan=identity, version=1, fields={"scope": "Theirs", "manager": "Jo"})
    updates = handlers.act(
        "other", "b", event(do="save-details", plan=identity, version=1, fields={"scope": "Mine", "service": "Home"})
    )
    assert "Theirs" in updates[handlers.place]
    assert plan_now(handlers, identity).scope == "Theirs"
    fields = {"scope": "Mine", "service": "Home"}
    do(handlers, "save-details", plan=identity, version=2, fields=fields)
    now = plan_now(handlers, identity)
    assert (now.scope, now.service, now.manager) == ("Mine", "Home", "Jo")


def test_an_item_that_was_deleted_meanwhile_is_not_brought_back(handlers):
    identity = made(handlers, ActionItem())
    do(handlers, "delete-item", plan=identity, reference="A1")
    answer = do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"lead": "Jo"})
    assert "A1 is not in this plan any more" in answer["failed"]
    assert plan_now(handlers, identity).items == ()


def test_a_quick_change_answers_with_the_row(handlers):
    identity = made(handlers, ActionItem())
    fields = {"due": "2020-01-01"}
    answer = do(handlers, "save-item", plan=identity, reference="A1", version=1, fields=fields, quick="yes")
    assert answer["version"] == 2
    assert answer["row"]["late"].startswith("Overdue by ")
    assert answer["line"].endswith("version 2")
    assert answer["undo"] == "A1: Due changed"


def test_closing_keeps_what_was_learned_and_opening_again_keeps_it_too(handlers):
    identity = made(handlers, ActionItem())
    fields = {"status": "closed", "lessons": "Book early"}
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields=fields, quick="yes")
    assert "Book early" in shown(handlers, f"{identity}/closed")
    assert list_versions(store(handlers), "b", identity)[0].what == "A1 closed"
    do(handlers, "save-item", plan=identity, reference="A1", version=2, fields={"status": "open"})
    assert item_now(handlers, identity) == ActionItem("A1", status=Status.OPEN, lessons="Book early")


def test_wording_that_somebody_checked_is_not_marked_any_more(handlers):
    identity = made(handlers, full_item())
    do(handlers, "checked", plan=identity, reference="A1")
    item = item_now(handlers, identity)
    assert item.drafted == ()
    assert not any(task.drafted for task in item.tasks)
    assert item.action == full_item().action


@pytest.mark.parametrize("fields", [None, [], "x", {"due": "soon"}, {"status": "superb"}])
def test_what_cannot_be_read_changes_nothing(handlers, fields):
    identity = made(handlers, ActionItem())
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields=fields)
    assert open_plan(store(handlers), "b", identity).number == 1


def test_what_is_not_known_does_nothing(handlers):
    assert do(handlers, "nonsense", plan="x")["done"] == "nothing"


# -- versions ------------------------------------------------------------------------------------


def test_undo_takes_back_one_change_after_another_and_loses_none(handlers):
    identity = made(handlers, ActionItem())
    for version, lead in enumerate(("Jo", "Sam"), 1):
        do(handlers, "save-item", plan=identity, reference="A1", version=version, fields={"lead": lead})
    do(handlers, "undo", plan=identity, version=3)
    assert item_now(handlers, identity).lead == "Jo"
    do(handlers, "undo", plan=identity, version=4)
    assert item_now(handlers, identity).lead == ""
    assert "nothing to undo" in do(handlers, "undo", plan=identity, version=5)["failed"]
    assert len(list_versions(store(handlers), "b", identity)) == 5


def test_undo_does_not_take_back_what_another_window_did_meanwhile(handlers):
    identity = made(handlers, ActionItem())
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"lead": "Jo"})
    assert "another window" in do(handlers, "undo", plan=identity, version=1)["failed"]
    assert item_now(handlers, identity).lead == "Jo"


def test_an_earlier_version_comes_back_as_a_new_one(handlers):
    identity = made(handlers, ActionItem(lead="Jo"))
    do(handlers, "delete-item", plan=identity, reference="A1")
    do(handlers, "restore", plan=identity, number="1")
    assert item_now(handlers, identity).lead == "Jo"
    assert open_plan(store(handlers), "b", identity).number == 3


def test_a_window_is_told_of_what_another_one_changed_and_of_nothing_else(handlers):
    identity = made(handlers, ActionItem())
    assert handlers.told in (quiet := handlers.look_again("w", "b", event(plan=identity, version=1)))
    assert not isinstance(quiet[handlers.told], str)
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"lead": "Jo"})
    answer = told(handlers.look_again("w", "b", event(plan=identity, version=1))[handlers.told])
    assert "A1: Lead changed, version 2" in answer["newer"]
    do(handlers, "delete-plan", plan=identity)
    assert "deleted" in told(handlers.look_again("w", "b", event(plan=identity, version=1))[handlers.told])["gone"]


# -- drafts --------------------------------------------------------------------------------------


def hold(handlers, *items, window="w", **more):
    drafted = tuple(Drafted(item, f"f{n}") for n, item in enumerate(items))
    handlers.shared.windows.hold_draft(window, Draft(drafted, **more))


def test_a_sentence_becomes_drafts_that_are_in_no_plan(handlers):
    identity = made(handlers)
    text = "Staff did not sign the medicines records after giving medicines."
    answer = do(handlers, "draft-text", text=text, kind="audit", address=f"add/{identity}")
    assert answer["drafted"] >= 1
    assert answer["go"] == f"add/{identity}"
    draft = handlers.shared.windows.draft("w")
    assert {one.item.source.kind for one in draft.drafted} == {SourceKind.AUDIT}
    assert plan_now(handlers, identity).items == ()
    html = shown(handlers, f"add/{identity}")
    assert 'data-draft="0" checked' in html
    assert "drafted by AskKLOE, please check" in html


def test_nothing_typed_is_said_and_so_is_that_it_is_not_ready(handlers):
    assert "Type what is not yet" in do(handlers, "draft-text", text=" ", kind="audit")["failed"]
    start = SimpleNamespace(assistant=None, progress=Progress("x"))
    waiting = replace(handlers, shared=Shared(start, store(handlers)))
    assert "getting ready" in do(waiting, "draft-text", text="x", kind="audit")["failed"]
    place = waiting.open_place("w", "b", event(plan="x", place="A1/1"))
    assert "getting ready" in told(place[waiting.told])["failed"]
    identity = made(waiting, ActionItem(action="Can be seen"))
    assert "Can be seen" in shown(waiting, identity)


def test_only_what_is_ticked_is_added_and_the_rest_stays_drafted(handlers):
    identity = made(handlers, ActionItem(action="Old"))
    hold(handlers, ActionItem(action="One"), ActionItem(action="Two"))
    answer = do(handlers, "add-drafts", chosen=identity, name="", drafts=[{"draft": 1, "into": ""}])
    assert answer["said"] == "In the plan now: A2."
    assert item_now(handlers, identity, "A2").action == "Two"
    assert [one.item.action for one in handlers.shared.windows.draft("w").drafted] == ["One"]


@pytest.mark.parametrize("drafts", [None, [], [{}], [{"draft": 9}], [{"draft": -1}], [{"draft": "0"}]])
def test_nothing_ticked_adds_nothing_and_loses_no_draft(handlers, drafts):
    identity = made(handlers)
    hold(handlers, ActionItem(action="One"))
    answer = do(handlers, "add-drafts", chosen=identity, name="", drafts=drafts)
    assert "Tick at least one" in answer["failed"]
    assert len(handlers.shared.windows.draft("w").drafted) == 1


def test_drafts_begin_a_new_plan(handlers):
    hold(handlers, ActionItem(action="One"), report="r", risk=True)
    answer = do(handlers, "add-drafts", chosen="new", name="After the report", drafts=[{"draft": 0}])
    plan = plan_now(handlers, answer["go"])
    assert (plan.name, plan.report) == ("After the report", "r")
    assert handlers.shared.windows.draft("w") == Draft()


def test_a_draft_that_repeats_an_item_is_added_to_it(handlers):
    text = "Staff did not sign the medicines records after giving medicines."
    do(handlers, "draft-text", text=text, kind="audit")
    item = handlers.shared.windows.draft("w").drafted[0].item
    identity = made(handlers, item)
    assert "Add to A1 instead" in shown(handlers, f"add/{identity}")
    do(handlers, "add-drafts", chosen=identity, name="", drafts=[{"draft": 0, "into": "A1"}])
    assert len(plan_now(handlers, identity).items) == 1


def test_the_report_knows_which_actions_answer_its_findings(handlers):
    REPORTS.keep(store(handlers), "b", Report("r", "Report", (Finding("f0", "Gaps"), Finding("f1", "More"))))
    identity = made(handlers)
    hold(handlers, ActionItem(action="One"), ActionItem(action="Two"), report="r")
    do(handlers, "add-drafts", chosen=identity, name="", drafts=[{"draft": 0}])
    report = REPORTS.open(store(handlers), "b", "r")
    assert [finding.planned for finding in report.findings] == [("A1",), ()]
    assert report.plan == identity
    REPORTS.delete(store(handlers), "b", "r")
    assert "In the plan now" in do(handlers, "add-drafts", chosen=identity, name="", drafts=[{"draft": 0}])["said"]


def test_drafts_are_one_windows_only_and_can_be_taken_away(handlers):
    hold(handlers, ActionItem(action="Only here"))
    assert "Only here" in shown(handlers, "add")
    assert "Only here" not in shown(handlers, "add", window="another")
    do(handlers, "drop-drafts", address="add")
    assert "Only here" not in shown(handlers, "add")


def test_a_quote_is_shown_in_its_surroundings(handlers):
    text = "Staff did not sign the medicines records after giving medicines."
    do(handlers, "draft-text", text=text, kind="audit")
    item = handlers.shared.windows.draft("w").drafted[0].item
    identity = made(handlers, item)
    number = item.quotes[0].citation.number
    for place in (f"A1/{number}", f"draft:0/{number}", "help:cause/1"):
        dialog = handlers.open_place("w", "b", event(plan=identity, place=place))[handlers.place]
        assert "<mark>" in dialog, place
    for nowhere in ("", "A9/1", "A1/99", "draft:9/1", "draft:x/1", "help:x/1", EVIL):
        found = handlers.open_place("w", "b", event(plan=identity, place=nowhere))
        assert not isinstance(found.get(handlers.place), str), nowhere


# -- keeping -------------------------------------------------------------------------------------


def test_with_keeping_off_a_plan_lives_in_its_window_and_can_be_kept_later(handlers):
    choose_keeping(store(handlers), on=False)
    identity = made(handlers, ActionItem(lead="Jo"))
    assert "In this window only" in shown(handlers, identity)
    assert "March" not in shown(handlers, window="another")
    assert list_plans(store(handlers), "b") == ()
    choose_keeping(store(handlers), on=True)
    assert 'data-do="keep-plan"' in shown(handlers)
    do(handlers, "keep-plan", plan=identity)
    assert item_now(handlers, identity).lead == "Jo"
    assert 'data-do="keep-plan"' not in shown(handlers)


def test_a_store_that_cannot_be_used_is_said_and_the_plan_lives_in_the_window(handlers, tmp_path):
    broken = replace(handlers, shared=Shared(handlers.shared.start, Store(tmp_path, None, "The disk is full.")))
    assert "The disk is full." in shown(broken)
    identity = do(broken, "new-plan", name="March")["go"]
    assert "In this window only" in shown(broken, identity)


def test_an_error_of_the_store_is_said_in_plain_english(handlers):
    answer = do(handlers, "save-item", plan="gone", reference="A1", version=1, fields={"lead": "Jo"})
    assert answer["failed"].startswith("This plan is not on this computer any more")


# -- files ---------------------------------------------------------------------------------------


def edited_excel(handlers, identity, old, new):
    """What the browser was given as Excel, with one cell changed, as it comes back."""
    errand = handlers.act("w", "b", event(do="excel", plan=identity))[handlers.errand]
    book = load_workbook(io.BytesIO(base64.b64decode(json.loads(unescape(errand[25:-11]))["content"])))
    next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == old).value = new
    out = io.BytesIO()
    book.save(out)
    return {"name": "edited.xlsx", "content": base64.b64encode(out.getvalue()).decode()}


@pytest.mark.parametrize(("kind", "ends"), [("excel", ".xlsx"), ("word", ".docx"), ("shared", ".docx"),
                                            ("written", ".docx"), ("csv", ".csv")])  # fmt: skip
def test_a_plan_is_saved_as_a_file(handlers, kind, ends):
    identity = made(handlers, full_item())
    errand = handlers.act("w", "b", event(do=kind, plan=identity))[handlers.errand]
    assert json.loads(unescape(errand[25:-11]))["name"].endswith(ends)


def test_an_edited_excel_shows_its_differences_before_anything_is_changed(handlers):
    identity = made(handlers, ActionItem(action="Mend the gate"))
    file = edited_excel(handlers, identity, "Mend the gate", "Mend both gates")
    html = handlers.load_file("w", "b", event(plan=identity, **file))[handlers.screen]
    assert "Mend both gates" in html
    assert item_now(handlers, identity).action == "Mend the gate"
    do(handlers, "apply-file", plan=identity, version=1, **file)
    assert item_now(handlers, identity).action == "Mend both gates"
    assert list_versions(store(handlers), "b", identity)[0].what == "Loaded back from “edited.xlsx”"


def test_a_file_is_not_applied_to_a_plan_that_changed_since_its_differences_were_shown(handlers):
    identity = made(handlers, ActionItem(action="Mend the gate"))
    file = edited_excel(handlers, identity, "Mend the gate", "Mend both gates")
    do(handlers, "save-item", plan=identity, reference="A1", version=1, fields={"action": "Paint the gate"})
    assert "Look at the differences again" in do(handlers, "apply-file", plan=identity, version=1, **file)["failed"]
    html = handlers.load_file("w", "b", event(plan=identity, **file))[handlers.screen]
    assert "Changed in the file and in AskKLOE" in html
    do(handlers, "apply-file", plan=identity, version=2, **file)
    assert item_now(handlers, identity).action == "Paint the gate"
    chosen = [{"reference": "A1", "key": re.search(r'file-clash" data-reference="A1" data-key="(\w+)"', html)[1]}]
    do(handlers, "apply-file", plan=identity, version=2, chosen=chosen, **file)
    assert item_now(handlers, identity).action == "Mend both gates"


@pytest.mark.parametrize("content", [b"", b"no spreadsheet", b"PK\x03\x04broken"])
def test_another_file_is_declined_in_one_line_and_changes_nothing(handlers, content):
    identity = made(handlers, ActionItem())
    file = {"name": "x.xlsx", "content": base64.b64encode(content).decode()}
    updates = handlers.load_file("w", "b", event(plan=identity, **file))
    assert handlers.screen not in updates
    assert len(told(updates[handlers.told])["failed"].splitlines()) == 1
    assert "failed" in do(handlers, "apply-file", plan=identity, version=1, **file)
    assert open_plan(store(handlers), "b", identity).number == 1
