"""The values of a loaded report: its findings, its own ratings, and what people say of each finding."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.types import Flag


class Polarity(StrEnum):
    """Whether a finding tells what is wrong or what is well done."""

    SHORTFALL = "shortfall"
    STRENGTH = "strength"


class Judgement(StrEnum):
    """What the provider says of a draft report's finding; "" until somebody says."""

    AGREE = "agree"
    WRONG = "factually wrong"
    INCOMPLETE = "incomplete"
    UNWELCOME = "accurate but unwelcome"
    NONE = ""


class ReportState(StrEnum):
    """Whether a report may still be corrected."""

    DRAFT = "draft"
    FINAL = "final"
    NONE = ""  # nobody has said yet, or it is no inspection report


@dataclass(frozen=True)
class Accuracy:
    """A comment for CQC's factual accuracy check."""

    judgement: Judgement = Judgement.NONE
    comment: str = ""
    evidence: str = ""
    evidence_dated: str = ""


@dataclass(frozen=True)
class ReportRating:
    """A rating or score that the report itself gives; it is the report's, never ours."""

    about: str  # "Overall", a key question, or a quality statement
    rating: str  # in the report's words: "Good", "Score: 2"
    page: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something that a report says about the service.

    Attributes:
        id: stable within its report.
        words: as they stand in the report, white space folded; never changed.
        text: what people made of them ("" while it is the same).
        page: from 1; None where there are no pages.
        heading: the report's own, nearest above it.
        key_question: under which it stands in the report, or "".
        quality_statement: the report's own heading, if it is one of the single assessment framework, or "".
        regulations: that the words name.
        breach: the words tell of a breach; ``notice`` names an enforcement ("warning notice", "requirement notice").
        flags: by content; none of them is the report's own.
        danger: the words tell of present danger, so that the safety card comes first.
        chosen: somebody chose the first of the flags.
        kept: False once somebody has dropped it.
        planned: references of the plan's items that were drafted from it.
    """

    id: str
    words: str
    text: str = ""
    page: int | None = None
    heading: str = ""
    key_question: str = ""
    quality_statement: str = ""
    polarity: Polarity = Polarity.SHORTFALL
    regulations: tuple[str, ...] = ()
    breach: bool = False
    notice: str = ""
    flags: tuple[Flag, ...] = ()
    danger: bool = False
    chosen: bool = False
    kept: bool = True
    accuracy: Accuracy = field(default_factory=Accuracy)
    planned: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What is shown and planned for."""
        return self.text or self.words


@dataclass(frozen=True)
class Report:
    """A loaded report; the file itself is not held, only what was read out of it.

    ``emailed`` is the date of CQC's e-mail with a draft; ``earlier`` the id of the draft that a final one replaced;
    ``plan`` the id of the plan that items were drafted into.
    """

    id: str
    name: str
    findings: tuple[Finding, ...] = ()
    ratings: tuple[ReportRating, ...] = ()
    state: ReportState = ReportState.NONE
    emailed: date | None = None
    pages: int = 0
    earlier: str = ""
    plan: str = ""

    def finding(self, identity: str) -> Finding | None:
        """One finding."""
        return next((finding for finding in self.findings if finding.id == identity), None)

    @property
    def shortfalls(self) -> tuple[Finding, ...]:
        """The findings that are kept and tell what is wrong."""
        return tuple(f for f in self.findings if f.kept and f.polarity is Polarity.SHORTFALL)
