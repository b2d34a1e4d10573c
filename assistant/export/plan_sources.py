"""The pages of a plan's Excel file that are only to be read: its quotes with their places, its versions, what it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assistant.export.plan_columns import fitting, says
from assistant.export.plan_look import FONT, INK, fit_row, paper, put, write_headings
from assistant.export.references import long_day
from assistant.good.words import framework_notice
from assistant.notices import notices_for
from assistant.plan.items import ActionItem, ActionPlan, Quoted

if TYPE_CHECKING:
    from assistant.store.plans import VersionLine
    from corpus.framework import Framework

_WIDTHS = {
    "reference": 6,
    "role": 17,
    "number": 7,
    "words": 46,
    "document": 18,
    "place": 24,
    "line": 22,
    "code": 9,
    "framework": 20,
    "version": 22,
    "status": 12,
    "note": 14,
}


def write_sources(sheet: Any, plan: ActionPlan, frameworks: Iterable["Framework"]) -> None:  # noqa: ANN401
    """Every quote word for word, and the words that each action answers."""
    of_document = {framework.document: framework for framework in frameworks}
    _table(sheet, [says("sources", name) for name in _WIDTHS], list(_WIDTHS.values()))
    row = 3
    for item in (*plan.open_items, *plan.closed_items):
        lines = [_finding(item)] if item.source.words.strip() else []
        lines += [_quote(item, quoted, of_document.get(quoted.citation.document_id)) for quoted in item.quotes]
        for line in lines:
            row += 1
            for number, name in enumerate(_WIDTHS, 1):
                put(sheet.cell(row, number), fitting(line.get(name, "")))
            fit_row(sheet, row, [(line.get(name, ""), width) for name, width in _WIDTHS.items()])
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_WIDTHS))}{max(row, 4)}"


def _finding(item: ActionItem) -> dict[str, str]:
    source = item.source
    page = says("sources", "page", page=source.page) if source.page else ""
    return {
        "reference": item.reference,
        "role": says("sources", "finding"),
        "words": source.words,
        "document": source.document,
        "place": "; ".join(part for part in (source.heading, page) if part),
        "line": source.kind.value,
    }


def _quote(item: ActionItem, quoted: Quoted, framework: "Framework | None") -> dict[str, str]:
    citation = quoted.citation
    place = " › ".join((*citation.heading, *([citation.locator] if citation.locator else [])))
    known = next((kloe for kloe in item.kloes if citation.code and kloe.code == citation.code), None)
    return {
        "reference": item.reference,
        "role": says("roles", quoted.role.value),
        "number": str(citation.number),
        "words": citation.quote,
        "document": citation.document_title,
        "place": place,
        "line": citation.source_line,
        "code": " ".join(part for part in (citation.code, citation.level) if part),
        "framework": framework.title if framework else known.framework if known else "",
        "version": framework.version if framework else known.version if known else "",
        "status": framework.status if framework else "",
        "note": citation.note,
    }


def write_versions(sheet: Any, versions: Sequence["VersionLine"]) -> None:  # noqa: ANN401
    """What was changed and when, the latest first."""
    _table(sheet, [says("versions", name) for name in ("number", "made", "what")], [10, 18, 90])
    for row, version in enumerate(versions, 4):
        put(sheet.cell(row, 1), version.number)
        put(sheet.cell(row, 2), f"{version.made:%d/%m/%Y %H:%M}")
        put(sheet.cell(row, 3), fitting(version.what))
        fit_row(sheet, row, [(version.what, 90)])


def write_about(sheet: Any, plan: ActionPlan, day: date, frameworks: Iterable["Framework"]) -> None:  # noqa: ANN401
    """What the file is, what has to be known of the frameworks, and how it comes back."""
    lines = [
        (says("about", "plan"), plan.name),
        (says("about", "service"), plan.service),
        (says("about", "scope"), plan.scope),
        (says("about", "manager"), plan.manager),
        (says("about", "review"), f"{plan.review:%d/%m/%Y}" if plan.review else ""),
        (says("about", "saved", day="").strip(), long_day(day)),
        (says("about", "purpose_label"), says("about", "purpose")),
        (says("about", "sharing_label"), says("about", "sharing")),
        (says("about", "marks_label"), says("about", "marks")),
        (says("about", "back_label"), says("about", "back")),
        *((says("about", "frameworks_label"), notice) for notice in _notices(plan, frameworks)),
    ]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 110
    for row, (label, text) in enumerate(lines, 1):
        put(sheet.cell(row, 1), label)
        put(sheet.cell(row, 2), fitting(text))
        fit_row(sheet, row, [(text, 110)])
        sheet.cell(row, 1).font = Font(name=FONT, size=10, bold=True, color=INK)
    paper(sheet, "1:1")
    sheet.print_title_rows = None
    _read_only(sheet)


def _notices(plan: ActionPlan, frameworks: Iterable["Framework"]) -> tuple[str, ...]:
    """What has to be known of the frameworks and dated sources that the plan leans on."""
    citations = tuple(quoted.citation for item in plan.items for quoted in item.quotes)
    used = {kloe.framework for item in plan.items for kloe in item.kloes}
    used |= {citation.document_id for citation in citations}
    return tuple(dict.fromkeys(_said(citations, [f for f in frameworks if used & {f.id, f.document, f.title}])))


def _said(citations: Sequence[Any], frameworks: Iterable["Framework"]) -> Iterator[str]:
    yield from map(framework_notice, frameworks)
    yield from (notice.text for notice in notices_for("", tuple(citations)))


def _table(sheet: Any, headings: list[str], widths: list[int]) -> None:  # noqa: ANN401
    sheet["A1"] = says("top", "not_read")
    sheet["A1"].font = Font(name=FONT, size=9, italic=True)
    sheet["A1"].alignment = Alignment(vertical="center")
    write_headings(sheet, 3, headings)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = sheet.cell(4, 2)
    paper(sheet, "3:3")
    _read_only(sheet)


def _read_only(sheet: Any) -> None:  # noqa: ANN401
    """Kept from changes that would be lost, without a password; columns can be widened, rows filtered."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False
