"""From per-question results to figures: one mean with its interval per measure, set and system or group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.answering import AnswerResult, RiskResult
from evals.checking import CheckResult
from evals.finding import OURS, FindingResult
from evals.flagging import FlagResult
from evals.following import FOLLOW_MEASURES, FollowResult
from evals.metrics import Estimate, estimate
from evals.practice import OWN
from evals.splitting import SplitResult
from evals.workshops import WorkshopResult

SEED = 20260
FLAG_MEASURES = (
    "kloe_first", "kloe_three", "key_question", "level_right", "level_far", "level_rest", "characteristic_right",
    "characteristic_within", "unflagged", "none_flagged", "question_level",
)  # fmt: skip
FLAG_GROUPS = ("S4", "R3")  # medicines, and care at the end of life: what matters most and what is hardest
FLAG_GROUP_MEASURES = ("kloe_first", "kloe_three", "level_right")
SPLIT_MEASURES = (
    "split_real", "split_kept", "split_polarity", "split_page", "split_heading", "split_question", "split_regulations",
)  # fmt: skip
WORKSHOP_MEASURES = (
    "workshop_found", "workshop_minutes", "workshop_verbatim", "workshop_traceable", "workshop_coverage",
    "workshop_pages",
)  # fmt: skip
CHECK_MEASURES = ("let_through", "dropped", "not_as_written")
FINDING_MEASURES = ("recall_400", "recall_1200", "ndcg_10", "reciprocal_rank")


@dataclass(frozen=True)
class Figure:
    """One measure of one system over one set (or one group of a set)."""

    measure: str
    set_name: str
    estimate: Estimate
    system: str = OURS
    group: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether this is a figure of the assistant over a whole set."""
        return self.system == OURS and not self.group


@dataclass(frozen=True)
class Difference:
    """How much better the assistant finds than a simpler system, on the same questions of a set."""

    measure: str
    set_name: str
    system: str
    estimate: Estimate


def answer_figures(set_name: str, results: Sequence[AnswerResult], seed: int = SEED) -> list[Figure]:
    """The figures of a set's answers.

    Quoted words are averaged over the covered questions; a citation is one row of `citation_validity`.
    """
    covered = [r for r in results if r.answerable]
    valid = [1.0] * sum(r.citations - len(r.invalid) for r in results)
    invalid = [0.0] * sum(len(r.invalid) for r in results)
    values: dict[str, list[float | None]] = {
        "evidence_recall": [r.evidence_recall for r in results],
        "words_counted": [float(r.words_counted) for r in covered],
        "words_quoted": [float(r.words_quoted) for r in covered],
        "false_answer": [r.false_answer for r in results],
        "refusal": [r.refusal for r in results],
        "citation_validity": [*valid, *invalid],
    }
    return [Figure(measure, set_name, _mean(row, seed)) for measure, row in values.items()]


def group_figures(set_name: str, results: Sequence[AnswerResult], seed: int = SEED) -> list[Figure]:
    """Evidence recall by group of questions, the groups in the order of their names."""
    groups = sorted({r.group for r in results if r.answerable})
    return [
        Figure(
            "evidence_recall",
            set_name,
            _mean([r.evidence_recall for r in results if r.group == group], seed),
            group=group,
        )
        for group in groups
    ]


def finding_figures(system: str, set_name: str, results: Sequence[FindingResult], seed: int = SEED) -> list[Figure]:
    """The figures of one system's searches over a set."""
    return [
        Figure(measure, set_name, _mean([getattr(r, measure) for r in results], seed), system=system)
        for measure in FINDING_MEASURES
    ]


def differences(
    set_name: str, ours: Sequence[FindingResult], theirs: Sequence[FindingResult], seed: int = SEED
) -> list[Difference]:
    """The mean of ours minus theirs, question by question, with its paired bootstrap interval.

    Questions are resampled with both results together, so that what is hard for both does not widen it.
    """
    other = {r.id: r for r in theirs}
    pairs = [(r, other[r.id]) for r in ours if r.id in other]
    found = []
    for measure in FINDING_MEASURES:
        both = [(getattr(a, measure), getattr(b, measure)) for a, b in pairs]
        held = [a - b for a, b in both if a is not None and b is not None]
        found.append(Difference(measure, set_name, pairs[0][1].system if pairs else "", _mean(held, seed)))
    return found


def risk_figures(set_name: str, results: Sequence[RiskResult], seed: int = SEED) -> list[Figure]:
    """Live risks missed, and safety cards shown needlessly."""
    return [
        Figure("risk_missed", set_name, _mean([r.missed for r in results], seed)),
        Figure("risk_needless", set_name, _mean([r.needless for r in results], seed)),
    ]


def flag_figures(system: str, set_name: str, results: Sequence[FlagResult], seed: int = SEED) -> list[Figure]:
    """The figures of one system's flags over a set: each measure of each collection, and our own rows' by KLOE."""
    found = []
    for collection in dict.fromkeys(r.collection for r in results):
        rows = [r for r in results if r.collection == collection]
        for measure in FLAG_MEASURES:
            values = _mean([getattr(r, measure) for r in rows], seed)
            if values.n:
                found.append(Figure(f"{collection}_{measure}", set_name, values, system=system))
        for code in FLAG_GROUPS if collection == OWN else ():
            chosen = [r for r in rows if r.codes[:1] == (code,)]
            found += [
                Figure(f"{collection}_{m}", set_name, _mean([getattr(r, m) for r in chosen], seed), system, code)
                for m in FLAG_GROUP_MEASURES
            ]
    return found


def split_figures(set_name: str, results: Sequence[SplitResult], seed: int = SEED) -> list[Figure]:
    """The figures of splitting a set's reports into findings; none where none was split."""
    means = {measure: _mean([getattr(r, measure) for r in results], seed) for measure in SPLIT_MEASURES}
    return [Figure(measure, set_name, value) for measure, value in means.items() if value.n]


def workshop_figures(
    set_name: str, timing_set: str, results: Sequence[WorkshopResult], seed: int = SEED
) -> list[Figure]:
    """The figures of workshop packs, none of what was not measured; and how long the slowest took."""
    means = {measure: _mean([getattr(r, measure) for r in results], seed) for measure in WORKSHOP_MEASURES}
    found = [Figure(measure, set_name, value) for measure, value in means.items() if value.n]
    slowest = Estimate(max((r.seconds for r in results), default=None), len(results))
    return [*found, Figure("workshop_slowest", timing_set, slowest)] if results else []


def follow_figures(set_name: str, results: Sequence[FollowResult], seed: int = SEED) -> list[Figure]:
    """The figures of a set's follow-ups, and how many of each type are right; none where none was asked."""
    means = {measure: _mean([getattr(r, measure) for r in results], seed) for measure in FOLLOW_MEASURES}
    found = [Figure(measure, set_name, value) for measure, value in means.items() if value.n]
    for name in sorted({r.type for r in results}):
        right = _mean([r.follow_right for r in results if r.type == name], seed)
        found.append(Figure("follow_right", set_name, right, group=name))
    return found


def check_figures(set_name: str, results: Sequence[CheckResult], seed: int = SEED) -> list[Figure]:
    """The figures of the check of written statements; none for a set without statements."""
    means = {measure: _mean([getattr(r, measure) for r in results], seed) for measure in CHECK_MEASURES}
    return [Figure(f"check_{measure}", set_name, value) for measure, value in means.items() if value.n]


def crash_figure(set_name: str, errors: Sequence[str], seed: int = SEED) -> Figure:
    """The share of calls that crashed, over everything that was asked, searched for or flagged ("" is no crash)."""
    return Figure("crash", set_name, _mean([float(bool(error)) for error in errors], seed))


def _mean(values: Iterable[float | None], seed: int) -> Estimate:
    """Every figure has its own generator from the same seed, so none depends on what is measured besides."""
    return estimate(values, np.random.default_rng(seed))
