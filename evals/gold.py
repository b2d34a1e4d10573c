"""Where gold quotes stand in the stored documents; gold is document and words, never a passage id."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.types import Document, Span
from evals.extracts import Shown, Texts, words
from evals.questions import GoldQuote, Question
from evals.rows import EvaluationDataError


@dataclass(frozen=True)
class LocatedQuote:
    """A gold quote and every place of its document where it stands, word for word."""

    quote: str
    must: bool
    document_id: str
    places: tuple[Span, ...]

    def covered_share(self, texts: Texts, shown: Shown) -> float:
        """The share of the quote's words that are shown, at the place where most of them are (0 to 1)."""
        text = texts[self.document_id]
        return max(_share(self.document_id, list(words(text, place)), shown) for place in self.places)


@dataclass(frozen=True)
class GoldQuestion:
    """A question with its gold quotes located."""

    question: Question
    gold: tuple[LocatedQuote, ...]

    @property
    def must(self) -> tuple[LocatedQuote, ...]:
        """The quotes that no good answer lacks; none if the documents do not cover the question."""
        return tuple(quote for quote in self.gold if quote.must)


def locate(questions: Iterable[Question], documents: Sequence[Document]) -> list[GoldQuestion]:
    """The questions with their gold located, white space folded.

    Raises:
        EvaluationDataError: a quote does not stand in its document, or the document is not in the index.
    """
    by_file = {document.source.source_file: document for document in documents}
    return [
        GoldQuestion(question, tuple(_locate(question.id, gold, by_file) for gold in question.gold))
        for question in questions
    ]


def _locate(row: str, gold: GoldQuote, by_file: dict[str, Document]) -> LocatedQuote:
    document = by_file.get(gold.source_file)
    if document is None:
        raise EvaluationDataError(f"Row {row}: its document {gold.source_file!r} is not in the index.")
    pattern = r"\s+".join(re.escape(word) for word in gold.quote.split())
    places = tuple(Span(*match.span()) for match in re.finditer(pattern, document.text))
    if not places:
        raise EvaluationDataError(f"Row {row}: its gold quote {gold.quote!r} does not stand in {gold.source_file}.")
    return LocatedQuote(gold.quote, gold.must, document.source.id, places)


def _share(document_id: str, places: list[Span], shown: Shown) -> float:
    return sum(shown.holds(document_id, word) for word in places) / len(places)
