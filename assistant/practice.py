"""Does a text describe practice, or does it only ask about a subject?

Levels are shown where practice is described ("nobody signs the charts"), never for "how do I improve medicines?".
"""

from assistant.text_model import load_model, probability
from corpus.model import Vector


def describes_practice(text: str, vector: Vector) -> bool:
    """Whether the text says how something is done somewhere; ``vector`` embeds it as typed."""
    model = load_model("practice_model.json")
    return probability(text, vector, model) >= model["threshold"]
