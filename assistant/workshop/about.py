"""What a workshop on a question would be about."""

from typing import TYPE_CHECKING

from assistant.types import Answer
from assistant.workshop.material import open_material
from assistant.workshop.topics import find_topics

if TYPE_CHECKING:
    from assistant.answering import Assistant

TOPIC_CHARS = 400


def topic_of(assistant: "Assistant", question: str, answer: Answer) -> str:
    """The title of the topic that a question is about, or else that its answer falls under, or else its own words."""
    material = open_material(assistant.index)
    found = find_topics(assistant, material, question).topics
    if not found:
        held = {topic.id: topic for topic in material}
        codes = (flag.code for flag in answer.flags if material and flag.framework == material[0].framework.id)
        found = tuple(held[code] for code in codes if code in held)
    return found[0].title if found else " ".join(question.split())[:TOPIC_CHARS]
