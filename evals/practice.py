"""Rows that flags are measured on: descriptions of practice, findings, neutral questions, and what is none of these."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.framework import Level
from evals.rows import rows_of

FRAMEWORK = "annex-a2"  # whose codes the rows name
SCENARIOS, FINDINGS, OWN = "scenarios", "findings", "own"
COLLECTIONS = (SCENARIOS, FINDINGS, OWN)
FILES = {"dev": ("scenarios.dev", "findings.dev"), "test": ("practice.test", "findings.test")}  # by set
_SURE_LEVELS = {"wording", "stated_key_question"}  # bases on which a finding's rating is that of its words


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")  # fields that say where a row comes from are passed over

    id: str = Field(min_length=1)
    text: str = Field(pattern=r"\w")
    kloe: list[str]
    rating: Level | None


class _FindingRow(_Row):
    rating_basis: str | None
    characteristics: list[str] = []


class _OwnRow(_Row):
    kind: Literal["finding", "description", "question", "none"]


@dataclass(frozen=True)
class PracticeRow:
    """A text with the KLOEs it falls under, first the foremost ("none" is a kind without any).

    ``right`` are the codes that count as right; ``level_sure`` is false where the level is that of a whole
    service and not of these words; ``characteristics`` are the first words of those of the first code and this level
    that may be quoted for the text, as far as somebody has said which.
    """

    collection: str
    id: str
    text: str
    kind: str
    codes: tuple[str, ...]
    right: tuple[str, ...]
    level: str
    level_sure: bool = True
    characteristics: tuple[str, ...] = ()


def load_practice(name: str, folder: Path) -> list[PracticeRow]:
    """The rows of a set; the calibration set has none.

    Raises:
        EvaluationDataError: a row is not as it should be, or an id occurs twice.
    """
    return [row for file in FILES.get(name, ()) for row in _load(folder / f"{file}.jsonl")]


def _load(path: Path) -> list[PracticeRow]:
    match path.name.split(".")[0]:
        case "scenarios":
            return [
                PracticeRow(SCENARIOS, row.id, row.text, "description", *_codes(row), row.rating or "")
                for row in rows_of(path, _Row)
            ]
        case "findings":
            return [_finding(row) for row in rows_of(path, _FindingRow)]
        case _:
            return [
                PracticeRow(OWN, row.id, row.text, row.kind, *_codes(row), row.rating or "")
                for row in rows_of(path, _OwnRow)
            ]


def _finding(row: _FindingRow) -> PracticeRow:
    sure, codes, told = row.rating_basis in _SURE_LEVELS, tuple(row.kloe), tuple(row.characteristics)
    return PracticeRow(FINDINGS, row.id, row.text, "finding", codes, codes, row.rating or "", sure, told)


def _codes(row: _Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All codes, and the first alone."""
    return tuple(row.kloe), tuple(row.kloe[:1])
