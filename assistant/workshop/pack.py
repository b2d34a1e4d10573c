"""The values of a workshop pack: what was asked for, its parts with their minutes, slides and papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.types import Citation

LENGTHS = (30, 60, 90, 180)  # minutes


class Audience(StrEnum):
    """Who takes part."""

    CARE_WORKERS = "care workers"
    SENIORS = "seniors"
    MANAGERS = "managers"
    TRUSTEES = "trustees"


class Purpose(StrEnum):
    """What the workshop is for."""

    AWARENESS = "awareness"
    PRACTICE = "practice"
    INSPECTION = "preparing for inspection"
    INCIDENT = "after an incident"


class PartKind(StrEnum):
    """What a part of the workshop is."""

    WELCOME = "welcome"
    MESSAGES = "key messages"
    CASE = "case study"
    SCENARIOS = "scenario cards"
    LEVEL_CARDS = "level cards"
    QUIZ = "quiz"
    ACTIVITY = "activity"
    ASK_OURSELVES = "questions to ask ourselves"
    ACTIONS = "action sheet"
    BREAK = "break"
    CLOSE = "close"


class SlideKind(StrEnum):
    """How a slide is laid out."""

    TITLE = "title"
    POINTS = "points"
    QUOTE = "quote"
    QUESTION = "question"


class PaperKind(StrEnum):
    """What a paper is; answers and outcomes are papers of their own, so that they can be held back."""

    RUNNING_ORDER = "running order"
    MESSAGES = "key messages"
    FACILITATOR = "facilitator's notes"
    CASE = "case study"
    CASE_OUTCOME = "case study: what changed"
    SCENARIOS = "scenario cards"
    SCENARIO_ANSWERS = "scenario cards: facilitator's copy"
    LEVEL_CARDS = "level cards"
    LEVEL_ANSWERS = "level cards: answers"
    QUIZ = "quiz"
    QUIZ_ANSWERS = "quiz: answers"
    ACTIVITY = "activity"
    ASK_OURSELVES = "questions to ask ourselves"
    ACTIONS = "action sheet"
    OBSERVED = "observed practice, two weeks later"
    LOCAL = "who to call here"
    EVALUATION = "evaluation form"
    SOURCES = "sources"


@dataclass(frozen=True)
class Request:
    """What a trainer asks for; ``topic`` in everyday words, a KLOE, a key question, a section or a case study."""

    topic: str
    minutes: int = 60
    audience: Audience = Audience.CARE_WORKERS
    people: int = 12
    purpose: Purpose = Purpose.AWARENESS


@dataclass(frozen=True)
class Line:
    """A line of a slide or paper: the words of citation number ``citation``, or ours if that is 0."""

    text: str
    citation: int = 0


@dataclass(frozen=True)
class Slide:
    """One slide with its facilitator's notes; the minutes of a part's slides add up to the part's.

    Without ``places`` nothing on it may say where its quotes stand: that is the answer.
    """

    kind: SlideKind
    title: str
    lines: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    minutes: int = 0
    places: bool = True


@dataclass(frozen=True)
class Lines:
    """Paragraphs, or the items of a list; ``heading`` stands above them."""

    lines: tuple[Line, ...]
    heading: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Card:
    """A card to be cut out; ``mark`` is its letter or number."""

    mark: str
    line: Line
    title: str = ""


@dataclass(frozen=True)
class Cards:
    """Cards, several on a page with lines to cut along."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Form:
    """A table to be filled in by hand: its columns, rows that begin with given words, and ``blank`` rows below."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...] = ()
    blank: int = 0


@dataclass(frozen=True)
class Diagram:
    """A blank cause and effect diagram: the problem at its head, and the names of its branches."""

    problem: str
    branches: tuple[str, ...]


Block = Lines | Cards | Form | Diagram


@dataclass(frozen=True)
class Paper:
    """One paper to be printed, beginning on a page of its own."""

    kind: PaperKind
    title: str
    blocks: tuple[Block, ...] = ()
    held_back: bool = False  # only for the facilitator, or to be revealed


@dataclass(frozen=True)
class Part:
    """A part of the workshop; ``minutes`` add up to the length asked for over all parts."""

    id: str
    kind: PartKind
    title: str
    minutes: int
    slides: tuple[Slide, ...] = ()
    papers: tuple[Paper, ...] = ()
    needed: bool = False  # it cannot be dropped


@dataclass(frozen=True)
class Spare:
    """A part that fits the topic and is not in the pack, to be taken in its place."""

    id: str
    kind: PartKind
    title: str


@dataclass(frozen=True)
class Changes:
    """What a trainer changed in the pack as first built; what names no part or topic has no effect.

    Attributes:
        dropped, added: ids of parts.
        order: ids of parts, first to last; parts that it does not name keep their places after those before them.
        case: id of the topic whose case study is told instead, or "".
        minutes: of single parts, by id; the others share what is left.
    """

    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    case: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Pack:
    """A whole pack.

    Attributes:
        topics: ids of the topics whose material it uses, the first above all.
        parts: in their order.
        spare: parts that could be taken in.
        cases: ids and titles of the topics whose case study can be told, the one that is told first.
        papers: those that belong to no part: facilitator's notes, who to call, evaluation, sources.
        citations: numbered from 1 in order of first use.
        remark: what the documents do not cover of it, or "".
        framework: name and version of the framework that its codes are of, for the foot of every page.
        fingerprint: of the index that it was built from.
        seed: of the shuffles, so that the same request gives the same cards.
    """

    request: Request
    title: str
    topics: tuple[str, ...]
    parts: tuple[Part, ...]
    spare: tuple[Spare, ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    papers: tuple[Paper, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    remark: str = ""
    framework: str = ""
    fingerprint: str = ""
    seed: int = 0

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(part.minutes for part in self.parts)


@dataclass(frozen=True)
class Declined:
    """No pack can be made: why, and the nearest topics that are covered."""

    why: str
    nearest: tuple[str, ...] = field(default=())
