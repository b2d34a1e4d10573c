"""A ratings framework as readers use it: key questions, KLOEs, prompts and characteristics, each with its place."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.types import Span

LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")  # best first, as the tables print them
Level = Literal["Outstanding", "Good", "Requires improvement", "Inadequate"]
Status = Literal["current", "superseded", "draft", "draft, not adopted as it stands"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Statement(_Part):
    """One ratings characteristic: its words and their place; ``reads`` is our correction of noise, if any."""

    text: str
    spans: tuple[Span, ...]
    note: str = ""
    reads: str = ""


class Cell(_Part):
    """The characteristics of one level."""

    level: Level
    statements: tuple[Statement, ...]


class Prompt(_Part):
    """A prompt: code, mark of change, and its question."""

    code: str
    text: str
    change: str
    spans: tuple[Span, ...]


class Kloe(_Part):
    """A key line of enquiry with its prompts and its characteristics, best level first."""

    code: str
    question: str
    change: str
    spans: tuple[Span, ...]
    prompts: tuple[Prompt, ...]
    levels: tuple[Cell, ...]
    missing: str = ""


class KeyQuestion(_Part):
    """A key question with its definition, the characteristics of its overall row, and its KLOEs."""

    name: str
    definition: str
    levels: tuple[Cell, ...]
    kloes: tuple[Kloe, ...]
    missing: str = ""


class Framework(_Part):
    """One framework and version; codes mean something only together with it.

    ``called`` is its name in the middle of a sentence, where the title is too long for that.
    """

    id: str
    document: str
    title: str
    version: str
    status: Status
    in_force_from: str
    in_force_to: str
    last_checked: str
    called: str = ""
    key_questions: tuple[KeyQuestion, ...]

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.called or self.title

    @cached_property
    def kloes(self) -> dict[str, Kloe]:
        """KLOEs by code, in order."""
        return {kloe.code: kloe for key in self.key_questions for kloe in key.kloes}

    @cached_property
    def key_question_of(self) -> dict[str, KeyQuestion]:
        """The key question of each KLOE, by code; key questions themselves by name."""
        own = {key.name: key for key in self.key_questions}
        return own | {kloe.code: key for key in self.key_questions for kloe in key.kloes}

    @cached_property
    def kloe_of(self) -> dict[str, Kloe]:
        """The KLOE of each KLOE's and prompt's code."""
        prompts = {prompt.code: kloe for kloe in self.kloes.values() for prompt in kloe.prompts}
        return self.kloes | prompts

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all KLOEs, each followed by those of its prompts."""
        return tuple(code for k in self.kloes.values() for code in (k.code, *(p.code for p in k.prompts)))

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Every cell with its unit (a KLOE's code or a key question's name), in order."""
        for key in self.key_questions:
            yield from ((key.name, cell) for cell in key.levels)
            for kloe in key.kloes:
                yield from ((kloe.code, cell) for cell in kloe.levels)
