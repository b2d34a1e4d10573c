"""Questions that ask several things: where one part ends and the next begins."""

import re
from collections.abc import Iterator

from assistant.scope import outside_subject
from corpus.types import Span
from corpus.words import keywords

_BOUNDARY = re.compile(
    r"(?<=[?;])\s+|(?<=[.!])\s+(?=[A-Z])|\n+"
    r"|(?:,|;|\band\b|\balso\b|\bplus\b|\boh\b)\s+(?=(?:and |also )?(?:who|what|whats|when|where|which|how|do|does|did|"
    r"is|are|can|should|will|would|(?:tell|give|show) me|list the)\b)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,\s*)?\b(?:and|plus|as well as|along with|together with)\b\s*|\s*&\s*", re.IGNORECASE)
_ASKS = re.compile(
    r"\W*(?:(?:and|also|plus|oh|please|so|ok|but|can you|could you)\W+)*"
    r"(?:who|what|whats|when|where|which|why|how|do|does|did|is|are|can|could|should|will|would|has|have|any|"
    r"tell|give|list|show|find|name|explain)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^(?:(?:and|also|plus|oh|as well as)\b[\s,]*)+", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|this|these|those|them|they|their|he|she|his|her|him)\b|\bthat\b\W*$", re.IGNORECASE
)
_MIN_WORDS = 2
_MOST = 4


def split_parts(question: str) -> list[str]:
    """The parts of a question that ask something on their own; fewer than two if it asks one thing.

    A new part begins where another question begins. Things that are joined by "and" are parted only where
    some are about a subject outside the guidance and the others are not.
    """
    spans = [span for asking in _asking(question) for span in _loose(question, asking)]
    parts = [_OPENS.sub("", question[span.start : span.end].strip(" ,;\n")) for span in spans]
    return parts if 2 <= len(parts) <= _MOST else []


def points_back(part: str) -> bool:
    """Whether a part leans on the one before it ("… and how often should it be done?")."""
    return bool(_POINTS_BACK.search(part))


def _asking(question: str) -> list[Span]:
    """The question cut where another question begins; what asks nothing goes with its neighbour."""
    found: list[Span] = []
    start = 0
    for piece in _cut(question, Span(0, len(question)), _BOUNDARY):
        text = question[piece.start : piece.end]
        if len(keywords(text)) >= _MIN_WORDS and _ASKS.match(text):
            found.append(Span(start if not found else piece.start, piece.end))
        elif found:
            found[-1] = Span(found[-1].start, piece.end)
        else:
            start = piece.start if not question[start : piece.start].strip() else start
    return found or [Span(0, len(question))]


def _loose(question: str, asking: Span) -> list[Span]:
    """Runs of joined things of one sort: about a subject outside the guidance, or not."""
    runs: list[tuple[Span, bool]] = []
    for piece in _cut(question, asking, _JOIN):
        text = question[piece.start : piece.end]
        apart = outside_subject(text) is not None
        if runs and runs[-1][1] == apart:
            runs[-1] = (Span(runs[-1][0].start, piece.end), apart)
        else:
            runs.append((piece, apart))
    if runs and runs[0][1] and _ASKS.match(question[runs[0][0].start :]):
        return [asking]  # "How long do we keep charts and other records?" asks the same of both
    spans = [span for span, _ in runs]
    named = all(len(keywords(question[s.start : s.end])) >= _MIN_WORDS for s in spans)
    return spans if len(spans) > 1 and named else [asking]


def _cut(question: str, span: Span, boundary: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for match in boundary.finditer(question, span.start, span.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
