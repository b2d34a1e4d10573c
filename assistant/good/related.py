"""What the other documents say on the subject of a KLOE: tips, case studies, examples."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.good.books import Book, Unit
from assistant.types import Filters, Hit
from corpus.types import Kind

if TYPE_CHECKING:
    from assistant.answering import Assistant

_GROUPS: tuple[tuple[str, tuple[Kind, ...], int], ...] = (
    ("Tips and checklists", (Kind.TIP, Kind.CHECKLIST), 4),
    ("Case studies", (Kind.CASE,), 3),
    ("Examples and words of providers", (Kind.EXAMPLE, Kind.QUOTE), 3),
    ("Other advice", (Kind.PROSE,), 2),
)
_LOOKED_AT = 60  # passages in which the best of each kind are looked for
_LEAST_SCORE = 0.85  # for ranking; source: read by eye for all KLOEs of the annex, below it they wander off
_LEAST_WORDS = 8


@dataclass(frozen=True)
class Related:
    """Passages of one kind, best first."""

    title: str
    hits: tuple[Hit, ...]


def related_guidance(assistant: "Assistant", book: Book, unit: Unit) -> tuple[Related, ...]:
    """The best passages of other documents for a KLOE's question, by kind; kinds without any are left out."""
    others = tuple(name for name in assistant.index.documents if name != unit.framework.document)
    if not others or unit.kloe is None:
        return ()
    notes = book.notes(unit)
    asked = f"{notes.plain_title}: {unit.kloe.question}" if notes else unit.kloe.question
    found = assistant.search(asked, _LOOKED_AT, (), Filters(documents=others))
    good = [hit for hit in found if hit.score >= _LEAST_SCORE and len(hit.passage.text.split()) >= _LEAST_WORDS]
    groups = [
        Related(title, tuple(hit for hit in good if hit.passage.kind in kinds)[:most]) for title, kinds, most in _GROUPS
    ]
    return tuple(group for group in groups if group.hits)
