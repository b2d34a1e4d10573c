"""What was written by hand for drafting items of a framework's prompts, and the passages that it names.

The texts are ours, with blanks for what only the manager knows; `guidance` and `example` name passages by their first
words. A framework without such a file is still drafted for, from its prompts and by search.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.patterns import DATA, load_data
from corpus.errors import AskKloeError
from corpus.framework import Framework
from corpus.index import Index
from corpus.types import Kind, Passage

FOLDER = DATA / "drafting"
TASK_KINDS = frozenset({Kind.TIP, Kind.CHECKLIST, Kind.PROSE, Kind.RESOURCE, Kind.TABLE})
EXAMPLE_KINDS = frozenset({Kind.CASE, Kind.EXAMPLE, Kind.QUOTE})
_Words = Annotated[str, Field(min_length=1)]


class TemplateError(AskKloeError):
    """A file of templates cannot be used; the message says which entry is wrong."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Row):
    """A passage, named by the first words that no other passage of its document starts with."""

    document: _Words
    begins: _Words


class Template(_Row):
    """What is drafted for one prompt."""

    code: _Words
    title: _Words
    shortfalls: tuple[_Words, ...] = Field(min_length=1)
    objective: _Words
    measure: _Words
    baseline: _Words
    evidence: tuple[_Words, ...]
    guidance: tuple[Place, ...]
    example: Place | None = None
    risk: _Words
    sustain: _Words
    term: Literal["quick win", "long term"]


class _File(_Row):
    framework: _Words
    prompt: tuple[Template, ...]


@dataclass(frozen=True)
class Guide:
    """The templates of one framework with their passages found: numbers of passages of the index, by code."""

    templates: Mapping[str, Template] = field(default_factory=dict)
    guidance: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    example: Mapping[str, int] = field(default_factory=dict)


@cache
def read_templates(path: Path) -> Mapping[str, Template]:
    """The templates of a file by code; none if there is no such file.

    Raises:
        TemplateError: the file is not as it should be.
    """
    if not path.is_file():
        return {}
    try:
        held = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateError(f"{path.name} cannot be used: {' '.join(str(error).split())[:300]}") from error
    found = {row.code: row for row in held.prompt}
    if held.framework != path.stem or len(found) < len(held.prompt):
        raise TemplateError(f"{path.name} is about another framework, or names a prompt twice.")
    return found


def open_guide(index: Index, framework: Framework, folder: Path = FOLDER) -> Guide:
    """The templates of a framework and the passages that they name, as far as the index holds these documents.

    Raises:
        TemplateError: an entry is about no prompt of the framework, or names no passage or several.
    """
    templates = read_templates(folder / f"{framework.id}.toml")
    prompts = {prompt.code for kloe in framework.kloes.values() for prompt in kloe.prompts}
    unknown = sorted(set(templates) - prompts)
    if unknown:
        raise TemplateError(f"{framework.id}.toml drafts for {unknown[0]}, which {framework.name} does not have.")
    starts = _Starts(index)
    guidance, example = {}, {}
    for code, template in templates.items():
        numbers = [starts.find(place, code) for place in template.guidance]
        guidance[code] = tuple(number for number in numbers if number is not None)
        number = starts.find(template.example, code) if template.example else None
        if number is not None:
            example[code] = number
    return Guide(templates, guidance, example)


def for_people(index: Index) -> frozenset[int]:
    """Numbers of the passages that tell of decisions which are for people, and are never drafted as tasks.

    Raises:
        TemplateError: the list names no passage of a document, or several.
    """
    starts = _Starts(index)
    places = [Place.model_validate(row) for row in load_data("decisions.toml")["passage"]]
    found = (starts.find(place, "decisions.toml") for place in places)
    return frozenset(number for number in found if number is not None)


def evidence_lists(index: Index) -> tuple[int, ...]:
    """Numbers of the passages that list what can show an improvement.

    Raises:
        TemplateError: a list is not there, or several are.
    """
    starts = _Starts(index)
    places = [Place.model_validate(row) for row in load_data("plan_drafting.toml")["evidence"]]
    found = (starts.find(place, "plan_drafting.toml") for place in places)
    return tuple(number for number in found if number is not None)


class _Starts:
    """Finds passages by their first words."""

    def __init__(self, index: Index) -> None:
        self._by_document: dict[str, list[tuple[int, Passage]]] = {}
        for number, passage in enumerate(index.passages):
            self._by_document.setdefault(passage.document_id, []).append((number, passage))

    def find(self, place: Place, entry: str) -> int | None:
        """The number of the one passage that begins so; None if the index does not hold the document."""
        if place.document not in self._by_document:
            return None
        found: Sequence[int] = [n for n, p in self._by_document[place.document] if p.text.startswith(place.begins)]
        if len(found) != 1:
            many = "no passage begins" if not found else f"{len(found)} passages begin"
            raise TemplateError(f"{entry}: {many} with “{place.begins}” in {place.document}.")
        return found[0]
