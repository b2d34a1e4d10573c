"""An answer as people read it: sections of our lines, headings and quotes, some of it folded away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.types import Answer, Block, Citation, Role

if TYPE_CHECKING:
    from corpus.index import Index

SHOWN_WORDS = 150  # after about this many quoted words the rest of a section is folded
_WORTH_FOLDING = 40  # fewer words than this are not folded
_WHOLE_FROM = 3  # a unit of fewer passages is not a list
_OPENING = {Role.OURS, Role.VOICE, Role.STATEMENT}  # what stands before quotes
_UNIT_KINDS = ("list:", "kloe:", "ratings:", "cell:", "case:", "example:")


@dataclass(frozen=True)
class Cluster:
    """Quotes that stand under one heading."""

    heading: str
    quotes: tuple[Block, ...]

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return sum(len(quote.text.split()) for quote in self.quotes)


@dataclass(frozen=True)
class Section:
    """Our own lines, and the quotes that they introduce; before these, what a model wrote, and who speaks in it."""

    lines: tuple[str, ...]
    clusters: tuple[Cluster, ...]
    statements: tuple[Block, ...] = ()
    voice: str = ""


def card_of(answer: Answer) -> tuple[str, ...]:
    """The lines of the safety card, its title first; empty if there is none."""
    return tuple(block.text for block in answer.blocks if block.role is Role.CARD)


def sections_of(answer: Answer) -> tuple[Section, ...]:
    """The sections of an answer in order, without the safety card."""
    lines: list[str] = []
    voice = ""
    statements: list[Block] = []
    clusters: list[Cluster] = []
    found: list[Section] = []
    for block in answer.blocks:
        if (clusters and block.role in _OPENING) or (statements and block.role in {Role.OURS, Role.VOICE}):
            found.append(Section(tuple(lines), tuple(clusters), tuple(statements), voice))
            lines, voice, statements, clusters = [], "", [], []
        if block.role is Role.OURS:
            lines.append(block.text)
        elif block.role is Role.VOICE:
            voice = block.text
        elif block.role is Role.STATEMENT:
            statements.append(block)
        elif block.role is Role.HEADING:
            clusters.append(Cluster(block.text, ()))
        elif block.role is Role.QUOTE:
            last = clusters.pop() if clusters else Cluster("", ())
            clusters.append(Cluster(last.heading, (*last.quotes, block)))
    if lines or statements or clusters:
        found.append(Section(tuple(lines), tuple(clusters), tuple(statements), voice))
    return tuple(found)


def fold(clusters: Iterable[Cluster], words: int = SHOWN_WORDS) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...]]:
    """Split clusters into what is shown and what is folded; the first quote is always shown."""
    shown: list[Cluster] = []
    folded: list[Cluster] = []
    used = 0
    for cluster in clusters:
        kept: list[Block] = []
        rest: list[Block] = []
        for quote in cluster.quotes:
            size = len(quote.text.split())
            fits = not folded and not rest and (not used or used + size <= words)
            (kept if fits else rest).append(quote)
            used += size
        shown += [Cluster(cluster.heading, tuple(kept))] if kept else []
        folded += [Cluster(cluster.heading, tuple(rest))] if rest else []
    if sum(cluster.words for cluster in folded) < _WORTH_FOLDING:
        return tuple(clusters), ()
    return tuple(shown), tuple(folded)


def whole_units(section: Section, citation: Callable[[int], Citation], index: "Index | None") -> bool:
    """Whether a section is made of whole lists, table cells or cases of the guidance; unknown without an index."""
    if index is None:
        return False
    numbers = [n for cluster in section.clusters for quote in cluster.quotes for n in quote.citations[:1]]
    cited = {index.number[c.passage_id] for c in map(citation, numbers) if c.passage_id in index.number}
    whole: set[int] = set()
    for unit in {unit for number in cited for unit in index.passages[number].units}:
        members = set(index.units[unit])
        if unit.split("#", 1)[-1].startswith(_UNIT_KINDS) and len(members) >= _WHOLE_FROM and members <= cited:
            whole |= members
    return bool(cited) and whole == cited
