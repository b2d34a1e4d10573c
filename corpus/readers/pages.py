"""Pages of a PDF: which page a place is on, and which lines are repeated on page after page."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.text import fold
from corpus.types import Document, Span

_REPEATED_ON_PAGES = 3
_EDGE_LINES = 4  # so many lines at the top and at the bottom of a page can be a header or footer
_DIGITS = re.compile(r"\d+")


def pages_of(document: Document, first: int, last: int) -> str:
    """“page 3” or “pages 3-4” for the characters from ``first`` to ``last``; empty without pages."""
    start = max(1, bisect_right(document.page_starts, first))
    end = max(1, bisect_right(document.page_starts, last))
    if not document.page_starts:
        return ""
    return f"page {start}" if start == end else f"pages {start}-{end}"


def repeated_lines(document: Document, lines: Sequence[Span]) -> set[int]:
    """Start offsets of the lines that are the header or footer of at least three pages."""
    pages = _lines_by_page(document, lines)
    texts = [[document.text[line.start : line.end] for line in page] for page in pages]
    edges = repeated_edges(texts)
    return {page[n].start for page, found in zip(pages, edges, strict=True) for n in found}


def repeated_edges(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page, the numbers of its lines that are the header or footer of at least three pages.

    From the edge of each page inwards, lines count as long as their words, digits aside, stand at the same
    edge of three pages. If no line at all would remain, the pages are merely alike and nothing counts.
    """
    found: list[set[int]] = [set() for _ in pages]
    for step in (1, -1):
        edges = [list(enumerate(map(_key, page)))[::step][:_EDGE_LINES] for page in pages]
        counts = Counter(key for edge in edges for key in {key for _, key in edge})
        for held, edge in zip(found, edges, strict=True):
            for number, key in edge:
                if counts[key] < _REPEATED_ON_PAGES:
                    break
                held.add(number)
    alike = all(len(held) == len(page) for held, page in zip(found, pages, strict=True))
    return [set() for _ in pages] if alike else found


def _lines_by_page(document: Document, lines: Iterable[Span]) -> list[list[Span]]:
    pages: list[list[Span]] = [[] for _ in document.page_starts]
    for line in lines:
        if pages and not document.text[line.start : line.end].isspace() and line.start < line.end:
            pages[max(0, bisect_right(document.page_starts, line.start) - 1)].append(line)
    return pages


def _key(line: str) -> str:
    return fold(_DIGITS.sub("", line)).casefold()
