"""Making passages with stable ids out of runs of spans."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.framework import Framework
from corpus.text import digest, sentences, slice_spans
from corpus.types import Document, Kind, LeftOut, Passage, Reading, Span


@dataclass
class PassageBuilder:
    """Collects what a reader finds in one document."""

    document: Document
    passages: list[Passage] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        kind: Kind,
        runs: Sequence[Sequence[Span]],
        *,
        heading: Sequence[str],
        locator: str,
        split: bool = True,
        **facts: Any,  # noqa: ANN401 - the optional fields of Passage, checked by its constructor
    ) -> Passage:
        """Append one passage made of ``runs``; each run is cut into sentences unless ``split`` is off."""
        text = self.document.text
        cut = [s for run in runs for s in (sentences(text, run) if split else [tuple(run)])]
        spans = tuple(span for sentence in cut for span in sentence)
        words = slice_spans(text, spans)
        key = digest(words)
        identity = f"{self.document.source.id}/{key}/{self._seen[key]}"
        self._seen[key] += 1
        passage = Passage(
            identity, self.document.source.id, kind, tuple(heading), locator, spans, words, tuple(cut), **facts
        )
        self.passages.append(passage)
        return passage

    def leave_out(self, span: Span, reason: str) -> None:
        """Record text that never reaches an answer."""
        self.left_out.append(LeftOut(span, reason))

    def reading(self, framework: Framework | None = None) -> Reading:
        """Everything collected, frozen."""
        return Reading(tuple(self.passages), tuple(self.headings), tuple(self.left_out), framework)
