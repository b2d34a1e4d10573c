"""Reader of a ratings framework's document: everything where the framework's file says it stands."""

from corpus.framework import LEVELS, Cell, Framework, KeyQuestion, Kloe, Prompt, Statement
from corpus.framework_file import FrameworkFile, KloeRow, OtherText, Pieces, PromptRow, place
from corpus.readers.builder import PassageBuilder
from corpus.text import lines_of, slice_spans
from corpus.types import Document, Kind, Reading, Span

_QUOTED = {"prose": Kind.PROSE, "table": Kind.TABLE}


def read_ratings(document: Document, file: FrameworkFile) -> Reading:
    """Turn a framework's document into KLOE, prompt, definition and characteristic passages.

    Raises:
        CorpusError: the framework's file does not fit the document.
    """
    return _RatingsReader(document, file).read()


class _RatingsReader:
    def __init__(self, document: Document, file: FrameworkFile) -> None:
        self.text = document.text
        self.file = file
        self.out = PassageBuilder(document)
        self.lines = lines_of(document.text)
        self.keys = {row.name: row for row in file.key_question}
        self.kloes = {row.code: row for row in file.kloe}
        self.titles: dict[str, str] = {}  # "S4 How are medicines managed safely?", by code
        self.cells: dict[tuple[str, str], list[Statement]] = {}

    def read(self) -> Reading:
        self.titles = {row.code: f"{row.code} {self._words(row.pieces)}" for row in self.file.kloe}
        quoted: list[tuple[tuple[Span, ...], str | KloeRow | PromptRow | OtherText]] = []
        for key in self.file.key_question:
            quoted += [(self._place(definition), key.name) for definition in key.definition]
        for row in (*self.file.kloe, *self.file.prompt):
            quoted.append((self._place((*row.label, *row.pieces)), row))
        for row in self.file.other:
            if row.kind in _QUOTED:
                quoted.append((self._place(row.pieces), row))
            else:
                self._unquoted(row)
        for spans, row in sorted(quoted, key=lambda pair: pair[0][0]):
            self._quoted(spans, row)
        for row in self.file.statement:
            self._statement(row.unit, row.level, self._place(row.pieces), row.note, row.reads)
        return self.out.reading(self._framework())

    def _place(self, pieces: Pieces) -> tuple[Span, ...]:
        return place(self.text, self.lines, pieces)

    def _words(self, pieces: Pieces) -> str:
        return slice_spans(self.text, self._place(pieces))

    def _unit(self, kind: str, name: str) -> str:
        return f"{self.out.document.source.id}#{kind}:{name}"

    def _unquoted(self, row: OtherText) -> None:
        spans = self._place(row.pieces)
        if row.kind == "heading":
            self.out.headings.extend(spans)
            return
        reason = "repeats the definition above" if row.kind == "definition" else row.note or "page furniture"
        for span in spans:
            self.out.leave_out(span, reason)

    def _quoted(self, spans: tuple[Span, ...], row: str | KloeRow | PromptRow | OtherText) -> None:
        heading = self.file.prompts_heading
        if isinstance(row, OtherText):
            locator, units = self._page("", ""), (self._unit("section", "notes"),)
            self.out.add(_QUOTED[row.kind], [spans], heading=[heading], locator=locator, units=units)
        elif isinstance(row, str):
            locator, units = self._page(row, self.keys[row].prompts_page), (self._unit("definition", row),)
            self.out.add(Kind.DEFINITION, [spans], heading=[heading, row], locator=locator, units=units)
        else:
            self._kloe_or_prompt(spans, row)

    def _kloe_or_prompt(self, spans: tuple[Span, ...], row: KloeRow | PromptRow) -> None:
        kind = Kind.KLOE if isinstance(row, KloeRow) else Kind.PROMPT
        kloe = self.kloes[row.kloe] if isinstance(row, PromptRow) else row
        key = self.keys[kloe.key_question]
        label = len(row.label)
        self.out.add(
            kind,
            [spans[:label], spans[label:]],
            heading=[self.file.prompts_heading, key.name, self.titles[kloe.code]],
            locator=f"{kind.value} {row.code}, {self._page(key.name, key.prompts_page)}",
            units=(self._unit("kloe", kloe.code), self._unit("key question", key.name)),
            code=row.code,
            change=row.change,
        )

    def _statement(self, unit: str, level: str, spans: tuple[Span, ...], note: str, reads: str) -> None:
        key = self.keys[self.kloes[unit].key_question if unit in self.kloes else unit]
        title = [self.titles[unit]] if unit in self.kloes else []
        page = self._page(key.name, key.characteristics_page)
        passage = self.out.add(
            Kind.CHARACTERISTIC,
            [spans],
            split=False,
            heading=[self.file.characteristics_heading, key.name, *title, level],
            locator=f"ratings characteristics of {unit}, {level}, {page}",
            units=(self._unit("cell", f"{unit}:{level}"), self._unit("ratings", unit)),
            code=unit,
            level=level,
            note=note,
        )
        statement = Statement(text=passage.text, spans=spans, note=note, reads=reads)
        self.cells.setdefault((unit, level), []).append(statement)

    @staticmethod
    def _page(key: str, page: str) -> str:
        return f"{key}, from printed page {page}" if page else key or "page 1"

    # -- the framework as a whole -----------------------------------------------------------------

    def _framework(self) -> Framework:
        told = {"id", "document", "title", "version", "status", "called"}
        told |= {"in_force_from", "in_force_to", "last_checked"}
        return Framework(**self.file.model_dump(include=told), key_questions=tuple(map(self._key_question, self.keys)))

    def _key_question(self, name: str) -> KeyQuestion:
        return KeyQuestion(
            name=name,
            definition=" ".join(self._words(definition) for definition in self.keys[name].definition),
            levels=self._levels(name),
            kloes=tuple(self._kloe(row) for row in self.file.kloe if row.key_question == name),
            missing=self._missing(name),
        )

    def _kloe(self, row: KloeRow) -> Kloe:
        return Kloe(
            code=row.code,
            question=self._words(row.pieces),
            change=row.change,
            spans=self._place(row.pieces),
            prompts=tuple(self._prompt(prompt) for prompt in self.file.prompt if prompt.kloe == row.code),
            levels=self._levels(row.code),
            missing=self._missing(row.code),
        )

    def _prompt(self, row: PromptRow) -> Prompt:
        spans = self._place(row.pieces)
        return Prompt(code=row.code, text=slice_spans(self.text, spans), change=row.change, spans=spans)

    def _levels(self, unit: str) -> tuple[Cell, ...]:
        return tuple(
            Cell(level=level, statements=tuple(self.cells[unit, level]))
            for level in LEVELS
            if (unit, level) in self.cells
        )

    def _missing(self, unit: str) -> str:
        return " ".join(row.text for row in self.file.missing if row.unit == unit)
