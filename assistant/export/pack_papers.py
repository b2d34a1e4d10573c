"""Papers of a workshop pack in Word: A4, to be printed in black and white, pages as they were measured."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from assistant.export.card_pages import CardPage
from assistant.export.fixed_zip import fixed_zip
from assistant.export.form_tables import Table
from assistant.export.pack_fit import lines_of
from assistant.export.pack_pages import Figure, PaperPage, Words, pages_of
from assistant.export.pack_words import says
from assistant.export.paper import add_line, add_row, add_table, blank_paper, page_footer, saved
from assistant.export.paper_figures import write_cards, write_figure
from assistant.export.paper_sizes import (
    AFTER_TABLE,
    BOTTOM_CM,
    CELL,
    CELL_TOP,
    FOOT_CM,
    FOOT_SIZE,
    HANDOUT,
    HELD,
    NOTES,
    SIDE_CM,
    SOURCES,
    TITLE,
    TOP_CM,
    UPRIGHT,
    Letters,
)
from assistant.workshop.pack import Pack, Paper

_POINTS_PER_CM = 72 / 2.54


def papers_docx(pack: Pack, papers: Sequence[Paper], day: date) -> bytes:
    """Papers as a .docx file, each beginning on a page of its own; the same bytes for the same papers and day."""
    file = blank_paper(pack.title, day, size=CELL.size, margin=SIDE_CM)
    _set_styles(file)
    section = file.sections[0]
    section.top_margin, section.bottom_margin = Cm(TOP_CM), Cm(BOTTOM_CM)
    section.header_distance = section.footer_distance = Cm(FOOT_CM)
    page_footer(section, _foot(pack), size=FOOT_SIZE)
    writer = _Writer(file)
    for page in (page for paper in papers for page in pages_of(paper)):
        writer.page(page)
    return fixed_zip(saved(file))


def _foot(pack: Pack) -> str:
    """The line at the foot, with the title where both have room."""
    short = says("papers", "footer_framework", framework=pack.framework) if pack.framework else "AskKLOE"
    long = says("papers", "footer_title", foot=short, title=pack.title)
    return long if len(lines_of(f"{long} – page 888", UPRIGHT.width, FOOT_SIZE)) == 1 else short


def _set_styles(file: Any) -> None:  # noqa: ANN401
    _set_style(file, TITLE, "Heading 1")
    _set_style(file, CELL, "Normal")
    _set_style(file, HANDOUT.heading, "Heading 2")
    _set_style(file, SOURCES.heading, "Heading 3")
    for family in (HANDOUT, NOTES, SOURCES):
        _set_style(file, family.body, "Normal")
        _set_style(file, family.item, "List Bullet")
        _set_style(file, family.marked, "Normal")
    _frame(_set_style(file, HELD, "Normal"))


def _set_style(file: Any, letters: Letters, base: str) -> Any:  # noqa: ANN401
    """The style of some letters, made from another unless it is that one."""
    style = file.styles[base]
    if letters.style != base:
        style = file.styles.add_style(letters.style, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = file.styles[base], True
    style.font.size, style.font.bold = Pt(letters.size), letters.bold
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(letters.before), Pt(letters.after), 1.0
    form.left_indent, form.first_line_indent = Pt(letters.indent), Pt(-letters.indent)
    form.widow_control = False
    return style


def _frame(style: Any) -> None:  # noqa: ANN401
    """A line all round, which shows in black and white."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "3"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind")


class _Writer:
    """Writes page after page; the first paragraph of each but the first breaks the page."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401
        self._file = file
        self._flat = False
        self._begun = False

    def page(self, page: PaperPage) -> None:
        new_section = page.flat is not self._flat
        if new_section:
            self._turn(page.flat)
        breaks = self._begun and not new_section
        self._begun = True
        for number, item in enumerate(page.items):
            first = breaks and number == 0
            if first and not isinstance(item, Words):
                self._break()
            match item:
                case Words():
                    paragraph = add_line(self._file, item.text, item.letters.style)
                    paragraph.paragraph_format.page_break_before = first or None
                case Table():
                    self._table(item)
                case Figure():
                    write_figure(self._file, item)
                case CardPage():
                    write_cards(self._file, item)

    def _break(self) -> None:
        """A paragraph that takes no room and begins a page, before a table."""
        paragraph = _thin(self._file.add_paragraph())
        paragraph.paragraph_format.page_break_before = True

    def _turn(self, flat: bool) -> None:
        if self._begun:
            section = self._file.add_section(WD_SECTION.NEW_PAGE)
        else:
            section = self._file.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if flat else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        self._flat = flat

    def _table(self, table: Table) -> None:
        made = add_table(self._file, table.head, [width / _POINTS_PER_CM for width in table.widths])
        made.alignment = WD_TABLE_ALIGNMENT.CENTER  # or its edges would stand in the margins
        for row, height in zip(table.rows, table.heights, strict=True):
            cells = add_row(made)
            made.rows[-1].height, made.rows[-1].height_rule = Pt(height), WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, text in zip(cells, row, strict=True):
                cell.paragraphs[0].add_run(text)
        for paragraph in (p for row in made.rows for cell in row.cells for p in cell.paragraphs):
            form = paragraph.paragraph_format
            form.space_before, form.space_after = Pt(CELL_TOP), Pt(CELL_TOP)
        _thin(self._file.add_paragraph())


def _thin(paragraph: Any) -> Any:  # noqa: ANN401
    """A paragraph of almost no height, such as Word needs between two tables."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(AFTER_TABLE - 1)
    return paragraph
