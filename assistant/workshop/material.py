"""What is held for workshops, topic by topic: our texts (`assistant/data/workshop/`) and the places they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.data_files import DataFileError, Place, Starts, read_data_file
from assistant.patterns import DATA, load_data
from assistant.workshop.topic_files import CaseRow, SourcedRow, SourceRow, TopicRow
from corpus.framework import LEVELS, Framework
from corpus.text import part_spans
from corpus.types import Kind, Span

if TYPE_CHECKING:
    from corpus.index import Index

FOLDER = DATA / "workshop"


@dataclass(frozen=True)
class Source:
    """A passage of the index by its number, and the spans of the words that are meant."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Sourced:
    """A text of ours and what it is drawn from."""

    text: str
    source: Source


@dataclass(frozen=True)
class Message:
    """A key message: the words of a place; ``note`` says what to draw out."""

    source: Source
    note: str


@dataclass(frozen=True)
class Case:
    """A case study; ``likely`` are answers, one for each question."""

    title: str
    problem: tuple[Source, ...]
    did: tuple[Source, ...]
    outcome: tuple[Source, ...]
    questions: tuple[str, ...]
    likely: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """A situation to talk about; ``care`` says why it may upset, or is ""."""

    title: str
    text: str
    points: tuple[str, ...]
    sources: tuple[Source, ...]
    care: str


@dataclass(frozen=True)
class Question:
    """A question of the quiz; ``right`` counts the options from 1."""

    kind: str
    question: str
    options: tuple[str, ...]
    right: int
    why: str
    source: Source


@dataclass(frozen=True)
class Topic:
    """What is held on one topic.

    Attributes:
        words: what people call it.
        kloes: codes of `framework` that it is about, the first above all; that one's ``cards`` are.
        sections: of the guide.
        thin: what the documents do not say about it, or "".
        ask_ourselves: prompts.
        local: what a service fills in itself.
        cards: characteristics by level, best level first.
        observe: what can be seen two weeks later if practice has changed.
    """

    id: str
    title: str
    framework: Framework
    words: tuple[str, ...]
    kloes: tuple[str, ...]
    sections: tuple[str, ...]
    thin: str
    aims: str
    warm_up: str
    ask_ourselves: tuple[Source, ...]
    activity: str
    activity_problem: str
    local: tuple[str, ...]
    outcomes: tuple[Sourced, ...]
    messages: tuple[Message, ...]
    case: Case | None
    scenarios: tuple[Scenario, ...]
    quiz: tuple[Question, ...]
    cards: Mapping[str, tuple[Source, ...]]
    observe: tuple[Sourced, ...]


def open_material(index: "Index", folder: Path = FOLDER) -> tuple[Topic, ...]:
    """The topics whose documents the index holds, in the order of their files.

    Raises:
        DataFileError: a file is not as it should be, or names no passage or several; the message says where.
    """
    told = load_data("workshop.toml")["documents"]
    framework = index.frameworks.get(told["framework"])
    if framework is None:
        return ()
    finder = _Finder(index, framework)
    topics = []
    for path in sorted(folder.glob("*.toml")):
        row = _read(path)
        if {source.document for source in row.named_sources()} - {""} <= set(index.documents):
            topics.append(_topic(path, row, finder))
    return tuple(topics)


@cache
def _read(path: Path) -> TopicRow:
    row = read_data_file(path, TopicRow)
    if row.id != path.stem:
        raise DataFileError(f"{path.name}: its id is {row.id!r}.")
    return row


class _Finder:
    """Finds the places that one framework's topics name."""

    def __init__(self, index: "Index", framework: Framework) -> None:
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
        """The question of a prompt, without its code."""
        if code not in self._prompts:
            raise DataFileError(f"{entry}: {self.framework.name} has no prompt {code!r}.")
        return self._prompts[code]

    def source(self, row: SourceRow, entry: str) -> Source:
        """The place that a source names."""
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
        return tuple(self.source(row, entry) for row in rows)


def _topic(path: Path, row: TopicRow, finder: _Finder) -> Topic:
    name = path.name
    unknown = sorted(set(row.kloes) - set(finder.framework.kloes))
    if unknown or (row.cards and not row.kloes):
        raise DataFileError(f"{name}, kloes: {finder.framework.name} has no {', '.join(unknown) or 'KLOE for cards'}.")
    return Topic(
        id=row.id,
        title=row.title,
        framework=finder.framework,
        words=row.words,
        kloes=row.kloes,
        sections=row.sections,
        thin=row.thin,
        aims=row.aims,
        warm_up=row.warm_up,
        ask_ourselves=tuple(finder.prompt(code, f"{name}, ask_ourselves") for code in row.ask_ourselves),
        activity=row.activity,
        activity_problem=row.activity_problem,
        local=row.local,
        outcomes=_sourced(row.outcome, finder, f"{name}, outcome"),
        messages=tuple(
            Message(finder.source(held.source, f"{name}, message {n}"), held.note)
            for n, held in enumerate(row.message, 1)
        ),
        case=_case(row.case, finder, f"{name}, case") if row.case else None,
        scenarios=tuple(
            Scenario(
                held.title, held.text, held.points, finder.sources(held.sources, f"{name}, scenario {n}"), held.care
            )
            for n, held in enumerate(row.scenario, 1)
        ),
        quiz=tuple(
            Question(
                held.kind,
                held.question,
                held.options,
                held.right,
                held.why,
                finder.source(held.source, f"{name}, quiz {n}"),
            )
            for n, held in enumerate(row.quiz, 1)
        ),
        cards=_cards(row, finder, f"{name}, cards"),
        observe=_sourced(row.observe, finder, f"{name}, observe"),
    )


def _sourced(rows: Sequence[SourcedRow], finder: _Finder, entry: str) -> tuple[Sourced, ...]:
    return tuple(Sourced(row.text, finder.source(row.source, f"{entry} {n}")) for n, row in enumerate(rows, 1))


def _case(row: CaseRow, finder: _Finder, entry: str) -> Case:
    return Case(
        row.title,
        finder.sources(row.problem, entry),
        finder.sources(row.did, entry),
        finder.sources(row.outcome, entry),
        row.questions,
        row.likely,
    )


def _cards(row: TopicRow, finder: _Finder, entry: str) -> dict[str, tuple[Source, ...]]:
    return {
        level: finder.sources([SourceRow(code=row.kloes[0], level=level, begins=b) for b in row.cards[level]], entry)
        for level in LEVELS
        if level in row.cards
    }
