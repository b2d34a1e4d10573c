"""Choosing from the ratings tables: whole cells, the statements nearest to a question, the level beside."""

from collections.abc import Sequence

from assistant.intent import Intent, Shape
from assistant.picks import Group, Limits, Pick, Sizes, best_unit
from assistant.retrieve import Scores
from corpus.framework import LEVELS
from corpus.index import Index
from corpus.types import Kind

_OPENING_STATEMENTS = 4
_TOP_FOR_CELL = 4  # a table is shown whole only if it speaks among the very best passages


class Tables:
    """Chooses ratings characteristics from scored passages."""

    def __init__(self, index: Index, limits: Limits, sizes: Sizes) -> None:
        """Keep the index, the limits and the sizes of passages."""
        self._index = index
        self._limits = limits
        self._sizes = sizes
        self._kloes = {code: kloe.code for f in index.frameworks.values() for code, kloe in f.kloe_of.items()}

    def ratings(self, intent: Intent, scores: Scores, ranked: Sequence[int]) -> list[Group]:
        """The cell that is asked for with the level above it, or the statements nearest to what is described."""
        if intent.levels:
            cells = self.cells(intent, scores, ranked, levels=intent.levels)
            return [*cells, *self._next_level(cells, scores)]
        close = [n for n in ranked if self._index.passages[n].kind is Kind.CHARACTERISTIC][:9]
        if not close:
            return []
        if Shape.RATINGS in intent.cues and intent.codes:
            return self.cells(intent, scores, ranked, levels=LEVELS)
        best = [n for n in close if scores.fused[n] >= scores.fused[close[0]] - self._limits.score_margin]
        beside = [n for b in best[:2] for n in self._beside(b)]
        chosen = list(dict.fromkeys([*best[:5], *beside, *best[5:]]))
        place = {self._index.passages[n].units[0]: rank for rank, n in reversed(list(enumerate(chosen)))}
        chosen.sort(key=lambda n: (place[self._index.passages[n].units[0]], n))
        return [Group("resembles", tuple(map(Pick, chosen)))]

    def cells(self, intent: Intent, scores: Scores, ranked: Sequence[int], levels: Sequence[str]) -> list[Group]:
        """One cell of the ratings tables per level, of the KLOE the question is about."""
        if intent.key_questions and not intent.codes:
            return self._key_question_cells(intent.key_questions[0], levels)
        wanted = next((self._kloes.get(c, "") for c in intent.codes), "")
        units = [u for u in self._index.units if u.endswith(f"#ratings:{wanted}")] if wanted else []
        if units:
            return [cell for unit in units for cell in self._unit_cells(unit, scores, levels)]
        rated = [n for n in ranked if self._index.passages[n].code]
        unit = best_unit(self._index, scores, rated, ("ratings:", "kloe:"), top=20).replace("#kloe:", "#ratings:")
        if unit not in self._index.units:
            return []
        about = unit.split("#ratings:")[1]
        near = {self._kloes.get(code, code) for code in (self._index.passages[n].code for n in ranked[:_TOP_FOR_CELL])}
        return [] if len(levels) == 1 and about not in near else self._unit_cells(unit, scores, levels)

    def _unit_cells(self, unit: str, scores: Scores, levels: Sequence[str]) -> list[Group]:
        """The cells of one KLOE of one framework."""
        about = unit.split("#ratings:")[1]
        groups = []
        for level in (level for level in LEVELS if level in levels):
            members = [n for n in self._index.units[unit] if self._index.passages[n].level == level]
            if not members:
                continue
            whole = sum(self._sizes.words[n] for n in members) <= self._limits.cell_words
            if not whole:
                best = sorted(members, key=lambda n: -float(scores.fused[n]))
                members = sorted(self._sizes.within(best, self._limits.cell_words))
            groups.append(Group("cell" if whole else "cell part", tuple(map(Pick, members)), whole, f"{about}|{level}"))
        return groups

    def _next_level(self, cells: list[Group], scores: Scores) -> list[Group]:
        """Beside one whole cell, the nearest statements of the level above it (below Outstanding: Good)."""
        if len(cells) != 1 or not cells[0].whole:
            return []
        about, level = cells[0].about.split("|")
        at = LEVELS.index(level)
        other = LEVELS[at - 1] if at else LEVELS[1]
        document = self._index.passages[cells[0].picks[0].number].document_id
        unit = f"{document}#cell:{about}:{other}"
        best = sorted(self._index.units.get(unit, ()), key=lambda n: -float(scores.fused[n]))
        room = self._limits.words - self._sizes.all(cells[0].picks)
        members = sorted(self._sizes.within(best, min(room, self._limits.neighbour_words)))
        return [Group("cell part", tuple(map(Pick, members)), about=f"{about}|{other}")] if members else []

    def _beside(self, number: int) -> list[int]:
        """The statements just before and after one in its cell."""
        members = self._index.units[self._index.passages[number].units[0]]
        at = members.index(number)
        return [members[n] for n in (at - 1, at + 1) if 0 <= n < len(members)]

    def _key_question_cells(self, key: str, levels: Sequence[str]) -> list[Group]:
        """Per level, how a key question's own row and each of its KLOEs' cells begin."""
        held = [(f.document, part) for f in self._index.frameworks.values() for part in f.key_questions]
        units = [(d, unit) for d, part in held if part.name == key for unit in (key, *(k.code for k in part.kloes))]
        groups = []
        for level in (level for level in LEVELS if level in levels):
            cells = [self._index.units.get(f"{document}#cell:{unit}:{level}", ()) for document, unit in units]
            picks = tuple(Pick(n) for cell in cells for n in cell[:_OPENING_STATEMENTS])
            if picks:
                groups.append(Group("cell part", picks, about=f"{key}|{level}"))
        return groups
