"""Small models of our own that answer yes or no about a text: logistic regressions on its embedding and words.

`evals.fit` trains them from labelled examples and writes them to data files.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.patterns import DATA, plain
from corpus.model import Vector

_TOKEN = re.compile(r"[a-z']+")
_DENIES = re.compile(
    r"not|no|never|nobody|nothing|none|without|cannot|nor|neither|few|lack(?:ed|ing)?|rarely|seldom|little|less"
    r"|failed|unable|[a-z]+n't"
)
_DENIED = 5  # words that follow one that denies


@cache
def load_model(name: str) -> dict[str, Any]:
    """One model: intercept, weights of the embedding and of words, and its thresholds."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def text_words(text: str) -> set[str]:
    """Words, pairs of neighbouring words, and words that are denied ("not:done"), as the models count them."""
    words = _TOKEN.findall(plain(text).lower())
    return set(words) | {f"{a} {b}" for a, b in pairwise(words)} | _denied(words)


def _denied(words: Sequence[str]) -> set[str]:
    found: set[str] = set()
    left = 0
    for word in words:
        if _DENIES.fullmatch(word):
            left = _DENIED
        elif left:
            left -= 1
            found.add(f"not:{word}")
    return found


def probability(text: str, vector: Vector, model: dict[str, Any]) -> float:
    """Probability (0 to 1) of yes; ``vector`` embeds the text as typed."""
    total = model["intercept"] + float(np.asarray(model["embedding"]) @ vector)
    total += sum(model["words"].get(word, 0.0) for word in text_words(text))
    return float(1 / (1 + np.exp(-total)))
