"""The quotes of an answer as tasks: which of them go into one item."""

from collections.abc import Mapping, Sequence

from assistant.types import Citation
from corpus.types import Kind

MOST_GROUPS = 3
_MOST_QUOTES = 4  # of one item, so that there is room for a prompt
_TIPS = frozenset({Kind.TIP.value, Kind.CHECKLIST.value})
Groups = list[tuple[str, tuple[Citation, ...]]]


def groups_of(quotes: Sequence[Citation], likeness: Mapping[int, float]) -> Groups:
    """Quotes that can be tasks by the heading they stand under, in the answer's order, three groups at most.

    Where there are tips and items of checklists, these are the tasks, else what else says what to do. Of many under one
    heading the likest (by ``likeness``, of their numbers) are kept. Without any quote there is one group without
    quotes: its tasks come from the guidance of its prompt.
    """
    tips = [citation for citation in quotes if citation.kind in _TIPS]
    found: dict[tuple[str, ...], list[Citation]] = {}
    for citation in tips or quotes:
        found.setdefault((citation.document_id, *citation.heading), []).append(citation)
    groups = []
    for place, held in found.items():
        kept = sorted(held, key=lambda citation: -likeness[citation.number])[:_MOST_QUOTES]
        groups.append((" ".join(place[1:][-2:]), tuple(citation for citation in held if citation in kept)))
    return groups[:MOST_GROUPS] or [("", ())]
