"""Choosing what to quote: which passages, whole units or sentences, by the shape of the question."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.intent import Intent, Shape
from assistant.patterns import load_data
from assistant.retrieve import Scores
from corpus.framework import LEVELS
from corpus.index import Index
from corpus.types import Kind, Passage
from corpus.words import keywords

_RANKED = 60
_LIST_MIN_ITEMS = 3
_OPENING_STATEMENTS = 4
_TOP_FOR_CELL = 4  # a table is shown whole only if it speaks among the very best passages
_KLOE_KINDS = {Kind.KLOE, Kind.PROMPT, Kind.DEFINITION}
_ALL_PROMPTS = re.compile(
    r"\b(?:all|every|each|list|what are|full|whole|the)\b[^.?!]{0,30}\b(?:prompts|questions)\b", re.I
)


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


class Selector:
    """Chooses quotes from scored passages."""

    def __init__(self, index: Index, limits: Limits) -> None:
        """Keep the index and the limits."""
        self.index = index
        self.limits = limits
        self._words = [len(p.text.split()) for p in index.passages]
        self._by_code = {p.code: n for n, p in enumerate(index.passages) if p.kind in {Kind.KLOE, Kind.PROMPT}}

    def select(
        self, question: str, intent: Intent, scores: Scores, skip: frozenset[int] | set[int] = frozenset()
    ) -> list[Group]:
        """Groups of picks, best first; empty if nothing was found. Passages in ``skip`` are shown already."""
        ranked = self._ranked(scores)
        if not ranked:
            return []
        groups: list[Group] = []
        match intent.shape:
            case Shape.COMPARE:
                groups = self._cells(intent, scores, ranked, levels=intent.levels or LEVELS)
            case Shape.RATINGS:
                groups = self._ratings(intent, scores, ranked)
            case Shape.KLOE:
                groups = self._kloe(question, intent, scores, ranked)
            case Shape.LIST:
                groups = self._list(question, scores, ranked)
            case Shape.CASE:
                groups = self._case(scores, ranked)
            case _:
                groups = []
        groups = [kept for group in groups if (kept := _allowed(group, scores)).picks]
        return self._fill(groups, intent, scores, [n for n in ranked if n not in skip])

    # -- helpers ----------------------------------------------------------------------------

    @staticmethod
    def _ranked(scores: Scores) -> list[int]:
        order = np.argsort(-scores.fused, kind="stable")[:_RANKED]
        return [int(n) for n in order if np.isfinite(scores.fused[n])]

    def _passage(self, number: int) -> Passage:
        return self.index.passages[number]

    def _size(self, picks: Iterable[Pick]) -> int:
        return sum(self._pick_words(pick) for pick in picks)

    def _pick_words(self, pick: Pick) -> int:
        if not pick.sentences:
            return self._words[pick.number]
        passage = self._passage(pick.number)
        text = self.index.documents[passage.document_id].text
        return sum(len(text[s.start : s.end].split()) for place in pick.sentences for s in passage.sentences[place])

    def _best_unit(self, scores: Scores, ranked: Sequence[int], prefix: tuple[str, ...], top: int = 15) -> str:
        """The unit of a kind that the best passages speak for most, or ""."""
        if not ranked:
            return ""
        floor = float(scores.fused[ranked[min(len(ranked), _RANKED) - 1]])
        votes: dict[str, float] = {}
        for rank, number in enumerate(ranked[:top]):
            for unit in self._passage(number).units:
                if unit.split("#", 1)[-1].startswith(prefix):
                    votes[unit] = votes.get(unit, 0.0) + (float(scores.fused[number]) - floor) / (1 + 0.3 * rank)
        return max(votes, key=lambda unit: votes[unit], default="")

    # -- shapes -----------------------------------------------------------------------------

    def _list(self, question: str, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """The list that the best passages stand in; lists that one section splits are taken together."""
        unit = self._best_list(question, scores, ranked)
        members = self.index.units.get(unit, ())
        if not members:
            return []
        section = next((u for u in self._passage(members[0]).units if "#section:" in u), "")
        siblings = {u for n in self.index.units.get(section, ()) for u in self._passage(n).units if "#list:" in u}
        near = {u for n in ranked[:8] for u in self._passage(n).units} & siblings
        whole_section = self.index.units.get(section, ())
        if len(near) > 1 and self._passage(members[0]).heading != self._passage(whole_section[0]).heading:
            members = tuple(n for n in whole_section if "#list:" in " ".join(self._passage(n).units))
        return [Group("list", tuple(map(Pick, members)), whole=True)]

    def _best_list(self, question: str, scores: Scores, ranked: Sequence[int]) -> str:
        """The list unit whose best item, and best three together, score highest; "" if none is long enough."""
        best, best_score = "", -np.inf
        asked = set(keywords(question))
        for unit in {u for n in ranked[:25] for u in self._passage(n).units[:1] if re.search("#(?:list|kloe):", u)}:
            members = self.index.units[unit]
            items = max(len(members), *(len(self._passage(n).sentences) for n in members))
            if items < _LIST_MIN_ITEMS:
                continue
            top = sorted((float(scores.fused[n]) for n in members), reverse=True)[:3]
            heading = set(keywords(" ".join(self._passage(members[0]).heading)))
            named = sum(self.index.vocabulary.rarity(word) for word in asked & heading)
            score = top[0] + self.limits.list_support * sum(top) / 3 + self.limits.list_named * named
            if score > best_score:
                best, best_score = unit, score
        return best

    def _kloe(self, question: str, intent: Intent, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        groups = []
        for code in (c for c in intent.codes if c in self._by_code):
            number = self._by_code[code]
            if self._passage(number).kind is Kind.KLOE:
                unit = self._passage(number).units[0]
                groups.append(Group("kloe", tuple(map(Pick, self.index.units[unit])), whole=True, about=code))
            else:
                groups.append(Group("prompt", (Pick(number),), about=code))
        if groups:
            return groups
        prompts = [n for n in ranked if self._passage(n).kind in _KLOE_KINDS]
        if _ALL_PROMPTS.search(question) and prompts:
            unit = self._best_unit(scores, prompts, ("kloe:",))
            if unit:
                members = self.index.units[unit]
                return [Group("kloe", tuple(map(Pick, members)), whole=True, about=self._passage(members[0]).code)]
        best = [n for n in prompts[:5] if scores.fused[n] >= scores.fused[prompts[0]] - self.limits.score_margin]
        return [Group("prompts", tuple(map(Pick, best)))] if best else []

    def _ratings(self, intent: Intent, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        if intent.levels:
            cells = self._cells(intent, scores, ranked, levels=intent.levels)
            return [*cells, *self._next_level(cells, scores)]
        close = [n for n in ranked if self._passage(n).kind is Kind.CHARACTERISTIC][:9]
        if not close:
            return []
        if Shape.RATINGS in intent.cues and intent.codes:
            return self._cells(intent, scores, ranked, levels=LEVELS)
        best = [n for n in close if scores.fused[n] >= scores.fused[close[0]] - self.limits.score_margin]
        beside = [n for b in best[:2] for n in self._beside(b)]
        chosen = list(dict.fromkeys([*best[:5], *beside, *best[5:]]))
        place = {self._passage(n).units[0]: rank for rank, n in reversed(list(enumerate(chosen)))}
        chosen.sort(key=lambda n: (place[self._passage(n).units[0]], n))
        return [Group("resembles", tuple(map(Pick, chosen)))]

    def _next_level(self, cells: list[Group], scores: Scores) -> list[Group]:
        """Beside one whole cell, the nearest statements of the level above it (below Outstanding: Good)."""
        if len(cells) != 1 or not cells[0].whole:
            return []
        about, level = cells[0].about.split("|")
        at = LEVELS.index(level)
        other = LEVELS[at - 1] if at else LEVELS[1]
        unit = next((u for u in self.index.units if u.endswith(f"#cell:{about}:{other}")), "")
        best = sorted(self.index.units.get(unit, ()), key=lambda n: -float(scores.fused[n]))
        room = self.limits.words - self._size(cells[0].picks)
        members = sorted(self._within(best, min(room, self.limits.neighbour_words)))
        return [Group("cell part", tuple(map(Pick, members)), about=f"{about}|{other}")] if members else []

    def _beside(self, number: int) -> list[int]:
        """The statements just before and after one in its cell."""
        members = self.index.units[self._passage(number).units[0]]
        at = members.index(number)
        return [members[n] for n in (at - 1, at + 1) if 0 <= n < len(members)]

    def _cells(self, intent: Intent, scores: Scores, ranked: Sequence[int], levels: Sequence[str]) -> list[Group]:
        """One cell of the ratings tables per level, of the KLOE the question is about."""
        if intent.key_questions and not intent.codes:
            return self._key_question_cells(intent.key_questions[0], levels)
        wanted = next((c.split(".")[0] for c in intent.codes), "")
        unit = next((u for u in self.index.units if u.endswith(f"#ratings:{wanted}")), "") if wanted else ""
        rated = [n for n in ranked if self._passage(n).code]
        unit = unit or self._best_unit(scores, rated, ("ratings:", "kloe:"), top=20)
        unit = unit.replace("#kloe:", "#ratings:")
        if not unit:
            return []
        about = unit.split("#ratings:")[1]
        if (
            not wanted
            and len(levels) == 1
            and not any(self._passage(n).code.split(".")[0] == about for n in ranked[:_TOP_FOR_CELL])
        ):
            return []
        groups = []
        for level in (level for level in LEVELS if level in levels):
            members = [n for n in self.index.units[unit] if self._passage(n).level == level]
            if not members:
                continue
            whole = sum(self._words[n] for n in members) <= self.limits.cell_words
            if not whole:
                best = sorted(members, key=lambda n: -float(scores.fused[n]))
                members = sorted(self._within(best, self.limits.cell_words))
            groups.append(Group("cell" if whole else "cell part", tuple(map(Pick, members)), whole, f"{about}|{level}"))
        return groups

    def _key_question_cells(self, key: str, levels: Sequence[str]) -> list[Group]:
        """Per level, how a key question's own row and each of its KLOEs' cells begin."""
        units = [u for u in self.index.units if re.search(rf"#cell:(?:{key}|{key[0]}\d):", u)]
        groups = []
        for level in (level for level in LEVELS if level in levels):
            cells = [self.index.units[u] for u in units if u.endswith(f":{level}")]
            picks = tuple(Pick(n) for cell in cells for n in cell[:_OPENING_STATEMENTS])
            if picks:
                groups.append(Group("cell part", picks, about=f"{key}|{level}"))
        return groups

    def _within(self, numbers: Sequence[int], words: int) -> list[int]:
        chosen, used = [], 0
        for number in numbers:
            if used + self._words[number] > words:
                break
            chosen.append(number)
            used += self._words[number]
        return chosen

    def _case(self, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """The case study, example or quotation that leads the ranking, whole or by its telling parts."""
        for number in ranked[:2]:
            unit = next((u for u in self._passage(number).units if re.search(r"#(?:case|example|quote):", u)), "")
            if not unit:
                continue
            members = self.index.units[unit]
            whole = sum(self._words[n] for n in members) <= self.limits.unit_words
            picks = tuple(map(Pick, members)) if whole else self._telling(members, scores)
            return [Group("case", picks, whole, unit)]
        return []

    def _telling(self, members: Sequence[int], scores: Scores) -> tuple[Pick, ...]:
        """Of a long case study: who and what it is about, what bears on the question, how it ended."""
        best = sorted(members, key=lambda n: -float(scores.fused[n]))
        chosen = set(self._within(best, self.limits.unit_words * 2 // 3))
        chosen |= {n for n in members if self._passage(n).outcome} | set(members[:2])
        return tuple(Pick(n) for n in members if n in chosen)

    def _fill(self, groups: list[Group], intent: Intent, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """Add the best passages that are not quoted yet, within the budget."""
        limits = self.limits
        if intent.codes and groups:
            return groups
        budget = limits.words
        tables = bool(groups) and groups[0].label.startswith("cell")
        quoted = {pick.number for group in groups for pick in group.picks}
        texts = {self._passage(n).text for n in quoted}
        used = sum(self._size(group.picks) for group in groups)
        floor = float(scores.fused[ranked[0]]) - limits.score_margin
        picks: list[Pick] = []
        for number in ranked:
            passage = self._passage(number)
            if number in quoted or passage.text in texts or (tables and passage.kind is Kind.CHARACTERISTIC):
                continue
            if float(scores.fused[number]) < floor:
                break
            pick = self._trimmed(number, scores)
            words = self._pick_words(pick)
            if used + words > budget:
                if used >= budget * 0.9:
                    break
                continue
            picks.append(pick)
            texts.add(passage.text)
            used += words
        picks = self._gathered(self._completed(picks, texts), richest_first=Shape.HOWTO in intent.cues)
        return [*groups, Group("also" if groups else "best", tuple(picks))] if picks else groups

    def _completed(self, picks: list[Pick], texts: set[str]) -> list[Pick]:
        """With most items of a list chosen, the few that are left are taken as well."""
        chosen = {pick.number for pick in picks}
        lists = Counter(u for n in chosen for u in self._passage(n).units[:1] if "#list:" in u)
        for unit, count in lists.items():
            left = [n for n in self.index.units[unit] if n not in chosen and self._passage(n).text not in texts]
            if count >= _LIST_MIN_ITEMS and count >= len(left):
                more = [Pick(n) for n in left]
                picks = [*picks, *more] if self._size(more) <= self.limits.completing_words else picks
        return picks

    def _gathered(self, picks: list[Pick], *, richest_first: bool) -> list[Pick]:
        """Picks under the same heading together, in reading order; headings in the order of their best pick.

        With ``richest_first`` (for a how-to), headings with several picks come before single finds.
        """
        where = {p: (self._passage(p.number).document_id, *self._passage(p.number).heading) for p in picks}
        place: dict[tuple[str, ...], int] = {}
        for rank, pick in enumerate(picks):
            place.setdefault(where[pick], rank)
        counts = Counter(where.values())

        def order(pick: Pick) -> tuple[bool, int, int]:
            single = richest_first and counts[where[pick]] < _LIST_MIN_ITEMS
            return single, place[where[pick]], pick.number

        return sorted(picks, key=order)

    def _trimmed(self, number: int, scores: Scores) -> Pick:
        """A long passage is quoted by the sentences that bear on the question."""
        passage = self._passage(number)
        if self._words[number] <= self.limits.long_passage_words or len(passage.sentences) < 3:
            return Pick(number)
        cosines = [scores.sentences.get((number, place), 0.0) for place in range(len(passage.sentences))]
        floor = max(cosines) - self.limits.sentence_margin
        near = [place for place, cosine in enumerate(cosines) if cosine >= floor]
        keep = tuple(range(near[0], near[-1] + 1))  # what stands between is needed to understand it
        return Pick(number, keep if len(keep) < len(cosines) else ())


def _allowed(group: Group, scores: Scores) -> Group:
    """The group without what the filters exclude; a unit that loses something is no longer whole."""
    picks = tuple(pick for pick in group.picks if np.isfinite(scores.fused[pick.number]))
    return group if len(picks) == len(group.picks) else replace(group, picks=picks, whole=False)
