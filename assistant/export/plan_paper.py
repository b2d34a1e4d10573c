"""What the papers about plans share: their words, blanks to fill in, marks of our own wording, fields in lines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.shared import Cm, Pt, RGBColor

from assistant.export.paper import add_line, add_row, clean_words
from assistant.patterns import load_data
from assistant.plan.fields import FOR_YOU
from assistant.plan.items import ActionItem

_GREY = RGBColor(0x50, 0x5A, 0x5F)


def says(section: str, name: str, /, **values: object) -> str:
    """One line of ``plan_papers.toml``, its gaps filled."""
    return load_data("plan_papers.toml")[section][name].format(**values)


def paper_name(what: str, name: str, day: date, *, suffix: str = "docx") -> str:
    """A file name from a few words of what people called something; without them where it has none."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join(("askkloe", what, *words[:6], day.isoformat())) + f".{suffix}"


def mark_of(item: ActionItem, name: str) -> str:
    """What stands behind a field's words: a dagger where they are ours and unchanged."""
    return f" {says('blank', 'drafted')}" if name in item.drafted and getattr(item, name) else ""


def fill(cell: Any, text: str, *, size: float | None = None, bold: bool = False) -> None:  # noqa: ANN401
    """Write into an empty cell, a line to a paragraph; a blank says that it is to be filled in."""
    lines = [line for line in map(clean_words, text.splitlines()) if line]
    for number, line in enumerate(lines or [FOR_YOU]):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        run = paragraph.add_run(line)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        if not lines:
            as_blank(run)


def as_blank(run: Any) -> None:  # noqa: ANN401
    """Make words look like a blank."""
    run.italic, run.font.color.rgb = True, _GREY


def add_facts(file: Any, facts: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401
    """Lines of a name and what there is to say of it; a blank says that it is to be filled in."""
    for label, text in facts:
        paragraph = add_line(file, "")
        paragraph.add_run(f"{clean_words(label)}: ").bold = True
        lines = clean_words(text)
        run = paragraph.add_run(lines or FOR_YOU)
        if not lines:
            as_blank(run)


def add_pairs(file: Any, rows: Sequence[tuple[str, str]], widths_cm: tuple[float, float]) -> None:  # noqa: ANN401
    """A table of two columns: what it is, and what there is to say of it; on one page where it fits."""
    table = file.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    for number, (label, text) in enumerate(rows, 1):
        cells = add_row(table)
        fill(cells[0], label, bold=True)
        fill(cells[1], text)
        for paragraph in (*cells[0].paragraphs, *cells[1].paragraphs):
            paragraph.paragraph_format.keep_with_next = number < len(rows)


def tighten(file: Any, size: float) -> None:  # noqa: ANN401
    """Little space between lines, and headings that do not stand far apart."""
    for name, points, before, after in (
        ("Normal", size, 0, 3),
        ("List Bullet", size, 0, 1),
        ("Title", size + 9, 0, 4),
        ("Heading 1", size + 5, 12, 4),
        ("Heading 2", size + 2, 9, 2),
        ("Heading 3", size + 0.5, 5, 1),
    ):
        style = file.styles[name]
        style.font.size = Pt(points)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
