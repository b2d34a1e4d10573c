"""Does a text describe practice, or does it only ask about a subject?

Levels are shown where practice is described ("nobody signs the charts"), never for "how do I improve medicines?".
"""

from assistant.text_model import load_model, probability
from corpus.model import Vector


def describes_practice(text: str, vector: Vector, *, in_chat: bool = True) -> bool:
    """Whether the text says how something is done somewhere; ``vector`` embeds it as typed.

    What is typed into the chat is mostly a question; elsewhere a text counts as a description sooner.
    """
    model = load_model("practice_model.json")
    return probability(text, vector, model) >= model["threshold" if in_chat else "threshold_elsewhere"]
