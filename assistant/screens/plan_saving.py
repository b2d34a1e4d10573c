"""Saving a plan as a file."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from assistant.export.plan_csv import plan_csv, plan_csv_name
from assistant.export.plan_excel import plan_excel, plan_excel_name
from assistant.export.plan_shared import shared_plan_name, shared_plan_word
from assistant.export.plan_word import plan_word, plan_word_name
from assistant.export.written_report import written_report_name, written_report_word
from assistant.plan.items import ActionPlan
from assistant.screens.acting import WORD
from assistant.screens.errands import save
from assistant.screens.plan_keeping import Plans
from assistant.store.plans import list_versions, open_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.framework import Framework

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv;charset=utf-8"
_WORDS: dict[str, tuple[Callable[[ActionPlan, date], str], Callable[[ActionPlan, date], bytes]]] = {
    "word": (plan_word_name, plan_word),
    "shared": (lambda _plan, day: shared_plan_name(day), shared_plan_word),
    "written": (written_report_name, written_report_word),
}
KINDS = ("excel", "csv", *_WORDS)


def saved_plan(plans: Plans, identity: str, kind: str, day: date) -> str:
    """The errand that lets the browser save a plan.

    Raises:
        StoreError: it cannot be read.
    """
    plan = open_plan(plans.store, plans.browser, identity).plan
    if kind == "excel":
        versions = list_versions(plans.store, plans.browser, identity)
        content = plan_excel(plan, versions, day, _frameworks(plans))
        return save(plan_excel_name(plan, day), EXCEL, content)
    if kind == "csv":
        return save(plan_csv_name(plan, day), CSV, plan_csv(plan))
    name, content_of = _WORDS[kind]
    return save(name(plan, day), WORD, content_of(plan, day))


def _frameworks(plans: Plans) -> "Iterable[Framework]":
    index = plans.shared.index
    return tuple(index.frameworks.values()) if index else ()
