"""The papers of a pack laid out on A4 pages: what stands on which page, by measuring; all in points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.export.card_pages import CardPage, card_pages
from assistant.export.pack_fit import height_pt, width_pt
from assistant.export.pack_words import quoted, says
from assistant.export.paper import clean_words
from assistant.export.paper_sizes import (
    BLANK_ROW,
    BODY,
    CELL,
    CELL_SIDE,
    CELL_TOP,
    FIGURE,
    FLAT,
    HELD,
    LIST,
    LIST_INDENT,
    SUBTITLE,
    TITLE,
    UPRIGHT,
    WRITING_ROW,
    Letters,
    Page,
)
from assistant.workshop.pack import Block, Cards, Diagram, Form, Lines, Paper

_WIDE = 4  # a form with more columns lies on its side
_HEAVIEST, _LIGHTEST, _BLANK = 60, 9, 24  # letters that a column counts for, and one that is empty


@dataclass(frozen=True)
class Words:
    """A paragraph in letters of ours; ``listed`` has a bullet; a new one for each line."""

    text: str
    letters: Letters
    with_next: bool = False

    def height(self, width: float) -> float:
        """How high it is, with the space around it."""
        room = width - (LIST_INDENT if self.letters is LIST else 0)
        form = self.letters
        return form.before + form.after + height_pt(self.text, room, form.size, bold=form.bold)


@dataclass(frozen=True)
class Table:
    """Rows of a form that stand on one page, under its head; ``heights`` of the rows without the head."""

    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]

    @property
    def head_height(self) -> float:
        """How high the row of headings is."""
        return _row_height(self.head, self.widths, bold=True)

    def height(self, width: float) -> float:
        """How high it is, with a line below."""
        return self.head_height + sum(self.heights) + BODY.after


@dataclass(frozen=True)
class Figure:
    """A blank cause and effect diagram."""

    diagram: Diagram

    def height(self, width: float) -> float:
        """As high as a page leaves under a heading."""
        return FIGURE.height


Item = Words | Table | Figure | CardPage


@dataclass(frozen=True)
class PaperPage:
    """One page; ``flat`` lies on its side."""

    items: tuple[Item, ...]
    flat: bool = False


def pages_of(paper: Paper) -> tuple[PaperPage, ...]:
    """The pages of a paper; every one of them fits."""
    flat = any(_is_flat(block) for block in paper.blocks)
    page = FLAT if flat else UPRIGHT
    opening = [Words(clean_words(paper.title), TITLE, with_next=True)]
    if paper.held_back:
        opening.append(Words(says("papers", "held_back"), HELD, with_next=True))
    pages: list[list[Item]] = [[*opening]]
    for block in paper.blocks:
        if isinstance(block, Cards):
            again = Words(says("papers", "goes_on", title=clean_words(paper.title)), TITLE)
            laid = card_pages(block, page.width)
            pages[-1] += [laid[0]] if laid else []
            pages += [[again, *opening[1:], more] for more in laid[1:]]
            continue
        for item in _items(block, page.width):
            _place(pages, item, page)
    return tuple(PaperPage(tuple(items), flat) for items in pages)


def expected_pages(papers: Iterable[Paper]) -> int:
    """How many pages papers take."""
    return sum(len(pages_of(paper)) for paper in papers)


def used(items: Sequence[Item], width: float) -> float:
    """How high the items of a page are."""
    return sum(item.height(width) for item in items)


def _place(pages: list[list[Item]], item: Item, page: Page) -> None:
    """On the page that was begun, or on the next, together with what announces it."""
    width = page.width
    while isinstance(item, Table):
        rest = _split(item, page.height - used(pages[-1], width))
        if rest is None:
            break
        on_it, item = rest
        if on_it is not None:
            pages[-1].append(on_it)
            pages.append([])
        else:
            pages.append(_announcing(pages[-1]))
    if used([*pages[-1], item], width) > page.height:
        pages.append(_announcing(pages[-1]))
    pages[-1].append(item)


def _announcing(items: list[Item]) -> list[Item]:
    """Take what announces the next item from the end of a page, unless that is all there is on it."""
    count = 0
    while count < len(items) - 1 and isinstance(last := items[-1 - count], Words) and last.with_next:
        count += 1
    moved = items[len(items) - count :]
    del items[len(items) - count :]
    return moved


def _split(table: Table, room: float) -> tuple[Table | None, Table] | None:
    """The rows that fit in a room, and the others; None if all do."""
    if table.height(0) <= room:
        return None
    left = room - table.head_height - BODY.after
    count = 0
    while count < len(table.rows) and table.heights[count] <= left:
        left -= table.heights[count]
        count += 1
    if count == 0:
        return (None, table) if room < UPRIGHT.height - 150 and room < FLAT.height else None
    parts = (slice(0, count), slice(count, None))
    first, second = (Table(table.head, table.widths, table.rows[p], table.heights[p]) for p in parts)
    return first, second


def _is_flat(block: Block) -> bool:
    return isinstance(block, Diagram) or (isinstance(block, Form) and len(block.columns) > _WIDE)


def _items(block: Lines | Form | Diagram, width: float) -> Iterator[Item]:
    match block:
        case Lines():
            yield from _paragraphs(block)
        case Form():
            yield _table(block, width)
        case Diagram():
            yield Figure(block)


def _paragraphs(block: Lines) -> Iterator[Words]:
    if block.heading:
        yield Words(clean_words(block.heading), SUBTITLE, with_next=True)
    for line in block.lines:
        text = quoted(line)
        if text:
            yield Words(text, LIST if block.listed else BODY, with_next=not line.citation and text.endswith(":"))


def _table(form: Form, width: float) -> Table:
    head = tuple(map(clean_words, form.columns))
    rows = [tuple(map(quoted, row)) for row in form.rows]
    widths = _widths(head, rows, width)
    blank = tuple("" for _ in head)
    heights = [_row_height(row, widths) for row in rows]
    least = [WRITING_ROW if any(not cell for cell in row) else 0 for row in rows]
    heights = [max(pair) for pair in zip(heights, least, strict=True)]
    return Table(
        head, widths, (*rows, *(blank for _ in range(form.blank))), (*heights, *(BLANK_ROW for _ in range(form.blank)))
    )


def _row_height(row: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> float:
    inner = (
        height_pt(text, width - 2 * CELL_SIDE, CELL.size, bold=bold) for text, width in zip(row, widths, strict=True)
    )
    return max(inner) + 2 * CELL_TOP + 1


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> tuple[float, ...]:
    """Widths of columns by their words; no heading has a word broken."""
    weights = []
    for place, name in enumerate(head):
        longest = max((len(row[place]) for row in rows), default=0)
        empty = not rows or any(not row[place] for row in rows)
        weight = min(max(longest, _LIGHTEST), _HEAVIEST)
        weights.append(max(weight, min(_BLANK, len(name) * 1.6), _LIGHTEST) if empty else weight)
    least = [
        max(width_pt(word, CELL.size, bold=True) for word in (name.split() or [""])) + 2 * CELL_SIDE + 6
        for name in head
    ]
    free = width - sum(least)
    return tuple(low + free * weight / sum(weights) for low, weight in zip(least, weights, strict=True))
