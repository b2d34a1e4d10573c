"""Cards on pages: equal ones, as large as fills the pages, in the largest letters that fit; all in points."""

from dataclasses import dataclass

from assistant.export.pack_fit import height_pt, line_pt
from assistant.export.pack_words import quoted
from assistant.export.paper import clean_words
from assistant.export.paper_sizes import HANDOUT, TITLE, UPRIGHT
from assistant.workshop.pack import Card, Cards

PAD = 12.0  # between the words of a card and its edges
SIZES = (18.0, 16.0, 14.0, 12.0)
GAP = 6.0  # between the title of a card and its words
_CUT = line_pt(HANDOUT.body.size) + HANDOUT.body.after  # the line that says how to cut
_ABOVE = 2 * line_pt(TITLE.size) + TITLE.after + _CUT  # a title of two lines, and that
ROOM = UPRIGHT.height - _ABOVE
_GRIDS = ((2, 4), (2, 3), (2, 2), (1, 3), (1, 2), (1, 1))  # columns and rows, most cards first
_AIR = 24.0  # under the words of the longest card
_LEAST_GOOD = 14.0  # letters that can be read by several heads over one card


@dataclass(frozen=True)
class CardPage:
    """Cards of one page: how many stand side by side, how wide and high each is, the size of its letters."""

    cards: tuple[Card, ...]
    columns: int
    card_width: float
    card_height: float
    size: float

    @property
    def rows(self) -> tuple[tuple[Card, ...], ...]:
        """The cards row by row."""
        places = range(0, len(self.cards), self.columns)
        return tuple(self.cards[place : place + self.columns] for place in places)

    def height(self, width: float) -> float:
        """How high the page's cards are, with the line that says how to cut them."""
        return _CUT + len(self.rows) * self.card_height


def card_pages(cards: Cards, width: float) -> tuple[CardPage, ...]:
    """The pages of some cards."""
    if not cards.cards:
        return ()
    for least in (_LEAST_GOOD, SIZES[-1]):
        for columns, rows in _GRIDS:
            laid = _laid(cards.cards, columns, rows, width)
            if laid and laid[0].size >= least:
                return laid
    return _pages(cards.cards, 1, 1, width, SIZES[-1])


def head_of(card: Card) -> str:
    """The first line of a card: its mark and its title."""
    return clean_words(f"{card.mark}  {card.title}")


def card_inner(card: Card, size: float, width: float) -> float:
    """How high the words of a card are."""
    inner = width - 2 * PAD
    return height_pt(head_of(card), inner, size, bold=True) + GAP + height_pt(quoted(card.line), inner, size)


def _laid(cards: tuple[Card, ...], columns: int, rows: int, width: float) -> tuple[CardPage, ...]:
    """All cards in a grid of at most so many rows, in the largest letters; empty if they do not fit."""
    count = -(-len(cards) // (columns * rows))
    rows = -(-len(cards) // (columns * count))
    high, wide = ROOM / rows, width / columns
    for size in SIZES:
        if all(card_inner(card, size, wide) <= high - 2 * PAD for card in cards):
            return _pages(cards, columns, rows, width, size)
    return ()


def _pages(cards: tuple[Card, ...], columns: int, rows: int, width: float, size: float) -> tuple[CardPage, ...]:
    per_page, wide = columns * rows, width / columns
    longest = max(card_inner(card, size, wide) for card in cards)
    high = min(ROOM / rows, longest + 2 * PAD + _AIR)
    return tuple(
        CardPage(cards[start : start + per_page], columns, wide, high, size) for start in range(0, len(cards), per_page)
    )
