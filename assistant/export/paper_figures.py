"""What papers of a pack have besides words and forms: cards to cut out, and the cause and effect diagram."""

import io
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.export.card_pages import GAP, PAD, CardPage, head_of
from assistant.export.fishbone import bones_png
from assistant.export.pack_pages import Figure
from assistant.export.pack_words import quoted, says
from assistant.export.paper import add_line, clean_words
from assistant.export.paper_sizes import FLAT, HANDOUT

_NAME_ROW, _BELOW = 26.0, 20.0
_ASIDE = 7.0  # between the problem and its frame
_HEAD_SHARE = 0.2  # of the width, for the problem


def write_cards(file: Any, page: CardPage) -> None:  # noqa: ANN401
    """How to cut, and the cards in equal cells with dashed lines around them."""
    add_line(file, says("papers", "cut"), HANDOUT.body.style)
    table = _grid(file, len(page.rows), [page.card_width] * page.columns, [page.card_height] * len(page.rows))
    _margins(table, PAD)
    for row, cards in zip(table.rows, page.rows, strict=True):
        for cell, card in zip(row.cells, cards, strict=False):
            _edges(cell, "dashed")
            head = cell.paragraphs[0]
            head.add_run(head_of(card)).bold = True
            words = add_line(cell, quoted(card.line))
            for paragraph, after in ((head, GAP), (words, 0)):
                paragraph.paragraph_format.space_after = Pt(after)
                paragraph.runs[0].font.size = Pt(page.size)


def write_figure(file: Any, figure: Figure) -> None:  # noqa: ANN401
    """Names of branches above and below the picture of the bones, and the problem at its right."""
    names = list(map(clean_words, figure.diagram.branches))
    columns = max(1, -(-len(names) // 2))
    head = FLAT.width * _HEAD_SHARE
    step = (FLAT.width - head) / columns
    high = figure.high - 2 * _NAME_ROW - _BELOW
    table = _grid(file, 3, [*[step] * columns, head], [_NAME_ROW, high, _NAME_ROW])
    _margins(table, 0)
    rows = (names[:columns], names[columns:])
    for row, held in zip((table.rows[0], table.rows[2]), rows, strict=True):
        for cell, name in zip(row.cells, held, strict=False):
            _write(cell, name, HANDOUT.heading.size)
    bones = table.rows[1].cells[0].merge(table.rows[1].cells[columns - 1])
    png = bones_png(step * columns, high - 2, columns)
    picture = bones.paragraphs[0].add_run().add_picture(io.BytesIO(png), Pt(step * columns), Pt(high - 2))
    picture._inline.docPr.set("descr", says("papers", "bones", count=len(names)))
    bones.paragraphs[0].paragraph_format.space_after = Pt(0)
    problem = table.rows[1].cells[columns]
    problem.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _edges(problem, "single")
    _write(problem, clean_words(figure.diagram.problem), HANDOUT.heading.size, aside=_ASIDE)


def _write(cell: Any, text: str, size: float, *, aside: float = 0) -> None:  # noqa: ANN401
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(aside)
    form.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _grid(file: Any, rows: int, widths: list[float], heights: list[float]) -> Any:  # noqa: ANN401
    """A table without lines whose cells have exactly these sizes."""
    table = file.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row, height in zip(table.rows, heights, strict=True):
        row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.EXACTLY
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return table


def _edges(cell: Any, line: str) -> None:  # noqa: ANN401
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", line), ("sz", "8"), ("space", "0"), ("color", "595959")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    cell._tc.get_or_add_tcPr().append(borders)


def _margins(table: Any, points: float) -> None:  # noqa: ANN401
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(points * 20)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)
