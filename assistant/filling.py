"""Filling an answer up to its budget: the best passages that are not quoted yet, place by place."""

from collections import Counter
from collections.abc import Sequence

from assistant.intent import Intent, Shape
from assistant.picks import Group, Limits, Pick, Sizes
from assistant.retrieve import Scores
from corpus.index import Index
from corpus.types import Kind

LIST_MIN_ITEMS = 3


class Filler:
    """Adds single passages to what was chosen whole."""

    def __init__(self, index: Index, limits: Limits, sizes: Sizes) -> None:
        """Keep the index, the limits and the sizes of passages."""
        self._index = index
        self._limits = limits
        self._sizes = sizes

    def fill(
        self, groups: list[Group], intent: Intent, scores: Scores, ranked: Sequence[int], budget: int
    ) -> list[Group]:
        """Add the best passages that are not quoted yet, within the budget of quoted words."""
        limits = self._limits
        if intent.codes and groups:
            return groups
        tables = bool(groups) and groups[0].label.startswith("cell")
        quoted = {pick.number for group in groups for pick in group.picks}
        texts = {self._index.passages[n].text for n in quoted}
        used = sum(self._sizes.all(group.picks) for group in groups)
        floor = float(scores.fused[ranked[0]]) - limits.score_margin
        picks: list[Pick] = []
        for number in ranked:
            passage = self._index.passages[number]
            if number in quoted or passage.text in texts or (tables and passage.kind is Kind.CHARACTERISTIC):
                continue
            if float(scores.fused[number]) < floor:
                break
            pick = self._trimmed(number, scores)
            words = self._sizes.pick(pick)
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
        lists = Counter(u for n in chosen for u in self._index.passages[n].units[:1] if "#list:" in u)
        for unit, count in lists.items():
            left = [n for n in self._index.units[unit] if n not in chosen and self._index.passages[n].text not in texts]
            if count >= LIST_MIN_ITEMS and count >= len(left):
                more = [Pick(n) for n in left]
                picks = [*picks, *more] if self._sizes.all(more) <= self._limits.completing_words else picks
        return picks

    def _gathered(self, picks: list[Pick], *, richest_first: bool) -> list[Pick]:
        """Picks under the same heading together, in reading order; headings in the order of their best pick.

        With ``richest_first`` (for a how-to), headings with several picks come before single finds.
        """
        where = {
            p: (self._index.passages[p.number].document_id, *self._index.passages[p.number].heading) for p in picks
        }
        place: dict[tuple[str, ...], int] = {}
        for rank, pick in enumerate(picks):
            place.setdefault(where[pick], rank)
        counts = Counter(where.values())

        def order(pick: Pick) -> tuple[bool, int, int]:
            single = richest_first and counts[where[pick]] < LIST_MIN_ITEMS
            return single, place[where[pick]], pick.number

        return sorted(picks, key=order)

    def _trimmed(self, number: int, scores: Scores) -> Pick:
        """A long passage is quoted by the sentences that bear on the question."""
        passage = self._index.passages[number]
        if self._sizes.words[number] <= self._limits.long_passage_words or len(passage.sentences) < 3:
            return Pick(number)
        cosines = [scores.sentences.get((number, place), 0.0) for place in range(len(passage.sentences))]
        floor = max(cosines) - self._limits.sentence_margin
        near = [place for place, cosine in enumerate(cosines) if cosine >= floor]
        keep = tuple(range(near[0], near[-1] + 1))  # what stands between is needed to understand it
        return Pick(number, keep if len(keep) < len(cosines) else ())
