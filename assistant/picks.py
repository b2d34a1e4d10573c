"""What can be quoted: picks of passages or sentences, groups of picks, and how many words they take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.patterns import load_data
from assistant.retrieve import Scores
from corpus.index import Index
from corpus.types import Passage


@dataclass(frozen=True)
class Pick:
    """Quote a passage: these of its sentences, in order (empty means all of it)."""

    number: int
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True)
class Group:
    """Picks that are shown together; ``whole`` if they are one unit of the guidance, complete.

    ``label`` names one of our connecting lines in ``phrases.toml``; ``about`` fills it in.
    """

    label: str
    picks: tuple[Pick, ...]
    whole: bool = False
    about: str = ""


@dataclass(frozen=True)
class Limits:
    """Budgets, in quoted words, and margins below the best score (see ``answering.toml``)."""

    words: int
    unit_words: int
    cell_words: int
    neighbour_words: int
    completing_words: int
    long_passage_words: int
    score_margin: float
    list_support: float
    list_named: float
    sentence_margin: float


def default_limits() -> Limits:
    """The limits as measured and explained in ``answering.toml``."""
    return Limits(**load_data("answering.toml")["limits"])


class Sizes:
    """How many words passages, sentences and picks have."""

    def __init__(self, index: Index) -> None:
        """Count the words of every passage."""
        self._index = index
        self.words = [len(p.text.split()) for p in index.passages]

    def pick(self, pick: Pick) -> int:
        """The words that a pick quotes."""
        if not pick.sentences:
            return self.words[pick.number]
        passage: Passage = self._index.passages[pick.number]
        text = self._index.documents[passage.document_id].text
        return sum(len(text[s.start : s.end].split()) for place in pick.sentences for s in passage.sentences[place])

    def all(self, picks: Iterable[Pick]) -> int:
        """The words that picks quote together."""
        return sum(self.pick(pick) for pick in picks)

    def within(self, numbers: Sequence[int], words: int) -> list[int]:
        """The first of the passages, as many as fit whole into so many words."""
        chosen, used = [], 0
        for number in numbers:
            if used + self.words[number] > words:
                break
            chosen.append(number)
            used += self.words[number]
        return chosen


def best_unit(index: Index, scores: Scores, ranked: Sequence[int], prefix: tuple[str, ...], top: int = 15) -> str:
    """The unit of a kind that the best passages (at most ``top``) speak for most, or ""."""
    if not ranked:
        return ""
    floor = float(scores.fused[ranked[-1]])
    votes: dict[str, float] = {}
    for rank, number in enumerate(ranked[:top]):
        for unit in index.passages[number].units:
            if unit.split("#", 1)[-1].startswith(prefix):
                votes[unit] = votes.get(unit, 0.0) + (float(scores.fused[number]) - floor) / (1 + 0.3 * rank)
    return max(votes, key=lambda unit: votes[unit], default="")
