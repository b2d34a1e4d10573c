"""The places that data files name: passages, prompts and characteristics, found in the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.data_files import DataFileError, Place, Starts
from assistant.workshop.topic_files import SourceRow
from corpus.framework import Framework
from corpus.text import part_spans
from corpus.types import Kind, Span

if TYPE_CHECKING:
    from corpus.index import Index


@dataclass(frozen=True)
class Source:
    """A passage of the index by its number, and the spans of the words that are meant."""

    number: int
    spans: tuple[Span, ...]


class Finder:
    """Finds the places that one framework's topics name."""

    def __init__(self, index: "Index", framework: Framework) -> None:
        """Know the prompts of the framework by their codes."""
        self.framework = framework
        self._index = index
        self._starts = Starts(index)
        prompts = [prompt for kloe in framework.kloes.values() for prompt in kloe.prompts]
        numbers = {
            passage.code: number
            for number, passage in enumerate(index.passages)
            if passage.document_id == framework.document and passage.kind is Kind.PROMPT
        }
        self._prompts = {p.code: Source(numbers[p.code], p.spans) for p in prompts if p.code in numbers}

    def prompt(self, code: str, entry: str) -> Source:
        """The question of a prompt, without its code.

        Raises:
            DataFileError: the framework has no such prompt.
        """
        if code not in self._prompts:
            raise DataFileError(f"{entry}: {self.framework.name} has no prompt {code!r}.")
        return self._prompts[code]

    def source(self, row: SourceRow, entry: str) -> Source:
        """The place that a source names.

        Raises:
            DataFileError: there is none, or there are several.
        """
        if row.code and not row.level:
            return self.prompt(row.code, entry)
        place = Place(document=row.document or self.framework.document, begins=row.begins)
        number = self._starts.find(place, entry, row.code, row.level or "")
        if number is None:
            raise DataFileError(f"{entry}: there is no document {row.document!r}.")
        passage = self._index.passages[number]
        if not row.quote:
            return Source(number, passage.spans)
        spans = part_spans(self._index.documents[passage.document_id].text, passage.spans, row.quote)
        if not spans:
            raise DataFileError(f"{entry}: “{row.quote}” does not stand in the passage that begins “{row.begins}”.")
        return Source(number, spans)

    def sources(self, rows: Sequence[SourceRow], entry: str) -> tuple[Source, ...]:
        """The places that several sources name."""
        return tuple(self.source(row, entry) for row in rows)
