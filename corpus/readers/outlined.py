"""Reader of documents that come with an outline: the guide and the two articles."""

import re
from dataclasses import dataclass
from typing import Any

from corpus.errors import CorpusError
from corpus.outline import Outline, OutlineCase, OutlineHeading
from corpus.readers.builder import PassageBuilder
from corpus.text import fold, lines_of, runs, slice_spans
from corpus.types import Document, Kind, Reading, Span

_LIST_KINDS = {"tips": Kind.TIP, "checklist": Kind.CHECKLIST}
_BULLET = re.compile(r"\s*[-•]\s+")
_LIST_MAX_WORDS = 130  # a short list is one passage, read with the line that introduces it


@dataclass(frozen=True)
class _Block:
    """Consecutive lines of one shape: ``paragraph``, ``row`` (tabs) or ``bullet``; lines count from 1."""

    shape: str
    first: int
    lines: tuple[Span, ...]


def read_outlined(document: Document, outline: Outline) -> Reading:
    """Turn a document into passages along its outline.

    Raises:
        CorpusError: a heading of the outline does not stand on its line.
    """
    return _OutlinedReader(document, outline).read()


class _OutlinedReader:
    def __init__(self, document: Document, outline: Outline) -> None:
        self.text = document.text
        self.outline = outline
        self.lines = lines_of(document.text)
        self.out = PassageBuilder(document)
        self.path: list[OutlineHeading] = []
        self.list_unit = ""
        self.joined: list[Span] = []
        self.headings = {h.line: h for h in outline.headings}
        self.speakers = {q.first: q for q in outline.quotes}
        self.quote_of = {n: q for q in outline.quotes for n in range(q.first, q.to + 1)}
        self.gap_of = {n: g for g in outline.left_out for n in range(g.first, g.last + 1)}

    def read(self) -> Reading:
        blocks = self._blocks()
        position = 0
        while position < len(blocks):
            block = blocks[position]
            if block.first in self.headings:
                position += self._heading(block, blocks[position + 1 :])
            elif block.shape == "paragraph":
                following = blocks[position + 1] if position + 1 < len(blocks) else None
                position += self._paragraph(block, following)
            else:
                self._items(block, None)
                position += 1
        return self.out.reading()

    # -- shapes -----------------------------------------------------------------------------

    def _blocks(self) -> list[_Block]:
        blocks: list[_Block] = []
        for number, line in enumerate(self.lines, 1):
            content = self.text[line.start : line.end]
            if not content.strip():
                self._close(blocks)
                continue
            if number in self.gap_of:
                self.out.leave_out(line, self.gap_of[number].reason)
                self._close(blocks)
                continue
            if number in self.headings:
                self._check_heading(number, content)
                blocks.append(_Block("heading", number, (line,)))
                if not self.headings[number].keep:
                    self._close(blocks)
                    continue
            bullet = _BULLET.match(content)
            quote = self.quote_of.get(number)
            if quote and number >= quote.by:
                shape = f"by {quote.by}"
            elif bullet:
                shape, line = "bullet", Span(line.start + bullet.end(), line.end)
            else:
                shape = "row" if "\t" in content else "paragraph"
            alone = shape == "paragraph" and self.outline.line_is_paragraph
            if blocks and blocks[-1].shape == shape and not alone:
                blocks[-1] = _Block(shape, blocks[-1].first, (*blocks[-1].lines, line))
            else:
                blocks.append(_Block(shape, number if number not in self.headings else -number, (line,)))
        return self._with_attributions([b for b in blocks if b.lines])

    @staticmethod
    def _close(blocks: list[_Block]) -> None:
        if blocks and blocks[-1].lines:
            blocks.append(_Block("", 0, ()))

    @staticmethod
    def _with_attributions(blocks: list[_Block]) -> list[_Block]:
        """Let the lines that name a speaker end the last block of what they said."""
        out: list[_Block] = []
        for block in blocks:
            if block.shape.startswith("by ") and out:
                last = out[-1]
                out[-1] = _Block(last.shape, last.first, (*last.lines, *block.lines))
            else:
                out.append(block)
        return out

    def _check_heading(self, number: int, content: str) -> None:
        expected = self.headings[number].text
        if fold(_BULLET.sub("", content, count=1).replace("**", "")) != fold(expected):
            raise CorpusError(f"The outline expects {expected!r} on line {number}, which reads {fold(content)!r}.")

    # -- headings and places ------------------------------------------------------------------

    def _heading(self, block: _Block, following: list[_Block]) -> int:
        """Enter a heading; a resource is read whole. Returns how many blocks were used."""
        heading = self.headings[block.first]
        self.path = [h for h in self.path if h.level < heading.level] + [heading]
        self.list_unit = ""
        bare = [span for run in runs(self.text, self._without_bullet(block.lines[0])) for span in run]
        if not heading.keep:
            self.out.headings.extend(bare)
        self.joined = bare if heading.join else []
        if heading.kind != "resource":
            return 1
        parts = [bare]
        used = 1
        for later in following:
            if later.shape == "heading":
                break
            parts += self._runs(later)
            used += 1
        self._add(Kind.RESOURCE, parts, block.first, (f"resource:{block.first}",))
        return used

    def _without_bullet(self, line: Span) -> Span:
        bullet = _BULLET.match(self.text, line.start, line.end)
        return Span(bullet.end(), line.end) if bullet else line

    def _titles(self) -> list[str]:
        return [fold(h.title or h.text) for h in self.path]

    def _locator(self) -> str:
        numbered = [m.group(1) for h in self.path if (m := re.match(r"(?:Case study )?(\d(?:\.\d)?)[.:]? ", h.text))]
        pages = [h.page for h in self.path if h.page]
        section = f"section {numbered[-1]}" if numbered else ""
        page = f"from printed page {pages[-1]}" if pages else ""
        return ", ".join(part for part in (section, page) if part)

    def _case(self, line: int) -> OutlineCase | None:
        return next((c for c in self.outline.cases if c.first <= line <= c.last), None)

    # -- passages ---------------------------------------------------------------------------

    def _runs(self, block: _Block) -> list[list[Span]]:
        """Runs of a block: a paragraph's soft-wrapped lines run on, anything else starts anew per line."""
        if block.shape == "paragraph":
            return runs(self.text, Span(block.lines[0].start, block.lines[-1].end))
        return [run for line in block.lines for run in runs(self.text, line)]

    def _paragraph(self, block: _Block, following: _Block | None) -> int:
        """One paragraph; or, with the list it introduces, a list. Returns how many blocks were used."""
        first = abs(block.first)
        self.list_unit = ""
        if following and following.shape in {"bullet", "row"}:
            introduces = self.text[block.lines[-1].start : block.lines[-1].end].rstrip().endswith((":", "."))
            if introduces:
                self._items(following, block)
                return 2
        self._add(self._kind(first), self._runs(block), first)
        return 1

    def _items(self, block: _Block, lead: _Block | None) -> None:
        first = abs(lead.first) if lead else block.first
        if not self.list_unit:
            self.list_unit = f"list:{first}"
        unit = (self.list_unit,)
        item_runs = [runs(self.text, line) for line in block.lines]
        lead_runs = self._runs(lead) if lead else []
        words = sum(len(slice_spans(self.text, run).split()) for item in [lead_runs, *item_runs] for run in item)
        if block.shape == "bullet" and words <= _LIST_MAX_WORDS:
            self._add(self._kind(first), [*lead_runs, *(run for item in item_runs for run in item)], first, unit)
            return
        if lead:
            self._add(self._kind(first), lead_runs, first, unit)
        for offset, item in enumerate(item_runs):
            line = block.first + offset
            self._add(self._item_kind(block, offset), item, line, unit)

    def _item_kind(self, block: _Block, offset: int) -> Kind:
        line = block.lines[offset]
        content = self.text[line.start : line.end]
        kind = self.path[-1].kind if self.path else "prose"
        if kind in _LIST_KINDS:
            return _LIST_KINDS[kind] if kind == "checklist" or content.startswith("\t") else Kind.PROSE
        if re.search(r"\?\t+$", content):
            return Kind.CHECKLIST
        return Kind.TABLE if block.shape == "row" and kind != "case" else self._kind(block.first)

    def _kind(self, line: int) -> Kind:
        if line in self.quote_of:
            return Kind.QUOTE
        if self._case(line):
            return Kind.CASE
        return Kind.PROSE

    def _add(self, kind: Kind, parts: list[list[Span]], line: int, units: tuple[str, ...] = ()) -> None:
        speaks = bool(parts) and slice_spans(self.text, parts[0]).startswith("“")
        if self.joined and parts:
            parts = [self.joined, *parts]
            self.joined = []
        facts: dict[str, Any] = {}
        quote = self.quote_of.get(line)
        case = self._case(line)
        if quote:
            units = (*units, f"quote:{quote.first}")
            named = Span(self.lines[quote.by - 1].start, self.lines[quote.to - 1].end)
            facts["speaker"] = " ".join(slice_spans(self.text, run) for run in runs(self.text, named))
        if case and kind in {Kind.CASE, Kind.PROSE}:
            units = (*units, f"case:{case.id}")
            facts |= {"provider": case.provider, "outcome": line in case.outcome}
            if speaks:
                facts["speaker"] = case.speaker
        sections = [h for h in self.path if h.level <= 3]
        if sections:
            units = (*units, f"section:{sections[-1].line}")
        prefix = self.out.document.source.id
        self.out.add(
            kind,
            parts,
            heading=self._titles(),
            locator=self._locator(),
            units=tuple(f"{prefix}#{unit}" for unit in units),
            **facts,
        )
