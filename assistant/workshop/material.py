"""What is held for workshops, topic by topic: our texts (`assistant/data/workshop/`) and the places they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.data_files import DataFileError, read_data_file
from assistant.patterns import DATA, load_data
from assistant.workshop.places import Finder, Source
from assistant.workshop.topic_files import Activity, CaseRow, SourcedRow, SourceRow, TopicRow
from corpus.framework import LEVELS, Framework

if TYPE_CHECKING:
    from corpus.index import Index

FOLDER = DATA / "workshop"


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
    activity: Activity
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
    finder = Finder(index, framework)
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


def _topic(path: Path, row: TopicRow, finder: Finder) -> Topic:
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


def _sourced(rows: Sequence[SourcedRow], finder: Finder, entry: str) -> tuple[Sourced, ...]:
    return tuple(Sourced(row.text, finder.source(row.source, f"{entry} {n}")) for n, row in enumerate(rows, 1))


def _case(row: CaseRow, finder: Finder, entry: str) -> Case:
    return Case(
        row.title,
        finder.sources(row.problem, entry),
        finder.sources(row.did, entry),
        finder.sources(row.outcome, entry),
        row.questions,
        row.likely,
    )


def _cards(row: TopicRow, finder: Finder, entry: str) -> dict[str, tuple[Source, ...]]:
    return {
        level: finder.sources([SourceRow(code=row.kloes[0], level=level, begins=b) for b in row.cards[level]], entry)
        for level in LEVELS
        if level in row.cards
    }
