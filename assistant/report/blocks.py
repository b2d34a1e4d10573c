"""From the text of pages to blocks: headings, paragraphs, list items and table rows, each knowing its page.

Running headers and footers and page numbers are left out; a paragraph that runs over a page break is one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.report.reading import Loaded
from corpus.readers.pages import repeated_edges
from corpus.text import fold

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+\s*$")
_ITEM = re.compile(r"\s*(?:[-*•●◦▪■‣⬤\uf0b7o–]|\(?(?:\d{1,3}|[a-z])[.)])(?:\s+(?=\S)|\s*$)")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*$", re.IGNORECASE)
_RULE = re.compile(r"\s*([-=*_])(?:[ \t]*\1){2,}\s*$")
_CELLS = re.compile(r"\t|\s\|\s")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_QUOTE_ENDS = "\"'”’)"
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\ufeff")
_SHORT_LINE = 0.6  # of the usual width: such a line ends a paragraph, or is a heading
_WIDEST_WRAPPED = 150  # characters; texts with longer lines have one line for each paragraph
_LEAST_LOWER = 0.3
_WIDTH_AT = 0.9  # the share of lines that are at most as long as "the usual width"


@dataclass(frozen=True)
class _Line:
    """A line with words; ``gap`` if there is an empty line above it."""

    text: str
    page: int
    gap: bool


@dataclass(frozen=True)
class Block:
    """A ``heading``, ``paragraph``, list ``item`` or table ``row``.

    Attributes:
        text: white space folded, lines joined; the cells of a row are kept apart by tabs.
        starts: where in ``text`` each of ``pages`` begins.
        level: of a heading, from 1; 0 where nothing but its words says that it is one.
        alone: whether it stood as one line by itself.
    """

    shape: str
    text: str
    starts: tuple[int, ...]
    pages: tuple[int, ...]
    level: int = 0
    alone: bool = True

    def page_at(self, place: int) -> int:
        """The page of the character at ``place``."""
        return self.pages[max(0, bisect_right(self.starts, place) - 1)]


def blocks_of(loaded: Loaded) -> list[Block]:
    """The blocks of a report, in order."""
    lines = list(_lines(loaded))
    width = _width([line.text for line in lines])
    wrapped = loaded.paged or _is_wrapped(lines, width)
    found: list[Block] = []
    held: list[_Line] = []
    for line in lines:
        if (
            held
            and _shape(held[0].text) in {"paragraph", "item"}
            and _goes_on(held, line, width, wrapped, loaded.paged)
        ):
            held.append(line)
            continue
        if held:
            found.append(_block(held))
        held = [line]
    if held:
        found.append(_block(held))
    return [block for block in found if block.text]


def _lines(loaded: Loaded) -> Iterator[_Line]:
    """The lines with words, but for page numbers, rules, and what is repeated on page after page."""
    pages = [page.translate(_INVISIBLE).splitlines() for page in loaded.pages]
    filled = [[n for n, line in enumerate(page) if line.strip()] for page in pages]
    edges = repeated_edges([[page[n] for n in numbers] for page, numbers in zip(pages, filled, strict=True)])
    for number, (page, numbers, repeated) in enumerate(zip(pages, filled, edges, strict=True), 1):
        dropped = {numbers[n] for n in repeated} if loaded.paged else set()
        gap = False
        for n, line in enumerate(page):
            furniture = n in dropped or (loaded.paged and _PAGE_NUMBER.match(line)) or _RULE.match(line)
            if line.strip() and not furniture:
                yield _Line(line, number, gap)
            gap = not line.strip() or (gap and bool(furniture))


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(_WIDTH_AT * (len(lengths) - 1))] if lengths else 0


def _shape(line: str) -> str:
    if _HEADING.match(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    return "row" if _CELLS.search(line.strip()) else "paragraph"


def _is_wrapped(lines: Sequence[_Line], width: int) -> bool:
    """Whether lines end where the page was full: then many of those below another one begin in lower case."""
    below = [line.text.lstrip() for line in lines[1:] if not line.gap]
    return width <= _WIDEST_WRAPPED and sum(text[0].islower() for text in below) >= _LEAST_LOWER * max(len(below), 1)


def _goes_on(held: Sequence[_Line], line: _Line, width: int, wrapped: bool, paged: bool) -> bool:
    """Whether a line goes on with the paragraph or item above it."""
    above, text = held[-1].text.rstrip(), line.text.lstrip()
    if _shape(text) != "paragraph":
        return False
    if line.page != held[-1].page:  # a paragraph runs over to the next page in the middle of a sentence
        return not _is_ended(above) and (text[0].islower() or len(above.strip()) >= _SHORT_LINE * width)
    if line.gap:
        return False
    if text[0].islower() or above.endswith((",", "-")) or _ITEM.fullmatch(above):
        return True
    in_a_column = paged and not _is_ended(above)  # of a table: narrow, but gaps show where a paragraph ends
    return wrapped and (in_a_column or len(above.strip()) >= _SHORT_LINE * width)


def _is_ended(line: str) -> bool:
    return line.rstrip(_QUOTE_ENDS).endswith(_SENTENCE_ENDS)


def _block(lines: Sequence[_Line]) -> Block:
    shape = _shape(lines[0].text)
    text, starts, pages, level = "", [], [], 0
    for number, line in enumerate(lines):
        words = line.text
        if not number and (mark := {"heading": _HEADING, "item": _ITEM}.get(shape)) and (found := mark.match(words)):
            level = len(found[1]) if shape == "heading" else 0
            words = _CLOSING_MARKS.sub("", words[found.end() :])
        words = "\t".join(filter(None, map(fold, _CELLS.split(words.strip())))) if shape == "row" else fold(words)
        if text and words and not (text.endswith("-") and words[0].islower()):
            text += " "
        starts.append(len(text))
        pages.append(line.page)
        text += words
    return Block(shape, text, tuple(starts), tuple(pages), level, alone=len(lines) == 1)
