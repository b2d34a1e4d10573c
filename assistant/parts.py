"""Questions that ask several things: which parts did the quotes not answer?"""

import re
from collections.abc import Sequence

from assistant.evidence import missing_facts
from assistant.intent import read_intent
from assistant.scope import outside_subject
from assistant.understand import Understanding
from corpus.index import Index
from corpus.words import keywords

_PART = re.compile(
    r"(?<=[?])\s+|(?:,|;|\band\b|\balso\b|\bplus\b|\boh\b)\s+"
    r"(?=(?:and |also )?(?:who|what|when|where|which|how|do|does|did|is|are|can|should|will|would)\b)",
    re.IGNORECASE,
)
_MIN_WORDS = 2
_ASKS = re.compile(
    r"(?:and |also |plus |oh |please |so |ok |but |can you |could you )*"
    r"(?:who|what|whats|when|where|which|why|how|do|does|did|is|are|can|could|should|will|would|has|have|any|"
    r"tell|give|list|show|find|name|explain)\b",
    re.IGNORECASE,
)


def split_parts(question: str) -> list[str]:
    """The parts of a question that ask something on their own; fewer than two if it asks one thing."""
    parts = [part.strip(" ,;") for part in _PART.split(question)]
    return [part for part in parts if len(keywords(part)) >= _MIN_WORDS and _ASKS.match(part)]


def uncovered_parts(understanding: Understanding, numbers: Sequence[int], index: Index) -> tuple[str, ...]:
    """Parts of a question of several parts that the quoted passages do not answer.

    A part counts as uncovered if it asks for a kind of fact that none of the passages holds, or is about a
    subject outside the guidance.
    """
    parts = split_parts(understanding.question)
    if len(parts) < 2 or not numbers:
        return ()
    return tuple(
        part
        for part in parts
        if missing_facts(read_intent(part).expected, numbers, index) or outside_subject(part) is not None
    )
