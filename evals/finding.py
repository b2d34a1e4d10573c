"""Searching for every question, by any system that finds places in the documents, and measuring it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.types import Passage
from evals import metrics
from evals.answering import Product, Progress
from evals.extracts import Extract, Texts, count_words
from evals.gold import GoldQuestion
from evals.questions import Question

OURS = "AskKLOE"
SEARCH_DEPTH = 200  # enough results that every system's first 1,200 words are there
RECALL_WORDS = (400, 1200)


Seen = Callable[[str, str, GoldQuestion, list[Extract]], object]  # set, system, question, what was found


class Finder(Protocol):
    """A system that finds places for a question."""

    @property
    def name(self) -> str:
        """What the system is called in the report."""
        ...

    def find(self, question: Question) -> list[Extract]:
        """Places, best first, at most `SEARCH_DEPTH`."""
        ...


class OwnSearch:
    """The assistant's own search, with the conversation before the question."""

    name = OURS

    def __init__(self, product: Product) -> None:
        """Wrap the assistant."""
        self._product = product

    def find(self, question: Question) -> list[Extract]:
        """The assistant's hits, best first."""
        hits = self._product.search(question.question, SEARCH_DEPTH, question.history)
        return [extract_of(hit.passage) for hit in hits]


@dataclass(frozen=True)
class FindingResult:
    """One question's search by one system, measured; measures that do not apply are None.

    ``words_found`` are all the words returned: where they are fewer than a limit, recall is over those.
    """

    system: str
    set_name: str
    id: str
    group: str
    recall_400: float | None
    recall_1200: float | None
    ndcg_10: float | None
    reciprocal_rank: float | None
    words_found: int
    error: str = ""


def extract_of(passage: Passage) -> Extract:
    """What a passage shows."""
    return Extract(passage.document_id, passage.spans)


def find_all(
    finder: Finder,
    texts: Texts,
    set_name: str,
    questions: Sequence[GoldQuestion],
    progress: Progress,
    seen: Seen = lambda *_: None,
) -> list[FindingResult]:
    """Search for every covered question of a set, in order; ``seen`` is told all that was found."""
    wanted = [question for question in questions if question.must]
    results = []
    for number, item in enumerate(wanted, 1):
        try:
            found, error = finder.find(item.question)[:SEARCH_DEPTH], ""
        except Exception as crash:  # noqa: BLE001 - whatever goes wrong in the product is what is measured here
            found, error = [], f"{type(crash).__name__}: {crash}"
        seen(set_name, finder.name, item, found)
        results.append(_measure(finder.name, texts, set_name, item, found, error))
        progress(f"Searching for the {set_name} questions with {finder.name}", number, len(wanted))
    return results


def _measure(
    system: str, texts: Texts, set_name: str, item: GoldQuestion, found: list[Extract], error: str
) -> FindingResult:
    ranks, wanted = metrics.found_at(texts, item.gold, found), len(item.must)
    short, long = (metrics.recall(texts, item.gold, found, limit) for limit in RECALL_WORDS)
    return FindingResult(
        system=system,
        set_name=set_name,
        id=item.question.id,
        group=item.question.group,
        recall_400=short,
        recall_1200=long,
        ndcg_10=metrics.ndcg(ranks, wanted),
        reciprocal_rank=metrics.reciprocal_rank(ranks, wanted),
        words_found=count_words(texts, found),
        error=error,
    )
