"""The flagging model of a framework: which KLOE a text falls under, and which level its wording resembles.

Two linear models (support vector machines, one against the rest) over a text's embedding and its words and pairs
of words; the ingest trains them from the framework's statements, the lay questions and the situations. Every one of
these examples then votes, too, the more the nearer it is to the text: the linear models know what is so in general,
the votes what was said of things that are much alike.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from corpus.model import DIMENSIONS, Vector, Vectors

NONE = ""  # the code of what falls under no KLOE
_TOKEN = re.compile(r"[a-z']+|\d+")

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

# An example's vote falls by a factor of e for every 1 / _NEAR of cosine; a class whose share of the votes is e times as
# large has a margin wider by _VOTES. Source: cross-validation over 4,986 findings of real reports, each time without
# all that one writer reworded: with the votes the first code is that of a reader for 0.824 of them (without: 0.801),
# and where two readers name the same level, ours is that for 0.828 (0.801); anything near these values does as well.
_NEAR = 25.0
_VOTES = 0.25
# What every class has besides its votes: as much as a finding at a cosine of 0.5, so that what is further away tells
# nothing, nor that nothing is near.
_UNSAID = 1e-4
_AT_ONCE = 64  # texts that are compared with all examples together: a few megabytes
# The product over all examples is fast enough on one thread; more would stand in the way of those of the embedder.
_BLAS = ThreadpoolController()


def terms(text: str) -> Counter[str]:
    """Words and pairs of neighbouring words, with how often they occur; "not always" is one of them."""
    words = _TOKEN.findall(text.lower().replace("’", "'"))
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


@dataclass(frozen=True)
class Words:
    """A vocabulary: the number of each term, and its inverse document frequency, ``float32 (terms,)``."""

    numbers: dict[str, int]
    idf: Floats

    def weigh(self, text: str) -> tuple[Numbers, Floats]:
        """The numbers of a text's known terms and their weights, ``(1 + log count) * idf``, of length 1."""
        known = [(self.numbers[term], count) for term, count in sorted(terms(text).items()) if term in self.numbers]
        columns = np.array([number for number, _ in known], np.int64)
        counts = np.array([count for _, count in known], np.float32)
        weights = (1 + np.log(counts)) * self.idf[columns] if len(known) else counts
        length = float(np.linalg.norm(weights)) or 1.0
        return columns, (weights / length).astype(np.float32)


@dataclass(frozen=True)
class Linear:
    """One linear model: ``weights`` ``float32 (classes, 384 + terms)``, ``bias`` ``float32 (classes,)``."""

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats

    def margins(self, vector: Vector, columns: Numbers, values: Floats) -> Floats:
        """How far a text stands on each class's side, ``float32 (classes,)``; above 0 is inside."""
        return (
            self.weights[:, :DIMENSIONS] @ vector + self.weights[:, DIMENSIONS + columns] @ values + self.bias
        ).astype(np.float32)


@dataclass(frozen=True)
class Examples:
    """Texts that a model has learnt from, a row each.

    ``vectors`` are ``float32 (n, 384)``, of length 1; ``codes`` and ``levels`` the numbers of their classes and
    ``passages`` those of the characteristic or prompt that a text says or resembles, ``int64 (n,)``, -1 for none in
    particular; ``weights``, ``float32 (n,)``, how much each counts.
    """

    vectors: Vectors
    codes: Numbers
    levels: Numbers
    passages: Numbers
    weights: Floats


@dataclass(frozen=True)
class FlagModel:
    """The models of one framework, and the examples they have learnt from."""

    framework: str
    words: Words
    code: Linear
    level: Linear
    examples: Examples

    def margins(self, texts: Sequence[str], vectors: Vectors) -> tuple[Floats, Floats]:
        """How far texts stand on the side of each code, ``(texts, codes)``, and of each level, ``(texts, levels)``.

        ``vectors`` are those of the texts, ``(texts, 384)``.
        """
        found = [
            self._margins(texts[start : start + _AT_ONCE], vectors[start : start + _AT_ONCE])
            for start in range(0, len(texts), _AT_ONCE)
        ]
        return np.concatenate([code for code, _ in found]), np.concatenate([level for _, level in found])

    def _margins(self, texts: Sequence[str], vectors: Vectors) -> tuple[Floats, Floats]:
        weighed = [self.words.weigh(text) for text in texts]
        with _BLAS.limit(limits=1, user_api="blas"):
            cosines = vectors @ self.examples.vectors.T  # (texts, n)
        votes = np.exp(_NEAR * (cosines - 1)) * self.examples.weights
        sides = ((self.code, self.examples.codes), (self.level, self.examples.levels))
        code, level = (
            np.stack([model.margins(vector, *terms) for vector, terms in zip(vectors, weighed, strict=True)])
            + _VOTES * _shares(votes, classes, len(model.classes))
            for model, classes in sides
        )
        return code.astype(np.float32), level.astype(np.float32)


def _shares(votes: Floats, classes: Numbers, size: int) -> Floats:
    """The logarithm of each class's share of the votes, ``float32 (texts, size)``."""
    cast = np.stack([np.bincount(classes + 1, row, size + 1)[1:] for row in votes]) + _UNSAID
    return np.log(cast / cast.sum(axis=1, keepdims=True)).astype(np.float32)


def write_flag_models(folder: Path, models: Sequence[FlagModel]) -> None:
    """Write each model as one file of arrays."""
    folder.mkdir()
    for number, model in enumerate(models):
        names = {
            "framework": model.framework,
            "terms": list(model.words.numbers),
            "codes": model.code.classes,
            "levels": model.level.classes,
        }
        np.savez(
            folder / f"{number}.npz",
            names=np.array(json.dumps(names)),
            idf=model.words.idf,
            code_weights=model.code.weights,
            code_bias=model.code.bias,
            level_weights=model.level.weights,
            level_bias=model.level.bias,
            vectors=model.examples.vectors.astype(np.float16),
            codes=model.examples.codes,
            levels=model.examples.levels,
            passages=model.examples.passages,
            weights=model.examples.weights,
        )


def read_flag_models(folder: Path) -> list[FlagModel]:
    """Read what `write_flag_models` wrote."""
    return [_read(path) for path in sorted(folder.glob("*.npz"))]


def _read(path: Path) -> FlagModel:
    with np.load(path) as held:
        names = json.loads(str(held["names"]))
        return FlagModel(
            names["framework"],
            Words({term: number for number, term in enumerate(names["terms"])}, held["idf"]),
            Linear(tuple(names["codes"]), held["code_weights"], held["code_bias"]),
            Linear(tuple(names["levels"]), held["level_weights"], held["level_bias"]),
            Examples(
                held["vectors"].astype(np.float32), held["codes"], held["levels"], held["passages"], held["weights"]
            ),
        )
