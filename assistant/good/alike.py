"""Which statements of two neighbouring levels speak of the same thing, by what the flagging model knows of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.good.books import Book
from corpus.framework import Statement

if TYPE_CHECKING:
    from corpus.flag_model import Floats
    from corpus.index import Index

# Cosine. Source: read by eye over neighbouring levels of the annex; below this most pairs only share their subject.
_LEAST_ALIKE = 0.6
Alike = Callable[[Statement, Statement], float]


@dataclass(frozen=True)
class Step:
    """One statement of the higher level, with the one of the lower level that is most alike, if any is."""

    higher: Statement
    lower: Statement | None


def likeness(index: "Index", book: Book) -> Alike:
    """How alike two statements of a framework are, -1 to 1, by the middle of everything that says them.

    It is -1 where nothing is known, so that nothing is put beside anything.
    """
    model = next((m for m in index.flag_models if m.framework == book.framework.id), None)
    known: dict[str, Floats] = {}

    def middle(statement: Statement) -> "Floats | None":
        passage = book.passage(statement)
        if model is None or passage is None:
            return None
        if passage.id not in known:
            rows = model.examples.vectors[model.examples.passages == index.number[passage.id]]
            total = rows.sum(axis=0) if len(rows) else np.zeros(1, np.float32)
            known[passage.id] = total / (float(np.linalg.norm(total)) or 1.0)
        return known[passage.id]

    def alike(one: Statement, other: Statement) -> float:
        left, right = middle(one), middle(other)
        return -1.0 if left is None or right is None or left.shape != right.shape else float(left @ right)

    return alike


def steps(
    lower: Sequence[Statement], higher: Sequence[Statement], alike: Alike
) -> tuple[tuple[Step, ...], tuple[Statement, ...]]:
    """Every statement of the higher level in order, and those of the lower level that stand beside none of them.

    A statement of the lower level stands beside one of the higher level only, the one it is most like.
    """
    found = sorted(
        ((alike(one, other), n, m) for n, one in enumerate(lower) for m, other in enumerate(higher)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    beside: dict[int, int] = {}
    for value, n, m in found:
        if value >= _LEAST_ALIKE and m not in beside and n not in beside.values():
            beside[m] = n
    rows = tuple(Step(s, lower[beside[m]] if m in beside else None) for m, s in enumerate(higher))
    return rows, tuple(s for n, s in enumerate(lower) if n not in beside.values())
