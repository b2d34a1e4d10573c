"""The slides of a workshop pack as PowerPoint, with the notes of the facilitator."""

import io
from collections.abc import Iterable
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn

from assistant.export.fixed_zip import fixed_zip
from assistant.export.pack_shown import ShownSlide, shown_slides
from assistant.export.pack_words import quoted, says
from assistant.export.paper import clean_words
from assistant.export.slide_master import BODY, FOOT, PAGE, SOURCE, blank_slides
from assistant.workshop.pack import Pack, SlideKind


def pack_pptx(pack: Pack, day: date) -> bytes:
    """The slides as a .pptx file; the same bytes for the same pack and day."""
    file = blank_slides()
    properties = file.core_properties
    properties.title, properties.author, properties.language = clean_words(pack.title), "AskKLOE", "en-GB"
    properties.last_modified_by, properties.revision = "AskKLOE", 1
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    layouts = {layout.name: layout for layout in file.slide_layouts}
    for shown in shown_slides(pack):
        _add(file, layouts[shown.look], shown, _footer(pack))
    out = io.BytesIO()
    file.save(out)
    return fixed_zip(out.getvalue())


def _footer(pack: Pack) -> str:
    if not pack.framework:
        return says("shown", "footer")
    return says("shown", "footer_framework", framework=pack.framework)


def _add(file: Any, layout: Any, shown: ShownSlide, footer: str) -> None:  # noqa: ANN401
    slide = file.slides.add_slide(layout)
    _write(slide.shapes.title.text_frame, [shown.title])
    texts = {BODY: [line.words for line in shown.lines], SOURCE: [shown.source_line] if shown.sources else []}
    for number, lines in texts.items():
        for place in [held for held in slide.placeholders if held.placeholder_format.idx == number]:
            if lines:
                _write(place.text_frame, lines)
            else:
                place._element.getparent().remove(place._element)
    if shown.kind is not SlideKind.TITLE:
        _colour_quotes(slide, shown)
    for held in layout.placeholders:
        if held.placeholder_format.idx in (FOOT, PAGE):
            _stand_in(slide, held, footer)
    _notes(slide, shown)


def _write(frame: Any, lines: Iterable[str]) -> None:  # noqa: ANN401
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = clean_words(line)
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _colour_quotes(slide: Any, shown: ShownSlide) -> None:  # noqa: ANN401
    """Between words of ours, quotes have our ink and no bullet, beside their quotation marks."""
    body = [held for held in slide.placeholders if held.placeholder_format.idx == BODY]
    for paragraph, line in zip(body[0].text_frame.paragraphs if body else (), shown.lines, strict=True):
        if line.number and shown.kind is not SlideKind.QUOTE:
            paragraph.runs[0].font.color.theme_color = MSO_THEME_COLOR.TEXT_2
            form = paragraph._p.get_or_add_pPr()
            form.set("indent", "0")
            etree.SubElement(form, qn("a:buNone"))


def _stand_in(slide: Any, held: Any, footer: str) -> None:  # noqa: ANN401
    """The footer or the number of a slide, which python-pptx leaves out; place and look are those of the layout."""
    element = deepcopy(held._element)
    element.find(qn("p:spPr")).clear()
    body = element.find(qn("p:txBody"))
    for name in ("a:bodyPr", "a:lstStyle"):
        body.find(qn(name)).clear()
    element.nvSpPr.cNvPr.set("id", str(100 + held.placeholder_format.idx))
    slide.shapes._spTree.append(element)
    if held.placeholder_format.idx == FOOT:
        next(body.iter(qn("a:t"))).text = clean_words(footer)


def _notes(slide: Any, shown: ShownSlide) -> None:  # noqa: ANN401
    lines = [says("shown", "minutes", minutes=shown.minutes)] if shown.minutes else []
    lines += [quoted(line) for line in shown.notes]
    if lines:
        _write(slide.notes_slide.notes_text_frame, lines)
