"""Accounting for every character of a document: cited, in a heading, or left out for a reason."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Reading

_MARK_UP = re.compile(r"<[^>\n]*>|[\s*■▪•\-\[\]()#_`=|+>.\d]+")


@dataclass(frozen=True)
class Coverage:
    """Counts of non-blank characters; ``unaccounted`` lists words nobody claims (there should be none)."""

    total: int
    in_passages: int
    in_headings: int
    left_out: dict[str, int]
    unaccounted: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the characters that passages or headings hold, 0 to 1."""
        return (self.in_passages + self.in_headings) / self.total if self.total else 1.0


def coverage(text: str, reading: Reading) -> Coverage:
    """Say where each non-blank character of ``text`` went; mark-up remnants count as left out."""
    owner: list[str] = [""] * len(text)
    for gap in reading.left_out:
        owner[gap.span.start : gap.span.end] = [gap.reason] * (gap.span.end - gap.span.start)
    for span in reading.headings:
        owner[span.start : span.end] = ["\0heading"] * (span.end - span.start)
    for passage in reading.passages:
        for span in passage.spans:
            owner[span.start : span.end] = ["\0passage"] * (span.end - span.start)
    counts = Counter(who for who, character in zip(owner, text, strict=True) if not character.isspace())
    loose = re.findall(r"[^\0]+", "".join("\0" if who else c for who, c in zip(owner, text, strict=True)))
    unaccounted = tuple(fold(piece) for piece in loose if _MARK_UP.sub("", piece))
    reasons = {who: n for who, n in counts.items() if who and not who.startswith("\0")}
    if counts[""]:
        reasons["mark-up and list marks"] = counts[""]
    return Coverage(sum(counts.values()), counts["\0passage"], counts["\0heading"], reasons, unaccounted)
