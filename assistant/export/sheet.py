"""A check sheet in Word: every statement with what was ticked and written, and what is not yet in place."""

from datetime import date
from typing import Any

from docx.shared import Pt

from assistant.export.paper import add_row, add_table, blank_paper, clean_words, page_footer, saved
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
    return saved(file)


def _table(file: Any, rows: list[tuple[str, Mark | None]]) -> None:  # noqa: ANN401
    table = add_table(file, _HEAD, _WIDTHS_CM)
    for text, mark in rows:
        words = (text, mark.state.capitalize() if mark else "", mark.evidence if mark else "")
        for cell, word in zip(add_row(table), words, strict=True):
            cell.paragraphs[0].add_run(clean_words(word))
