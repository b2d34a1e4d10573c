"""Forms as tables: how wide their columns are, how high their rows, and where a page ends them; all in points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.export.pack_fit import height_pt, width_pt
from assistant.export.pack_words import quoted, says
from assistant.export.paper import clean_words
from assistant.export.paper_sizes import AFTER_TABLE, BLANK_ROW, CELL, CELL_SIDE, CELL_TOP, WRITING_ROW
from assistant.workshop.pack import Form

_HEAVIEST, _LIGHTEST, _BLANK = 120, 10, 45  # letters that a column counts for, and one that is written in


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

    def stretched(self, left: float, most: float) -> "Table":
        """Its empty rows higher, by what is left of a page."""
        empty = [not any(row) for row in self.rows]
        if not any(empty):
            return self
        more = left / sum(empty)
        heights = zip(self.heights, empty, strict=True)
        return replace(self, heights=tuple(min(h + more, max(h, most)) if blank else h for h, blank in heights))

    def height(self, width: float) -> float:
        """How high it is, with a line below."""
        return self.head_height + sum(self.heights) + AFTER_TABLE


def split_table(table: Table, room: float) -> tuple[Table, Table] | None:
    """The rows that fit in a room, and the others; None if all do, or none does."""
    if table.height(0) <= room:
        return None
    left = room - table.head_height - AFTER_TABLE
    count = 0
    while count < len(table.rows) and table.heights[count] <= left:
        left -= table.heights[count]
        count += 1
    if count == 0:
        return None
    parts = (slice(0, count), slice(count, None))
    first, second = (Table(table.head, table.widths, table.rows[p], table.heights[p]) for p in parts)
    return first, second


def table_of(form: Form, width: float) -> Table:
    """A form as a table as wide as the page."""
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
    """Widths of columns by how much stands in them, or is to be written; no word is broken."""
    weights = [_weight(name, [row[place] for row in rows]) for place, name in enumerate(head)]
    least = [_longest_word(name, [row[place] for row in rows]) for place, name in enumerate(head)]
    free = width - sum(least)
    return tuple(low + free * weight / sum(weights) for low, weight in zip(least, weights, strict=True))


def _longest_word(name: str, cells: Sequence[str]) -> float:
    words = [width_pt(word, CELL.size, bold=True) for word in name.split()]
    words += [width_pt(word, CELL.size) for cell in cells for word in cell.split()]
    return max(words, default=0) + 2 * CELL_SIDE + 6


def _weight(name: str, cells: Sequence[str]) -> float:
    if all(cells) and cells:
        return min(max(sum(map(len, cells)) / len(cells), _LIGHTEST), _HEAVIEST)
    ticked = name.split()[:1] and name.split()[0].strip("?,") in says("papers", "narrow").split()
    return _LIGHTEST if ticked else _BLANK
