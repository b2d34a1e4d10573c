"""What all Word files of ours share: A4 paper, fonts, properties, a footer with the page number, clean words."""

import re
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK = RGBColor(0x0F, 0x4C, 0x5C)
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


def page_footer(section: Any, text: str) -> None:  # noqa: ANN401
    """A footer of one line: a text, and the number of the page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{clean_words(text)} – page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def clean_words(text: str) -> str:
    """White space folded; characters that cannot stand in a Word file left out."""
    return " ".join(_NOT_IN_XML.sub("", text).split())
