"""Small models of our own that answer yes or no about a text: logistic regressions on its embedding and words.

`evals.fit` trains them from labelled examples and writes them to data files.
"""

import json
import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.patterns import DATA, plain
from corpus.model import Vector

_TOKEN = re.compile(r"[a-z']+")


@cache
def load_model(name: str) -> dict[str, Any]:
    """One model: intercept, weights of the embedding and of words, and its thresholds."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def text_words(text: str) -> set[str]:
    """Words and pairs of neighbouring words, as the models count them."""
    words = _TOKEN.findall(plain(text).lower())
    return set(words) | {f"{a} {b}" for a, b in pairwise(words)}


def probability(text: str, vector: Vector, model: dict[str, Any]) -> float:
    """Probability (0 to 1) of yes; ``vector`` embeds the text as typed."""
    total = model["intercept"] + float(np.asarray(model["embedding"]) @ vector)
    total += sum(model["words"].get(word, 0.0) for word in text_words(text))
    return float(1 / (1 + np.exp(-total)))
