"""`python -m evals.make_plans`: make the reports and sets of findings that splitting is measured on, with their gold.

A source (``plans/sources/NAME.txt``) has one piece a line: "# ", "## " and "### " headings, "[-f1 regs=12] shortfall",
"[+f2] strength", "[~] no finding". A piece ending in "&" goes on in the same paragraph with the next line; "•" begins
a bullet; "| a | b |" and "[~] a | b" are rows of a table; "===" ends a page. The first line may say how it is written:
"% list=dash", "% list=numbered", "% docx=styles" or "% docx=bold". Those in ``plans/layouts.toml`` become PDFs.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from evals.splitting import PLANS

_HEADING = re.compile(r"(#{1,3}) (.+)")
_PIECE = re.compile(r"\[(?P<sign>[-+~])(?P<id>f\d+)?(?: regs=(?P<regs>[\d,]+))?\] (?P<text>\S.*?)(?P<on> ?&)?")
_QUESTION = re.compile(r"(?:is the service )?(safe|effective|caring|responsive|well-led)\??", re.IGNORECASE)
_BULLET = "• "
_SIZES = {1: 20.0, 2: 14.0, 3: 11.5}  # of a PDF's headings, in points
_WIDTHS = (62 * mm, 108 * mm)


@dataclass(frozen=True)
class Piece:
    """A finding, or words that are none (``id`` ""), and where they stand."""

    text: str
    id: str = ""
    shortfall: bool = False
    regulations: tuple[str, ...] = ()
    heading: str = ""
    key_question: str = ""

    def row(self, page: int | None) -> dict[str, object]:
        """The gold row of a finding that begins on a page."""
        return {
            "id": self.id,
            "text": self.text.removeprefix(_BULLET),
            "page": page,
            "heading": self.heading,
            "key_question": self.key_question,
            "polarity": "shortfall" if self.shortfall else "strength",
            "regulations": list(self.regulations),
        }


@dataclass(frozen=True)
class Part:
    """A ``heading``, ``paragraph``, ``bullet``, ``row`` or page ``break``."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        """Its words, without the mark of a bullet."""
        return " ".join(piece.text for piece in self.pieces).removeprefix(_BULLET)

    @property
    def cells(self) -> list[str]:
        """Those of a row."""
        return [cell.strip() for cell in self.text.strip("|").split("|")]


def parts_of(lines: list[str]) -> Iterator[Part]:
    """The parts of a source, in order.

    Raises:
        ValueError: a line is in none of the forms, with its number.
    """
    path: list[str] = []
    held: list[Piece] = []
    for number, line in enumerate(lines, 1):
        if found := _HEADING.fullmatch(line.rstrip()):
            path = [*path[: len(found[1]) - 1], found[2].strip()]
            yield Part("heading", (Piece(path[-1]),), len(found[1]))
        elif line.startswith("|"):
            yield Part("row", (Piece(line.strip()),))
        elif line.startswith("==="):
            yield Part("break")
        elif (found := _PIECE.fullmatch(line.rstrip())) and (found["sign"] == "~") == (found["id"] is None):
            held.append(_piece(found, path))
            if not found["on"]:
                yield _paragraph(tuple(held))
                held = []
        elif line.strip():
            raise ValueError(f"line {number} is not a line of a source: {line[:60]}")


def _piece(found: re.Match[str], path: list[str]) -> Piece:
    questions = [question[1].capitalize() for title in path if (question := _QUESTION.fullmatch(title))]
    return Piece(
        found["text"],
        found["id"] or "",
        found["sign"] == "-",
        tuple((found["regs"] or "").split(",")) if found["regs"] else (),
        path[-1] if path else "",
        questions[0] if questions else "",
    )


def _paragraph(pieces: tuple[Piece, ...]) -> Part:
    first = pieces[0]
    if first.text.startswith(_BULLET):
        return Part("bullet", pieces)
    return Part("row" if " | " in first.text and not first.id else "paragraph", pieces)


# -- text and Word --------------------------------------------------------------------------------


def as_text(parts: list[Part], style: str) -> str:
    """Plain text: blank lines between paragraphs, none between bullets, items and rows."""
    out, last, count = "", "", 0
    for part in parts:
        kind, text = part.kind, part.text
        if style.startswith("list=") and kind == "paragraph":
            count += 1
            kind, text = "item", f"{count}. {text}" if style == "list=numbered" else f"- {text}"
        elif kind == "bullet":
            text = _BULLET + text
        elif kind == "row":
            text = "\t".join(part.cells)
        together = kind == last and kind in {"bullet", "item", "row"}
        out += ("" if not out else "\n" if together else "\n\n") + text
        last = kind
    return out + "\n"


def as_word(parts: list[Part], style: str) -> bytes:
    """A Word document, its headings styled, or bold paragraphs."""
    document = Document()
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "row":
            rows = [part.cells for part in group]
            table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
            continue
        for part in group:
            if kind == "heading" and style == "docx=bold":
                document.add_paragraph().add_run(part.text).bold = True
            elif kind == "heading":
                document.add_heading(part.text, level=part.level)
            else:
                document.add_paragraph(part.text, style="List Bullet" if kind == "bullet" else None)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# -- PDF ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """How the pages of a PDF look; "{page}" in the header or footer stands for the page number."""

    header: str
    footer: str
    size: float
    header_from: int = 1


def as_pdf(parts: list[Part], layout: Layout) -> tuple[bytes, dict[str, int]]:
    """A PDF, and the page on which each finding begins."""
    pages: dict[str, int] = {}

    def begins(page: Canvas, _kind: str | None, label: str) -> None:
        pages.setdefault(label, page.getPageNumber())

    def canvas(*given: Any, **options: Any) -> Canvas:  # noqa: ANN401 - passed on
        made = Canvas(*given, **{**options, "invariant": 1})
        made.setNamedCB("finding", begins)
        return made

    def decorate(page: Canvas, _document: SimpleDocTemplate) -> None:
        number = page.getPageNumber()
        page.setFont("Helvetica", 8.5)
        if number >= layout.header_from:
            page.drawString(20 * mm, A4[1] - 12 * mm, layout.header)
        page.drawString(20 * mm, 11 * mm, layout.footer.format(page=number))

    story: list[Flowable] = [Spacer(1, 12 * mm)]
    for kind, group in groupby(parts, key=lambda part: part.kind):
        held = list(group)
        story += [_table(held, layout)] if kind == "row" else [_flowable(part, layout) for part in held]
    buffer = BytesIO()
    margins: dict[str, Any] = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20 * mm)
    made = SimpleDocTemplate(buffer, pagesize=A4, **margins)
    made.build(story, onFirstPage=decorate, onLaterPages=decorate, canvasmaker=canvas)
    return buffer.getvalue(), pages


def _style(layout: Layout, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - what a style may have
    size = layout.size
    return ParagraphStyle("body", fontName="Helvetica", fontSize=size, leading=size * 1.36, spaceAfter=6, **more)


def _flowable(part: Part, layout: Layout) -> Flowable:
    if part.kind == "break":
        return PageBreak()
    if part.kind == "heading":
        size = _SIZES[part.level]
        bold = _style(replace(layout, size=size), spaceBefore=size * 0.5, keepWithNext=1)
        return Paragraph(f"<b>{escape(part.text)}</b>", bold)
    text = " ".join(_marked(piece) for piece in part.pieces)
    if part.kind == "bullet":
        return Paragraph(text, _style(layout, leftIndent=12), bulletText="•")
    return Paragraph(text, _style(layout))


def _marked(piece: Piece) -> str:
    """The words of a piece, a finding's with a mark behind the first that tells its page."""
    first, space, rest = piece.text.removeprefix(_BULLET).partition(" ")
    mark = f'<onDraw name="finding" label="{piece.id}"/>' if piece.id else ""
    return f"{escape(first)}{mark}{space}{escape(rest)}"


def _table(rows: list[Part], layout: Layout) -> Flowable:
    cells = [[Paragraph(escape(cell), _style(layout)) for cell in part.cells] for part in rows]
    return Table(cells, colWidths=_WIDTHS[: len(cells[0])], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


# -- all of it ------------------------------------------------------------------------------------


def make(source: Path, folder: Path, layouts: dict[str, Layout]) -> int:
    """Write the document of a source and its gold rows; returns how many findings there are."""
    lines = source.read_text(encoding="utf-8").splitlines()
    style = lines.pop(0)[2:].strip() if lines[0].startswith("% ") else ""
    parts = list(parts_of(lines))
    pages: dict[str, int] = {}
    target = folder / source.stem
    if source.stem in layouts:
        content, pages = as_pdf(parts, layouts[source.stem])
        target.with_suffix(".pdf").write_bytes(content)
    elif style.startswith("docx="):
        target.with_suffix(".docx").write_bytes(as_word(parts, style))
    else:
        target.with_suffix(".txt").write_text(as_text(parts, style), encoding="utf-8")
    found = [piece for part in parts for piece in part.pieces if piece.id]
    rows = "".join(json.dumps(piece.row(pages.get(piece.id)), ensure_ascii=False) + "\n" for piece in found)
    (folder / f"{source.stem}.gold.jsonl").write_text(rows, encoding="utf-8")
    return len(found)


def main(folder: Path = PLANS) -> int:
    """Make every document of a folder from its sources."""
    told = tomllib.loads((folder / "layouts.toml").read_text(encoding="utf-8"))
    layouts = {name: Layout(**row) for name, row in told.items()}
    for source in sorted((folder / "sources").glob("*.txt")):
        sys.stderr.write(f"{source.stem}: {make(source, folder, layouts)} findings\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
