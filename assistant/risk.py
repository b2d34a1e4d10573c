"""Does a question suggest that someone may be at risk now? A small model of our own, and fixed cues.

The model is a logistic regression on the question's embedding and its words, trained by `evals.fit` from
labelled examples; missing a live risk costs more than showing the card needlessly.
"""

from collections.abc import Sequence

from assistant.text_model import load_model, probability
from assistant.types import Block, Notice, Role
from corpus.model import Vector


def is_live_risk(texts: Sequence[str], vectors: Sequence[Vector]) -> bool:
    """Whether to show the safety card.

    ``texts`` is the question alone, and, for a follow-up, the question after what it carries over: then
    both have to point to a risk, unless the question alone does so plainly.
    """
    model = load_model("risk_model.json")
    found = [probability(text, vector, model) for text, vector in zip(texts, vectors, strict=True)]
    return found[0] >= model["threshold"] and (found[-1] >= model["threshold"] or found[0] >= model["plain"])


def safety_card(card: dict) -> tuple[Notice, list[Block]]:
    """The fixed card as a notice (for scripts) and as blocks (for people)."""
    notice = Notice(card["id"], f"{card['title']}: " + " ".join(card["lines"]) + f" ({card['source']}.)")
    blocks = [Block(Role.CARD, card["title"])] + [Block(Role.CARD, line) for line in card["lines"]]
    return notice, blocks
