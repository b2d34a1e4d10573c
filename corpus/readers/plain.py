"""Reader of any text that has no outline: paragraphs, lists, tables and the headings that show."""

import re
from collections.abc import Iterator

from corpus.readers.blocks import Block, cut_blocks, leave_gaps
from corpus.readers.builder import PassageBuilder
from corpus.readers.pages import pages_of
from corpus.text import runs, slice_spans
from corpus.types import Document, Kind, Reading, Span

_LIST_MAX_WORDS = 130  # a short list is one passage, read with the paragraph that introduces it
_PIECE_CHARS = 2000  # longer text is cut into sentences piece by piece: some patterns go back to its start
_SENTENCE_BREAK = re.compile(r"(?<=[a-z]{4}[.!?])\s(?=[A-Z])")  # a sure one: no abbreviation is that long
_SPACE = re.compile(r"\s")


def read_plain(document: Document) -> Reading:
    """Turn a document into passages along what shows in its text.

    Paragraphs end at blank lines. Headings are ``#`` lines or, where there are none, underlined lines. A list
    of at most 130 words is one passage with the paragraph that introduces it; of a longer one, and of a table,
    each line is one.
    """
    return _PlainReader(document).read()


class _PlainReader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.out = PassageBuilder(document)
        self.path: list[tuple[int, str]] = []
        self.section = 0

    def read(self) -> Reading:
        blocks = cut_blocks(self.out)
        position = 0
        while position < len(blocks):
            block = blocks[position]
            first_item = position + (block.shape == "paragraph" and self._introduces(block))
            end = first_item
            while end < len(blocks) and blocks[end].shape == "item":
                end += 1
            if end > first_item:
                self._list(blocks[position:first_item], blocks[first_item:end])
                position = end
                continue
            if block.shape == "heading":
                self._heading(block)
            else:
                self._add(Kind.TABLE if block.shape == "row" else Kind.PROSE, self._runs(block.span))
            position += 1
        return self.out.reading()

    def _introduces(self, block: Block) -> bool:
        return self.text[block.line : block.span.end].rstrip().endswith(":")

    def _heading(self, block: Block) -> None:
        spans = [span for run in self._runs(block.span) for span in run]
        if not spans:
            return
        self.out.headings += spans
        self.path = [above for above in self.path if above[0] < block.level]
        self.path.append((block.level, slice_spans(self.text, spans)))
        self.section = block.span.start

    def _list(self, lead: list[Block], items: list[Block]) -> None:
        """A short list is one passage with its lead; of a long one every item is, and the lead."""
        unit = (f"list:{(lead or items)[0].span.start}",)
        lead_runs = [run for block in lead for run in self._runs(block.span)]
        item_runs = [self._runs(item.span) for item in items]
        words = sum(len(slice_spans(self.text, run).split()) for item in item_runs for run in item)
        if words <= _LIST_MAX_WORDS:
            self._add(Kind.PROSE, [*lead_runs, *(run for item in item_runs for run in item)], unit)
            return
        for parts in (lead_runs, *item_runs):
            self._add(Kind.PROSE, parts, unit)

    def _add(self, kind: Kind, parts: list[list[Span]], units: tuple[str, ...] = ()) -> None:
        if not parts:
            return
        heading = [title for _, title in self.path]
        page = pages_of(self.document, parts[0][0].start, parts[-1][-1].end - 1)
        prefix = self.document.source.id
        self.out.add(
            kind,
            parts,
            heading=heading,
            locator=page or (heading[-1] if heading else ""),
            units=tuple(f"{prefix}#{unit}" for unit in (*units, f"section:{self.section}")),
        )

    def _runs(self, span: Span) -> list[list[Span]]:
        """Runs of words in ``span``; mark-up between them is left out, and so is text without any word."""
        found: list[list[Span]] = []
        for piece in self._pieces(span):
            more = runs(self.text, piece)
            if found and more:
                found[-1] += more.pop(0)
            found += more
        spans = [part for run in found for part in run]
        if not any(map(str.isalnum, (c for part in spans for c in self.text[part.start : part.end]))):
            found, spans = [], []
        leave_gaps(self.out, span, spans)
        return found

    def _pieces(self, span: Span) -> Iterator[Span]:
        """Cut long text between sentences, else at white space, else after so many characters."""
        start = span.start
        while span.end - start > 2 * _PIECE_CHARS:
            window = (self.text, start + _PIECE_CHARS, start + 2 * _PIECE_CHARS)
            cut = _SENTENCE_BREAK.search(*window) or _SPACE.search(*window)
            end = cut.start() if cut else window[2]
            yield Span(start, end)
            start = end
        yield Span(start, span.end)
