"""Situations: descriptions of practice as managers, relatives and inspectors put them, with what they resemble.

From them (and the framework's own statements) the flagging model learns. No word of them is ever shown as guidance.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.framework import Level

SITUATIONS = "situations.jsonl"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    framework: str
    code: str
    also: tuple[str, ...] = ()
    level: Level | None = None
    style: Literal["report", ""] = ""
    characteristic: str = ""
    text: str


@dataclass(frozen=True)
class Situation:
    """A description: the KLOE it falls under first ("" for none), others, and the level that it resembles.

    ``style`` is "report" where it is put as a summary of an inspection report puts its findings. ``characteristic``
    are the first words of that statement of its KLOE and level which it resembles most, "" where nobody has said.
    """

    framework: str
    code: str
    also: tuple[str, ...]
    level: str
    style: str
    text: str
    characteristic: str = ""


def load_situations(folder: Path) -> list[Situation]:
    """The situations of a corpus folder; none is a folder without them.

    Raises:
        CorpusError: a row is not a situation.
    """
    path = folder / SITUATIONS
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = _Row.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise CorpusError(f"{SITUATIONS}, line {number}: {error}") from error
        level = row.level or ""
        found.append(Situation(row.framework, row.code, row.also, level, row.style, row.text, row.characteristic))
    return found
