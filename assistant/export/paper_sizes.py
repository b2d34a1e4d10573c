"""How large letters, cells and pages of the papers of a pack are; all in points."""

from dataclasses import dataclass

_CM = 72 / 2.54


@dataclass(frozen=True)
class Letters:
    """How a paragraph is set; ``style`` is that of the Word file."""

    style: str
    size: float
    before: float = 0
    after: float = 0
    bold: bool = False
    indent: float = 0


@dataclass(frozen=True)
class Page:
    """The room that a page leaves for words; a little of its height is kept back."""

    width: float
    height: float


@dataclass(frozen=True)
class Family:
    """How the words of a paper are set: its paragraphs, items of a list, and items that bring their own mark."""

    body: Letters
    item: Letters
    marked: Letters
    heading: Letters


def _family(name: str, size: float, after: float, heading: Letters) -> Family:
    return Family(
        Letters(f"{name} text", size, 0, after),
        Letters(f"{name} item", size, 0, after - 1, indent=18),
        Letters(f"{name} marked item", size, 0, after - 1, indent=18),
        heading,
    )


TITLE = Letters("Heading 1", 20, 0, 6, bold=True)
HELD = Letters("Held back", 12, 4, 12, bold=True)
_HEADING = Letters("Heading 2", 14, 10, 3, bold=True)
HANDOUT = _family("Handout", 12, 5, _HEADING)
NOTES = _family("Notes", 11, 4, _HEADING)
SOURCES = _family("Sources", 10, 2, Letters("Heading 3", 11, 8, 2, bold=True))
CELL = Letters("Normal", 11)
FOOT_SIZE = 8
AFTER_TABLE = 6.0
CELL_SIDE, CELL_TOP = 5.4, 3.0
WRITING_ROW, BLANK_ROW, MOST_ROW = 36.0, 50.0, 84.0  # rows that people write in
SIDE_CM, TOP_CM, BOTTOM_CM, FOOT_CM = 2.0, 1.6, 1.8, 0.9
_KEPT_BACK = 14.0
UPRIGHT = Page((21.0 - 2 * SIDE_CM) * _CM, (29.7 - TOP_CM - BOTTOM_CM) * _CM - _KEPT_BACK)
FLAT = Page((29.7 - 2 * SIDE_CM) * _CM, (21.0 - TOP_CM - BOTTOM_CM) * _CM - _KEPT_BACK)
LEAST_FIGURE = 250.0  # a diagram that people write on
