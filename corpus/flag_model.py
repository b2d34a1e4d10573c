"""The flagging model of a framework: which KLOE a text falls under, and which level its wording resembles.

Two linear models (support vector machines, one against the rest) over a text's embedding and its words and pairs
of words; the ingest trains them from the framework's statements, the lay questions and the situations. Beside them
stand the vectors of everything that says a statement or a prompt, in its own words or in everyday ones, and of
findings that resemble a statement.
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

from corpus.model import DIMENSIONS, Vector

NONE = ""  # the code of what falls under no KLOE
_TOKEN = re.compile(r"[a-z']+|\d+")

Floats = NDArray[np.float32]


def terms(text: str) -> Counter[str]:
    """Words and pairs of neighbouring words, with how often they occur; "not always" is one of them."""
    words = _TOKEN.findall(text.lower().replace("’", "'"))
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


@dataclass(frozen=True)
class Words:
    """A vocabulary: the number of each term, and its inverse document frequency, ``float32 (terms,)``."""

    numbers: dict[str, int]
    idf: Floats

    def weigh(self, text: str) -> tuple[NDArray[np.int64], Floats]:
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

    def margins(self, vector: Vector, columns: NDArray[np.int64], values: Floats) -> Floats:
        """How far a text stands on each class's side, ``float32 (classes,)``; above 0 is inside."""
        return (
            self.weights[:, :DIMENSIONS] @ vector + self.weights[:, DIMENSIONS + columns] @ values + self.bias
        ).astype(np.float32)


@dataclass(frozen=True)
class FlagModel:
    """The models of one framework.

    ``sayings`` are vectors, ``float32 (n, 384)``, rows of length 1, of texts that say a characteristic or a
    prompt; ``said`` the number of the passage that each says.
    """

    framework: str
    words: Words
    code: Linear
    level: Linear
    sayings: Floats
    said: NDArray[np.int64]


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
            sayings=model.sayings.astype(np.float16),
            said=model.said,
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
            held["sayings"].astype(np.float32),
            held["said"],
        )
