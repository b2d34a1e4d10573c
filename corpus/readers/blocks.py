"""Cutting text into headings, paragraphs, list items and table rows, by what shows in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.builder import PassageBuilder
from corpus.readers.pages import repeated_lines
from corpus.text import lines_of, trim
from corpus.types import Span

_MARK_UP = "mark-up"
_REPEATED = "repeated page header or footer"
_HEADING_MAX_CHARS = 300  # what is longer is a paragraph, whatever marks it has
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+\s*$")
_ITEM = re.compile(r"\s*(?:[-*•●◦▪■‣\uf0b7]|\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*([-=*_])(?:[ \t]*\1){2,}\s*$")
_SETEXT_LEVELS = {"=": 1, "-": 2}
_FENCE = re.compile(r" {0,3}(```+|~~~+)[ \t]*[\w+#.-]*\s*$")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_QUOTE_ENDS = "\"'”\u2019)"


@dataclass(frozen=True)
class Block:
    """A ``heading``, ``paragraph``, list ``item`` or table ``row``, without the marks at its edges.

    Attributes:
        line: where its last line starts.
        level: of a heading, from 1.
    """

    shape: str
    span: Span
    line: int
    level: int = 0


def cut_blocks(out: PassageBuilder) -> list[Block]:
    """The blocks of the document in order; mark-up and lines repeated on its pages are left out on the way.

    A line under another one (``===`` or ``---``) makes that a heading where no heading is marked with ``#``.
    """
    return list(_Cutter(out).blocks())


def leave_gaps(out: PassageBuilder, whole: Span, kept: Sequence[Span]) -> None:
    """Record as mark-up what is in ``whole`` but in none of the spans ``kept``."""
    position = whole.start
    for span in (*kept, Span(whole.end, whole.end)):
        gap = trim(out.document.text, Span(position, span.start))
        if gap:
            out.leave_out(gap, _MARK_UP)
        position = span.end


class _Cutter:
    def __init__(self, out: PassageBuilder) -> None:
        self.out = out
        self.text = out.document.text

    def blocks(self) -> Iterator[Block]:
        lines = self._lines()
        marked = any(line.shape == "heading" for line in self._shapes(lines))
        block: Block | None = None  # the one that may still go on
        for line in self._shapes(lines):
            if line.shape in {"fence", "rule"}:
                level = 0 if marked else self._setext_level(block, line)
                if block:
                    yield replace(block, shape="heading", level=level) if level else block
                block = None
                self.out.leave_out(line.span, _MARK_UP)
            elif block and self._goes_on(block, line):
                block = replace(block, span=Span(block.span.start, line.span.end), line=line.line)
            else:
                if block:
                    yield block
                block = self._without_marks(line) if line.shape != "blank" else None
        if block:
            yield block

    def _lines(self) -> list[Span]:
        lines = lines_of(self.text)
        if self.text.startswith("\ufeff"):  # byte order mark
            self.out.leave_out(Span(0, 1), _MARK_UP)
            lines[0] = Span(1, lines[0].end)
        repeated = repeated_lines(self.out.document, lines)
        for line in lines:
            if line.start in repeated:
                self.out.leave_out(line, _REPEATED)
        return [line for line in lines if line.start not in repeated]

    def _shapes(self, lines: Sequence[Span]) -> Iterator[Block]:
        """Each line with its shape; between fences everything is a paragraph."""
        fence = ""
        for line in lines:
            content = self.text[line.start : line.end]
            shape = _shape(content)
            mark = _FENCE.match(content)
            if mark and fence in {"", mark[1][0]}:
                fence = "" if fence else mark[1][0]
            elif fence and shape != "blank":
                shape = "paragraph"
            yield Block(shape, line, line.start)

    def _setext_level(self, block: Block | None, underline: Block) -> int:
        """The level of the heading that ``underline`` makes of the one line above it, or 0."""
        if not block or block.shape != "paragraph" or block.span.start != block.line:
            return 0
        if block.span.end - block.span.start > _HEADING_MAX_CHARS:
            return 0
        return _SETEXT_LEVELS.get(self.text[underline.span.start : underline.span.end].strip()[0], 0)

    def _goes_on(self, block: Block, line: Block) -> bool:
        """Whether a line without marks continues the block above it."""
        if line.shape != "paragraph" or block.shape not in {"paragraph", "item"}:
            return False
        if block.shape == "paragraph":
            return True
        first = self.text[line.span.start]
        above = self.text[block.line : block.span.end].rstrip().rstrip(_QUOTE_ENDS)
        return first.isspace() or first.islower() or not above.endswith(_SENTENCE_ENDS)

    def _without_marks(self, line: Block) -> Block:
        pattern = {"heading": _HEADING, "item": _ITEM}.get(line.shape)
        mark = pattern.match(self.text, line.span.start, line.span.end) if pattern else None
        if not mark:
            return line
        heading = line.shape == "heading"
        closing = _CLOSING_MARKS.search(self.text, mark.end(), line.span.end) if heading else None
        span = Span(mark.end(), closing.start() if closing else line.span.end)
        leave_gaps(self.out, line.span, [span])
        return replace(line, span=span, level=len(mark[1]) if heading else 0)


def _shape(content: str) -> str:
    if not content.strip():
        return "blank"
    for shape, pattern in (("fence", _FENCE), ("rule", _RULE), ("heading", _HEADING), ("item", _ITEM)):
        if pattern.match(content) and not (shape == "heading" and len(content) > _HEADING_MAX_CHARS):
            return shape
    return "row" if "\t" in content.strip() else "paragraph"
