"""Whether workshop packs are as they should be: minutes, quotes, sources and contents, pack by pack."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.export.pack_zip import pack_zip
from assistant.types import Citation
from assistant.workshop.pack import (
    Audience,
    Card,
    Cards,
    Declined,
    Form,
    Line,
    Lines,
    Pack,
    Paper,
    PaperKind,
    Part,
    PartKind,
    Purpose,
    Request,
    Slide,
)
from corpus.errors import AskKloeError
from evals.answering import Progress
from evals.extracts import Texts
from evals.rows import rows_of

FILE = Path(__file__).with_name("workshops.jsonl")
DAY = date(2026, 11, 22)  # any day: the same pack and day give the same files
_SHORTEST = 3
_OWN = {PartKind.WELCOME, PartKind.BREAK, PartKind.CLOSE, PartKind.ACTIONS}  # they quote nothing
_ANSWERS = {
    PartKind.SCENARIOS: PaperKind.SCENARIO_ANSWERS,
    PartKind.LEVEL_CARDS: PaperKind.LEVEL_ANSWERS,
    PartKind.QUIZ: PaperKind.QUIZ_ANSWERS,
}
_ALWAYS = (
    PaperKind.RUNNING_ORDER,
    PaperKind.FACILITATOR,
    PaperKind.OBSERVED,
    PaperKind.LOCAL,
    PaperKind.EVALUATION,
    PaperKind.SOURCES,
)

Build = Callable[[Request], Pack | Declined]
Printed = Callable[[Pack], Sequence[str]]  # what is wrong with the pages of a pack


class WorkshopRow(BaseModel):
    """A workshop to be built.

    Attributes:
        expected: a pack, a pack that says what the documents do not cover, or none.
        lead: ids of topics of which one has to lead.
        parts: kinds of parts that have to be in it.
    """

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    topic: str = Field(min_length=1)
    minutes: int
    audience: Audience
    people: int
    purpose: Purpose
    expected: Literal["pack", "thin", "declined"]
    lead: tuple[str, ...] = ()
    parts: tuple[PartKind, ...] = ()

    @property
    def request(self) -> Request:
        """What is asked for."""
        return Request(self.topic, self.minutes, self.audience, self.people, self.purpose)


@dataclass(frozen=True)
class WorkshopResult:
    """What became of one row; None where a measure does not apply.

    Attributes:
        workshop_found: 1 if it is a pack, thin or declined as expected, about one of the topics that were meant.
        workshop_minutes: 1 if the minutes of its parts and of their slides add up, and none is too short.
        workshop_verbatim: share of its quotes that are the words of their citation and of the document there.
        workshop_traceable: share of its slides and cards that say which words of the guidance they rest on.
        workshop_coverage: share of the contents that it has to have.
        workshop_pages: 1 if every file of it has as many pages in print as it was laid out for.
        seconds: that it took to build, and to write as one archive.
        missing: what went wrong, in a few words.
    """

    id: str
    topic: str
    workshop_found: float
    workshop_minutes: float | None = None
    workshop_verbatim: float | None = None
    workshop_traceable: float | None = None
    workshop_coverage: float | None = None
    workshop_pages: float | None = None
    seconds: float = 0.0
    missing: tuple[str, ...] = ()
    error: str = ""


def load_workshops(path: Path = FILE) -> list[WorkshopRow]:
    """The rows of a file.

    Raises:
        EvaluationDataError: a row cannot be used.
    """
    return rows_of(path, WorkshopRow)


def workshop_all(
    build: Build, texts: Texts, rows: Sequence[WorkshopRow], progress: Progress, printed: Printed | None = None
) -> list[WorkshopResult]:
    """Build every row and measure it; an error is a result, and said so. Without ``printed`` no pages are counted."""
    results = []
    for number, row in enumerate(rows, 1):
        started = time.perf_counter()
        try:
            built, error = build(row.request), ""
            if isinstance(built, Pack):
                pack_zip(built, DAY)
        except AskKloeError as failed:
            built, error = None, failed.user_message
        seconds = time.perf_counter() - started
        result = measure(row, built, texts, seconds, error)
        if printed and isinstance(built, Pack):
            wrong = tuple(printed(built))
            result = replace(result, workshop_pages=float(not wrong), missing=(*result.missing, *wrong))
        results.append(result)
        progress("Building workshops", number, len(rows))
    return results


def measure(
    row: WorkshopRow, built: Pack | Declined | None, texts: Texts, seconds: float = 0.0, error: str = ""
) -> WorkshopResult:
    """What one row's pack is worth."""
    if not isinstance(built, Pack):
        found = isinstance(built, Declined) and row.expected == "declined" and bool(built.why)
        return WorkshopResult(row.id, row.topic, float(found), seconds=seconds, error=error)
    found = built.topics[0] in row.lead and (row.expected == "pack" or bool(built.remark))
    lines = [line for line in pack_lines(built) if line.citation]
    cited = {citation.number: citation for citation in built.citations}
    untraced = list(_untraced(built))
    traced = sum(1 for _ in _traceable(built))
    lacking = list(_lacking(row, built))
    return WorkshopResult(
        row.id,
        row.topic,
        float(found),
        workshop_minutes=float(_adds_up(built)),
        workshop_verbatim=_share(is_verbatim(line, cited, texts) for line in lines),
        workshop_traceable=1 - len(untraced) / max(traced, 1),
        workshop_coverage=1 - len(lacking) / (len(_ALWAYS) + len(row.parts) + 3),
        seconds=seconds,
        missing=(*untraced, *lacking),
    )


def is_verbatim(line: Line, cited: Mapping[int, Citation], texts: Texts) -> bool:
    """Whether a quote is its citation's, and that is what stands in the document."""
    citation = cited.get(line.citation)
    if citation is None or citation.document_id not in texts:
        return False
    text = texts[citation.document_id]
    there = " ".join(" ".join(text[span.start : span.end] for span in citation.spans).split())
    return line.text == citation.quote == there


def pack_lines(pack: Pack) -> Iterator[Line]:
    """Every line of a pack."""
    papers = [*pack.papers]
    for part in pack.parts:
        papers += part.papers
        for slide in part.slides:
            yield from (*slide.lines, *slide.notes)
    for paper in papers:
        yield from paper_lines(paper)


def paper_lines(paper: Paper) -> Iterator[Line]:
    """Every line of a paper."""
    for block in paper.blocks:
        match block:
            case Lines():
                yield from block.lines
            case Cards():
                yield from (card.line for card in block.cards)
            case Form():
                yield from (line for row in block.rows for line in row)


def _adds_up(pack: Pack) -> bool:
    slides = all(sum(slide.minutes for slide in part.slides) == part.minutes for part in pack.parts)
    long = all(part.minutes >= (2 if part.kind is PartKind.WELCOME else _SHORTEST) for part in pack.parts)
    paused = pack.minutes < 120 or any(part.kind is PartKind.BREAK for part in pack.parts)
    return slides and long and paused and pack.minutes == pack.request.minutes


def _traceable(pack: Pack) -> Iterator[tuple[Part, Slide | Card]]:
    """The slides and cards that have to rest on words of the guidance."""
    for part in pack.parts:
        if part.kind not in _OWN:
            yield from ((part, slide) for slide in _telling(part))
            yield from ((part, card) for card in _cards(part))


def _telling(part: Part) -> Iterator[Slide]:
    """A part's slides without those that only say how it is done or what to talk about."""
    own = {
        PartKind.SCENARIOS: part.slides[:1],
        PartKind.LEVEL_CARDS: part.slides[:1],
        PartKind.CASE: part.slides[:2],
        PartKind.ACTIVITY: part.slides[1:],
    }
    yield from (slide for slide in part.slides if slide not in own.get(part.kind, ()))


def _cards(part: Part) -> Iterator[Card]:
    for paper in part.papers:
        yield from (card for block in paper.blocks if isinstance(block, Cards) for card in block.cards)


def _untraced(pack: Pack) -> Iterator[str]:
    for part, one in _traceable(pack):
        if isinstance(one, Slide) and not any(line.citation for line in (*one.lines, *one.notes)):
            yield f"slide “{one.title}” rests on nothing"
        if isinstance(one, Card) and not (one.line.citation or _answered(part, one)):
            yield f"card {one.mark} rests on nothing"


def _answered(part: Part, card: Card) -> bool:
    """Whether the facilitator's copy quotes, under a card's number, what it rests on."""
    for paper in part.papers:
        if paper.kind is not _ANSWERS.get(part.kind):
            continue
        under = ""
        for block in paper.blocks:
            if isinstance(block, Lines):
                under = block.heading or under
                if under.startswith(f"{card.mark}.") and any(line.citation for line in block.lines):
                    return True
    return False


def _lacking(row: WorkshopRow, pack: Pack) -> Iterator[str]:
    papers = {paper.kind for part in pack.parts for paper in part.papers} | {paper.kind for paper in pack.papers}
    yield from (f"no paper: {kind.value}" for kind in _ALWAYS if kind not in papers)
    parts = {part.kind for part in pack.parts}
    yield from (f"no part: {kind.value}" for kind in row.parts if kind not in parts)
    if not all(slide.notes for part in pack.parts for slide in part.slides):
        yield "a slide without notes"
    if not pack.notices:
        yield "no notice"
    if any(_ANSWERS[part.kind] not in {p.kind for p in part.papers} for part in pack.parts if part.kind in _ANSWERS):
        yield "no answers"


def _share(values: Iterator[bool]) -> float | None:
    held = list(values)
    return sum(held) / len(held) if held else None
