import csv
import io
from datetime import date

import pytest

from assistant.export.plan_csv import plan_csv, plan_csv_name
from assistant.plan.fields import item_fields
from assistant.plan.items import ActionItem, ActionPlan, Quoted, QuoteRole, Source, Status, Task
from assistant.types import Citation
from corpus.types import Span

QUOTE = Citation(
    1, "p1", "annex", "Annex A2", "0.txt", "cell", ("Safe",), "page 23", "Medicines are managed well.", (Span(0, 5),),
    "CQC; draft", "Good", "S4",
)  # fmt: skip


def rows(plan):
    return list(csv.DictReader(io.StringIO(plan_csv(plan).decode("utf-8-sig"), newline="")))


def test_all_fields_of_all_actions_are_there():
    item = ActionItem(
        action="Füll charts", due=date(2026, 12, 1), tasks=(Task("One", who="Jo"), Task("Two")), status=Status.CLOSED,
        source=Source(words="Gaps", document="Report"), quotes=(Quoted(QuoteRole.SERVES, QUOTE),),
    )  # fmt: skip
    plan = ActionPlan("p", "P").with_new([item, ActionItem(action="Second")])
    first, second = rows(plan)
    assert set(first) == {*(field.label for field in item_fields()), "Words of the source", "Quotes"}
    assert (first["Ref"], first["Action"], first["Due"], first["Status"]) == (
        "A1",
        "Füll charts",
        "01/12/2026",
        "closed",
    )
    assert first["Tasks"] == "One (Jo)\nTwo"
    assert first["Words of the source"] == "Gaps"
    assert first["Quotes"] == (
        "“Medicines are managed well.” (serves; Annex A2 › Safe › page 23 [S4 Good]; CQC; draft)"
    )
    assert second["Lead (one person)"] == ""


def test_excel_sees_that_it_is_utf_8():
    assert plan_csv(ActionPlan("p", "P")).startswith(b"\xef\xbb\xbfRef,")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@sum", "\t=1", "\r=1", " =1", "\n@x", "\0=1"])
def test_nothing_is_calculated_by_a_spreadsheet(text):
    plan = ActionPlan("p", "P").with_new([ActionItem(action=text, source=Source(words=text))])
    (row,) = rows(plan)
    assert row["Action"].startswith("'")
    assert row["Words of the source"].startswith("'")


def test_it_is_named_by_plan_and_day():
    assert plan_csv_name(ActionPlan("p", "Rose House"), date(2026, 11, 22)) == "askkloe-plan-rose-house-2026-11-22.csv"
