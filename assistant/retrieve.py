"""Finding passages: dense vectors and keywords, over texts and lay questions, fused into one ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.intent import Intent, Shape
from assistant.patterns import load_data
from assistant.types import EVERYTHING, Filters, Hit
from corpus.index import Index
from corpus.types import Kind

Floats = NDArray[np.float32]
_CANDIDATES = {"passage": 250, "sentence": 300, "lay": 500}
_AFFINITY_WEIGHT = 0.5
_NEIGHBOURS = 30
_SHORT_WORDS = 14  # a passage this short rarely says anything by itself
FEATURES = (
    "text", "sentence", "lay", "lay_more", "keywords_text", "keywords_lay", "unit", "section", "short",
    "characteristic_asked", "characteristic_not_asked", "level_asked", "level_other", "prompt_asked",
    "prompt_not_asked", "case_asked", "code", "tip_howto", "key_question",
)  # fmt: skip


@dataclass(frozen=True)
class Query:
    """A question made ready for searching: its vector (``float32 (384,)``, length 1) and keyword stems."""

    vector: Floats
    words: tuple[str, ...]
    intent: Intent


@dataclass(frozen=True)
class Scores:
    """Per passage: fused score, the features it was made from ``(features, passages)``, sentence cosines.

    ``decoys`` and ``lay`` are cosines of the nearest questions that the guidance does not, and does,
    answer, best first.
    """

    fused: Floats
    features: Floats
    sentences: dict[tuple[int, int], float]
    decoys: tuple[float, ...] = ()
    lay: tuple[float, ...] = ()


class Retriever:
    """Scores every passage of an index for a question."""

    def __init__(self, index: Index) -> None:
        """Prepare what does not depend on the question."""
        self.index = index
        weights = load_data("ranking.toml")["weights"]
        self.weights = np.array([weights[name] for name in FEATURES], np.float32)
        passages = index.passages
        self.kinds = np.array([p.kind for p in passages])
        self.levels = np.array([p.level for p in passages])
        self.documents = np.array([p.document_id for p in passages])
        self.codes = [p.code for p in passages]
        self._keys = np.array([p.code[:1] for p in passages])
        self.short = np.array([len(p.text.split()) < _SHORT_WORDS for p in passages], np.float32)
        inner = [p.units[0] if p.units else p.id for p in passages]
        outer = [p.units[-1] if p.units else p.id for p in passages]
        self._inner = np.unique(inner, return_inverse=True)[1]
        self._outer = np.unique(outer, return_inverse=True)[1]

    def hits(self, scores: Scores, top_k: int) -> list[Hit]:
        """The best passages, best first; what the filters exclude is not among them."""
        order = np.argsort(-scores.fused, kind="stable")[:top_k]
        found = [int(n) for n in order if np.isfinite(scores.fused[n])]
        return [Hit(n, self.index.passages[n], float(scores.fused[n])) for n in found]

    def score(self, query: Query, filters: Filters = EVERYTHING) -> Scores:
        """Score all passages; those that the filters exclude get minus infinity."""
        base, sentences, lay = self._similarities(query, filters)
        features = self._features(base, query.intent)
        fused = self.weights @ features
        allowed = self._allowed(filters)
        fused = np.where(allowed, fused, -np.inf).astype(np.float32)
        decoys = self.index.vectors["decoy"].nearest(query.vector, _NEIGHBOURS)
        return Scores(fused, features, sentences, tuple(cosine for _, cosine in decoys), lay)

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        allowed = np.ones(len(self.kinds), bool)
        if filters.documents:
            allowed &= np.isin(self.documents, filters.documents)
        if filters.kinds:
            allowed &= np.isin(self.kinds, filters.kinds)
        return allowed

    def _similarities(
        self, query: Query, filters: Filters
    ) -> tuple[Floats, dict[tuple[int, int], float], tuple[float, ...]]:
        """Best cosine per passage by text, sentence and lay question (best and second), and BM25 scores.

        Also the cosines of single sentences, and of the nearest lay questions.
        """
        index = self.index
        found = np.zeros((6, len(index.passages)), np.float32)
        sentences: dict[tuple[int, int], float] = {}
        lay: tuple[float, ...] = ()
        for row, role in enumerate(("passage", "sentence", "lay")):
            nearest = index.vectors[role].nearest(
                query.vector, _CANDIDATES[role], documents=filters.documents, kinds=filters.kinds
            )
            if role == "lay":
                lay = tuple(cosine for _, cosine in nearest[:_NEIGHBOURS])
            for number, cosine in nearest:
                entry = index.entries[number]
                for place, passage in enumerate(entry.passages):
                    value = cosine + (_AFFINITY_WEIGHT * entry.affinity[place] if entry.affinity else 0.0)
                    if value > found[row, passage]:
                        if role == "lay":
                            found[3, passage] = found[2, passage]
                        found[row, passage] = value
                    elif role == "lay" and value > found[3, passage]:
                        found[3, passage] = value
                if role == "sentence":
                    key = (entry.passages[0], entry.sentence)
                    sentences[key] = max(cosine, sentences.get(key, -1.0))
        for row, field in ((4, "text"), (5, "lay")):
            scores = index.keywords[field].scores(query.words)
            found[row] = scores / max(float(scores.max(initial=0.0)), 1e-6)
        return found, sentences, lay

    def _features(self, base: Floats, intent: Intent) -> Floats:
        """Everything the ranking weighs, ``float32 (len(FEATURES), passages)``."""
        simple = base[0] + base[2] + 0.3 * (base[1] + base[4] + base[5])
        ratings = bool(intent.cues & {Shape.RATINGS, Shape.COMPARE}) or bool(intent.levels)
        characteristic = (self.kinds == Kind.CHARACTERISTIC).astype(np.float32)
        prompt = np.isin(self.kinds, [Kind.PROMPT, Kind.KLOE, Kind.DEFINITION]).astype(np.float32)
        case = np.isin(self.kinds, [Kind.CASE, Kind.EXAMPLE, Kind.QUOTE]).astype(np.float32)
        named = np.isin(self.levels, intent.levels).astype(np.float32) * characteristic
        other = characteristic * (1 - named) * bool(intent.levels)
        code = np.array([_code_match(c, intent.codes) for c in self.codes], np.float32)
        asked_kloe = Shape.KLOE in intent.cues
        tip = (self.kinds == Kind.TIP).astype(np.float32)
        rows = [
            *base,
            _support(simple, self._inner, 3),
            _support(simple, self._outer, 5),
            self.short,
            characteristic * ratings,
            characteristic * (not ratings),
            named,
            other,
            prompt * asked_kloe,
            prompt * (not asked_kloe),
            case * (Shape.CASE in intent.cues),
            code,
            tip * bool(intent.cues & {Shape.HOWTO, Shape.LIST}),
            np.isin(self._keys, [name[0] for name in intent.key_questions]).astype(np.float32),
        ]
        return np.stack(rows).astype(np.float32)


def blend(alone: Scores, carried: Scores, share: float = 0.5) -> Scores:
    """Scores of a follow-up: by the question alone (its ``share``) and by what it carries over (the rest)."""
    fused = alone.fused * share + carried.fused * (1 - share)
    features = alone.features * share + carried.features * (1 - share)
    sentences = {
        key: max(alone.sentences.get(key, -1.0), carried.sentences.get(key, -1.0))
        for key in alone.sentences.keys() | carried.sentences.keys()
    }
    return Scores(fused.astype(np.float32), features.astype(np.float32), sentences, alone.decoys, alone.lay)


def _code_match(code: str, wanted: Sequence[str]) -> float:
    """1 for the code itself, 0.5 for what belongs to it, else 0."""
    return max((1.0 if code == w else 0.5 if code and code.split(".")[0] == w else 0.0 for w in wanted), default=0.0)


def _support(scores: Floats, groups: NDArray[np.intp], top: int) -> Floats:
    """For each passage, the mean of the best ``top`` scores in its group (missing members count 0)."""
    order = np.lexsort((-scores, groups))
    sorted_groups = groups[order]
    starts = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    sums = np.bincount(sorted_groups, weights=np.where(rank < top, scores[order], 0.0))
    return (sums / top)[groups].astype(np.float32)
