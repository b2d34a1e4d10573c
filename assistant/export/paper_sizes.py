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


@dataclass(frozen=True)
class Page:
    """The room that a page leaves for words; a little of its height is kept back."""

    width: float
    height: float


TITLE = Letters("Heading 1", 20, 0, 6, bold=True)
SUBTITLE = Letters("Heading 2", 14, 10, 3, bold=True)
BODY = Letters("Normal", 12, 0, 5)
LIST = Letters("List Bullet", 12, 0, 4)
HELD = Letters("Held back", 12, 2, 8, bold=True)
CELL = Letters("Cell", 11)
LIST_INDENT = 18.0
CELL_SIDE, CELL_TOP = 5.4, 3.0
WRITING_ROW, BLANK_ROW = 36.0, 52.0  # rows that people write in
SIDE_CM, TOP_CM, BOTTOM_CM, FOOT_CM = 2.0, 1.6, 1.8, 0.9
_KEPT_BACK = 14.0
UPRIGHT = Page((21.0 - 2 * SIDE_CM) * _CM, (29.7 - TOP_CM - BOTTOM_CM) * _CM - _KEPT_BACK)
FLAT = Page((29.7 - 2 * SIDE_CM) * _CM, (21.0 - TOP_CM - BOTTOM_CM) * _CM - _KEPT_BACK)
FIGURE = Page(FLAT.width, 392.0)
