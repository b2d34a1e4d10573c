"""The quotes of one item: each place once, numbered from 1 in the order in which they came."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.plan.items import Quoted, QuoteRole, Task
from assistant.types import Citation


class Quotes:
    """Collects what an item quotes; a place keeps its number, and the role in which it came first."""

    def __init__(self, held: Iterable[Quoted] = ()) -> None:
        """Start with what an item quotes already."""
        self._held: dict[tuple[str, tuple], Quoted] = {}
        for quoted in held:
            self.add(quoted.role, quoted.citation)

    @property
    def all(self) -> tuple[Quoted, ...]:
        """All quotes so far, in order."""
        return tuple(self._held.values())

    def add(self, role: QuoteRole, citation: Citation) -> int:
        """Hold a quote; returns its number here."""
        place = (citation.document_id, citation.spans)
        if place not in self._held:
            self._held[place] = Quoted(role, replace(citation, number=len(self._held) + 1))
        return self._held[place].citation.number

    def task(self, role: QuoteRole, citation: Citation, text: str = "") -> Task:
        """A task of a quote's words, or, with ``text``, in words of ours about the quote."""
        number = self.add(role, citation)
        return Task(text or citation.quote, quote=number, drafted=bool(text))
