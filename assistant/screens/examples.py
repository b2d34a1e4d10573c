"""The example questions of the empty screen, from `data/examples.toml`."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

EXAMPLES = Path(__file__).resolve().parent.parent / "data" / "examples.toml"


class ExampleGroup(BaseModel):
    """Questions that one kind of user might start with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str
    questions: tuple[str, ...] = Field(min_length=3, max_length=3)


class _Examples(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    group: tuple[ExampleGroup, ...] = Field(min_length=1)


def example_groups(path: Path = EXAMPLES) -> tuple[ExampleGroup, ...]:
    """The groups in order."""
    return _Examples.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).group
