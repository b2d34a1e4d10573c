"""Frameworks ready to be looked up: their units by address, the place of every statement, and our notes on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.types import Citation
from corpus.crosswalk import Crosswalk, load_crosswalk
from corpus.framework import Cell, Framework, KeyQuestion, Kloe, Statement
from corpus.handout import HandoutNotes, KloeNotes, load_handout
from corpus.types import Kind, Passage, Span

if TYPE_CHECKING:
    from corpus.index import Index

STATEMENTS = "quality-statements"  # the address of the cross-reference
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Unit:
    """What has a table of four levels: a KLOE, or (with ``kloe`` None) a key question as a whole."""

    framework: Framework
    key: KeyQuestion
    kloe: Kloe | None = None

    @property
    def code(self) -> str:
        """The KLOE's code or the key question's name; it means something only in its framework."""
        return self.kloe.code if self.kloe else self.key.name

    @property
    def levels(self) -> tuple[Cell, ...]:
        """Its levels from Inadequate to Outstanding, as they stand on the screen."""
        return tuple(reversed((self.kloe or self.key).levels))

    @property
    def missing(self) -> str:
        """What our copy of the document lacks of it."""
        return (self.kloe or self.key).missing

    @property
    def address(self) -> str:
        """What stands behind ``#good/`` in its address."""
        return f"{self.framework.id}/{self.code}"

    def cell(self, level: str) -> Cell | None:
        """One level."""
        return next((cell for cell in self.levels if cell.level == level), None)


@dataclass(frozen=True)
class Book:
    """One framework with the passages of its document, and what we say about it ourselves."""

    framework: Framework
    passages: Mapping[Spans, Passage]
    crosswalk: Crosswalk | None = None
    handout: HandoutNotes | None = None

    def units(self) -> tuple[Unit, ...]:
        """Every key question, each followed by its KLOEs."""
        return tuple(
            unit
            for key in self.framework.key_questions
            for unit in (Unit(self.framework, key), *(Unit(self.framework, key, kloe) for kloe in key.kloes))
        )

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        units = {unit.code.casefold(): unit for unit in self.units()}
        prompts = {p.code.casefold(): k.code.casefold() for k in self.framework.kloes.values() for p in k.prompts}
        return {**{prompt: units[kloe] for prompt, kloe in prompts.items()}, **units}

    def unit(self, code: str) -> Unit | None:
        """The unit with this code or name; for a prompt's code its KLOE. Capitals do not matter."""
        return self._by_code.get(" ".join(code.split()).casefold())

    def notes(self, unit: Unit) -> KloeNotes | None:
        """What we say about a KLOE in our own words."""
        return self.handout.about(unit.code) if self.handout and unit.kloe else None

    def passage(self, statement: Statement) -> Passage | None:
        """The passage that a characteristic is."""
        return self.passages.get(statement.spans)

    def locator(self, cell: Cell) -> str:
        """Where a level's characteristics stand in the document."""
        found = next((p for p in map(self.passage, cell.statements) if p), None)
        return found.locator if found else ""


@dataclass(frozen=True)
class Place:
    """Where an address leads: a framework, one of its units, or its cross-reference; or which frameworks may be meant.

    ``unknown`` is the part of the address that leads nowhere.
    """

    book: Book | None = None
    unit: Unit | None = None
    statements: bool = False
    several: tuple[Unit, ...] = ()
    unknown: str = ""


@dataclass(frozen=True)
class Library:
    """All frameworks of an index."""

    index: "Index"
    books: Mapping[str, Book] = field(default_factory=dict)

    def find(self, address: str) -> Place:
        """Where ``FRAMEWORK/CODE``, ``CODE`` or ``FRAMEWORK`` leads; with one framework, nothing leads to it."""
        parts = [part.strip() for part in address.split("/") if part.strip()]
        only = next(iter(self.books.values())) if len(self.books) == 1 else None
        if not parts:
            return Place(only)
        if parts[0] in self.books:
            return self._within(self.books[parts[0]], parts[1] if len(parts) > 1 else "")
        if parts[0] == STATEMENTS:
            return Place(only, statements=only is not None)
        found = [(book, unit) for book in self.books.values() if (unit := book.unit(parts[-1]))]
        if len(parts) > 1 or not found:  # a framework that we do not hold may mean something else by the code
            return Place(only, unknown="/".join(parts))
        return Place(*found[0]) if len(found) == 1 else Place(several=tuple(unit for _, unit in found))

    @staticmethod
    def _within(book: Book, rest: str) -> Place:
        if rest == STATEMENTS:
            return Place(book, statements=book.crosswalk is not None)
        unit = book.unit(rest)
        return Place(book, unit, unknown="" if unit or not rest else rest)

    def cite(self, passages: Sequence[Passage]) -> Citation | None:
        """One citation of passages of one document that belong together, in the order of the text."""
        if not passages:
            return None
        from assistant.cite import Citer  # imports the libraries of the index, which takes seconds

        return Citer(self.index).cite_together([self.index.number[passage.id] for passage in passages])


def open_library(index: "Index") -> Library:
    """The frameworks of an index, with our notes on them.

    Raises:
        CorpusError: the notes do not fit the framework.
    """
    return Library(index, {framework.id: _book(index, framework) for framework in index.frameworks.values()})


def _book(index: "Index", framework: Framework) -> Book:
    passages = {
        passage.spans: passage
        for passage in index.passages
        if passage.document_id == framework.document and passage.kind is Kind.CHARACTERISTIC
    }
    return Book(framework, passages, load_crosswalk(framework), load_handout(framework))
