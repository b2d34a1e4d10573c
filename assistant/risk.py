"""Does a question suggest that someone may be at risk now? A small model of our own, and fixed cues.

The model is a logistic regression on the question's embedding and its words, trained by `evals.fit` from
labelled examples; missing a live risk costs more than showing the card needlessly.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from assistant.patterns import DATA, plain
from assistant.types import Block, Notice, Role
from corpus.model import Vector

_TOKEN = re.compile(r"[a-z']+")


@lru_cache(maxsize=1)
def _model() -> dict:
    return json.loads((DATA / "risk_model.json").read_text(encoding="utf-8"))


def risk_words(question: str) -> set[str]:
    """Words and pairs of neighbouring words, as the model counts them."""
    words = _TOKEN.findall(plain(question).lower())
    return set(words) | {f"{a} {b}" for a, b in pairwise(words)}


def risk_probability(question: str, vector: Vector, model: dict | None = None) -> float:
    """Probability (0 to 1) that someone may be at risk now; ``vector`` embeds the question as typed."""
    model = model or _model()
    total = model["intercept"] + float(np.asarray(model["embedding"]) @ vector)
    total += sum(model["words"].get(word, 0.0) for word in risk_words(question))
    return float(1 / (1 + np.exp(-total)))


def is_live_risk(texts: Sequence[str], vectors: Sequence[Vector]) -> bool:
    """Whether to show the safety card.

    ``texts`` is the question alone, and, for a follow-up, the question after what it carries over: then
    both have to point to a risk, unless the question alone does so plainly.
    """
    found = [risk_probability(text, vector) for text, vector in zip(texts, vectors, strict=True)]
    model = _model()
    return found[0] >= model["threshold"] and (found[-1] >= model["threshold"] or found[0] >= model["plain"])


def safety_card(card: dict) -> tuple[Notice, list[Block]]:
    """The fixed card as a notice (for scripts) and as blocks (for people)."""
    notice = Notice(card["id"], f"{card['title']}: " + " ".join(card["lines"]) + f" ({card['source']}.)")
    blocks = [Block(Role.CARD, card["title"])] + [Block(Role.CARD, line) for line in card["lines"]]
    return notice, blocks
