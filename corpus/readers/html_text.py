"""The words of an HTML page as text: headings as "#" lines, list items as "- ", table rows with tabs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from corpus.readers.unreadable import unreadable
from corpus.text import fold

_DROPPED = frozenset(
    "title script style noscript template nav header footer aside svg iframe object audio video canvas "
    "button select textarea datalist".split()
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADING_MAX_CHARS = 300  # more than that is a heading that somebody forgot to close
_LAYOUT = ("table", "tr", "td", "th", *_HEADINGS)  # in a cell, these say that the table only places things
_PARAGRAPHS = frozenset(
    "p div section article main blockquote pre table caption figure figcaption address details summary form "
    "fieldset legend dl dt body center hr td th".split()
    + list(_HEADINGS)
)
_LISTS = frozenset(("ul", "ol", "menu"))
_LINES = frozenset(("tr", "dd", "option"))
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\ufeff")


@dataclass(frozen=True)
class _End:
    """Stands on the stack for the end of an element."""

    name: str


def html_text(markup: str, name: str) -> str:
    """The visible text of a page, top to bottom; scripts are dropped, nothing is run or fetched.

    Raises:
        UnreadableFileError: the parser gives up.
    """
    try:
        # The tag in front keeps the parser from warning about XHTML; a page may have two.
        soup = BeautifulSoup(f"<html>{markup}", "html.parser")
    except ParserRejectedMarkup as error:
        raise unreadable(name, "is damaged, or is not a web page", "Save it from the browser again.") from error
    page = _Page()
    stack: list[object] = [soup]  # not recursive: pages can be nested deeper than Python's stack
    while stack:
        node = stack.pop()
        if isinstance(node, _End):
            page.close(node.name)
        elif isinstance(node, Tag):
            if _is_hidden(node) or _wrote_line(page, node):
                continue
            page.open(node.name)
            stack.append(_End(node.name))
            stack.extend(reversed(node.contents))
        elif type(node) is NavigableString:  # its subclasses are comments, declarations and the like
            page.write(node)
    return "".join(page.parts)


def _is_hidden(tag: Tag) -> bool:
    if tag.name in _DROPPED or "hidden" in tag.attrs:
        return True
    aria, style = tag.attrs.get("aria-hidden"), tag.attrs.get("style")
    return str(aria).lower() == "true" or bool(style and _HIDING_STYLE.search(str(style)))


def _wrote_line(page: "_Page", tag: Tag) -> bool:
    """Write headings and table rows, which fill one line each; False for anything else."""
    if tag.name in _HEADINGS and not tag.find(_HEADINGS):
        words = fold("".join(_words(tag)))
        if len(words) <= _HEADING_MAX_CHARS:
            page.line(f"{'#' * int(tag.name[1])} {words}" if words else "", 2)
            return True
    if tag.name == "tr":
        cells = [cell for cell in tag.find_all(["td", "th"], recursive=False) if not _is_hidden(cell)]
        if len(cells) > 1 and not any(cell.find(_LAYOUT) for cell in cells):
            texts = [fold("".join(_words(cell))) for cell in cells]
            page.line("\t".join(texts) if any(texts) else "", 1)
            return True
    return False


def _words(tag: Tag) -> Iterator[str]:
    """The visible strings below ``tag``, for one line; list items get a bullet so that they stay apart."""
    stack: list[object] = list(reversed(tag.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if not _is_hidden(node):
                yield " • " if node.name == "li" else " " if _is_block(node.name) else ""
                stack.append(_End(node.name))
                stack.extend(reversed(node.contents))
        elif isinstance(node, _End):
            yield " " if _is_block(node.name) else ""
        elif type(node) is NavigableString:
            yield node.translate(_INVISIBLE)


def _is_block(name: str) -> bool:
    return name in _PARAGRAPHS or name in _LISTS or name in _LINES or name in {"br", "li"}


class _Page:
    """Collects text; breaks and spaces are written only when words follow them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._breaks = 0
        self._space = False
        self._bullet = False
        self._lists = 0
        self._pre = 0

    def open(self, name: str) -> None:
        """Begin an element."""
        if name == "br":
            self._break(min(2, self._breaks + 1))
        elif name == "li":
            self._break(1)
            self._bullet = True
        else:
            self._edge(name, 1)

    def close(self, name: str) -> None:
        """End an element."""
        if name == "li":
            self._bullet = False
            self._break(1)
        else:
            self._edge(name, -1)

    def _edge(self, name: str, step: int) -> None:
        if name in _LISTS:
            outermost = max(self._lists, self._lists + step) <= 1
            self._break(2 if outermost else 1)
            self._lists += step
        elif name in _PARAGRAPHS:
            self._break(2)
            self._pre += step * (name == "pre")
        elif name in _LINES:
            self._break(1)

    def _break(self, count: int) -> None:
        if not self._bullet:  # a paragraph may begin right after its bullet
            self._breaks = max(self._breaks, count)

    def write(self, raw: str) -> None:
        """Add words, white space folded; inside ``pre`` the lines are kept."""
        pieces = raw.split("\n") if self._pre else [raw]
        for number, piece in enumerate(pieces):
            if number:
                self._break(1 if piece.strip() else 2)
            self._write(re.sub(r"\s+", " ", piece.translate(_INVISIBLE)))

    def _write(self, words: str) -> None:
        if not words.strip():
            self._space = self._space or bool(words)
            return
        if self.parts and self._breaks:
            self.parts.append("\n" * self._breaks)
        elif self.parts and (self._space or words[0] == " "):
            self.parts.append(" ")
        self.parts.append(("- " if self._bullet else "") + words.strip())
        self._breaks, self._bullet, self._space = 0, False, words[-1] == " "

    def line(self, words: str, breaks: int) -> None:
        """Add one line as it is, set off by so many line breaks."""
        self._bullet = False
        self._break(breaks)
        if words:
            self.parts.append("\n" * self._breaks if self.parts else "")
            self.parts.append(words)
            self._breaks, self._space = breaks, False
