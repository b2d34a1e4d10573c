"""Is there an answer? A calibrated score, kept apart from the ranking, decided before composing."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.patterns import compiled, load_data
from assistant.retrieve import FEATURES, Scores
from assistant.understand import Understanding
from corpus.index import Index

EVIDENCE_FEATURES = (
    "text", "sentence", "lay", "lay_more", "top", "margin", "covered_1", "covered_5", "unknown", "words", "code",
    "decoy", "nearer_decoy", "vote_5", "vote_15", "vote_30", "lead_3", "lead_10",
)  # fmt: skip
_WHOLE_UNITS = 2
_STORY = re.compile("#(?:case|example|quote):")
_VOTE_SHARPNESS = 12.0  # weight of a neighbour doubles with every 0.06 of cosine
_ABOUT = 0.3  # of a question's words: what a passage with the fact has to hold
_LOOKED_AT = 6  # passages in which a price, date, name and so on has to be found


@dataclass(frozen=True)
class Evidence:
    """How well the best passages answer.

    ``probability`` (0 to 1) that the guidance covers the question; ``missing`` names the kinds of fact
    asked for (keys of ``intents.toml``) that none of the best passages holds; ``near`` says that the best
    passage is at least on the same subject; ``here`` that what the filters leave holds about the best there is.
    """

    probability: float
    missing: tuple[str, ...]
    near: bool = False
    here: bool = True


def evidence_features(understanding: Understanding, scores: Scores, index: Index) -> NDArray[np.float64]:
    """What the evidence score is made from, in the order of `EVIDENCE_FEATURES`."""
    order = _best(scores, 20)
    row = {name: scores.features[n] for n, name in enumerate(FEATURES)}
    best = order[:5]
    words = set(understanding.own_words)
    vocabulary = index.vocabulary
    top = float(scores.fused[order[0]])
    values = {
        "text": float(row["text"][best].max()),
        "sentence": float(row["sentence"][best].max()),
        "lay": float(row["lay"][best].max()),
        "lay_more": float(row["lay_more"][best].max()),
        "top": top,
        "margin": top - float(scores.fused[order[-1]]),
        "covered_1": vocabulary.share_covered(words, order[:1]),
        "covered_5": vocabulary.share_covered(words, best),
        "unknown": vocabulary.share_unknown(words),
        "words": math.log1p(len(words)),
        "code": float(bool(understanding.intent.codes)),
        "decoy": max(scores.decoys, default=0.0),
        "nearer_decoy": max(scores.decoys, default=0.0) - float(row["lay"].max()),
        **{f"vote_{n}": _vote(scores, n) for n in (5, 15, 30)},
        **{f"lead_{n}": _mean(scores.lay[:n]) - _mean(scores.decoys[:n]) for n in (3, 10)},
    }
    return np.array([values[name] for name in EVIDENCE_FEATURES])


def _best(scores: Scores, most: int) -> list[int]:
    """The best passages, best first, of those that the filters allow."""
    order = np.argsort(-scores.fused, kind="stable")[:most]
    return [int(n) for n in order if np.isfinite(scores.fused[n])]


def _vote(scores: Scores, neighbours: int) -> float:
    """Among the nearest questions, the weight of those that the guidance answers (0 to 1; 1 without decoys)."""
    near = sorted([(c, 1.0) for c in scores.lay] + [(c, 0.0) for c in scores.decoys], reverse=True)[:neighbours]
    if not scores.decoys or not near:
        return 1.0
    weights = [math.exp(_VOTE_SHARPNESS * cosine) for cosine, _ in near]
    return sum(w * answered for w, (_, answered) in zip(weights, near, strict=True)) / sum(weights)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def weigh(understanding: Understanding, scores: Scores, index: Index, everywhere: Scores | None = None) -> Evidence:
    """The evidence for an answer to a question, from its scored passages.

    The probability was fitted on whole folders: with few documents left by a filter, hardly a question is near.
    So with ``everywhere``, the scores without the filter, it is that of the whole folder, and what the filter
    leaves has to stand up to it. Of development questions filtered to the one document that answers them, 0.85
    to 0.97 were answered so instead of 0.29 to 0.88; filtered to a small document that does not, 0.03 to 0.04.
    """
    if not np.isfinite(scores.fused).any():
        return Evidence(0.0, (), here=False)
    model = load_data("evidence.toml")
    whole = scores if everywhere is None else everywhere
    order = _best(scores, _LOOKED_AT)
    row = {name: scores.features[n] for n, name in enumerate(FEATURES)}
    near = max(row["text"][order[0]], row["lay"][order[0]]) >= model["nearby"]
    here = whole is scores or _is_here(understanding, scores, whole, index)
    missing = missing_facts(understanding.intent.expected, order, index, understanding.own_words)
    return Evidence(_probability(understanding, whole, index), missing, bool(near), here)


def _is_here(understanding: Understanding, scores: Scores, whole: Scores, index: Index) -> bool:
    """Whether what a filter leaves is nearly the best there is, or is likely enough alone, or holds every word."""
    model = load_data("evidence.toml")
    if _top(scores) >= _top(whole) - model["filter_margin"]:
        return True
    values = dict(zip(EVIDENCE_FEATURES, evidence_features(understanding, scores, index), strict=True))
    near = max(values["text"], values["sentence"], values["lay"]) >= model["filter_near"]
    if near and values["covered_5"] >= model["filter_words"]:
        return True
    return _probability(understanding, scores, index) >= model["filter_alone"]


def _top(scores: Scores) -> float:
    """The best score, without what a code adds: a code stands in the document that has it, whatever is asked."""
    code = load_data("ranking.toml")["weights"]["code"] * scores.features[FEATURES.index("code")]
    return float((scores.fused - code).max())


def _probability(understanding: Understanding, scores: Scores, index: Index) -> float:
    model = load_data("evidence.toml")
    values = evidence_features(understanding, scores, index)
    if not index.vectors["lay"].size:
        return _without_lay_questions(values, model["plain"])
    total = model["intercept"]
    for name, value in zip(EVIDENCE_FEATURES, values, strict=True):
        scale = model["features"][name]
        total += scale["weight"] * (value - scale["mean"]) / scale["deviation"]
    total += question_weight(understanding.asked, model["cues"])
    return 1 / (1 + math.exp(-total))


def _without_lay_questions(values: NDArray[np.float64], plain: dict[str, float]) -> float:
    """A plain rule for folders without lay questions, for which the regression does not hold."""
    best = max(values[EVIDENCE_FEATURES.index("text")], values[EVIDENCE_FEATURES.index("sentence")])
    return 1 / (1 + math.exp(-plain["steepness"] * (best - plain["cosine"])))


def question_weight(question: str, cues: dict[str, float]) -> float:
    """Sum of the weights of the cue words that stand in the question."""
    words = set(re.findall(r"[a-z0-9£%']+", question.lower()))
    return sum(weight for cue, weight in cues.items() if cue in words)


def missing_facts(
    expected: Sequence[str], numbers: Sequence[int], index: Index, words: Sequence[str] = ()
) -> tuple[str, ...]:
    """The kinds of fact asked for that no passage holds.

    A passage counts only if it speaks of what is asked about: it has to hold some of ``words``, the stems of the
    question (all together, weighted by rarity, at least the share `_ABOUT`), so that a length of time in another
    matter is none.
    """
    kinds = load_data("intents.toml")["expected"]
    looked_at = set(numbers)
    for number in numbers[:_WHOLE_UNITS]:  # what a story tells may stand further on in it
        looked_at |= {n for u in index.passages[number].units if _STORY.search(u) for n in index.units[u]}
    about = [n for n in looked_at if not words or index.vocabulary.share_covered(set(words), [n]) >= _ABOUT]
    texts = [index.passages[n].text for n in about]
    return tuple(
        name
        for name in expected
        if not any(compiled(tuple(kinds[name]["have"]), ignore_case=False).search(text) for text in texts)
    )
