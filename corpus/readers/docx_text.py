"""The words of a Word document as text: headings as "#" lines, list items as "- ", table rows with tabs."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from corpus.readers.unreadable import unreadable
from corpus.text import fold

MAX_UNPACKED_BYTES = 200 * 1024 * 1024

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # .doc, and .docx with a password: both are OLE containers
# Files with random bytes changed or cut off raised BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError
# and ValueError; the others are lxml's and python-docx 1.2's own, and what they raise on parts of a wrong kind.
_DOCX_ERRORS = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_NOT_WORDS = {_FALLBACK, _BOX, *(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr"))}
_STANDS_FOR = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_MAX_HEADING_LEVEL = 6
_BOLD_HEADING = "##"
_BOLD_HEADING_MAX_CHARS = 250


@dataclass(frozen=True)
class _Shapes:
    """What paragraphs stand for, by the id of their style, and whether bold ones are headings."""

    of_styles: dict[str, str]
    bold_headings: bool


def docx_text(data: bytes, name: str, *, bold_headings: bool = False, most_bytes: int = MAX_UNPACKED_BYTES) -> str:
    """The body of a Word document, in order; a table of contents is passed over.

    Text boxes, content controls and insertions not yet accepted count as text; deletions and hidden words do not.
    With ``bold_headings`` a short paragraph that is bold throughout is a heading where no style makes it one.

    Raises:
        UnreadableFileError: damaged, locked, not a Word document, or far larger than its file.
    """
    if data.startswith(_OLD_OR_LOCKED):
        problem = "is either protected by a password or an old Word file (.doc)"
        raise unreadable(name, problem, "Open it in Word and save it as .docx without a password.")
    if _unpacked_bytes(data, name) > most_bytes:
        problem = f"unpacks to more than {most_bytes // 1024**2} MB, which no ordinary document does"
        raise unreadable(name, problem, "Save it without pictures, or as PDF.")
    document = _open(data, name)
    last = ""
    parts: list[str] = []
    shapes = _Shapes(_shapes_of_styles(document), bold_headings)
    for shape, text in _lines(document.element.body, shapes):
        together = shape == last and shape in {"item", "row"}
        parts += ["\n" if together else "\n\n", text] if parts else [text]
        last = shape
    return "".join(parts)


def _unpacked_bytes(data: bytes, name: str) -> int:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except _DOCX_ERRORS as error:
        raise _damaged(name) from error


def _open(data: bytes, name: str) -> WordDocument:
    try:
        document = docx.Document(BytesIO(data))
    except _DOCX_ERRORS as error:
        raise _damaged(name) from error
    if document.element.body is None:
        raise _damaged(name)
    return document


def _damaged(name: str) -> Exception:
    return unreadable(name, "is damaged, or is not a Word document", "Open it in Word and save it as .docx again.")


def _shapes_of_styles(document: WordDocument) -> dict[str, str]:
    """What each paragraph style stands for, by style id: ``#`` marks, ``item``, ``contents`` or nothing."""
    return {style.style_id: shape for style in document.styles if style.style_id and (shape := _shape_of_style(style))}


def _shape_of_style(style: object) -> str:
    for _ in range(10):  # a style may be based on another one, in damaged files in a circle
        name = getattr(style, "name", None) or ""
        heading = _HEADING.match(name)
        if heading or name == "Title":
            return "#" * min(int(heading[1]), _MAX_HEADING_LEVEL) if heading else "#"
        if name.lower().startswith("toc "):
            return "contents"
        if name.startswith("List"):
            return "item"
        style = getattr(style, "base_style", None)
    return ""


def _lines(parent: _Element, shapes: _Shapes) -> Iterator[tuple[str, str]]:
    """Shape and text of each paragraph and table row, in order."""
    for block in _children(parent):
        if block.tag == _P:
            yield from _paragraph(block, shapes)
            for box in block.iter(_BOX):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _lines(box, shapes)
        elif block.tag == _TBL:
            yield from _table(block, shapes)


def _children(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _paragraph(paragraph: _Element, shapes: _Shapes) -> Iterator[tuple[str, str]]:
    words = "".join(_words(paragraph))
    if not words.strip():
        return
    shape = _shape(paragraph, shapes)
    if shape.startswith("#"):
        yield "heading", f"{shape} {fold(words)}"
    elif shape == "item":
        yield "item", f"- {fold(words)}"
    elif not shape:
        yield "words", "\n".join(fold(line) for line in words.strip().split("\n"))


def _shape(paragraph: _Element, shapes: _Shapes) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    shape = shapes.of_styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    numbered = number is not None and number.get(qn("w:val")) != "0"
    if not shape and not numbered and shapes.bold_headings and _is_bold(paragraph):
        return _BOLD_HEADING
    return shape or ("item" if numbered else "")


def _is_bold(paragraph: _Element) -> bool:
    """Whether a paragraph is short, bold throughout, and no sentence."""
    words = fold("".join(_words(paragraph)))
    if len(words) > _BOLD_HEADING_MAX_CHARS or words.endswith((".", ",", ";", ":")):
        return False
    return all(_run_is_bold(run) for run in paragraph.iter(_R) if "".join(_words(run)).strip())


def _run_is_bold(run: _Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in {"0", "false", "off"}


def _words(parent: _Element) -> Iterator[str]:
    for child in parent:
        if child.tag in _NOT_WORDS or (child.tag == _R and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None):
            continue
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _STANDS_FOR:
            yield _STANDS_FOR[child.tag]
        else:
            yield from _words(child)


def _table(table: _Element, shapes: _Shapes) -> Iterator[tuple[str, str]]:
    """One line per row; a table of one column is a box around ordinary text."""
    rows = [[cell for cell in _children(row) if cell.tag == _TC] for row in _children(table) if row.tag == _TR]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _lines(cell, shapes)
        return
    for row in rows:
        cells = [fold(" ".join(_cell_words(cell, shapes))) for cell in row]
        if any(cells):
            yield "row", "\t".join(cells)


def _cell_words(cell: _Element, shapes: _Shapes) -> Iterator[str]:
    for shape, text in _lines(cell, shapes):
        mark, _, words = text.partition(" ") if shape in {"heading", "item"} else ("", "", text)
        yield f"• {words}" if mark == "-" else words
