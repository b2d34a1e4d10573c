"""The check of statements: a logistic regression on what it measures of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

from assistant.check import Checker, Quote
from assistant.check.checker import sentences_of
from assistant.check.features import CHECK_FEATURES
from assistant.generate.passages import about_passage
from assistant.patterns import load_data
from corpus.index import Index
from evals.statements import StatementRow

_FOLDS = 10
_STRENGTH = 0.05
_MADE_WEIGHT = 0.05  # of a made statement beside one that somebody wrote
_MADE_FROM = 150  # pairs of passages
_WORDS = (7, 40)  # of a sentence that statements are made from
RELATED = 0.45  # cosine of the nearest sentence, from which on the quote of a doubtful statement is shown


@dataclass(frozen=True)
class Measured:
    """What is fitted on: measures of statements, whether they are supported, and how much each counts."""

    inputs: NDArray[np.float64]
    supported: NDArray[np.bool_]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class CheckFit:
    """The model without its threshold, and its probabilities of the written rows when each was left out."""

    model: dict[str, Any]
    apart: NDArray[np.float64]


def fit_check(rows: Sequence[StatementRow], index: Index, checker: Checker) -> CheckFit:
    """Fit on written and made statements.

    Written near-misses alone would teach that words close to the quote speak against a statement, since whoever
    writes one starts from the quote; made ones (sentences, and sentences of other passages) put that right.
    """
    written = _measured([(row.statement, row.quotes, row.supported) for row in rows], checker, 1.0)
    made = _measured(list(_made(index)), checker, _MADE_WEIGHT)
    return fit_measured(written, made)


def fit_measured(written: Measured, made: Measured) -> CheckFit:
    """As `fit_check`, from what was measured."""
    apart = np.zeros(len(written.supported))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for known, unknown in folds.split(written.inputs, written.supported):
        scaler, model = _fitted(written, known, made)
        apart[unknown] = model.predict_proba(scaler.transform(written.inputs[unknown]))[:, 1]
    scaler, model = _fitted(written, np.arange(len(written.supported)), made)
    deviations, means = np.asarray(scaler.scale_), np.asarray(scaler.mean_)
    weights = np.asarray(model.coef_)[0] / deviations
    intercept = float(np.asarray(model.intercept_)[0] - weights @ means)
    named = {name: round(float(w), 4) for name, w in zip(CHECK_FEATURES, weights, strict=True)}
    return CheckFit({"intercept": round(intercept, 4), "weights": named, "related": RELATED}, apart)


def _fitted(written: Measured, known: NDArray, made: Measured) -> tuple[StandardScaler, LogisticRegression]:
    inputs = np.vstack([written.inputs[known], made.inputs])
    scaler = StandardScaler().fit(inputs)
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    weights = np.concatenate([written.weights[known], made.weights])
    model.fit(scaler.transform(inputs), np.concatenate([written.supported[known], made.supported]), weights)
    return scaler, model


def _measured(told: Sequence[tuple[str, Sequence[Quote], bool]], checker: Checker, weight: float) -> Measured:
    values = [checker.features(statement, quotes) for statement, quotes, _ in told]
    inputs = np.array([[value[name] for name in CHECK_FEATURES] for value in values])
    return Measured(inputs, np.array([supported for *_, supported in told]), np.full(len(told), weight))


def _made(index: Index) -> Iterator[tuple[str, Sequence[Quote], bool]]:
    """Statements made from passages: a sentence as it stands or reworded, and sentences that say something else."""
    rng = random.Random(7)
    held = [(n, p) for n, p in enumerate(index.passages) if 10 <= len(p.text.split()) <= 60]
    rng.shuffle(held)
    for (number, passage), (_, other) in zip(held[:_MADE_FROM], held[_MADE_FROM : 2 * _MADE_FROM], strict=False):
        here, there = sentences_of(passage.text)[0], sentences_of(other.text)[0]
        if not all(_WORDS[0] <= len(text.split()) <= _WORDS[1] for text in (here, there)):
            continue
        quotes = (Quote(passage.text, about_passage(index, number)),)
        mine, theirs = here.split(), there.split()
        yield here, quotes, True
        yield _reworded(here, rng), quotes, True
        yield there, quotes, False
        yield " ".join([*mine[: len(mine) // 2], *theirs[len(theirs) // 2 :]]), quotes, False
        yield f"{here.rstrip('.')} and {' '.join(theirs[:6]).lower()}", quotes, False
        following = index.passages[number + 1].text if number + 1 < len(index.passages) else there
        yield sentences_of(following)[0] if following != passage.text else there, quotes, False


def _reworded(text: str, rng: random.Random) -> str:
    """The text with some of its words replaced by words that mean the same here."""
    groups = load_data("check.toml")["alike"]["groups"]
    words = text.split()
    for place, word in enumerate(words):
        group = next((group for group in groups if word in group), None)
        words[place] = rng.choice(group) if group and rng.random() < 0.5 else word
    return " ".join(words)
