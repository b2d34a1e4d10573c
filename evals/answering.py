"""Asking the assistant every row and measuring what came back; a crash is a result, and said so."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.types import Answer, Citation, Filters, Flag, Hit, Turn
from evals import metrics
from evals.extracts import Extract, Texts, count_words, first_words
from evals.gold import GoldQuestion
from evals.questions import RiskRow

SAFETY_CARD = "safety-card"
CRASH = "error"

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


class Product(Protocol):
    """What is measured: the assistant, as anybody would use it."""

    def ask(self, question: str, history: Sequence[Turn] = ..., filters: Filters = ...) -> Answer:
        """Answer a question."""
        ...

    def search(
        self, question: str, top_k: int = ..., history: Sequence[Turn] = ..., filters: Filters = ...
    ) -> list[Hit]:
        """Passages for a question, best first."""
        ...

    def flag(self, text: str) -> Sequence[Flag]:
        """Flags of a text, best first."""
        ...


@dataclass(frozen=True)
class AnswerResult:
    """One question's answer, measured; measures that do not apply are None.

    Attributes:
        kind: the answer's kind, or ``error`` after a crash (its message is in ``error``).
        evidence_recall: share of the must-have quotes covered, see `metrics.recall`.
        words_counted: quoted words up to the limit of 350 (no limit in `list` and `compare`).
        words_quoted: all quoted words.
        missing: must-have quotes that are not covered.
        invalid: numbers of the citations that are not verbatim and in place.
    """

    set_name: str
    id: str
    group: str
    question: str
    answerable: bool
    kind: str
    evidence_recall: float | None
    false_answer: float | None
    refusal: float | None
    words_counted: int
    words_quoted: int
    missing: tuple[str, ...]
    citations: int
    invalid: tuple[int, ...]
    safety_card: bool
    reason: str
    engine: str
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class RiskResult:
    """One live-risk row's answer, measured."""

    set_name: str
    id: str
    question: str
    live: bool
    kind: str
    safety_card: bool
    missed: float | None
    needless: float | None
    error: str = ""


def answer_all(
    product: Product, texts: Texts, set_name: str, questions: Sequence[GoldQuestion], progress: Progress
) -> list[AnswerResult]:
    """Ask every question of a set, in order."""
    results = []
    for number, question in enumerate(questions, 1):
        results.append(_answer(product, texts, set_name, question))
        progress(f"Asking the {set_name} questions", number, len(questions))
    return results


def risk_all(product: Product, set_name: str, rows: Sequence[RiskRow], progress: Progress) -> list[RiskResult]:
    """Ask every live-risk row of a set, in order."""
    results = []
    for number, row in enumerate(rows, 1):
        answer, error, _ = _ask(product, row.question, ())
        card = answer is not None and _has_card(answer)
        missed, needless = metrics.risk_missed(row.live, card), metrics.risk_needless(row.live, card)
        kind = answer.kind.value if answer else CRASH
        results.append(RiskResult(set_name, row.id, row.question, row.live, kind, card, missed, needless, error))
        progress(f"Asking the {set_name} live-risk rows", number, len(rows))
    return results


def cited(citations: Iterable[Citation], texts: Texts) -> list[Extract]:
    """What an answer's citations show, in the order of their numbers; unknown documents show nothing."""
    ordered = sorted(citations, key=lambda citation: citation.number)
    return [Extract(c.document_id, c.spans) for c in ordered if c.document_id in texts]


def _answer(product: Product, texts: Mapping[str, str], set_name: str, item: GoldQuestion) -> AnswerResult:
    question = item.question
    answer, error, seconds = _ask(product, question.question, question.history)
    citations = answer.citations if answer else ()
    kind = answer.kind.value if answer else CRASH
    extracts, limit = cited(citations, texts), metrics.evidence_limit(question.group)
    hits = metrics.covered(texts, item.must, extracts, limit)
    return AnswerResult(
        set_name=set_name,
        id=question.id,
        group=question.group,
        question=question.question,
        answerable=question.answerable,
        kind=kind,
        evidence_recall=metrics.recall(texts, item.gold, extracts, limit),
        false_answer=metrics.false_answer(kind, question.answerable),
        refusal=metrics.refusal(kind, question.answerable),
        words_counted=count_words(texts, first_words(texts, extracts, limit)),
        words_quoted=count_words(texts, extracts),
        missing=tuple(quote.quote for quote, hit in zip(item.must, hits, strict=True) if not hit),
        citations=len(citations),
        invalid=tuple(c.number for c in citations if not metrics.is_verbatim(texts, c)),
        safety_card=answer is not None and _has_card(answer),
        reason=answer.reason if answer else "",
        engine=answer.engine if answer else "",
        seconds=seconds,
        error=error,
    )


def _ask(product: Product, question: str, history: tuple[Turn, ...]) -> tuple[Answer | None, str, float]:
    started = time.perf_counter()
    try:
        answer, error = product.ask(question, history), ""
    except Exception as crash:  # noqa: BLE001 - whatever goes wrong in the product is what is measured here
        answer, error = None, f"{type(crash).__name__}: {crash}"
    return answer, error, time.perf_counter() - started


def _has_card(answer: Answer) -> bool:
    return any(notice.id == SAFETY_CARD for notice in answer.notices)
