"""Checking one's own service against a KLOE: what is in place, partly, or not yet, with the evidence. No scores."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.good.books import Book, Unit
    from corpus.framework import Statement

State = Literal["in place", "partly", "not yet", ""]
STATES: tuple[State, ...] = ("in place", "partly", "not yet")
_STATE: dict[str, State] = {state: state for state in (*STATES, "")}
CHECKED_LEVELS = ("Good", "Outstanding")
EVIDENCE_CHARS = 1000


@dataclass(frozen=True)
class Mark:
    """What people said about one statement; its words are held too, so that they outlast a new framework file."""

    statement: str  # the passage's id
    level: str
    text: str
    state: State = ""
    evidence: str = ""


@dataclass(frozen=True)
class Sheet:
    """The marks on the statements of one KLOE; ``version`` is that of the framework when it was last changed."""

    framework: str
    unit: str
    version: str = ""
    marks: tuple[Mark, ...] = ()
    changed: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is about: a framework and one of its units."""
        return self.framework, self.unit

    def mark(self, statement: str) -> Mark | None:
        """What was said about one statement."""
        return next((mark for mark in self.marks if mark.statement == statement), None)

    def marked(self, mark: Mark, version: str, now: datetime) -> "Sheet":
        """The sheet with one statement marked anew; a mark that says nothing is taken away."""
        rest = tuple(held for held in self.marks if held.statement != mark.statement)
        said = (mark,) if mark.state or mark.evidence.strip() else ()
        return replace(self, marks=(*rest, *said), version=version, changed=now.replace(microsecond=0))


@dataclass(frozen=True)
class OpenPoint:
    """A statement that is not in place yet, with all that an action plan needs to know of it."""

    framework: str
    version: str
    unit: str
    level: str
    statement: str
    text: str
    evidence: str


def not_yet(sheets: Iterable[Sheet], states: Iterable[State] = ("not yet",)) -> tuple[OpenPoint, ...]:
    """What people marked as not yet in place, by sheet, Good before Outstanding."""
    wanted = set(states)
    return tuple(
        OpenPoint(sheet.framework, sheet.version, sheet.unit, m.level, m.statement, m.text, m.evidence)
        for sheet in sheets
        for m in sorted(sheet.marks, key=lambda m: CHECKED_LEVELS.index(m.level))
        if m.state in wanted
    )


def statements_to_check(book: "Book", unit: "Unit") -> tuple[tuple[str, tuple[tuple[str, "Statement"], ...]], ...]:
    """The levels that are checked, each with its statements and their ids."""
    found = []
    for level in CHECKED_LEVELS:
        cell = unit.cell(level)
        rows = [(p.id, s) for s in cell.statements if (p := book.passage(s))] if cell else []
        if rows:
            found.append((level, tuple(rows)))
    return tuple(found)


def in_order(book: "Book", unit: "Unit", sheet: Sheet) -> Sheet:
    """The sheet with its marks in the order of the framework; those on statements it has no more come last."""
    order = {identity: n for _, rows in statements_to_check(book, unit) for n, (identity, _) in enumerate(rows)}
    return replace(sheet, marks=tuple(sorted(sheet.marks, key=lambda m: (m.level, order.get(m.statement, 10_000)))))


def gone(book: "Book", unit: "Unit", sheet: Sheet) -> tuple[Mark, ...]:
    """Marks on statements that the framework, as we hold it now, does not have."""
    known = {identity for _, rows in statements_to_check(book, unit) for identity, _ in rows}
    return tuple(mark for mark in sheet.marks if mark.statement not in known)


def read_mark(book: "Book", unit: "Unit", statement: str, state: str, evidence: str) -> Mark | None:
    """A mark as the screen sends it; None if it is about no statement of this unit or says what cannot be said."""
    for level, rows in statements_to_check(book, unit):
        for identity, known in rows:
            if identity == statement and state in _STATE:
                return Mark(identity, level, known.text, _STATE[state], evidence[:EVIDENCE_CHARS])
    return None
