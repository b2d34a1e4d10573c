"""One run: every set asked, searched by every system, and turned into figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.framework import Framework
from corpus.model import Encoder
from corpus.types import Document
from evals.answering import AnswerResult, Product, Progress, RiskResult, answer_all, risk_all
from evals.figures import (
    Difference,
    Figure,
    answer_figures,
    crash_figure,
    differences,
    finding_figures,
    flag_figures,
    follow_figures,
    group_figures,
    risk_figures,
    split_figures,
)
from evals.finding import OURS, Finder, FindingResult, OwnSearch, Seen, find_all
from evals.flagging import Flagging, FlagResult, OwnFlags, flag_all
from evals.following import FollowResult, FollowRow, follow_all, load_follows
from evals.gold import GoldQuestion, locate
from evals.practice import PracticeRow, load_practice
from evals.questions import RISK_SETS, RiskRow, load_questions, load_risks
from evals.splitting import PlanDocument, SplitResult, load_plans, split_all
from evals.workshops import WorkshopResult

QUESTION_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class EvaluationSet:
    """The rows of one set, gold located."""

    name: str
    questions: tuple[GoldQuestion, ...]
    risks: tuple[RiskRow, ...]
    practices: tuple[PracticeRow, ...] = ()
    plans: tuple[PlanDocument, ...] = ()
    follows: tuple[FollowRow, ...] = ()


@dataclass(frozen=True)
class FlagSystems:
    """The framework that rows are flagged with, and the simpler systems beside the assistant."""

    framework: Framework
    peers: tuple[Flagging, ...] = ()


@dataclass(frozen=True)
class Run:
    """All that was measured, by question and in sum."""

    figures: tuple[Figure, ...]
    answers: tuple[AnswerResult, ...] = ()
    findings: tuple[FindingResult, ...] = ()
    risks: tuple[RiskResult, ...] = ()
    differences: tuple[Difference, ...] = ()
    flags: tuple[FlagResult, ...] = ()
    splits: tuple[SplitResult, ...] = ()
    workshops: tuple[WorkshopResult, ...] = ()
    follows: tuple[FollowResult, ...] = ()

    def __add__(self, other: "Run") -> "Run":
        """Both together."""
        return Run(
            self.figures + other.figures,
            self.answers + other.answers,
            self.findings + other.findings,
            self.risks + other.risks,
            self.differences + other.differences,
            self.flags + other.flags,
            self.splits + other.splits,
            self.workshops + other.workshops,
            self.follows + other.follows,
        )


def load_set(name: str, documents: Sequence[Document], folder: Path = QUESTION_FOLDER) -> EvaluationSet:
    """The rows of a set; the calibration set has no live-risk rows and none to flag.

    Raises:
        EvaluationDataError: a file or row cannot be used, or gold does not stand in its document.
    """
    questions = locate(load_questions(folder / f"questions.{name}.jsonl"), documents)
    risks = load_risks(folder / f"risk.{name}.jsonl") if name in RISK_SETS else []
    practices, plans = load_practice(name, folder), load_plans(name, folder / "plans")
    follows = load_follows(name, folder)
    return EvaluationSet(name, tuple(questions), tuple(risks), tuple(practices), tuple(plans), tuple(follows))


def evaluate(
    product: Product,
    documents: Sequence[Document],
    rows: EvaluationSet,
    peers: Sequence[Finder],
    progress: Progress,
    seen: Seen = lambda *_: None,
    flagging: FlagSystems | None = None,
    splitting: Encoder | None = None,
) -> Run:
    """Ask, search for and flag every row of a set, with the assistant and with its peers, and split its reports.

    ``seen`` is told what every system found; without ``flagging`` nothing is flagged, without ``splitting``
    (the encoder that reports are read with) nothing is split.
    """
    texts = {document.source.id: document.text for document in documents}
    answers = answer_all(product, texts, rows.name, rows.questions, progress)
    risks = risk_all(product, rows.name, rows.risks, progress)
    figures = answer_figures(rows.name, answers)
    figures += risk_figures(rows.name, risks) if risks else []
    figures += group_figures(rows.name, answers)
    follows = follow_all(product, rows.name, rows.follows, progress)
    figures += follow_figures(rows.name, follows) if follows else []
    findings: list[FindingResult] = []
    beside: list[Difference] = []
    for finder in (OwnSearch(product), *peers):
        found = find_all(finder, texts, rows.name, rows.questions, progress, seen)
        figures += finding_figures(finder.name, rows.name, found)
        beside += differences(rows.name, findings[: len(found)], found) if findings else []
        findings += found
    flags: list[FlagResult] = []
    if rows.practices and flagging:
        for system in (OwnFlags(product), *flagging.peers):
            named = flag_all(system, flagging.framework, rows.name, rows.practices, progress)
            figures += flag_figures(system.name, rows.name, named)
            flags += named
    splits = split_all(rows.name, rows.plans, splitting, progress) if rows.plans and splitting else []
    figures += split_figures(rows.name, splits)
    ours = [result.error for result in findings if result.system == OURS]
    flagged = [result.error for result in flags if result.system == OURS]
    asked = [result.error for result in (*answers, *risks, *follows)]
    errors = flagged + asked + ours
    figures.append(crash_figure(rows.name, errors))
    told = tuple(answers), tuple(findings), tuple(risks), tuple(beside), tuple(flags), tuple(splits)
    return Run(tuple(figures), *told, follows=tuple(follows))
