"""How much room a text takes: its lines at a width, and their height, in points.

The widths are those of Calibri, written down as data, so that a text breaks at the same places on every machine. Pairs
of letters that a program sets closer together only make a line shorter than it is here.
"""

from functools import cache, lru_cache

from assistant.patterns import load_data

LINE = 2500 / 2048  # the height of a line of Calibri at a size of 1
_UNITS = 2048
_SPARE = 0.985  # of a width is used, for what programs round


def width_pt(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is on one line; a letter that is not in the table counts as the widest of all."""
    return _units(text, "bold" if bold else "regular") * size / _UNITS


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text at a width; a word that is wider than that is broken."""
    weight = "bold" if bold else "regular"
    room, space = width * _SPARE * _UNITS / size, _units(" ", weight)
    lines: list[str] = []
    left = 0.0  # on the last line
    for word in text.split():
        wide = _units(word, weight)
        if lines and space + wide <= left:
            lines[-1] = f"{lines[-1]} {word}"
            left -= space + wide
        else:
            lines += [word] if wide <= room else _broken(word, room, weight)
            left = room - _units(lines[-1], weight)
    return tuple(lines or [""])


def height_pt(text: str, width: float, size: float, *, bold: bool = False, spacing: float = 1.0) -> float:
    """How high a paragraph is; one without words takes a line."""
    return len(lines_of(text, width, size, bold=bold)) * line_pt(size, spacing)


def line_pt(size: float, spacing: float = 1.0) -> float:
    """The height of one line."""
    return size * LINE * spacing


def _broken(word: str, room: float, weight: str) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and _units(parts[-1] + letter, weight) > room:
            parts.append("")
        parts[-1] += letter
    return parts


@lru_cache(maxsize=20_000)
def _units(text: str, weight: str) -> int:
    widths, widest = _widths(weight)
    return sum(widths.get(letter, widest) for letter in text)


@cache
def _widths(weight: str) -> tuple[dict[str, int], int]:
    table = load_data("letter_widths.toml")[weight]
    return {letter: int(width) for width, letters in table.items() for letter in letters}, max(map(int, table))
