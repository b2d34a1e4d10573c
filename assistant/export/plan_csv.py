"""A plan as a table of plain text that any program opens: one row for each action, all fields."""

import csv
import io
from datetime import date

from assistant.export.plan_excel import plan_file_stem
from assistant.plan.fields import as_text, item_fields
from assistant.plan.items import ActionItem, ActionPlan

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be calculated by a spreadsheet
_SOURCE_WORDS = "Words of the source"
_QUOTES = "Quotes"


def plan_csv_name(plan: ActionPlan, day: date) -> str:
    """The file name of a plan as plain text."""
    return f"{plan_file_stem(plan, day)}.csv"


def plan_csv(plan: ActionPlan) -> bytes:
    """All actions with all fields, in UTF-8 with the mark that Excel needs to know it; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(field.label for field in item_fields()), _SOURCE_WORDS, _QUOTES])
    for item in plan.items:
        values = [as_text(getattr(item, field.name)) for field in item_fields()]
        writer.writerow(map(_cell, [*values, item.source.words, _quotes(item)]))
    return text.getvalue().encode("utf-8-sig", "replace")


def _quotes(item: ActionItem) -> str:
    """The quotes with their places, one a line."""
    lines = []
    for quoted in item.quotes:
        citation = quoted.citation
        place = " › ".join((citation.document_title, *citation.heading, citation.locator)).strip(" ›")
        code = f" [{citation.code} {citation.level}]".replace(" ]", "]") if citation.code else ""
        lines.append(f"“{citation.quote}” ({quoted.role.value}; {place}{code}; {citation.source_line})")
    return "\n".join(lines)


def _cell(text: str) -> str:
    cleaned = text.replace("\0", "")
    return f"'{cleaned}" if cleaned.lstrip().startswith(_FORMULA) or cleaned.startswith(_FORMULA) else cleaned
