"""Reading what a model writes, while it writes: JSON where it keeps to it, labelled lines where it does not."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.text import fold

_LABEL = re.compile(r"\bS(\d{1,3})\b", re.IGNORECASE)
_LABELLED_LINE = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?P<text>.+?)\s*[\[(](?P<labels>S\d+(?:[\s,;and]+S?\d+)*)[\])]\s*\.?\s*$", re.IGNORECASE
)
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A statement as a model wrote it, with the labels that it gave."""

    text: str
    labels: tuple[str, ...]


class _Statement(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str = Field(validation_alias=AliasChoices("text", "statement", "sentence"), min_length=1)
    sources: list[str] = Field(validation_alias=AliasChoices("sources", "labels", "source", "label", "citations"))

    @field_validator("sources", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        values = value if isinstance(value, list) else [value]
        return [f"S{number}" for one in values for number in _LABEL.findall(str(one))] or [str(v) for v in values]


def reply_schema(labels: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a reply that may name these labels."""
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "sources": {"type": "array", "items": {"type": "string", "enum": list(labels)}},
        },
        "required": ["text", "sources"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"],
        "additionalProperties": False,
    }


class ReplyReader:
    """Takes a reply piece by piece and gives every statement as soon as it is complete."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.text = ""
        self.given: list[Draft] = []

    def feed(self, piece: str) -> list[Draft]:
        """Statements that this piece completes."""
        self.text += piece
        return self._new()

    def end(self) -> list[Draft]:
        """Statements that the end of the reply completes."""
        self.text += "\n"
        return self._new()

    @property
    def is_empty_list(self) -> bool:
        """Whether the reply says, in the form asked for, that there is nothing to state."""
        return not self.given and bool(re.search(r'"statements"\s*:\s*\[\s*\]', self.text))

    def _new(self) -> list[Draft]:
        shown = without_thinking(self.text)
        read = (_read(text) for text in objects_in(shown)) if "{" in shown else _lines(shown)
        found = [draft for draft in read if draft]
        new = [draft for draft in found if draft not in self.given]
        self.given += new
        return new


def without_thinking(text: str) -> str:
    """A reply without what a model wrote to itself before it."""
    return _THINKING.sub("", text)


def objects_in(text: str) -> Iterator[str]:
    """The text of every complete JSON object, wherever it stands, inner ones before those around them."""
    starts: list[int] = []
    quoted = escaped = False
    for place, letter in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = letter == "\\", letter != '"'
        elif letter == '"':
            quoted = bool(starts)
        elif letter == "{":
            starts.append(place)
        elif letter == "}" and starts:
            yield text[starts.pop() : place + 1]


def _read(text: str) -> Draft | None:
    try:
        row = _Statement.model_validate(json.loads(text, strict=False))
    except (ValueError, ValidationError, RecursionError):
        return None
    return Draft(fold(row.text), tuple(dict.fromkeys(row.sources)))


def _lines(text: str) -> Iterator[Draft]:
    """Complete lines that end in labels, such as "Keep a record. [S2]"."""
    for line in text.split("\n")[:-1]:
        match = _LABELLED_LINE.match(line.strip())
        if match:
            labels = tuple(dict.fromkeys(f"S{n}" for n in re.findall(r"\d+", match["labels"])))
            yield Draft(fold(match["text"]), labels)
