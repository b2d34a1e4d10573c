"""The four levels side by side, and two neighbouring ones with what the higher one asks for, as HTML."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from assistant.good.alike import Alike, steps
from assistant.good.books import Book, Unit
from assistant.good.words import says
from assistant.markup import clean
from corpus.framework import LEVELS, Cell, Statement

LEFT_TO_RIGHT = tuple(reversed(LEVELS))
PAIRS = tuple(pairwise(LEFT_TO_RIGHT))
FIRST_SHOWN = "Good"
FIRST_PAIR = ("Requires improvement", "Good")


def level_class(level: str) -> str:
    """The style class of a level."""
    return f"level-{level.lower().replace(' ', '-')}"


def levels_html(book: Book, unit: Unit) -> str:
    """All four levels, from Inadequate to Outstanding; on a small screen one of them at a time."""
    switch = "".join(
        f'<button type="button" class="choice-button" data-do="level" data-level="{level}" '
        f'aria-pressed="{str(level == FIRST_SHOWN).lower()}">{level}</button>'
        for level in LEFT_TO_RIGHT
    )
    columns = "".join(_column(book, unit, level) for level in LEFT_TO_RIGHT)
    missing = f'<p class="missing">{clean(unit.missing)}</p>' if unit.missing else ""
    return (
        f'{missing}<p class="lead">{clean(says("levels", "lead"))}</p>'
        f'<div class="switch" role="group" aria-label="Level shown">{switch}</div>'
        f'<div class="levels" data-shown="{FIRST_SHOWN}">{columns}</div>'
    )


def statement_html(statement: Statement) -> str:
    """A statement in the document's words, with our remarks on it, marked as ours."""
    remarks = [
        says("levels", "reads", reads=statement.reads) if statement.reads else "",
        says("levels", "note", note=statement.note) if statement.note else "",
    ]
    ours = "".join(f'<span class="remark">{clean(remark)}</span>' for remark in remarks if remark)
    return f'<span class="words">{clean(statement.text)}</span>{ours}'


def place_button(place: str, what: str) -> str:
    """The button that opens a place of a document; ``what`` tells it from others of its name."""
    return (
        f'<button type="button" class="plain where" data-do="place" data-place="{escape(place)}">'
        f'See it in the document <span class="unseen">({clean(what)})</span></button>'
    )


def _column(book: Book, unit: Unit, level: str) -> str:
    cell = unit.cell(level)
    return (
        f'<section class="level-box {level_class(level)}-column" data-level="{level}">'
        f'<h4><span class="unseen">{clean(unit.code)}: </span>{level}</h4>'
        f"{_cell(book, unit, cell) if cell else _none()}</section>"
    )


def _cell(book: Book, unit: Unit, cell: Cell) -> str:
    items = "".join(f"<li>{statement_html(s)}</li>" for s in cell.statements)
    locator = book.locator(cell)
    where = f'<p class="locator">{clean(says("levels", "where", locator=locator))}</p>' if locator else ""
    button = place_button(f"cell:{unit.code}/{cell.level}", f"{unit.code}, {cell.level}") if locator else ""
    return f'<ul class="quoted">{items}</ul><div class="foot">{where}{button}</div>'


def _none() -> str:
    return f'<p class="none">{clean(says("levels", "missing_level"))}</p>'


def pairs_html(unit: Unit, alike: Alike) -> str:
    """Every pair of neighbouring levels, of which one is shown."""
    there = [pair for pair in PAIRS if unit.cell(pair[0]) and unit.cell(pair[1])]
    if not there:
        return _none()
    shown = FIRST_PAIR if FIRST_PAIR in there else there[0]
    buttons = "".join(
        f'<button type="button" class="choice-button" data-do="pair" data-pair="{n}" '
        f'aria-pressed="{str(pair == shown).lower()}">{pair[0]} to {pair[1]}</button>'
        for n, pair in enumerate(there)
    )
    blocks = "".join(_pair(unit, pair, n, alike, hidden=pair != shown) for n, pair in enumerate(there))
    return f'<div class="pair-switch" role="group" aria-label="Levels compared">{buttons}</div>{blocks}'


def _pair(unit: Unit, pair: tuple[str, str], number: int, alike: Alike, *, hidden: bool) -> str:
    lower, higher = (unit.cell(level) for level in pair)
    if lower is None or higher is None:
        return ""
    rows, rest = steps(lower.statements, higher.statements, alike)
    paired = any(row.lower for row in rows)
    lines = "".join(
        f'<tr><td data-label="{lower.level}">{statement_html(row.lower) if row.lower else _beside(lower.level)}</td>'
        f'<td data-label="{higher.level}">{statement_html(row.higher)}</td></tr>'
        for row in rows
    )
    intro = clean(says("pair", "intro", lower=lower.level, higher=higher.level))
    ours = f' <span class="ours">{clean(says("pair", "beside"))}</span>' if paired else ""
    missing = f'<p class="missing">{clean(unit.missing)}</p>' if unit.missing else ""
    return (
        f'<div class="pair" data-pair="{number}"{" hidden" if hidden else ""}>{missing}'
        f'<p class="lead">{intro}{ours}</p>'
        f'<table class="steps-table"><caption class="unseen">{clean(unit.code)}: from {lower.level} to {higher.level}'
        f'</caption><thead><tr><th scope="col" class="{level_class(lower.level)}-column">{lower.level}</th>'
        f'<th scope="col" class="{level_class(higher.level)}-column">{higher.level} asks for</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>{_rest(lower.level, rest)}</div>"
    )


def _beside(level: str) -> str:
    text = clean(says("pair", "nothing_beside", lower=level))
    return f'<span class="nothing"><span aria-hidden="true">–</span><span class="unseen">{text}</span></span>'


def _rest(level: str, rest: Sequence[Statement]) -> str:
    if not rest:
        return ""
    items = "".join(f"<li>{statement_html(s)}</li>" for s in rest)
    return f'<h4 class="rest-title">{clean(says("pair", "rest", lower=level))}</h4><ul class="quoted">{items}</ul>'
