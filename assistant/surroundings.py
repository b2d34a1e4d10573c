"""The words of a citation where they stand: paragraphs of stored text, tidied for display, quotes marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.text import fold, runs, trim
from corpus.types import Span

AROUND = 600  # characters shown before and after the quote
_BETWEEN = 250  # characters shown on each side of a gap between quoted words
_CELLS = " | "  # between the cells of a table row
_BREAK = re.compile(r"\n|</?(?:p|ul|ol|li|br)\b[^>\n]*>|[■▪]")


@dataclass(frozen=True)
class Piece:
    """Words of one paragraph; ``quoted`` if they are the citation's own."""

    text: str
    quoted: bool


@dataclass(frozen=True)
class Paragraph:
    """A line of the document; ``cut`` if the document's text in between or before it is left out here."""

    pieces: tuple[Piece, ...]
    cut: bool = False


@dataclass(frozen=True)
class _Atom:
    """Words without a line break, at their place; ``gap`` if text before them is left out."""

    span: Span
    quoted: bool
    gap: bool = False


def surroundings(text: str, spans: Sequence[Span], around: int = AROUND) -> tuple[Paragraph, ...]:
    """The paragraphs around the quoted spans of a document; the pieces marked as quoted are exactly the spans.

    White space is folded and mark-up remnants outside the quote are left out, for display only.
    """
    ordered = sorted(spans)
    atoms: list[_Atom] = []
    for window in _windows(text, ordered, around):
        inside = [span for span in ordered if window.start <= span.start and span.end <= window.end]
        found = list(_atoms(text, window, inside))
        gap = window.start > 0 and (bool(atoms) or bool(text[: window.start].strip()))
        atoms += [_Atom(a.span, a.quoted, gap=gap and n == 0) for n, a in enumerate(found)]
    return tuple(_paragraphs(text, atoms))


def _windows(text: str, spans: Sequence[Span], around: int) -> list[Span]:
    """Ranges to show, apart from each other: wide at both ends, narrower where quoted words are far apart."""
    windows: list[Span] = []
    for number, span in enumerate(spans):
        before = around if number == 0 else _BETWEEN
        after = around if number == len(spans) - 1 else _BETWEEN
        window = Span(_line_start(text, span.start, before), _line_end(text, span.end, after))
        if windows and window.start <= windows[-1].end:
            window = Span(windows.pop().start, max(window.end, span.end))
        windows.append(window)
    return windows


def _line_start(text: str, position: int, before: int) -> int:
    """The first line start in the ``before`` characters; a space if there is none; never after ``position``."""
    earliest = position - before
    if earliest <= 0:
        return 0
    for mark in ("\n", " "):
        found = text.find(mark, earliest, position)
        if found >= 0:
            return found + 1
    return position


def _line_end(text: str, position: int, after: int) -> int:
    latest = position + after
    if latest >= len(text):
        return len(text)
    for mark in ("\n", " "):
        found = text.rfind(mark, position, latest)
        if found >= 0:
            return found
    return position


def _atoms(text: str, window: Span, quoted: Iterable[Span]) -> Iterator[_Atom]:
    position = window.start
    for span in quoted:
        yield from _plain(text, Span(position, max(position, span.start)))
        yield from (_Atom(line, quoted=True) for line in _lines(text, span))
        position = max(position, span.end)
    yield from _plain(text, Span(position, window.end))


def _plain(text: str, span: Span) -> Iterator[_Atom]:
    for line in _lines(text, span):
        for run in runs(text, line):
            yield from (_Atom(piece, quoted=False) for piece in run)


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for part in text[span.start : span.end].split("\n"):
        line = trim(text, Span(start, start + len(part)))
        if line:
            yield line
        start += len(part) + 1


def _paragraphs(text: str, atoms: Sequence[_Atom]) -> Iterator[Paragraph]:
    pieces: list[Piece] = []
    cut = False
    for number, atom in enumerate(atoms):
        between = text[atoms[number - 1].span.end : atom.span.start] if number else ""
        if pieces and (atom.gap or _BREAK.search(between)):
            yield Paragraph(tuple(pieces), cut)
            pieces, cut = [], False
        words = _words(text[atom.span.start : atom.span.end], quoted=atom.quoted)
        cut = cut or atom.gap
        space = _space(between) if pieces else ""
        if pieces and atom.quoted and pieces[-1].quoted:
            pieces.append(Piece(f"{pieces.pop().text}{space[:1]}{words}", quoted=True))
            continue
        pieces += [Piece(space, quoted=False)] if space else []
        pieces.append(Piece(words, atom.quoted))
    if pieces:
        yield Paragraph(tuple(pieces), cut)


def _words(text: str, *, quoted: bool) -> str:
    """White space folded; outside the quote the cells of a table row are kept apart."""
    return fold(text) if quoted else _CELLS.join(fold(cell) for cell in text.split("\t"))


def _space(between: str) -> str:
    return _CELLS if "\t" in between else " " if re.search(r"\s", between) else ""
