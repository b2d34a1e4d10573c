"""Where things stand on a slide, and how large their letters are; all in points."""

from dataclasses import dataclass, replace

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
class Look:
    """A layout: its name, the kind of slide it is for, and its boxes; one that is not ``sourced`` shows no sources."""

    name: str
    kind: SlideKind
    title: Box
    body: Box
    source: Box
    sourced: bool = True


BAND = 96.0  # the height of the bar that titles stand on
PANEL = Box(MARGIN, 120, WIDTH - 2 * MARGIN, 312, 0)  # what quotes stand on
FOOTER = Box(MARGIN, 506, WIDTH - 2 * MARGIN - 100, 20, 12)
NUMBER = Box(WIDTH - MARGIN - 80, 506, 80, 20, 12)
CIRCLE = Box(MARGIN, 204, 132, 132, 96)  # with the question mark of slides that ask
_ACROSS = WIDTH - 2 * MARGIN
_TITLE = Box(MARGIN, 8, _ACROSS, BAND - 16, 32, spacing=0.9, bold=True, middle=True)
_SOURCE = Box(MARGIN, 442, _ACROSS, 60, 16)
_POINTS = Box(MARGIN, 118, _ACROSS, 316, 0, indent=28)
_QUOTE = Box(MARGIN + 36, PANEL.top + 6, _ACROSS - 60, PANEL.height - 12, 0, middle=True)
_QUESTION = Box(MARGIN + 168, 118, _ACROSS - 168, 316, 0, middle=True)


def _looks(name: str, body: Box, kind: SlideKind, *sizes: float) -> tuple[Look, ...]:
    """The same layout in letters of several sizes, the largest for a few words and the smallest for many."""
    return tuple(
        Look(
            f"{name} {size:g}", kind, _TITLE, replace(body, size=size, before=5 + (size - SMALLEST_BODY) * 0.8), _SOURCE
        )
        for size in sizes
    )


TITLE_LOOK = Look(
    "Title",
    SlideKind.TITLE,
    Box(MARGIN + 36, 110, _ACROSS - 36, 160, 48, spacing=0.9, bold=True),
    Box(MARGIN + 36, 290, _ACROSS - 36, 150, 28, before=8),
    Box(MARGIN + 36, 444, _ACROSS - 36, 56, 16),
)
_LIST_LOOK = Look(
    "Long list",
    SlideKind.POINTS,
    _TITLE,
    replace(_POINTS, height=372, size=SMALLEST_BODY, before=5),
    replace(_SOURCE, top=490, height=0),
    sourced=False,
)
LOOKS = {
    SlideKind.TITLE: (TITLE_LOOK,),
    SlideKind.POINTS: (*_looks("Points", _POINTS, SlideKind.POINTS, 36, 28, SMALLEST_BODY), _LIST_LOOK),
    SlideKind.QUOTE: _looks("Quote", _QUOTE, SlideKind.QUOTE, 38, 30, SMALLEST_BODY),
    SlideKind.QUESTION: _looks("Question", _QUESTION, SlideKind.QUESTION, 40, 30, SMALLEST_BODY),
}
