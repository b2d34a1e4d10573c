"""Reader of CQC's Annex A2: KLOEs and prompts from its tables, ratings characteristics from the framework data."""

import re
from dataclasses import dataclass

from corpus.framework import Framework, place
from corpus.readers.builder import PassageBuilder
from corpus.text import fold, lines_of, trim
from corpus.types import Document, Kind, Reading, Span

_ROW = re.compile(
    r"^(?P<code>[SECRW]\.?\d(?:\.\d+)?)"
    r"(?: (?P<change>New|Changed|Moved(?: from \w+ to \w+| within [\w-]+)?))?\t(?P<text>\S.*)$"
)
_CONTENTS = re.compile(r"^(Safe|Effective|Caring|Responsive|Well-led)\t(\d+)$")
_KEY_QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
_FURNITURE = re.compile(
    r"^(?:Key lines of enquiry and prompts:\tPage|Ratings characteristics:|Code\tKey line of enquiry ?/ ?prompt)$"
)
_PROMPTS = "Key lines of enquiry and prompts"
_CHARACTERISTICS = "Ratings characteristics"


@dataclass(frozen=True)
class _Key:
    """A key question and the printed pages on which its prompts and its characteristics begin."""

    name: str
    pages: tuple[str, str]


def read_annex(document: Document, framework: Framework) -> Reading:
    """Turn the annex into KLOE, prompt, definition and characteristic passages.

    Raises:
        CorpusError: the framework data does not fit the document.
    """
    return _AnnexReader(document, framework).read()


class _AnnexReader:
    def __init__(self, document: Document, framework: Framework) -> None:
        self.text = document.text
        self.framework = framework
        self.out = PassageBuilder(document)
        self.lines = lines_of(document.text)
        self.pages: dict[str, list[str]] = {name: [] for name in _KEY_QUESTIONS}
        self.questions: dict[str, str] = {}
        self.seen: set[str] = set()
        self.key = ""

    def read(self) -> Reading:
        placed = [(place(self.text, self.lines, row.pieces), row) for row in self.framework.other]
        first = min(span.start for spans, _ in placed for span in spans)
        for line in self.lines:
            if line.start < first:
                self._prompt_half(line)
        for spans, row in placed:
            if row.kind == "heading":
                self.out.headings.extend(spans)
            else:
                reason = "repeats the definition above" if row.kind == "definition" else row.note or "page furniture"
                for span in spans:
                    self.out.leave_out(span, reason)
        self._characteristics()
        return self.out.reading()

    # -- key lines of enquiry and prompts -------------------------------------------------------

    def _prompt_half(self, line: Span) -> None:
        words = fold(self.text[line.start : line.end])
        raw = self.text[line.start : line.end].strip()
        span = trim(self.text, line)
        if span is None:
            return
        row = _ROW.match(raw)
        contents = _CONTENTS.match(raw)
        if row:
            self._kloe_or_prompt(span, row)
        elif contents:
            self.pages[contents.group(1)].append(contents.group(2))
            self.out.leave_out(span, "contents page (used for printed page numbers)")
        elif _FURNITURE.match(raw):
            self.out.leave_out(span, "column labels and contents")
        elif words in _KEY_QUESTIONS:
            self.key = words
            self.out.headings.append(span)
        elif words in self.seen:
            self.out.leave_out(span, "repeated word for word from above")
        else:
            self.seen.add(words)
            self._prose(span, words)

    def _prose(self, span: Span, words: str) -> None:
        kind = Kind.PROSE
        if words.startswith(("By ", "*Abuse")):
            kind = Kind.DEFINITION
        elif "\t" in self.text[span.start : span.end] or words.startswith("Key to"):
            kind = Kind.TABLE
        heading = [_PROMPTS, self.key] if kind is Kind.DEFINITION else [_PROMPTS]
        units = (self._unit("definition", self.key),) if kind is Kind.DEFINITION else (self._unit("section", "notes"),)
        self.out.add(kind, [[span]], heading=heading, locator=self._page(self.key, 0), units=units)

    def _kloe_or_prompt(self, span: Span, row: re.Match[str]) -> None:
        code = re.sub(r"^([A-Z])\.", r"\1", row["code"])
        kloe = code.split(".")[0]
        offset = span.start
        label = Span(offset, offset + row.end("change" if row["change"] else "code"))
        question = Span(offset + row.start("text"), span.end)
        if kloe == code:
            self.questions[code] = fold(row["text"])
        self.out.add(
            Kind.KLOE if kloe == code else Kind.PROMPT,
            [[label], [question]],
            heading=[_PROMPTS, self.key, self._title(kloe)],
            locator=f"{'KLOE' if kloe == code else 'prompt'} {code}, {self._page(self.key, 0)}",
            units=(self._unit("kloe", kloe), self._unit("key question", self.key)),
            code=code,
            change=row["change"] or "",
        )

    # -- ratings characteristics ------------------------------------------------------------------

    def _characteristics(self) -> None:
        for statement in self.framework.statement:
            unit, level = statement.unit, statement.level
            key = unit if unit in _KEY_QUESTIONS else next(k for k in _KEY_QUESTIONS if k[0] == unit[0])
            title = [] if unit == key else [self._title(unit)]
            self.out.add(
                Kind.CHARACTERISTIC,
                [place(self.text, self.lines, statement.pieces)],
                split=False,
                heading=[_CHARACTERISTICS, key, *title, level],
                locator=f"ratings characteristics of {unit}, {level}, {self._page(key, 1)}",
                units=(self._unit("cell", f"{unit}:{level}"), self._unit("ratings", unit)),
                code=unit,
                level=level,
                note=statement.note,
            )

    def _title(self, kloe: str) -> str:
        return f"{kloe} {self.questions.get(kloe, '')}".strip()

    def _page(self, key: str, half: int) -> str:
        pages = self.pages.get(key, [])
        return f"{key}, from printed page {pages[half]}" if len(pages) > half else "page 1"

    def _unit(self, kind: str, name: str) -> str:
        return f"{self.out.document.source.id}#{kind}:{name}"
