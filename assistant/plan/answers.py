"""The quotes of an answer as tasks: which of them go into one item."""

from collections.abc import Callable, Sequence

from assistant.types import Citation

MOST_GROUPS = 3
_MOST_QUOTES = 4  # of one item, so that there is room for a prompt


def groups_of(
    citations: Sequence[Citation], is_task: Callable[[Citation], bool]
) -> list[tuple[str, tuple[Citation, ...]]]:
    """The quotes that can be tasks by the heading they stand under, in the answer's order, three groups at most.

    Without any there is one group without quotes: its tasks come from the guidance of its prompt.
    """
    found: dict[tuple[str, ...], list[Citation]] = {}
    for citation in citations:
        if is_task(citation):
            found.setdefault((citation.document_id, *citation.heading), []).append(citation)
    groups = [(" ".join(place[1:][-2:]), tuple(held[:_MOST_QUOTES])) for place, held in found.items()]
    return groups[:MOST_GROUPS] or [("", ())]
