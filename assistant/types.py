"""What the assistant takes and gives: turns, hits, citations and answers."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Passage, Span


class AnswerKind(StrEnum):
    """What an answer is; nothing else exists."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"
    CLARIFY = "clarify"
    NOTICE = "notice"


class Role(StrEnum):
    """What a block of an answer is: only `QUOTE` blocks hold the guidance's words."""

    OURS = "ours"  # a connecting line that claims nothing about the guidance
    HEADING = "heading"  # where the quotes below stand
    QUOTE = "quote"  # verbatim words, with their citation
    CARD = "card"  # a line of the safety card
    VOICE = "voice"  # who speaks in the statements below
    STATEMENT = "statement"  # written by a model, checked against the quotes that it cites


@dataclass(frozen=True)
class Cited:
    """Where a quote of an earlier answer stands; its passage counts more than its place, if it is known."""

    document_id: str
    spans: tuple[Span, ...]
    passage_id: str = ""


@dataclass(frozen=True)
class Turn:
    """One turn of the conversation before the question; role is ``user`` or ``assistant``.

    ``cited`` are the quotes of an answer in the order of their numbers; without them they are told from its words.
    """

    role: str
    content: str
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What to search in: empty means everything; names that match nothing find nothing."""

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


EVERYTHING = Filters()


@dataclass(frozen=True)
class Hit:
    """A passage found for a question.

    ``score`` is for ranking only (about 0 to 1, higher is better); it says nothing about whether the
    passage answers.
    """

    number: int
    passage: Passage
    score: float


@dataclass(frozen=True)
class Citation:
    """A quote and its place; ``quote`` is the slice of the document at ``spans``."""

    number: int
    passage_id: str
    document_id: str
    document_title: str
    source_file: str
    kind: str
    heading: tuple[str, ...]
    locator: str
    quote: str
    spans: tuple[Span, ...]
    source_line: str  # what kind of source it is and from when, for people
    level: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph of an answer, with the numbers of the citations it shows."""

    role: Role
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Something to know about the answer, from data; ``citations`` are the ones it is about."""

    id: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Characteristic:
    """A ratings characteristic that is quoted: ``statement`` is the slice of its document at ``spans``."""

    level: str
    passage_id: str
    statement: str
    spans: tuple[Span, ...]
    locator: str
    note: str


@dataclass(frozen=True)
class Flag:
    """A KLOE that a text falls under and, where practice is described, the characteristic it resembles most.

    ``characteristic`` is None for a question that only asks about a subject; its level is that of the quoted
    words, never of a service. ``beside`` are quoted with it: of the next level up, or to a mere question of Good
    and Outstanding. ``prompts`` are codes; ``score`` is the probability, 0 to 1, that the KLOE is right; ``why``
    the words of the text that led there.
    """

    framework: str
    code: str
    key_question: str
    source_file: str
    prompts: tuple[str, ...]
    score: float
    why: str
    characteristic: Characteristic | None = None
    beside: tuple[Characteristic, ...] = ()

    @property
    def level(self) -> str:
        """The level of the characteristic, or ""."""
        return self.characteristic.level if self.characteristic else ""

    @property
    def statement(self) -> str:
        """The words of the characteristic, or ""."""
        return self.characteristic.statement if self.characteristic else ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where these words stand."""
        return self.characteristic.spans if self.characteristic else ()


@dataclass(frozen=True)
class Dropped:
    """A statement that a model wrote and that is not part of the answer; never to be copied or saved as one.

    ``why`` says in plain English what is wrong with it.
    """

    text: str
    why: str


@dataclass(frozen=True)
class Masked:
    """Personal words that were hidden before a question was sent; ``kind`` says what they are, for people."""

    kind: str
    words: str


class Reread(StrEnum):
    """What came of asking a model what a question means after those before it; else the rules say what it means."""

    TAKEN = "taken"
    REFUSED = "refused"  # what it wrote did not pass the check
    NOT_FOUND = "not found"  # nothing answers what it wrote, and something what the rules say
    FAILED = "failed"  # there was no reply, or none that could be read


@dataclass(frozen=True)
class Writing:
    """How a model wrote, or tried to write, an answer, or only read its question.

    ``host`` is where it runs, ``remote`` whether that is another machine; ``instructions`` is the hash of what it
    was told. ``statements`` counts what it wrote, ``trouble`` says why none of it is shown, if none is.
    ``first_seconds`` is the time until the first statement could be shown (0 if none was), ``beyond_seconds`` how
    much of it was not the model's. ``reread`` is there where the model was asked what a follow-up means.
    """

    model: str
    host: str
    remote: bool
    instructions: str
    statements: int = 0
    trouble: str = ""
    masked: tuple[Masked, ...] = ()
    first_seconds: float = 0.0
    beyond_seconds: float = 0.0
    reread: Reread | None = None


@dataclass(frozen=True)
class Answer:
    """The whole answer, a value; screens and the command line are views of it.

    ``reason`` says, for an abstention, why; ``seconds`` is the time spent on it. ``understood`` is the question as it
    was completed from earlier turns, or "" where nothing was carried over. ``choices`` are questions to choose from,
    where the answer is itself a question.
    ``written`` is there where a model was asked, whoever's words are shown; ``left_out`` is what it wrote and the
    check did not let through.
    """

    kind: AnswerKind
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    reason: str = ""
    engine: str = "extractive"
    seconds: float = 0.0
    understood: str = ""
    choices: tuple[str, ...] = ()
    left_out: tuple[Dropped, ...] = ()
    written: Writing | None = None
