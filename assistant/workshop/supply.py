"""What the topics of a workshop hold together: the first leads, the others lend."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TypeVar

from assistant.workshop.material import Case, Message, Question, Scenario, Sourced, Topic
from assistant.workshop.pack import Request
from assistant.workshop.places import Source
from assistant.workshop.rules import load_rules, told

Item = TypeVar("Item")


@dataclass(frozen=True)
class Supply:
    """The material of a workshop.

    Attributes:
        topics: those found, the first above all.
        told: the topic whose case study is told, or None.
        whole: the key question or section that all topics are of, if it is about the whole of it, or "".
        sorting: level cards are sorted in it, so that the quiz asks first for what is on none of them.
    """

    request: Request
    topics: tuple[Topic, ...]
    told: Topic | None
    seed: int
    whole: str = ""
    sorting: bool = False

    @property
    def lead(self) -> Topic:
        """The topic above all."""
        return self.topics[0]

    @property
    def case(self) -> Case | None:
        """The case study that is told."""
        return self.told.case if self.told else None

    @property
    def title(self) -> str:
        """What the workshop is called."""
        return told("title", "whole", name=self.whole) if self.whole else self.lead.title

    @property
    def aims(self) -> str:
        """What it is to reach."""
        if not self.whole:
            return self.lead.aims
        return told("title", "aims", titles="; ".join(topic.title for topic in self.topics))

    def outcomes(self) -> list[Sourced]:
        """What people can do afterwards."""
        return self._taken(lambda topic: topic.outcomes, len(self.lead.outcomes))

    def observe(self) -> list[Sourced]:
        """What can be seen later if practice has changed."""
        return self._taken(lambda topic: topic.observe, len(self.lead.observe))

    def messages(self, count: int) -> list[Message]:
        """Key messages."""
        return self._taken(lambda topic: topic.messages, count)

    def scenarios(self, count: int) -> list[Scenario]:
        """Situations."""
        return self._taken(lambda topic: topic.scenarios, count)

    def quiz(self, count: int) -> list[Question]:
        """Questions of the quiz: first of the kinds that suit the audience, no two of them resting on the same."""
        kinds = load_rules().of_audience(self.request.audience).quiz
        cards = {source for held in self.lead.cards.values() for source in held} if self.sorting else set[Source]()

        def ranked(topic: Topic) -> list[Question]:
            return sorted(topic.quiz, key=lambda q: (q.source in cards, kinds.index(q.kind)))

        return self._taken(ranked, count)

    def ask_ourselves(self, count: int) -> list[Source]:
        """Prompts."""
        return self._taken(lambda topic: topic.ask_ourselves, count)

    def good(self) -> list[Source]:
        """What good looks like, by half of a topic's cards: the others are left to be sorted."""
        if not self.whole:
            return list(_half(self.lead.cards.get("Good", ())))
        return self._taken(lambda topic: _half(topic.cards.get("Good", ())), len(self.topics))

    def cards(self, count: int) -> list[tuple[str, Source]]:
        """Level cards with their levels, of every level about as many, shuffled.

        What stands in the key messages is left out where its level has others: its level has been told.
        """
        told_first = self.good() if load_rules().of_audience(self.request.audience).good_first else []
        known = {*told_first, *(message.source for message in self.messages(99))}
        most = load_rules().of_audience(self.request.audience).cards_a_level
        fresh = {level: [s for s in held if s not in known] or held for level, held in self.lead.cards.items()}
        levels = [[(level, source) for source in held[:most]] for level, held in fresh.items() if held]
        taken = [card for card in chain.from_iterable(zip_longest(*levels)) if card][: max(count, len(levels))]
        random.Random(f"{self.seed} level cards").shuffle(taken)
        return taken

    def _taken(self, of: Callable[[Topic], Sequence[Item]], count: int) -> list[Item]:
        """Half of them from the leading topic, then one from each other in turn, then what is left of all.

        In an overview every topic has its turn from the beginning.
        """
        lead, *others = [of(topic) for topic in self.topics]
        half = 1 if self.whole else -(-count // 2) if others else count
        lent = chain.from_iterable(zip_longest(*others))
        return list(_once(chain(lead[:half], (item for item in lent if item is not None), lead[half:])))[:count]


def _half(held: Sequence[Item]) -> Sequence[Item]:
    return held[: -(-len(held) // 2)]


def _once(items: Iterable[Item]) -> Iterable[Item]:
    """Each but once: topics may share a source or a message."""
    seen: list[Item] = []
    for item in items:
        if item not in seen:
            seen.append(item)
            yield item
