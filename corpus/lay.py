"""Lay questions: what people would ask in everyday words, tied to places in a document.

They only help to find a passage. No word of them is ever shown as guidance or cited.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.types import Passage, Span

LAY_QUESTIONS = "lay_questions.jsonl"
DECOYS = "decoys.jsonl"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: str
    spans: list[tuple[int, int]]
    opens: str
    questions: list[str]


class _DecoyRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str


@dataclass(frozen=True)
class LayQuestion:
    """One question in everyday words and the ids of the passages that answer it."""

    text: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True)
class LayPlace:
    """Lay questions and the spans of the document they belong to."""

    document: str
    spans: tuple[Span, ...]
    questions: tuple[str, ...]


def load_lay_questions(folder: Path) -> list[LayPlace]:
    """The lay questions of a corpus folder; none is a folder without them.

    Raises:
        CorpusError: a row is not a lay question row.
    """
    path = folder / LAY_QUESTIONS
    if not path.exists():
        return []
    places = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = _Row.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise CorpusError(f"{LAY_QUESTIONS}, line {number}: {error}") from error
        spans = tuple(Span(*pair) for pair in row.spans)
        places.append(LayPlace(row.document, spans, tuple(row.questions)))
    return places


def load_decoys(folder: Path) -> list[str]:
    """Questions near the guidance that it does not answer; none is a folder without them.

    They help to tell when to abstain, and like lay questions are never shown.

    Raises:
        CorpusError: a row is not a decoy row.
    """
    path = folder / DECOYS
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(_DecoyRow.model_validate(json.loads(line)).question)
        except (json.JSONDecodeError, ValidationError) as error:
            raise CorpusError(f"{DECOYS}, line {number}: {error}") from error
    return found


def attach(places: Iterable[LayPlace], passages: Iterable[Passage]) -> list[LayQuestion]:
    """Tie each lay question to the passages that stand where it points.

    A passage belongs to a place if at least half of its characters, or half of the place's, overlap.
    """
    by_document: dict[str, list[tuple[Span, Passage]]] = {}
    for passage in passages:
        by_document.setdefault(passage.document_id, []).append((_reach(passage.spans), passage))
    found = []
    for spot in places:
        reach = _reach(spot.spans)
        near = [p for r, p in by_document.get(spot.document, []) if r.start < reach.end and reach.start < r.end]
        ids = tuple(p.id for p in near if _belongs(spot, p))
        if ids:
            found += [LayQuestion(question, ids) for question in spot.questions]
    return found


def _reach(spans: Iterable[Span]) -> Span:
    """From the first character of the spans, in whatever order, to the last."""
    pairs = [(span.start, span.end) for span in spans]
    return Span(min((start for start, _ in pairs), default=0), max((end for _, end in pairs), default=0))


def _belongs(spot: LayPlace, passage: Passage) -> bool:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spot.spans for b in passage.spans)
    own = sum(span.end - span.start for span in passage.spans)
    whole = sum(span.end - span.start for span in spot.spans)
    return 0 < min(own, whole) <= 2 * shared
