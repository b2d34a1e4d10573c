"""What was written by hand for drafting items of a framework's prompts, and the passages that it names.

The texts are ours, with blanks for what only the manager knows; `guidance` and `example` name passages by their first
words. A framework without such a file is still drafted for, from its prompts and by search.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.data_files import DataFileError, Place, Row, Starts, Words, read_data_file
from assistant.patterns import DATA, load_data
from corpus.framework import Framework
from corpus.index import Index
from corpus.types import Kind

FOLDER = DATA / "drafting"
TASK_KINDS = frozenset({Kind.TIP, Kind.CHECKLIST, Kind.PROSE, Kind.RESOURCE, Kind.TABLE})
EXAMPLE_KINDS = frozenset({Kind.CASE, Kind.EXAMPLE, Kind.QUOTE})


class Template(Row):
    """What is drafted for one prompt."""

    code: Words
    title: Words
    shortfalls: tuple[Words, ...] = Field(min_length=1)
    objective: Words
    measure: Words
    baseline: Words
    evidence: tuple[Words, ...]
    guidance: tuple[Place, ...]
    example: Place | None = None
    risk: Words
    sustain: Words
    term: Literal["quick win", "long term"]


class _File(Row):
    framework: Words
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
        DataFileError: the file is not as it should be.
    """
    if not path.is_file():
        return {}
    held = read_data_file(path, _File)
    found = {row.code: row for row in held.prompt}
    if held.framework != path.stem or len(found) < len(held.prompt):
        raise DataFileError(f"{path.name} is about another framework, or names a prompt twice.")
    return found


def open_guide(index: Index, framework: Framework, folder: Path = FOLDER) -> Guide:
    """The templates of a framework and the passages that they name, as far as the index holds these documents.

    Raises:
        DataFileError: an entry is about no prompt of the framework, or names no passage or several.
    """
    templates = read_templates(folder / f"{framework.id}.toml")
    prompts = {prompt.code for kloe in framework.kloes.values() for prompt in kloe.prompts}
    unknown = sorted(set(templates) - prompts)
    if unknown:
        raise DataFileError(f"{framework.id}.toml drafts for {unknown[0]}, which {framework.name} does not have.")
    starts = Starts(index)
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
        DataFileError: the list names no passage of a document, or several.
    """
    starts = Starts(index)
    places = [Place.model_validate(row) for row in load_data("decisions.toml")["passage"]]
    found = (starts.find(place, "decisions.toml") for place in places)
    return frozenset(number for number in found if number is not None)


def evidence_lists(index: Index) -> tuple[int, ...]:
    """Numbers of the passages that list what can show an improvement.

    Raises:
        DataFileError: a list is not there, or several are.
    """
    starts = Starts(index)
    places = [Place.model_validate(row) for row in load_data("plan_drafting.toml")["evidence"]]
    found = (starts.find(place, "plan_drafting.toml") for place in places)
    return tuple(number for number in found if number is not None)
