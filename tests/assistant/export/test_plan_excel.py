"""A plan as an Excel file: what it looks like, and how it comes back when it was edited."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assistant.export.plan_excel import plan_excel, plan_excel_name
from assistant.export.plan_import import Clash, ExcelCellError, NotOurExcelError, ReadBack, read_back, read_plan_excel
from assistant.plan.changes import compare
from assistant.plan.items import (
    ActionItem,
    ActionPlan,
    Considered,
    CrossReference,
    Light,
    Milestone,
    Priority,
    Quoted,
    QuoteRole,
    Source,
    SourceKind,
    Status,
    Task,
    Term,
)  # fmt: skip
from assistant.store.plans import VersionLine
from assistant.types import Citation
from corpus.types import Span

DAY = date(2026, 11, 22)
VERSIONS = (
    VersionLine(2, datetime(2026, 11, 21, 9, 30), "A1: due date"),
    VersionLine(1, datetime(2026, 11, 20, 9, 30), "Plan made"),
)
WORDS = "MAR charts had gaps on nine of fourteen days."


def cited(number, quote, role, document="guide", code="", level=""):
    citation = Citation(
        number, f"p{number}", document, "Guide to improvement", "g.txt", "tip", ("3.4 Medicines", "Top tips"),
        f"page {number + 20}", quote, (Span(0, 5),), "Skills for Care (2019); advice", level, code, "Our note",
    )  # fmt: skip
    return Quoted(role, citation)


ITEM = ActionItem(
    source=Source(SourceKind.INSPECTION, WORDS, "Report May 2026", "Is it safe?", 7),
    regulations=("12", "17(2)"),
    kloes=(CrossReference("annex-a2", "consultation draft of the 2017 framework", "S4", "Safe"),),
    not_yet=WORDS,
    action="Audit MAR charts weekly",
    objective="By __ every MAR chart is complete.",
    tasks=(
        Task("Carry out regular medication audits.", quote=1, who="Jo"),
        Task("Tell all shifts how gaps are followed up.", drafted=True, due=date(2026, 12, 1)),
    ),
    due=date(2026, 12, 24),
    evidence="Weekly audits\nMinutes of team meetings",
    milestones=(Milestone("First audit", date(2026, 12, 1)), Milestone("Review (with the pharmacist)")),
    priority=Priority.SAFETY,
    term=Term.QUICK,
    light=Light.WEEK,
    safeguarding=Considered("Not needed", "Jo Marsh", date(2026, 11, 20)),
    drafted=("action", "objective", "evidence"),
    quotes=(
        cited(1, "Carry out regular medication audits.", QuoteRole.TASK),
        cited(2, "Staff handle medicines in line with requirements.", QuoteRole.SERVES, "annex", "S4", "Good"),
        cited(3, "One provider used dismissals.", QuoteRole.EXAMPLE),
    ),
)
OTHER = ActionItem(not_yet="Supervision is irregular.", action="Plan supervision for the year", lead="Sam")
DONE = ActionItem(action="Fit new locks", status=Status.CLOSED, done=date(2026, 10, 1), lessons="Ask earlier.")
PLAN = ActionPlan("plan-1", "Rose House: after the inspection").with_new([ITEM, OTHER, DONE])

_TEXT = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "+44", "-x", "@sum", "_x0041_", "a\r\nb", " a\x00\x0b ", "\t=1", "__ of __", "1/2", "😀" * 9, "\ud800"]
)
_SAFE = _TEXT.map(lambda text: text.encode("utf-8", "ignore").decode())
_DAYS = st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1))
_TASKS = st.builds(
    Task, _SAFE, st.integers(0, 2), st.booleans(), _SAFE, _SAFE, _SAFE, _DAYS, st.booleans()
)  # fmt: skip
ITEMS = st.builds(
    ActionItem,
    regulations=st.lists(_SAFE, max_size=3).map(tuple),
    not_yet=_SAFE,
    control=_SAFE,
    action=_SAFE,
    lead=_SAFE,
    notes=_SAFE,
    tasks=st.lists(_TASKS, max_size=3).map(tuple),
    milestones=st.lists(st.builds(Milestone, _SAFE, _DAYS), max_size=3).map(tuple),
    due=_DAYS,
    done=_DAYS,
    candour=st.builds(Considered, _SAFE, _SAFE, _DAYS),
    priority=st.sampled_from(Priority),
    light=st.sampled_from(Light),
    term=st.sampled_from(Term),
    status=st.sampled_from(Status),
    drafted=st.lists(st.sampled_from(["action", "notes"]), unique=True).map(tuple),
    quotes=st.sampled_from([(), ITEM.quotes]),
)
PLANS = st.lists(ITEMS, max_size=4).map(lambda items: ActionPlan("plan-x", "Any").with_new(items))


def written(plan=PLAN):
    return plan_excel(plan, VERSIONS, DAY)


def opened(content):
    return load_workbook(io.BytesIO(content))


def column(sheet, key):
    """The letter of a column."""
    return next(cell.column_letter for cell in sheet[4] if cell.value == key)


def row_of(sheet, reference):
    return next(cell.row for cell in sheet["A"] if cell.value == reference)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def edit():
    """Change cells of the written plan: {("Plan", "A1", "lead"): "Jo"}; the file as bytes."""

    def edited(cells, plan=PLAN):
        book = opened(written(plan))
        for (page, reference, key), value in cells.items():
            sheet = book[page]
            row = reference if isinstance(reference, int) else row_of(sheet, reference)
            sheet[f"{column(sheet, key)}{row}"] = value
        return saved(book)

    return edited


def move(book, reference, source, target):
    """Cut a row and paste it at the end of another page."""
    rows, to = book[source], book[target]
    number = row_of(rows, reference)
    values = [cell.value for cell in rows[number]]
    rows.delete_rows(number)
    end = max(cell.row for cell in to["A"] if cell.value is not None) + 1
    for at, value in enumerate(values, 1):
        to.cell(end, at, value)


# -- what it looks like ----------------------------------------------------------------------------


def test_a_manager_sees_eight_columns_and_the_others_folded():
    sheet = opened(written())["Plan"]
    seen = [cell.value for cell in sheet[5] if not sheet.column_dimensions[cell.column_letter].hidden]
    assert seen == ["Ref", "Finding", "Immediate control", "Action", "Lead", "Due", "Evidence", "Status"]
    assert {dimension.outlineLevel for dimension in sheet.column_dimensions.values()} == {0, 1, 2}
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref.startswith("A5:")


def test_paper_is_a4_across_with_headings_on_every_page():
    for sheet in opened(written()).worksheets[:3]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$5:$5"
        assert "&P" in sheet.oddFooter.right.text


def test_dates_are_dates_and_choices_have_lists():
    sheet = opened(written())["Plan"]
    due = sheet[f"{column(sheet, 'due')}6"]
    assert (due.value.date(), due.number_format) == (date(2026, 12, 24), "dd/mm/yyyy")
    lists = {v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert '"open,closed"' in lists
    assert len(lists) == 4


def test_blanks_hold_nothing_and_drafted_words_stand_in_italics():
    sheet = opened(written())["Plan"]
    assert sheet[f"{column(sheet, 'lead')}6"].value is None
    assert sheet[f"{column(sheet, 'action')}6"].font.italic
    assert not sheet[f"{column(sheet, 'action')}7"].font.italic
    assert [cell.value for cell in sheet[3] if cell.value][1:] == [
        "for you to fill in",
        "wording drafted by AskKLOE",
        "overdue",
    ]


def test_every_quote_stands_word_for_word_with_its_place():
    rows = [[cell.value for cell in row] for row in opened(written())["Sources"].iter_rows(min_row=4)]
    assert [row[3] for row in rows] == [WORDS, *(quoted.citation.quote for quoted in ITEM.quotes)]
    assert rows[0][4:7] == ["Report May 2026", "Is it safe?; page 7", "inspection finding"]
    assert rows[2][4:10] == [
        "Guide to improvement",
        "3.4 Medicines › Top tips › page 22",
        "Skills for Care (2019); advice",
        "S4 Good",
        "annex-a2",
        "consultation draft of the 2017 framework",
    ]
    assert "not a task" in rows[3][1]


def test_a_framework_of_the_index_is_named_with_version_and_status(assistant):
    framework = assistant.index.frameworks["annex-a2"]
    quotes = (cited(1, "Staff handle medicines well.", QuoteRole.SERVES, framework.document, "S4", "Good"),)
    plan = ActionPlan("p", "Named").with_new([replace(ITEM, quotes=quotes)])
    book = opened(plan_excel(plan, VERSIONS, DAY, [framework]))
    assert [cell.value for cell in book["Sources"][5]][8:11] == [framework.title, framework.version, framework.status]
    about = "\n".join(str(cell.value) for row in book["About"].iter_rows() for cell in row)
    assert about.count("Check on CQC's website which framework your assessment uses") == 1


def test_versions_and_what_the_file_is_are_there_and_only_to_be_read():
    book = opened(written())
    assert [cell.value for cell in book["Versions"][4]] == [2, "21/11/2026 09:30", "A1: due date"]
    about = "\n".join(str(cell.value) for row in book["About"].iter_rows() for cell in row)
    assert "The manager checks before sharing" in about
    assert "22 November 2026" in about
    assert all(book[name].protection.sheet for name in ("Sources", "Versions", "About"))
    assert not any(book[name].protection.sheet for name in ("Plan", "Tasks", "Closed"))


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(text):
    plan = ActionPlan("p", text, service=text).with_new(
        [ActionItem(action=text, notes=text, tasks=(Task(text, who=text),), source=Source(words=text, document=text))]
    )
    book = opened(plan_excel(plan, (VersionLine(1, VERSIONS[0].made, text),), DAY))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert read_plan_excel(written(plan), plan) == plan


def test_the_hidden_page_gives_away_nothing():
    plan = ActionPlan("secret-id", "P").with_new([replace(OTHER, lead="Sam Unusual")])
    cells = [str(cell.value) for row in opened(written(plan))["AskKLOE"].iter_rows() for cell in row]
    assert not [cell for cell in cells if "secret-id" in cell or "Unusual" in cell]


def test_file_names_carry_the_plan_and_the_day():
    assert plan_excel_name(PLAN, DAY) == "askkloe-plan-rose-house-after-the-inspection-2026-11-22.xlsx"
    assert plan_excel_name(ActionPlan("p", "../é"), DAY) == "askkloe-plan-2026-11-22.xlsx"


# -- back again ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_without_an_edit_nothing_differs(plan):
    assert read_back(written(plan), plan) == ReadBack(plan)


def test_a_plan_of_300_items_with_long_texts_comes_back_as_it_was():
    long = "Very long. " * 4000
    notes = [long if n % 50 == 0 else "" for n in range(300)]
    items = [replace(ITEM, action=f"Action {n}", notes=note, not_yet=WORDS * 20) for n, note in enumerate(notes)]
    plan = ActionPlan("p", "Long").with_new(items)
    content = written(plan)
    assert len(content) < 2_000_000
    assert max(len(str(c.value or "")) for sheet in opened(content) for row in sheet for c in row) <= 32_767
    assert read_plan_excel(content, plan) == plan


def test_edits_of_every_kind_come_back(edit):
    content = edit(
        {
            ("Plan", "A1", "lead"): "Jo Marsh",
            ("Plan", "A1", "due"): datetime(2027, 1, 31),
            ("Plan", "A1", "review"): "1.3.27",
            ("Plan", "A1", "light"): " Today ",
            ("Plan", "A1", "action"): "Audit MAR charts daily",
            ("Plan", "A1", "regulations"): 12,
            ("Plan", "A1", "milestones"): "First audit (24/12/2026)\nReview (with the pharmacist)",
            ("Plan", "A1", "candour.by"): "Jo",
            ("Plan", "A1", "evidence"): None,
            ("Plan", "A2", "term"): "long term",
        }
    )
    item = read_plan_excel(content, PLAN).item("A1")
    assert item == replace(
        ITEM,
        reference="A1",
        lead="Jo Marsh",
        due=date(2027, 1, 31),
        review=date(2027, 3, 1),
        light=Light.TODAY,
        action="Audit MAR charts daily",
        regulations=("12",),
        milestones=(Milestone("First audit", date(2026, 12, 24)), Milestone("Review (with the pharmacist)")),
        candour=Considered(by="Jo"),
        evidence="",
        drafted=("objective",),
    )
    assert {(c.reference, c.field) for c in compare(PLAN, read_plan_excel(content, PLAN))} >= {("A2", "term")}


def test_tasks_come_back_and_a_reworded_one_is_no_quote_any_more(edit):
    content = edit(
        {
            ("Tasks", 6, "text"): "Audit every day.",
            ("Tasks", 7, "done"): "Yes",
            ("Tasks", 7, "due"): "31 January 2027",
            ("Tasks", 8, "reference"): "A2",
            ("Tasks", 8, "text"): "Book a room",
            ("Tasks", 9, "reference"): "A1",
            ("Tasks", 9, "text"): "Tell the pharmacist",
        }
    )
    plan = read_plan_excel(content, PLAN)
    assert plan.item("A1").tasks == (
        Task("Audit every day.", who="Jo"),
        replace(ITEM.tasks[1], done=True, due=date(2027, 1, 31)),
        Task("Tell the pharmacist"),
    )
    assert plan.item("A2").tasks == (Task("Book a room"),)


def test_sorted_rows_and_moved_columns_change_nothing():
    book = opened(written())
    for name in ("Plan", "Tasks"):
        sheet = book[name]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=7)]
        for at, row in enumerate(reversed(values), 6):
            for column_at, value in enumerate(row, 1):
                sheet.cell(at, column_at).value = value
    book["Plan"].insert_cols(3)
    book["Plan"].insert_rows(1, 2)
    assert read_back(saved(book), PLAN) == ReadBack(PLAN)


def test_new_rows_get_references_of_their_own(edit):
    content = edit(
        {
            ("Plan", 8, "action"): "Order pads",
            ("Plan", 8, "due"): "1/2/2027",
            ("Plan", 9, "reference"): "new",
            ("Plan", 9, "not_yet"): "No pads",
            ("Plan", 12, "status"): "open",
            ("Tasks", 8, "reference"): "new",
            ("Tasks", 8, "text"): "Ring the shop",
            ("Closed", 9, "action"): "Already done",
        }
    )
    plan = read_plan_excel(content, PLAN)
    assert plan.items[3:] == (
        ActionItem("A4", action="Order pads", due=date(2027, 2, 1)),
        ActionItem("A5", not_yet="No pads", tasks=(Task("Ring the shop"),)),
        ActionItem("A6", action="Already done", status=Status.CLOSED),
    )
    assert plan.number == 6


def test_deleted_rows_are_deleted():
    book = opened(written())
    book["Plan"].delete_rows(row_of(book["Plan"], "A1"))
    assert read_plan_excel(saved(book), PLAN) == PLAN.without("A1")


def test_a_row_moved_to_another_page_changes_its_status_and_a_status_does_it_by_itself(edit):
    book = opened(written())
    move(book, "A2", "Plan", "Closed")
    move(book, "A3", "Closed", "Plan")
    plan = read_plan_excel(saved(book), PLAN)
    assert [item.status.value for item in plan.items] == ["open", "closed", "open"]
    plan = read_plan_excel(edit({("Plan", "A1", "status"): "Closed"}), PLAN)
    assert plan == PLAN.with_changed(replace(PLAN.item("A1"), status=Status.CLOSED))


def test_quotes_and_sources_are_never_taken_from_the_file(edit):
    read = read_back(edit({("Plan", "A1", "source"): "CQC", ("Plan", "A1", "kloes"): "S1"}), PLAN)
    assert read.plan == PLAN
    assert len(read.remarks) == 2
    assert "cannot be changed in Excel" in read.remarks[0]


def test_columns_that_were_deleted_or_added_harm_nothing():
    book = opened(written())
    sheet = book["Plan"]
    end = sheet.max_column + 1
    sheet.cell(5, end, "Cost")
    sheet.cell(6, end, "£20")
    sheet.delete_cols(3, 2)
    sheet["B5"] = "Our problem"
    book["Tasks"].delete_cols(5, 2)
    read = read_back(saved(book), PLAN)
    assert read.plan == PLAN
    assert read.remarks == ("The column “Cost” on the page “Plan” is not one of AskKLOE's and was not read.",)


@pytest.mark.parametrize("typed", [None, "1", "A99"])
def test_a_reference_that_was_changed_or_cleared_is_found_again_by_the_words(edit, typed):
    book = opened(edit({("Plan", "A1", "lead"): "Jo"}))
    for name in ("Plan", "Tasks"):
        for cell in book[name]["A"]:
            cell.value = typed if cell.value == "A1" and (name == "Plan" or typed) else cell.value
    read = read_back(saved(book), PLAN)
    assert read.plan == PLAN.with_changed(replace(PLAN.item("A1"), lead="Jo"))
    assert "by its words the row is A1" in read.remarks[0]


def test_a_file_that_is_loaded_twice_adds_its_new_rows_once(edit):
    cells = {
        ("Plan", 8, "reference"): "new",
        ("Plan", 8, "action"): "Order pads",
        ("Tasks", 8, "reference"): "new",
        ("Tasks", 8, "text"): "Ring the shop",
        ("Plan", "A1", "lead"): "Jo",
    }
    once = read_plan_excel(edit(cells), PLAN)
    assert len(once.items) == 4
    assert read_back(edit(cells), once) == ReadBack(once)
    read = read_back(edit(cells | {("Plan", 8, "lead"): "Kim"}), once)
    assert read.plan == once
    assert read.clashes == (Clash("A4", "lead", "Lead", "", "Kim"),)
    chosen = read_back(edit(cells | {("Plan", 8, "lead"): "Kim"}), once, [("A4", "lead")]).plan
    assert chosen == once.with_changed(replace(once.item("A4"), lead="Kim"))


def test_tasks_that_changed_places_keep_what_they_are(edit):
    item = PLAN.item("A1")
    content = edit({("Tasks", 6, "number"): 2, ("Tasks", 7, "number"): 1})
    assert read_plan_excel(content, PLAN).item("A1").tasks == (item.tasks[1], item.tasks[0])


def test_a_page_without_its_hidden_row_is_read_by_its_headings(edit):
    book = opened(edit({("Plan", "A1", "lead"): "Jo"}))
    for name in ("Plan", "Closed", "Tasks"):
        book[name].delete_rows(4)
    assert read_plan_excel(saved(book), PLAN) == PLAN.with_changed(replace(PLAN.item("A1"), lead="Jo"))
    book["Plan"].delete_rows(4)
    with pytest.raises(NotOurExcelError, match="lost its row of headings"):
        read_plan_excel(saved(book), PLAN)


def test_a_stray_cell_far_away_does_no_harm(edit):
    book = opened(edit({("Plan", "A1", "lead"): "Jo"}))
    book["Plan"]["XFD1048576"] = "stray"
    assert read_plan_excel(saved(book), PLAN) == PLAN.with_changed(replace(PLAN.item("A1"), lead="Jo"))


def test_a_formula_counts_as_the_value_that_excel_worked_out():
    content = repacked(
        lambda name, part: (
            re.sub(rb'<c r="D7"[^>]*>.*?</c>', b'<c r="D7" t="str"><f>A1</f><v>Worked out</v></c>', part)
            if name == "xl/worksheets/sheet1.xml"
            else part
        )
    )
    assert read_plan_excel(content, PLAN) == PLAN.with_changed(replace(PLAN.item("A2"), action="Worked out"))


# -- both sides changed ----------------------------------------------------------------------------


def test_changes_made_in_the_app_meanwhile_stay(edit):
    now = PLAN.with_changed(replace(PLAN.item("A1"), lead="Ann", tasks=ITEM.tasks[:1])).with_new([OTHER])
    read = read_back(edit({("Plan", "A1", "due"): "1/1/2027"}), now)
    assert read.plan == now.with_changed(replace(now.item("A1"), due=date(2027, 1, 1)))
    assert read.clashes == ()


def test_what_both_changed_is_listed_and_can_be_chosen(edit):
    now = PLAN.with_changed(replace(PLAN.item("A1"), lead="Ann", tasks=ITEM.tasks[:1]))
    content = edit({("Plan", "A1", "lead"): "Jo", ("Tasks", 7, "who"): "Kim", ("Plan", "A1", "notes"): "Note"})
    read = read_back(content, now)
    assert read.clashes[0] == Clash("A1", "lead", "Lead", "Ann", "Jo")
    assert [c.key for c in read.clashes] == ["lead", "tasks"]
    assert read.plan == now.with_changed(replace(now.item("A1"), notes="Note"))
    item = read_back(content, now, [c.id for c in read.clashes]).plan.item("A1")
    assert item.lead == "Jo"
    assert item.tasks[1].who == "Kim"


def test_the_same_change_on_both_sides_is_no_clash(edit):
    now = PLAN.with_changed(replace(PLAN.item("A1"), lead="Jo"))
    assert read_back(edit({("Plan", "A1", "lead"): "Jo"}), now) == ReadBack(now)


def test_deleting_what_was_changed_meanwhile_is_asked():
    book = opened(written())
    book["Plan"].delete_rows(row_of(book["Plan"], "A1"))
    now = PLAN.with_changed(replace(PLAN.item("A1"), lead="Ann"))
    read = read_back(saved(book), now)
    assert read.plan == now
    assert [c.id for c in read.clashes] == [("A1", "")]
    assert read_back(saved(book), now, [("A1", "")]).plan == now.without("A1")


def test_changing_what_was_deleted_meanwhile_is_asked(edit):
    now = PLAN.without("A2")
    assert read_back(written(), now) == ReadBack(now)
    content = edit({("Plan", "A2", "lead"): "Kim"})
    read = read_back(content, now)
    assert read.plan == now
    assert [c.id for c in read.clashes] == [("A2", "")]
    back = read_back(content, now, [("A2", "")]).plan.items[-1]
    assert (back.reference, back.lead, back.action) == ("A4", "Kim", OTHER.action)


# -- refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("due", "31/02/2027", "Plan!F6: “31/02/2027” is not a date"),
        ("due", "soon", "“soon” is not a date"),
        ("due", "1/1/0206", "is not a date"),
        ("due", -5, "is not a date"),
        ("due", datetime(2206, 1, 1), "is not a date"),
        ("status", "nearly", "Plan!H6: “nearly” is not one of the choices (open, closed)"),
        ("priority", "high", "is not one of the choices"),
        ("action", "=B6", "Plan!D6 holds a formula without a value"),
        ("action", "#REF!", "Plan!D6 holds an error of Excel"),
    ],
)
def test_what_no_plan_can_hold_is_refused_with_the_name_of_the_cell(edit, key, value, said):
    with pytest.raises(ExcelCellError) as refused:
        read_plan_excel(edit({("Plan", "A1", key): value}), PLAN)
    assert said in refused.value.user_message
    assert "Nothing was changed." in refused.value.user_message
    assert "\n" not in refused.value.user_message


def test_all_bad_cells_are_named_together(edit):
    bad = {("Plan", "A1", key): "no" for key in ("due", "start", "review", "status", "light", "priority", "done")}
    with pytest.raises(ExcelCellError, match="There are 2 more like this") as refused:
        read_plan_excel(edit(bad), PLAN)
    assert len(refused.value.problems) == 7


def test_a_copied_row_has_to_lose_its_reference(edit):
    with pytest.raises(ExcelCellError, match="A1 stands twice, here and at Plan!A6"):
        read_plan_excel(edit({("Plan", 8, "reference"): "A1", ("Plan", 8, "action"): "Copied"}), PLAN)


def test_a_task_has_to_say_whose_it_is(edit):
    with pytest.raises(ExcelCellError, match="Tasks!A8: write the reference"):
        read_plan_excel(edit({("Tasks", 8, "text"): "Whose?"}), PLAN)


def test_a_text_that_did_not_fit_is_not_cut_short_by_an_edit(edit):
    plan = PLAN.with_changed(replace(PLAN.item("A1"), notes="Long. " * 9000))
    assert read_plan_excel(edit({("Plan", "A1", "lead"): "Jo"}, plan), plan).item("A1").notes == "Long. " * 9000
    with pytest.raises(ExcelCellError, match="can only be changed in AskKLOE"):
        read_plan_excel(edit({("Plan", "A1", "notes"): "Short"}, plan), plan)


def without(name):
    book = opened(written())
    del book[name]
    return saved(book)


def plain():
    book = Workbook()
    book.active["A1"] = "Ref"
    return saved(book)


def repacked(change):
    """The written file with one part of the archive changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: b"", "not an Excel file that AskKLOE wrote"),
        (lambda: b"Ref,Action\n1,x", "not an Excel file that AskKLOE wrote"),
        (lambda: b"%PDF-1.7", "not an Excel file that AskKLOE wrote"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 999, "password"),
        (plain, "not an Excel file that AskKLOE wrote"),
        (lambda: without("AskKLOE"), "not an Excel file that AskKLOE wrote"),
        (lambda: without("Closed"), "The page “Closed” is missing"),
        (lambda: written(replace(PLAN, id="plan-2")), "belongs to another plan"),
        (lambda: written()[:-300], "damaged"),
        (lambda: repacked(lambda n, c: c[: len(c) // 2] if "sheet1" in n else c), "damaged"),
        (lambda: repacked(lambda n, c: b"\0" * 200_000_000 if "sheet1" in n else c), "too big"),
        (lambda: repacked(lambda n, c: BOMB + c if "sheet1" in n else c), "not an Excel file that AskKLOE wrote"),
        (lambda: b"PK" + b"\0" * 20_000_000, "too big"),
    ],
)  # fmt: skip
def test_any_other_file_is_declined_in_one_line(content, said):
    with pytest.raises(NotOurExcelError) as declined:
        read_plan_excel(content(), PLAN)
    assert said in declined.value.user_message
    assert declined.value.user_message.endswith("Nothing was changed.")
    assert "\n" not in declined.value.user_message


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_declined_or_says_what_it_said(place, noise):
    content = bytearray(written())
    place %= len(content)
    content[place : place + len(noise)] = noise
    try:
        plan = read_plan_excel(bytes(content), PLAN)
    except NotOurExcelError:
        return
    assert [item.quotes for item in plan.items[:3]] == [item.quotes for item in PLAN.items]
