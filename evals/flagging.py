"""Flagging every row, by the assistant and by the nearest statement alone, and measuring what came back."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.framework import LEVELS, Framework
from corpus.model import Encoder
from evals.answering import Product, Progress
from evals.finding import OURS
from evals.practice import FRAMEWORK, PracticeRow

NEAREST = "nearest statement"
_FIRST_FEW = 3


@dataclass(frozen=True)
class Named:
    """A KLOE that a system names for a text, with the statement it holds nearest and its level ("" for none)."""

    code: str
    level: str
    statement: str = ""


class Flagging(Protocol):
    """A system that names KLOEs for a text."""

    @property
    def name(self) -> str:
        """What the system is called in the report."""
        ...

    def named(self, text: str) -> list[Named]:
        """KLOEs, best first."""
        ...


class OwnFlags:
    """The assistant's own flags."""

    name = OURS

    def __init__(self, product: Product) -> None:
        """Wrap the assistant."""
        self._product = product

    def named(self, text: str) -> list[Named]:
        """The flags of the framework that the rows are about."""
        return [Named(f.code, f.level, f.statement) for f in self._product.flag(text) if f.framework == FRAMEWORK]


class NearestStatement:
    """The embedding model alone: the code and the level of the nearest of the framework's statements."""

    name = NEAREST

    def __init__(self, framework: Framework, encoder: Encoder) -> None:
        """Encode the statements of the KLOEs."""
        cells = [(code, cell) for code, cell in framework.cells() if code in framework.kloes]
        self._named = [Named(code, cell.level, said.text) for code, cell in cells for said in cell.statements]
        self._vectors = encoder.encode([said.text for _, cell in cells for said in cell.statements])
        self._encoder = encoder

    def named(self, text: str) -> list[Named]:
        """Every statement with its code and level, the nearest first."""
        likeness = self._vectors @ self._encoder.encode([text])[0]
        return [self._named[n] for n in np.argsort(-likeness, kind="stable")]


@dataclass(frozen=True)
class FlagResult:
    """One row's flags by one system, measured; measures that do not apply are None.

    Attributes:
        named: codes in order, without repeats, at most three; ``level`` is that of the first flag.
        kloe_first: 1 if the first code is right; ``kloe_three``: if one of the first three is.
        key_question: 1 if the first code belongs to the key question of a right one.
        level_right: 1 if the first flag's level is the row's; only where that is the level of these words.
        level_far: 1 if it is more than one step from it; a missing level is wrong, but not far.
        level_rest: as ``level_right``, where the row's level is that of a whole service.
        characteristic_right: 1 if the first flag quotes a characteristic that fits; only where it is known which do.
        characteristic_within: the same, only of rows whose first flag has the row's first code and level.
        unflagged: 1 if a row with a KLOE gets no flag; ``none_flagged``: if one without gets any.
        question_level: 1 if a neutral question gets a level.
    """

    system: str
    set_name: str
    collection: str
    id: str
    kind: str
    text: str
    codes: tuple[str, ...]
    expected_level: str
    named: tuple[str, ...]
    level: str
    kloe_first: float | None
    kloe_three: float | None
    key_question: float | None
    level_right: float | None
    level_far: float | None
    level_rest: float | None
    characteristic_right: float | None
    characteristic_within: float | None
    unflagged: float | None
    none_flagged: float | None
    question_level: float | None
    seconds: float
    error: str = ""


def flag_all(
    system: Flagging, framework: Framework, set_name: str, rows: Sequence[PracticeRow], progress: Progress
) -> list[FlagResult]:
    """Flag every row of a set, in order; a crash counts as no flags, and is said."""
    keys = {code: key.name for code, key in framework.key_question_of.items()}
    results = []
    for number, row in enumerate(rows, 1):
        started = time.perf_counter()
        try:
            named, error = system.named(row.text), ""
        except Exception as crash:  # noqa: BLE001 - whatever goes wrong in the product is what is measured here
            named, error = [], f"{type(crash).__name__}: {crash}"
        results.append(_measure(system.name, set_name, row, named, keys, time.perf_counter() - started, error))
        progress(f"Flagging the {set_name} rows with {system.name}", number, len(rows))
    return results


def steps_between(one: str, other: str) -> int | None:
    """How many steps two levels are apart; None if one of them is none."""
    return abs(LEVELS.index(one) - LEVELS.index(other)) if one in LEVELS and other in LEVELS else None


def _measure(
    system: str,
    set_name: str,
    row: PracticeRow,
    named: Sequence[Named],
    keys: Mapping[str, str],
    seconds: float,
    error: str,
) -> FlagResult:
    codes = tuple(dict.fromkeys(one.code for one in named))[:_FIRST_FEW]
    level = named[0].level if named else ""
    right_keys = {keys.get(code) for code in row.right}
    steps = steps_between(level, row.level)
    within = bool(named) and named[0].code in row.codes[:1] and level == row.level
    fits = within and " ".join(named[0].statement.split()).startswith(row.characteristics)
    rated, sure = bool(row.level), bool(row.level) and row.level_sure
    return FlagResult(
        system=system,
        set_name=set_name,
        collection=row.collection,
        id=row.id,
        kind=row.kind,
        text=row.text,
        codes=row.codes,
        expected_level=row.level,
        named=codes,
        level=level,
        kloe_first=_share(bool(row.codes), bool(codes) and codes[0] in row.right),
        kloe_three=_share(bool(row.codes), any(code in row.right for code in codes)),
        key_question=_share(bool(row.codes), bool(codes) and keys.get(codes[0]) in right_keys),
        level_right=_share(sure, steps == 0),
        level_far=_share(sure, steps is not None and steps > 1),
        level_rest=_share(rated and not row.level_sure, steps == 0),
        characteristic_right=_share(bool(row.characteristics), fits),
        characteristic_within=_share(bool(row.characteristics) and within, fits),
        unflagged=_share(bool(row.codes), not codes),
        none_flagged=_share(row.kind == "none", bool(codes)),
        question_level=_share(row.kind == "question", bool(level)),
        seconds=seconds,
        error=error,
    )


def _share(applies: bool, holds: bool) -> float | None:
    return float(holds) if applies else None
