"""The values of an action plan. What only the manager can know is blank until somebody fills it in."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from assistant.types import Citation


class SourceKind(StrEnum):
    """Where an item comes from."""

    INSPECTION = "inspection finding"
    SELF_CHECK = "self-check"
    AUDIT = "audit"
    COMPLAINT = "complaint"
    QUESTION = "question"
    OWN = "our own words"


class QuoteRole(StrEnum):
    """What a quote is to an item."""

    TASK = "task"  # a tip whose words are one of the tasks
    PROMPT = "prompt"  # asks about the matter
    SERVES = "serves"  # the Good characteristic that the item works towards
    RESEMBLES = "resembles"  # the characteristic that the finding resembles
    EXAMPLE = "example"  # what one provider did; never a task
    EVIDENCE = "evidence"  # the guide's list of what can show an improvement


class Status(StrEnum):
    """Whether there is still something to do."""

    OPEN = "open"
    CLOSED = "closed"


class Light(StrEnum):
    """When something has to be done, as one provider of the guide put it; "" until somebody says."""

    TODAY = "today"
    WEEK = "this week"
    MONTH = "this month"
    LATER = "later"
    NONE = ""


class Term(StrEnum):
    """Quick wins stand apart from long-term actions."""

    QUICK = "quick win"
    LONG = "long term"
    NONE = ""


class Priority(StrEnum):
    """Why something comes before something else; the order of the guide's own questions (section 2.1)."""

    SAFETY = "safety first"
    BREACH = "breach or time frame"
    RATING = "below Good"
    OTHER = "other improvement"
    NONE = ""


@dataclass(frozen=True)
class Source:
    """Where the words of an item come from; ``page`` from 1, None where there is none."""

    kind: SourceKind = SourceKind.OWN
    words: str = ""
    document: str = ""  # the report or audit, as people call it
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True)
class CrossReference:
    """A KLOE of a framework; a code means something only with the framework and its version."""

    framework: str
    version: str
    code: str
    key_question: str


@dataclass(frozen=True)
class Quoted:
    """A quote and what it is to the item."""

    role: QuoteRole
    citation: Citation


@dataclass(frozen=True)
class Task:
    """One thing to do. ``quote`` is the number of the citation whose words it is, 0 if it is nobody's quote.

    ``drafted`` says that the wording is ours and nobody has changed it yet.
    """

    text: str
    quote: int = 0
    drafted: bool = False
    who: str = ""
    outcome: str = ""  # what is to come of it
    report_back: str = ""  # how and to whom
    due: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Milestone:
    """A stage on the way."""

    text: str
    due: date | None = None


@dataclass(frozen=True)
class Considered:
    """Whether a duty was thought of: what was decided, by whom and when. All of it is for the manager."""

    decision: str = ""
    by: str = ""
    when: date | None = None


@dataclass(frozen=True)
class ActionItem:
    """One row of a plan.

    Attributes:
        reference: unique in its plan and never given twice ("A7"); "" while it is only a draft.
        regulations: numbers of the 2014 Regulations that the source names ("12", "17(3)").
        kloes: cross-references, the likeliest first.
        quality_statement: the report's own heading, if it is one.
        not_yet: what is not yet as it should be; ``effect`` on people and the immediate ``control``.
        action: what is to be done, in a few words; ``tasks`` say how.
        lead: one person; ``others`` help.
        holding: when somebody checked that it holds, which is not the same as done.
        drafted: names of the fields whose wording is ours and unchanged.
        quotes: the guidance that it is made of, citations numbered from 1.
    """

    reference: str = ""
    source: Source = field(default_factory=Source)
    regulations: tuple[str, ...] = ()
    kloes: tuple[CrossReference, ...] = ()
    quality_statement: str = ""
    not_yet: str = ""
    effect: str = ""
    control: str = ""
    root_cause: str = ""
    action: str = ""
    objective: str = ""
    tasks: tuple[Task, ...] = ()
    lead: str = ""
    others: str = ""
    resources: str = ""
    start: date | None = None
    due: date | None = None
    review: date | None = None
    milestones: tuple[Milestone, ...] = ()
    priority: Priority = Priority.NONE
    priority_reason: str = ""
    term: Term = Term.NONE
    risk: str = ""
    baseline: str = ""
    measure: str = ""
    evidence: str = ""
    sustain: str = ""
    safeguarding: Considered = field(default_factory=Considered)
    notification: Considered = field(default_factory=Considered)
    candour: Considered = field(default_factory=Considered)
    done: date | None = None
    holding: date | None = None
    status: Status = Status.OPEN
    light: Light = Light.NONE
    notes: str = ""
    closing_evidence: str = ""
    impact: str = ""
    lessons: str = ""
    drafted: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()

    def quoted(self, role: QuoteRole) -> tuple[Citation, ...]:
        """The quotes of one role, in their order."""
        return tuple(quote.citation for quote in self.quotes if quote.role is role)

    def overdue(self, today: date) -> bool:
        """Whether it is open and should have been done before today."""
        return self.status is Status.OPEN and self.done is None and self.due is not None and self.due < today


@dataclass(frozen=True)
class WrittenRequest:
    """CQC's request for a written report under regulation 17(3); ``due`` is the limit stated in it."""

    asked: date | None = None
    wording: str = ""
    due: date | None = None
    regulations: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionPlan:
    """A plan with a name; ``number`` is the last one given to an item, ``report`` the id of its inspection report."""

    id: str
    name: str
    items: tuple[ActionItem, ...] = ()
    number: int = 0
    service: str = ""
    scope: str = ""
    manager: str = ""  # who manages that it is carried out
    review: date | None = None
    report: str = ""
    request: WrittenRequest = field(default_factory=WrittenRequest)

    def item(self, reference: str) -> ActionItem | None:
        """One item."""
        return next((item for item in self.items if item.reference == reference), None)

    def with_new(self, items: Iterable[ActionItem]) -> "ActionPlan":
        """The plan with further items, each with a reference of its own."""
        given = [replace(item, reference=f"A{n}") for n, item in enumerate(items, self.number + 1)]
        return replace(self, items=(*self.items, *given), number=self.number + len(given))

    def with_changed(self, item: ActionItem) -> "ActionPlan":
        """The plan with one item put in the place of that with the same reference."""
        return replace(self, items=tuple(item if i.reference == item.reference else i for i in self.items))

    def without(self, reference: str) -> "ActionPlan":
        """The plan without an item; its reference is not given again."""
        return replace(self, items=tuple(item for item in self.items if item.reference != reference))

    @property
    def open_items(self) -> tuple[ActionItem, ...]:
        """What there is still to do."""
        return tuple(item for item in self.items if item.status is Status.OPEN)

    @property
    def closed_items(self) -> tuple[ActionItem, ...]:
        """What is closed, apart from the rest."""
        return tuple(item for item in self.items if item.status is Status.CLOSED)


@dataclass(frozen=True)
class Version:
    """A plan as it was; ``what`` says in a few words what was changed to make it so."""

    number: int
    made: datetime
    what: str
    plan: ActionPlan
