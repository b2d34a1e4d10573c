"""A KLOE as a handout for staff in Word, and a key question as a booklet of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from assistant.export.paper import blank_paper, clean_words, page_footer, saved
from assistant.good.books import Book, Unit
from assistant.good.words import day_of, framework_notice, name_of, says
from corpus.framework import Statement

MARGIN_CM = 1.6
_SIZES = ((3600, 11.0), (5600, 10.0), (0, 9.5))  # up to so many characters, the size in points; 0 is any number
_AVOID = ("Requires improvement", "Inadequate")


def handout_name(book: Book, unit: Unit) -> str:
    """The file name of a handout or booklet."""
    what = "handout" if unit.kloe else "booklet"
    return f"askkloe-{what}-{book.framework.id}-{unit.code.lower().replace(' ', '-')}.docx"


def handout_word(book: Book, unit: Unit, day: date) -> bytes:
    """The handout of a KLOE, or for a key question the booklet of all its KLOEs, as a .docx file on A4 paper."""
    units = [u for u in book.units() if u.kloe and u.key.name == unit.key.name] if unit.kloe is None else [unit]
    size = min(_size(each) for each in units)
    file = blank_paper(f"{unit.code}: {name_of(book.framework)}", day, size=size, margin=MARGIN_CM)
    section = file.sections[0]
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.4)
    section.header_distance = section.footer_distance = Cm(0.7)
    _tight(file, size)
    page_footer(section, f"AskKLOE; {name_of(book.framework)}", size=8)
    writer = _Handout(file, book)
    if unit.kloe is None:
        writer.cover(unit, units)
    for number, each in enumerate(units):
        writer.kloe(each, first=number == 0 and unit.kloe is not None)
    return saved(file)


def _size(unit: Unit) -> float:
    characters = sum(len(s.text) for cell in unit.levels for s in cell.statements)
    characters += sum(len(p.text) for p in unit.kloe.prompts) if unit.kloe else 0
    return next(size for most, size in _SIZES if characters <= most or not most)


def _tight(file: Any, size: float) -> None:  # noqa: ANN401
    """Little space between lines and lists, so that a KLOE stays on a page or two."""
    styles = file.styles
    for name, points, before, after in (
        ("Normal", size, 0, 2),
        ("List Bullet", size, 0, 1),
        ("Title", 18, 0, 2),
        ("Heading 1", 17, 0, 2),
        ("Heading 2", size + 1.5, 5, 2),
        ("Heading 3", size, 3, 1),
    ):
        styles[name].font.size = Pt(points)
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    bullet = styles["List Bullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Cm(0.4), Cm(-0.4)


class _Handout:
    def __init__(self, file: Any, book: Book) -> None:  # noqa: ANN401
        self._file, self._book = file, book

    def cover(self, unit: Unit, units: Sequence[Unit]) -> None:
        """The first page of a booklet: the key question, what it means, and what is in the booklet."""
        self._file.add_heading(clean_words(unit.key.name), 0)
        self._line(name_of(self._book.framework))
        self._line(unit.key.definition)
        self._file.add_heading("In this booklet", 2)
        for each in units:
            self._line(f"{each.code}: {each.kloe.question if each.kloe else ''}", "List Bullet")
        for cell in reversed(unit.levels):
            self._file.add_heading(f"{unit.key.name} as a whole: {cell.level}", 3)
            self._statements(cell.statements)
        self._small(framework_notice(self._book.framework))
        self._small(says("handout", "purpose"))

    def kloe(self, unit: Unit, *, first: bool) -> None:
        """One KLOE: what good looks like first, the prompts last, and what is ours marked as ours."""
        if not first:
            self._columns(self._file.add_section(WD_SECTION.NEW_PAGE), 1)
        notes, kloe = self._book.notes(unit), unit.kloe
        if kloe is None:
            return
        self._file.add_heading(clean_words(notes.plain_title if notes else kloe.question), 1)
        head = self._line("")
        head.add_run(clean_words(f"{unit.code}: {kloe.question}")).bold = True
        head.add_run(clean_words(f" ({unit.key.name}; {name_of(unit.framework)})"))
        if notes:
            self._line(notes.in_short)
        if unit.missing:
            self._line(unit.missing).runs[0].italic = True
        self._columns(self._file.add_section(WD_SECTION.CONTINUOUS), 2)
        for title, level in (("good", "Good"), ("outstanding", "Outstanding")):
            cell = unit.cell(level)
            if cell:
                self._file.add_heading(says("handout", title), 2)
                self._statements(cell.statements)
        self._avoid(unit)
        if kloe.prompts:
            self._file.add_heading(says("handout", "questions"), 2)
            for prompt in kloe.prompts:
                self._line(f"{prompt.code}: {prompt.text}", "List Bullet")
        self._ours(unit)
        self._source(unit)

    def _avoid(self, unit: Unit) -> None:
        cells = [cell for level in _AVOID if (cell := unit.cell(level))]
        if cells:
            self._file.add_heading(says("handout", "avoid"), 2)
        for cell in cells:
            self._file.add_heading(cell.level, 3)
            self._statements(cell.statements)

    def _ours(self, unit: Unit) -> None:
        notes = self._book.notes(unit)
        if notes is None or self._book.handout is None:
            return
        if notes.not_covered:
            self._file.add_heading(says("handout", "not_covered"), 2)
            self._line(says("handout", "not_covered_why"))
            for line in notes.not_covered:
                self._line(line, "List Bullet")
        if notes.whom_to_ask:
            self._file.add_heading(says("handout", "whom_to_ask"), 2)
            for line in notes.whom_to_ask:
                self._line(line, "List Bullet")
        titles = f"“{notes.plain_title}”, the lines under it, “{says('handout', 'not_covered')}” and "
        titles += f"“{says('handout', 'whom_to_ask')}”: "
        self._small(titles + says("handout", "ours", checked=day_of(self._book.handout.checked)))

    def _source(self, unit: Unit) -> None:
        self._file.add_heading(says("handout", "source"), 2)
        places = "; ".join(dict.fromkeys(filter(None, (self._book.locator(cell) for cell in reversed(unit.levels)))))
        framework = unit.framework
        self._small(
            says("handout", "sources", title=framework.title, version=framework.version, places=places or "no place")
        )
        self._small(framework_notice(framework))
        self._small(says("handout", "purpose"))

    def _statements(self, statements: Sequence[Statement]) -> None:
        for statement in statements:
            paragraph = self._line(statement.text, "List Bullet")
            remarks = [
                says("levels", "reads", reads=statement.reads) if statement.reads else "",
                says("levels", "note", note=statement.note) if statement.note else "",
            ]
            for remark in filter(None, remarks):
                run = paragraph.add_run(clean_words(f" [{remark}]").replace("[", " [", 1))
                run.italic, run.font.size = True, Pt(8)

    def _line(self, text: str, style: str | None = None) -> Any:  # noqa: ANN401
        return self._file.add_paragraph(clean_words(text), style=style)

    def _small(self, text: str) -> None:
        for run in self._line(text).runs:
            run.font.size = Pt(8)

    @staticmethod
    def _columns(section: Any, count: int) -> None:  # noqa: ANN401
        found = section._sectPr.xpath("./w:cols")
        columns = found[0] if found else OxmlElement("w:cols")
        if not found:
            section._sectPr.append(columns)
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "400")
