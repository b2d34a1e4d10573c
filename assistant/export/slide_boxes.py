"""Where things stand on a slide, and how large their letters are; all in points."""

from dataclasses import dataclass

from assistant.workshop.pack import SlideKind

WIDTH, HEIGHT = 960.0, 540.0  # 16:9
MARGIN = 48.0
SMALLEST_BODY, SMALLEST_TITLE = 24.0, 32.0  # so that they can be read at the back of a room


@dataclass(frozen=True)
class Box:
    """A box of text: its place, the size of its letters, the space before a paragraph, its anchor in it."""

    left: float
    top: float
    width: float
    height: float
    size: float
    before: float = 0
    spacing: float = 1.0
    bold: bool = False
    middle: bool = False
    indent: float = 0  # of items of a list


@dataclass(frozen=True)
class Boxes:
    """The boxes of one kind of slide."""

    title: Box
    body: Box
    source: Box


BAND = 96.0  # the height of the bar that titles stand on
PANEL = Box(MARGIN, 120, WIDTH - 2 * MARGIN, 308, 0)  # what quotes stand on
_ACROSS = WIDTH - 2 * MARGIN
_TITLE = Box(MARGIN, 8, _ACROSS, BAND - 16, 32, spacing=0.9, bold=True, middle=True)
_SOURCE = Box(MARGIN, 436, _ACROSS, 60, 16)
FOOTER = Box(MARGIN, 504, _ACROSS - 100, 24, 12)
NUMBER = Box(WIDTH - MARGIN - 80, 504, 80, 24, 12)
CIRCLE = Box(MARGIN, 204, 132, 132, 96)  # with the question mark of slides that ask
BOXES = {
    SlideKind.TITLE: Boxes(
        Box(MARGIN + 36, 110, _ACROSS - 36, 160, 48, spacing=0.9, bold=True),
        Box(MARGIN + 36, 290, _ACROSS - 36, 150, 28, before=8),
        Box(MARGIN + 36, 440, _ACROSS - 36, 56, 16),
    ),
    SlideKind.POINTS: Boxes(_TITLE, Box(MARGIN, 116, _ACROSS, 312, 28, before=10, indent=28), _SOURCE),
    SlideKind.QUOTE: Boxes(
        _TITLE,
        Box(MARGIN + 36, PANEL.top + 8, _ACROSS - 60, PANEL.height - 16, 30, before=10, middle=True),
        _SOURCE,
    ),
    SlideKind.QUESTION: Boxes(
        _TITLE,
        Box(MARGIN + 168, 116, _ACROSS - 168, 312, 32, before=12, middle=True),
        _SOURCE,
    ),
}
