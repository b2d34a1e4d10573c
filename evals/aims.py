"""What is measured, in names for people, with floors and aims (from ``aims.toml``), and how a figure does."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from evals.figures import Figure
from evals.rows import EvaluationDataError

AIMS_FILE = Path(__file__).with_name("aims.toml")
GATED_SET = "dev"  # floors and aims are promised for the development set
TIMING_SET = "timing"
PLAN_SET = "plans"

Format = Literal["share", "words", "ms", "s", "MB", "times", "count"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    format: Format
    better: Literal["higher", "lower", ""] = ""
    floor: float | None = None
    gated: bool = True  # whether missing the floor fails ``--floors``; it is shown as missed in any case
    aim: float | None = None

    @model_validator(mode="after")
    def _direction(self) -> "_Row":
        if self.floor is not None and not self.better:
            raise ValueError(f"{self.id} has a floor, but does not say which way is better")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    measure: list[_Row]


class Standing(StrEnum):
    """How a figure does against its floor and aim."""

    AIM = "aim met"
    FLOOR = "floor met"
    MISSED = "floor missed"
    NONE = ""

    @property
    def is_bad(self) -> bool:
        """Whether a promise is broken."""
        return self is Standing.MISSED


@dataclass(frozen=True)
class Measure:
    """One thing measured; ``floor`` and ``aim`` are the worst and the hoped-for value."""

    id: str
    title: str
    format: Format
    better: Literal["higher", "lower", ""]
    floor: float | None
    aim: float | None
    gated: bool

    def meets(self, value: float, mark: float) -> bool:
        """Whether a value is at least as good as a floor or an aim."""
        return value >= mark if self.better == "higher" else value <= mark

    def standing(self, figure: Figure) -> Standing:
        """How a figure of ours does; nothing for the sets, systems and groups that no floor is promised for."""
        promised = figure.is_ours and figure.set_name in (GATED_SET, TIMING_SET, PLAN_SET)
        if not promised or self.floor is None:
            return Standing.NONE
        value = figure.estimate.value
        if value is None or not self.meets(value, self.floor):
            return Standing.MISSED
        return Standing.AIM if self.aim is None or self.meets(value, self.aim) else Standing.FLOOR

    def text(self, value: float | None) -> str:
        """A value for people, with its unit; a dash where there is none."""
        if value is None:
            return "–"
        match self.format:
            case "share":
                return f"{value:.3f}"
            case "times":
                return f"{value:.2f} ×"
            case "s":
                return f"{value:.1f} s"
            case "words" | "count":
                return f"{value:,.0f}"
            case unit:
                return f"{value:,.0f} {unit}"


def load_measures(path: Path = AIMS_FILE) -> dict[str, Measure]:
    """The measures by id, in the order of the report.

    Raises:
        EvaluationDataError: the file is not as it should be.
    """
    try:
        rows = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).measure
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise EvaluationDataError(f"{path} cannot be used: {error}") from error
    return {row.id: Measure(**row.model_dump()) for row in rows}


def missed_floors(measures: dict[str, Measure], figures: Sequence[Figure]) -> list[str]:
    """Titles of the measures whose floor the development set misses, or for which it has no figure.

    Timings are left out: they depend on the machine.
    """
    found = {f.measure: f for f in figures if f.is_ours and f.set_name == GATED_SET}
    gated = [m for m in measures.values() if m.floor is not None and m.format == "share" and m.gated]
    return [m.title for m in gated if m.id not in found or m.standing(found[m.id]).is_bad]
