"""What a reader is shown: words of documents at their places, counted and cut off at a limit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.types import Span

# A word is a maximal run of letters and digits; a tag such as <p> is mark-up, so its letters are no word.
_WORD = re.compile(r"</?[A-Za-z][^<>\n]*>|[^\W_]+")

Texts = Mapping[str, str]  # stored texts by document id


@dataclass(frozen=True)
class Extract:
    """The words of one document at some spans, in the order in which they are shown."""

    document_id: str
    spans: tuple[Span, ...]


def words(text: str, span: Span) -> Iterator[Span]:
    """The places of the words within a span, in order."""
    for match in _WORD.finditer(text, span.start, span.end):
        if not match.group().startswith("<"):
            yield Span(match.start(), match.end())


def count_words(texts: Texts, extracts: Iterable[Extract]) -> int:
    """The number of words shown; words shown twice count twice."""
    return sum(1 for e in extracts for span in e.spans for _ in words(texts[e.document_id], span))


def first_words(texts: Texts, extracts: Sequence[Extract], limit: int | None) -> list[Extract]:
    """The extracts up to the word number ``limit``; the one that crosses it is cut there.

    Without a limit they are returned whole.
    """
    if limit is None:
        return list(extracts)
    kept, left = [], limit
    for extract in extracts:
        spans: list[Span] = []
        for span in extract.spans:
            places = list(words(texts[extract.document_id], span))
            if len(places) <= left:
                spans.append(span)
                left -= len(places)
                continue
            if left:
                spans.append(Span(span.start, places[left - 1].end))
            return [*kept, Extract(extract.document_id, tuple(spans))] if spans else kept
        kept.append(Extract(extract.document_id, tuple(spans)))
    return kept


class Shown:
    """The characters that some extracts show, for asking whether a word is among them."""

    def __init__(self, extracts: Iterable[Extract]) -> None:
        """Merge the extracts' spans, document by document."""
        raw: dict[str, list[Span]] = {}
        for extract in extracts:
            raw.setdefault(extract.document_id, []).extend(extract.spans)
        self._spans = {document: _merged(spans) for document, spans in raw.items()}

    def holds(self, document_id: str, word: Span) -> bool:
        """Whether every character of the word is shown."""
        spans = self._spans.get(document_id, [])
        at = bisect_right(spans, word.start, key=lambda span: span.start) - 1
        return at >= 0 and word.end <= spans[at].end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
