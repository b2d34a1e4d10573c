"""Choosing what to quote: which passages, whole units or sentences, by the shape of the question."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from assistant.filling import LIST_MIN_ITEMS, Filler
from assistant.intent import Intent, Shape
from assistant.picks import Group, Limits, Pick, Sizes, best_unit
from assistant.retrieve import Scores
from assistant.tables import Tables
from corpus.framework import LEVELS
from corpus.index import Index
from corpus.types import Kind
from corpus.words import keywords

_RANKED = 60
_KLOE_KINDS = {Kind.KLOE, Kind.PROMPT, Kind.DEFINITION}
_STORY = re.compile(r"#(?:case|example|quote):")
_ALL_PROMPTS = re.compile(
    r"\b(?:all|every|each|list|what are|full|whole|the)\b[^.?!]{0,30}\b(?:prompts|questions)\b", re.I
)


class Selector:
    """Chooses quotes from scored passages."""

    def __init__(self, index: Index, limits: Limits) -> None:
        """Keep the index and the limits."""
        self._index = index
        self._limits = limits
        self._sizes = Sizes(index)
        self._tables = Tables(index, limits, self._sizes)
        self._filler = Filler(index, limits, self._sizes)
        self._by_code: dict[str, list[int]] = {}  # several, where several frameworks have the code
        for number, passage in enumerate(index.passages):
            if passage.kind in {Kind.KLOE, Kind.PROMPT}:
                self._by_code.setdefault(passage.code, []).append(number)

    def select(
        self,
        question: str,
        intent: Intent,
        scores: Scores,
        *,
        skip: AbstractSet[int] = frozenset(),
        share: int = 1,
    ) -> list[Group]:
        """Groups of picks, best first; empty if nothing was found.

        Passages in ``skip`` are shown already. Of several parts of a question, each has its ``share`` of the
        budget (2: half of it).
        """
        ranked = self._ranked(scores)
        if not ranked:
            return []
        groups: list[Group] = []
        match intent.shape:
            case Shape.COMPARE:
                groups = self._tables.cells(intent, scores, ranked, levels=intent.levels or LEVELS)
            case Shape.RATINGS:
                groups = self._tables.ratings(intent, scores, ranked)
            case Shape.KLOE:
                groups = self._kloe(question, intent, scores, ranked)
            case Shape.LIST:
                groups = self._list(question, scores, ranked)
            case Shape.CASE:
                groups = self._case(scores, ranked)
            case _:
                groups = []
        groups = [kept for group in groups if (kept := _allowed(group, scores)).picks]
        budget = self._limits.words // share
        left = [n for n in ranked if n not in skip]
        return self._filler.fill(groups, intent, scores, left, budget) if left else groups

    def about(self, number: int, intent: Intent, scores: Scores) -> list[Group]:
        """A passage that somebody pointed at, with its story where it is part of one, and what bears on it."""
        ranked = self._ranked(scores)
        unit = next((u for u in self._index.passages[number].units if _STORY.search(u)), "")
        members = self._index.units.get(unit, (number,))
        whole = sum(self._sizes.words[n] for n in members) <= self._limits.unit_words
        picks = tuple(map(Pick, members)) if whole else self._telling(members, scores)
        groups = [kept for kept in [_allowed(Group("pointed", picks), scores)] if kept.picks]
        asked = replace(intent, shape=Shape.FACT, codes=())
        return self._filler.fill(groups, asked, scores, ranked, self._limits.words) if ranked else groups

    @staticmethod
    def _ranked(scores: Scores) -> list[int]:
        order = np.argsort(-scores.fused, kind="stable")[:_RANKED]
        return [int(n) for n in order if np.isfinite(scores.fused[n])]

    def _list(self, question: str, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """The list that the best passages stand in; lists that one section splits are taken together."""
        unit = self._best_list(question, scores, ranked)
        members = self._index.units.get(unit, ())
        if not members:
            return []
        section = next((u for u in self._index.passages[members[0]].units if "#section:" in u), "")
        siblings = {
            u for n in self._index.units.get(section, ()) for u in self._index.passages[n].units if "#list:" in u
        }
        near = {u for n in ranked[:8] for u in self._index.passages[n].units} & siblings
        whole_section = self._index.units.get(section, ())
        if len(near) > 1 and self._index.passages[members[0]].heading != self._index.passages[whole_section[0]].heading:
            members = tuple(n for n in whole_section if "#list:" in " ".join(self._index.passages[n].units))
        return [Group("list", tuple(map(Pick, members)), whole=True)]

    def _best_list(self, question: str, scores: Scores, ranked: Sequence[int]) -> str:
        """The list unit whose best item, and best three together, score highest; "" if none is long enough."""
        best, best_score = "", -np.inf
        asked = set(keywords(question))
        for unit in sorted(
            {u for n in ranked[:25] for u in self._index.passages[n].units[:1] if re.search("#(?:list|kloe):", u)}
        ):
            members = self._index.units[unit]
            items = max(len(members), *(len(self._index.passages[n].sentences) for n in members))
            if items < LIST_MIN_ITEMS:
                continue
            top = sorted((float(scores.fused[n]) for n in members), reverse=True)[:3]
            heading = set(keywords(" ".join(self._index.passages[members[0]].heading)))
            named = sum(self._index.vocabulary.rarity(word) for word in asked & heading)
            score = top[0] + self._limits.list_support * sum(top) / 3 + self._limits.list_named * named
            if score > best_score:
                best, best_score = unit, score
        return best

    def _kloe(self, question: str, intent: Intent, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        groups = []
        for code, number in ((c, n) for c in intent.codes for n in self._by_code.get(c, ())):
            if self._index.passages[number].kind is Kind.KLOE:
                unit = self._index.passages[number].units[0]
                groups.append(Group("kloe", tuple(map(Pick, self._index.units[unit])), whole=True, about=code))
            else:
                groups.append(Group("prompt", (Pick(number),), about=code))
        if groups:
            return groups
        prompts = [n for n in ranked if self._index.passages[n].kind in _KLOE_KINDS]
        if _ALL_PROMPTS.search(question) and prompts:
            unit = best_unit(self._index, scores, prompts, ("kloe:",))
            if unit:
                members = self._index.units[unit]
                return [
                    Group("kloe", tuple(map(Pick, members)), whole=True, about=self._index.passages[members[0]].code)
                ]
        best = [n for n in prompts[:5] if scores.fused[n] >= scores.fused[prompts[0]] - self._limits.score_margin]
        return [Group("prompts", tuple(map(Pick, best)))] if best else []

    def _case(self, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """The case study, example or quotation that leads the ranking, whole or by its telling parts."""
        for number in ranked[:2]:
            unit = next((u for u in self._index.passages[number].units if _STORY.search(u)), "")
            if not unit:
                continue
            members = self._index.units[unit]
            whole = sum(self._sizes.words[n] for n in members) <= self._limits.unit_words
            picks = tuple(map(Pick, members)) if whole else self._telling(members, scores)
            return [Group("case", picks, whole, unit)]
        return []

    def _telling(self, members: Sequence[int], scores: Scores) -> tuple[Pick, ...]:
        """Of a long case study: who and what it is about, what bears on the question, how it ended."""
        best = sorted(members, key=lambda n: -float(scores.fused[n]))
        chosen = set(self._sizes.within(best, self._limits.unit_words * 2 // 3))
        chosen |= {n for n in members if self._index.passages[n].outcome} | set(members[:2])
        return tuple(Pick(n) for n in members if n in chosen)


def _allowed(group: Group, scores: Scores) -> Group:
    """The group without what the filters exclude; a unit that loses something is no longer whole."""
    picks = tuple(pick for pick in group.picks if np.isfinite(scores.fused[pick.number]))
    return group if len(picks) == len(group.picks) else replace(group, picks=picks, whole=False)
