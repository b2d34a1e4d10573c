"""What a question asks for: the shape of the answer, rating levels, codes, and the kind of fact."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.codes import CQC_CODES, Codes
from assistant.patterns import compiled, load_data, plain
from corpus.framework import LEVELS


class Shape(StrEnum):
    """The shape an answer takes."""

    FACT = "fact"
    HOWTO = "howto"
    LIST = "list"
    CASE = "case"
    KLOE = "kloe"
    RATINGS = "ratings"
    COMPARE = "compare"


# Tried in this order: a question for a list of prompts is about prompts, one that compares levels compares.
_ORDER = (Shape.COMPARE, Shape.KLOE, Shape.LIST, Shape.RATINGS, Shape.CASE, Shape.HOWTO)


@dataclass(frozen=True)
class Intent:
    """What is asked for.

    ``cues`` are all shapes with a cue in the question; ``shape`` the one that leads. ``expected`` names
    the kinds of fact asked for (price, date, ...), keys of ``intents.toml``.
    """

    shape: Shape
    cues: frozenset[Shape]
    levels: tuple[str, ...]
    codes: tuple[str, ...]
    expected: tuple[str, ...]
    key_questions: tuple[str, ...] = ()


def read_intent(question: str, known: Codes = CQC_CODES) -> Intent:
    """Work out what a question asks for, by the patterns of ``intents.toml`` and the codes that are known."""
    data = load_data("intents.toml")
    text = compiled(tuple(data["titles"]["words"])).sub(" ", plain(question))
    cues = {shape for shape in _ORDER if compiled(tuple(data["shapes"][shape])).search(text)}
    levels = tuple(level for level in LEVELS if compiled(tuple(data["levels"][level])).search(text))
    codes = known.read(text)
    if len(levels) > 1 and Shape.RATINGS in cues:
        cues.add(Shape.COMPARE)
    if Shape.COMPARE in cues and not levels and Shape.RATINGS not in cues:
        cues.discard(Shape.COMPARE)  # "how do other homes compare" compares something else
    if codes and not cues & {Shape.RATINGS, Shape.COMPARE}:
        cues.add(Shape.KLOE)
    shape = next((shape for shape in _ORDER if shape in cues), Shape.FACT)
    expected = tuple(name for name, kind in data["expected"].items() if compiled(tuple(kind["ask"])).search(text))
    keys = tuple(name for name, words in data["key_questions"].items() if compiled(tuple(words)).search(text))
    return Intent(shape, frozenset(cues), levels, codes, expected, keys)


def without_levels(question: str) -> str:
    """The question without the names of rating levels and the words that compare them: its subject."""
    data = load_data("intents.toml")
    text = plain(question)
    for level in LEVELS:
        text = compiled(tuple(data["levels"][level])).sub(" ", text)
    return " ".join(compiled(tuple(data["comparing"]["words"])).sub(" ", text).split())


def without_asking(question: str) -> str:
    """The question without the words that only ask; the whole question if nothing else is left."""
    left = compiled(tuple(load_data("intents.toml")["asking"]["words"])).sub(" ", plain(question))
    left = " ".join(left.split())
    return left if len(left.split()) >= 3 else question
