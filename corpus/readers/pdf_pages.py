"""The pages of a PDF as lines: headings as "#" lines by their type, and a blank line where there is a gap."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from pypdf import PageObject

from corpus.readers.extract import check_searchable, clean_page, read_pages
from corpus.text import fold

_BOLD = ("bold", "black", "heavy")
_LARGER = 1.1  # times the size of the body, from which on a line is a heading
_ALL_BOLD = 0.95  # share of a line's characters
_GAP = 1.25  # times the usual distance of two lines, from which on there is a paragraph between them
_HEADING_MAX_CHARS = 150
_NO_HEADING_END = (".", ",", ";", ":")
_MAX_LEVEL = 6


@dataclass(frozen=True)
class _Line:
    """One line: its height on the page, and of how many characters which size and weight are."""

    text: str
    height: float
    sizes: Counter[float] = field(default_factory=Counter)
    bold: int = 0

    @property
    def size(self) -> float:
        """That of most of its characters."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0

    @property
    def is_bold(self) -> bool:
        """Whether as good as all of it is."""
        return self.bold >= _ALL_BOLD * max(self.sizes.total(), 1)


def pdf_pages(data: bytes, name: str, most: int) -> list[str]:
    """The text of each page.

    Raises:
        UnreadableFileError: damaged, locked, scanned, or more than ``most`` pages.
    """
    pages = read_pages(data, name, _lines, most)
    body = _most_common(size for page in pages for line in page for size in line.sizes.elements())
    gaps = sorted(gap for page in pages for gap in _gaps(page) if gap > 0)
    usual = gaps[len(gaps) // 4] if gaps else 0.0  # most gaps are between lines of one paragraph
    levels = _levels(pages, body)
    texts = ["\n".join(_marked(page, levels, body, usual)) for page in pages]
    check_searchable(texts, name)
    return texts


def _lines(page: PageObject) -> list[_Line]:
    """The lines of a page in the order in which the text is found."""
    done: list[_Line] = []
    current = _Line("", 0.0)

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: dict[str, Any] | None, size: float) -> None:
        nonlocal current
        stretch = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        bold = any(word in str((font or {}).get("/BaseFont", "")).lower() for word in _BOLD)
        for number, piece in enumerate(text.split("\n")):
            if number:
                done.append(current)
                current = _Line("", 0.0)
            letters = sum(not c.isspace() for c in piece)
            if letters and not current.sizes:
                current = replace(current, height=height)
            sizes = current.sizes + Counter({round(2 * size * stretch) / 2: letters})
            current = replace(
                current, text=current.text + piece, sizes=sizes, bold=current.bold + (letters if bold else 0)
            )

    page.extract_text(visitor_text=visit)
    return [replace(line, text=clean_page(line.text)) for line in (*done, current) if line.text.strip()]


def _gaps(lines: Sequence[_Line]) -> list[float]:
    """How far each line but the first stands below the one before it."""
    return [above.height - below.height for above, below in pairwise(lines)]


def _most_common(values: Iterable[float]) -> float:
    return next((value for value, _ in Counter(values).most_common(1)), 0.0)


def _is_heading(line: _Line, body: float) -> bool:
    looks = line.size >= _LARGER * body or (line.is_bold and line.size >= body)
    return looks and len(line.text) <= _HEADING_MAX_CHARS and any(map(str.isalpha, line.text))


def _levels(pages: Sequence[Sequence[_Line]], body: float) -> dict[float, int]:
    """The level of a heading by its size, the largest first."""
    sizes = sorted({line.size for page in pages for line in page if _is_heading(line, body)}, reverse=True)
    return {size: min(level, _MAX_LEVEL) for level, size in enumerate(sizes, 1)}


def _marked(lines: Sequence[_Line], levels: dict[float, int], body: float, usual: float) -> Iterable[str]:
    if not lines:
        return
    for (heading, _, _), group in groupby(
        zip(lines, [0.0, *_gaps(lines)], strict=True),
        key=lambda pair: (_is_heading(pair[0], body), pair[0].size, pair[0].is_bold),
    ):
        together = _together(list(group), usual)
        for texts, size in together:
            joined = fold(" ".join(texts))
            if heading and len(joined) <= _HEADING_MAX_CHARS and not joined.endswith(_NO_HEADING_END):
                yield from ("", f"{'#' * levels[size]} {joined}", "")
            else:
                yield from texts
                yield ""


def _together(pairs: Sequence[tuple[_Line, float]], usual: float) -> list[tuple[list[str], float]]:
    """Lines of one type, cut where the gap above a line is wide, or it stands higher than the one before."""
    found: list[tuple[list[str], float]] = []
    for number, (line, gap) in enumerate(pairs):
        near = 0 < gap <= _GAP * max(usual, line.size * 1.2)
        if number and near:
            found[-1][0].append(line.text)
        else:
            found.append(([line.text], line.size))
    return found
