"""The papers of a pack laid out on A4 pages: what stands on which page, by measuring; all in points."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.export.card_pages import CardPage, card_pages
from assistant.export.form_tables import Table, split_table, table_of
from assistant.export.pack_fit import height_pt
from assistant.export.pack_words import quoted, says
from assistant.export.paper import clean_words
from assistant.export.paper_sizes import (
    FLAT,
    HANDOUT,
    HELD,
    LEAST_FIGURE,
    MOST_ROW,
    NOTES,
    SOURCES,
    TITLE,
    UPRIGHT,
    Family,
    Letters,
    Page,
)
from assistant.workshop.pack import Block, Cards, Diagram, Form, Lines, Paper, PaperKind

_WIDE = 4  # a form with more columns lies on its side
_LITTLE, _TOGETHER = 0.3, 0.25  # of the height of a page
_MARK = re.compile(r"(?:[A-Z]|\d{1,2})[.)] |\[\d")  # an item that brings its own


@dataclass(frozen=True)
class Words:
    """A paragraph in letters of ours; ``listed`` has a bullet; a new one for each line."""

    text: str
    letters: Letters
    with_next: bool = False

    def height(self, width: float) -> float:
        """How high it is, with the space around it."""
        form = self.letters
        return form.before + form.after + height_pt(self.text, width - form.indent, form.size, bold=form.bold)


@dataclass(frozen=True)
class Figure:
    """A blank cause and effect diagram, as high as its page leaves room for."""

    diagram: Diagram
    high: float = LEAST_FIGURE

    def height(self, width: float) -> float:
        """How high it is, however wide the page."""
        return self.high


Item = Words | Table | Figure | CardPage


@dataclass(frozen=True)
class PaperPage:
    """One page; ``flat`` lies on its side."""

    items: tuple[Item, ...]
    flat: bool = False


def pages_of(paper: Paper) -> tuple[PaperPage, ...]:
    """The pages of a paper; every one of them fits. Letters are smaller where that saves a page with little on it."""
    first, *others = _families(paper)
    pages, last = _laid(paper, first)
    for family in others:
        fewer, _ = _laid(paper, family)
        if last < _LITTLE and len(fewer) < len(pages):
            return fewer
    return pages


def _laid(paper: Paper, family: Family) -> tuple[tuple[PaperPage, ...], float]:
    """The pages in some letters, and what share of the last one is used."""
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
            pages[-1] += laid[:1]
            pages += [[again, *opening[1:], more] for more in laid[1:]]
            continue
        for item in _items(block, page, family):
            _place(pages, item, page)
    last = used(pages[-1], page.width) / page.height
    return tuple(PaperPage(tuple(_filled(items, page)), flat) for items in pages), last


def expected_pages(papers: Iterable[Paper]) -> int:
    """How many pages papers take."""
    return sum(len(pages_of(paper)) for paper in papers)


def used(items: Sequence[Item], width: float) -> float:
    """How high the items of a page are."""
    return sum(item.height(width) for item in items)


def _place(pages: list[list[Item]], item: Item, page: Page) -> None:
    """On the page that was begun, or on the next, together with what announces it; a table may go on over several."""
    room = page.height - used(pages[-1], page.width)
    parts = split_table(item, room) if isinstance(item, Table) else None
    if parts:
        pages[-1].append(parts[0])
        pages.append([])
        _place(pages, parts[1], page)
        return
    moved = _announcing(pages[-1])
    if item.height(page.width) > room and len(moved) < len(pages[-1]):
        del pages[-1][len(pages[-1]) - len(moved) :]
        pages.append(moved)
        _place(pages, item, page)
        return
    pages[-1].append(item)


def _announcing(items: Sequence[Item]) -> list[Item]:
    """What announces the next item at the end of a page."""
    count = 0
    while count < len(items) and isinstance(last := items[-1 - count], Words) and last.with_next:
        count += 1
    return list(items[len(items) - count :])


def _is_flat(block: Block) -> bool:
    return isinstance(block, Diagram) or (isinstance(block, Form) and len(block.columns) > _WIDE)


def _items(block: Lines | Form | Diagram, page: Page, family: Family) -> Iterator[Item]:
    match block:
        case Lines():
            yield from _paragraphs(block, page, family)
        case Form():
            yield table_of(block, page.width)
        case Diagram():
            yield Figure(block)


def _paragraphs(block: Lines, page: Page, family: Family) -> Iterator[Words]:
    """The words of a block; a short one stays together."""
    words = [Words(clean_words(block.heading), family.heading, with_next=True)] if block.heading else []
    for line in block.lines:
        text = quoted(line)
        marked = not line.citation and _MARK.match(text)
        letters = family.marked if marked else family.item if block.listed else family.body
        if text:
            words.append(Words(text, letters, with_next=not line.citation and text.endswith(":")))
    if block.heading and used(words, page.width) < page.height * _TOGETHER:
        words[:-1] = [replace(held, with_next=True) for held in words[:-1]]
    yield from words


def _families(paper: Paper) -> tuple[Family, ...]:
    if paper.kind is PaperKind.SOURCES:
        return (SOURCES,)
    return (NOTES, SOURCES) if paper.held_back else (HANDOUT, NOTES)


def _filled(items: Sequence[Item], page: Page) -> Iterator[Item]:
    """What stands last takes what room is left: a diagram all of it, rows to write in some."""
    left = page.height - used(items, page.width)
    for number, item in enumerate(items, 1):
        match item:
            case Figure() if number == len(items):
                yield replace(item, high=item.high + left)
            case Table() if number == len(items):
                yield item.stretched(left, MOST_ROW)
            case _:
                yield item
