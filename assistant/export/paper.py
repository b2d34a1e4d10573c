"""What all Word files of ours share: A4 paper, fonts, properties, tables, links, a footer, clean words."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK = RGBColor(0x0F, 0x4C, 0x5C)
_HEAD_FILL = "DDE8EB"
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN_CM = 2.5


def blank_paper(title: str, day: date, *, size: float = 11, margin: float = _MARGIN_CM) -> Any:  # noqa: ANN401
    """An empty document on A4; ``size`` in points, ``margin`` at the sides in centimetres."""
    file: Any = Document()  # python-docx has no types worth the name
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(margin)
    styles = file.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(size)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].font.name, styles[name].font.color.rgb = "Calibri", INK
        fonts = styles[name].element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]  # or Word would take the theme's font instead
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)
    properties = file.core_properties
    properties.author, properties.title, properties.comments = "AskKLOE", clean_words(title), ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    properties.language = "en-GB"
    return file


def lay_flat(file: Any) -> None:  # noqa: ANN401
    """Turn the paper to landscape; its margins stay."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def saved(file: Any) -> bytes:  # noqa: ANN401
    """The document as a .docx file."""
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def add_line(file: Any, text: str, style: str | None = None, *, size: float | None = None) -> Any:  # noqa: ANN401
    """A paragraph of a document or of a cell."""
    paragraph = file.add_paragraph(style=style)
    run = paragraph.add_run(clean_words(text))
    if size:
        run.font.size = Pt(size)
    return paragraph


def add_table(file: Any, head: Sequence[str], widths_cm: Sequence[float]) -> Any:  # noqa: ANN401
    """A table of columns of a fixed width with its row of headings, which Word repeats on every page."""
    table = file.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(clean_words(text)).bold = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_FILL)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:cantSplit"))
    row.append(OxmlElement("w:tblHeader"))
    return table


def add_row(table: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """A further row, kept on one page where it fits; its cells."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    return row.cells


def link_to(paragraph: Any, name: str, text: str) -> None:  # noqa: ANN401
    """Text that leads to a bookmark of the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    run = paragraph.add_run(text)
    run.font.color.rgb = INK
    link.append(run._r)
    paragraph._p.append(link)


def bookmark(paragraph: Any, name: str, number: int, text: str) -> None:  # noqa: ANN401
    """Text that links lead to; ``number`` is the bookmark's own in its document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(start)
    paragraph.add_run(text)
    paragraph._p.append(end)


def page_footer(section: Any, text: str, *, size: float | None = None) -> None:  # noqa: ANN401
    """A footer of one line: a text, and the number of the page; ``size`` in points."""
    paragraph = section.footer.paragraphs[0]
    before = paragraph.add_run(f"{clean_words(text)} – page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    if size:
        before.font.size = run.font.size = Pt(size)
    field.append(run._r)
    paragraph._p.append(field)


def clean_words(text: str) -> str:
    """White space folded; characters that cannot stand in a Word file left out."""
    return " ".join(_NOT_IN_XML.sub("", text).split())
