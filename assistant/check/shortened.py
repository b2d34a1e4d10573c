"""Statements that are a sentence of their quote made shorter: nothing added, moved or changed, and no cue lost."""

from collections.abc import Sequence

from assistant.check.cues import Sentence, directed
from corpus.words import stem

_ARTICLES = {"a", "an", "the", ",", ";", ":", ".", "also", "very", "really", "simply", "just"}


def is_shortened(statement: str, sentences: Sequence[str]) -> bool:
    """Whether the words of a statement stand, in their order, in one sentence that claims no less and no more.

    What is left out must not deny, bind, limit, order, compare or set a condition, and must not name who acts.
    """
    here = Sentence(statement)
    return any(_within(here, Sentence(text)) and _alike(here, Sentence(text)) for text in sentences)


def _within(here: Sentence, there: Sentence) -> bool:
    words = iter(stem(token) for token in there.tokens)
    wanted = [stem(token) for token in here.tokens if token not in _ARTICLES]
    return bool(wanted) and all(word in words for word in wanted)


def _alike(here: Sentence, there: Sentence) -> bool:
    same = (here.denials, here.strength, here.weakest, here.conditional, len(here.ordered), directed(here.lowered))
    other = (
        there.denials,
        there.strength,
        there.weakest,
        there.conditional,
        len(there.ordered),
        directed(there.lowered),
    )
    amounts = all(here.amount(name) == there.amount(name) for name in ("all", "most", "some"))
    first = [who for who, _ in here.agents][:1] == [who for who, _ in there.agents][:1]
    return same == other and amounts and first
