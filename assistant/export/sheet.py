"""A check sheet in Word: every statement with what was ticked and written, and what is not yet in place."""

import io
from datetime import date
from typing import Any

from docx.shared import Cm, Pt

from assistant.export.paper import blank_paper, clean_words, page_footer
from assistant.export.references import long_day
from assistant.good.books import Book, Unit
from assistant.good.sheets import Mark, Sheet, gone, not_yet, statements_to_check
from assistant.good.words import framework_notice, name_of, says

_WIDTHS_CM = (9.0, 2.4, 5.6)
_HEAD = ("Statement", "In our service", "Evidence")


def sheet_name(unit: Unit, day: date) -> str:
    """The file name of a sheet."""
    return f"askkloe-check-{unit.framework.id}-{unit.code.lower().replace(' ', '-')}-{day.isoformat()}.docx"


def sheet_word(book: Book, unit: Unit, sheet: Sheet, day: date) -> bytes:
    """The sheet as a .docx file on A4 paper; statements without a tick have an empty box, to be filled in by hand."""
    title = f"{says('check', 'title')}: {unit.code}"
    file = blank_paper(title, day, size=10.5, margin=2)
    file.add_heading(clean_words(title), 0)
    question = file.add_paragraph()
    question.add_run(clean_words(unit.kloe.question if unit.kloe else unit.key.name)).bold = True
    file.add_paragraph(clean_words(f"{name_of(unit.framework)}. Saved on {long_day(day)}."))
    file.add_paragraph(clean_words(says("check", "intro")))
    if unit.missing:
        file.add_paragraph(clean_words(unit.missing))
    for level, rows in statements_to_check(book, unit):
        file.add_heading(level, 1)
        _table(file, [(s.text, sheet.mark(identity)) for identity, s in rows])
    left = gone(book, unit, sheet)
    if left:
        file.add_paragraph(clean_words(says("check", "gone")))
        _table(file, [(mark.text, mark) for mark in left])
    file.add_heading(says("check", "open_points"), 1)
    points = not_yet([sheet])
    for point in points:
        evidence = f" ({point.evidence})" if point.evidence.strip() else ""
        file.add_paragraph(clean_words(f"{point.level}: {point.text}{evidence}"), style="List Bullet")
    if not points:
        file.add_paragraph(says("check", "open_points_none"))
    for text in (framework_notice(unit.framework), says("handout", "purpose")):
        for run in file.add_paragraph(clean_words(text)).runs:
            run.font.size = Pt(8)
    page_footer(file.sections[0], f"AskKLOE; {name_of(unit.framework)}")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _table(file: Any, rows: list[tuple[str, Mark | None]]) -> None:  # noqa: ANN401
    table = file.add_table(rows=1, cols=len(_HEAD), style="Table Grid")
    table.autofit = False
    lines = [_HEAD, *((text, m.state.capitalize() if m else "", m.evidence if m else "") for text, m in rows)]
    for number, line in enumerate(lines):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, width in zip(cells, line, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(clean_words(text)).bold = number == 0
