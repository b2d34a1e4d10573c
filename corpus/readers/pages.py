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
    """Start offsets of the lines that are the header or footer of at least three pages.

    From the edge of each page inwards, lines count as long as their words, digits aside, stand at the same
    edge of three pages. If no line at all would remain, the pages are merely alike and nothing counts.
    """
    pages = _lines_by_page(document, lines)
    found: set[int] = set()
    for step in (1, -1):
        edges = [[(line.start, _key(document.text, line)) for line in page[::step][:_EDGE_LINES]] for page in pages]
        counts = Counter(key for edge in edges for key in {key for _, key in edge})
        for edge in edges:
            for start, key in edge:
                if counts[key] < _REPEATED_ON_PAGES:
                    break
                found.add(start)
    alike = all(line.start in found for page in pages for line in page)
    return set() if alike else found


def _lines_by_page(document: Document, lines: Iterable[Span]) -> list[list[Span]]:
    pages: list[list[Span]] = [[] for _ in document.page_starts]
    for line in lines:
        if pages and not document.text[line.start : line.end].isspace() and line.start < line.end:
            pages[max(0, bisect_right(document.page_starts, line.start) - 1)].append(line)
    return pages


def _key(text: str, line: Span) -> str:
    return fold(_DIGITS.sub("", text[line.start : line.end])).casefold()
