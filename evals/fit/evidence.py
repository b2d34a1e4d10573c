"""The evidence score: a logistic regression on what finding returned and on words of the question."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.evidence import EVIDENCE_FEATURES, evidence_features, missing_facts
from assistant.scope import outside_subject
from corpus.index import Index
from evals.fit.data import Looked

_MIN_COUNT = 6  # a word of a question has to occur in this many to be weighed
_STRENGTH = 0.1  # of the regression (inverse of the penalty), chosen by cross-validation
_LOOKED_AT = 6
_FOLDS = 8


@dataclass(frozen=True)
class EvidenceFit:
    """The fitted model, as ``evidence.toml`` holds it, and cross-validated error rates by threshold."""

    intercept: float
    features: dict[str, dict[str, float]]
    cues: dict[str, float]
    errors: list[tuple[float, float, float]]  # threshold, refused though covered, answered though not


def fit_evidence(looked: Sequence[Looked], index: Index) -> EvidenceFit:
    """Fit on every development question."""
    values = np.array([evidence_features(x.understanding, x.scores, index) for x in looked])
    covered = np.array([x.covered for x in looked], bool)
    mean, deviation = values.mean(0), values.std(0) + 1e-9
    words = [set(re.findall(r"[a-z0-9£%']+", x.understanding.asked.lower())) for x in looked]
    counts = Counter(word for found in words for word in found)
    vocabulary = sorted(word for word, n in counts.items() if n >= _MIN_COUNT)
    bags = np.array([[float(word in found) for word in vocabulary] for found in words])
    inputs = np.hstack([(values - mean) / deviation, bags])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=7)
    held_out = cross_val_predict(model, inputs, covered, cv=folds, method="predict_proba")
    held_out = np.asarray(held_out)[:, 1]
    held_out[np.array([_ruled_out(x, index) for x in looked])] = 0.0
    model.fit(inputs, covered)
    weights = np.asarray(model.coef_)[0]
    features = {
        name: {"weight": round(float(w), 4), "mean": round(float(m), 4), "deviation": round(float(d), 4)}
        for name, w, m, d in zip(EVIDENCE_FEATURES, weights, mean, deviation, strict=False)
    }
    cues = {w: round(float(c), 3) for w, c in zip(vocabulary, weights[len(features) :], strict=True) if abs(c) >= 0.02}
    thresholds = np.arange(0.1, 0.8, 0.05)
    errors = [
        (round(float(t), 2), float(np.mean(held_out[covered] < t)), float(np.mean(held_out[~covered] >= t)))
        for t in thresholds
    ]
    return EvidenceFit(round(float(np.asarray(model.intercept_)[0]), 4), features, cues, errors)


def _ruled_out(looked: Looked, index: Index) -> bool:
    order = [int(n) for n in np.argsort(-looked.scores.fused, kind="stable")[:_LOOKED_AT]]
    missing = missing_facts(looked.understanding.intent.expected, order, index, looked.understanding.own_words)
    return bool(missing) or outside_subject(looked.understanding.asked) is not None
