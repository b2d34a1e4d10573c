"""How a topic of workshops is written down: the schema of the files in `assistant/data/workshop/`.

Texts are ours. What they rest on is named as a *source*: a passage by its first words, a prompt by its code, or a
characteristic by code, level and first words; `quote` narrows it to a part.
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.data_files import Row, Words
from corpus.framework import LEVELS, Level

Activity = Literal["cause and effect", "are you ready", "team checklist", "blue sky"]
_Lines = tuple[Words, ...]


class SourceRow(Row):
    """A place of the documents."""

    document: str = ""
    code: str = ""
    level: Level | None = None
    begins: str = ""
    quote: str = ""

    @model_validator(mode="after")
    def _names_one_place(self) -> Self:
        passage = bool(self.document and self.begins) and not self.code and self.level is None
        statement = bool(self.code and self.level and self.begins) and not self.document
        prompt = bool(self.code) and not (self.document or self.level or self.begins or self.quote)
        if not (passage or statement or prompt):
            raise ValueError("a source is a document and first words, a code, or a code, a level and first words")
        return self


Sources = tuple[SourceRow, ...]


class SourcedRow(Row):
    """A text of ours and what it is drawn from."""

    text: Words
    source: SourceRow


class MessageRow(Row):
    """A quote that is a key message, and what to draw out."""

    source: SourceRow
    note: Words


class CaseRow(Row):
    """A case study; an outcome that the document does not tell is empty."""

    title: Words
    problem: Sources = Field(min_length=1)
    did: Sources
    outcome: Sources
    questions: _Lines = Field(min_length=1)
    likely: _Lines

    @model_validator(mode="after")
    def _answers_every_question(self) -> Self:
        if len(self.likely) != len(self.questions):
            raise ValueError("there is not one likely answer for each question")
        return self


class ScenarioRow(Row):
    """A situation, with the points to listen for."""

    title: Words
    text: Words
    points: _Lines = Field(min_length=1)
    sources: Sources = Field(min_length=1)
    care: str


class QuestionRow(Row):
    """A question of the quiz; ``right`` counts the options from 1."""

    kind: Literal["level", "kloe", "advice", "true or false"]
    question: Words
    options: _Lines = Field(min_length=2)
    right: int = Field(ge=1)
    why: Words
    source: SourceRow

    @model_validator(mode="after")
    def _key_agrees_with_its_source(self) -> Self:
        if self.right > len(self.options) or len(set(self.options)) < len(self.options):
            raise ValueError("the right answer is none of the options, or an option stands twice")
        answer = self.options[self.right - 1]
        if self.kind == "level" and (self.options != LEVELS or answer != self.source.level):
            raise ValueError("the right level is not that of the source, or the options are not the four levels")
        if self.kind == "kloe" and answer.split(":")[0] != self.source.code.split(".")[0]:
            raise ValueError("the right key line of enquiry is not that of the source")
        if self.kind == "true or false" and self.options != ("True", "False"):
            raise ValueError("the options are not True and False")
        return self


class TopicRow(Row):
    """One topic: a file."""

    id: Words
    title: Words
    words: _Lines = Field(min_length=1)
    kloes: _Lines
    sections: _Lines
    thin: str
    aims: Words
    warm_up: Words
    ask_ourselves: _Lines = Field(min_length=1)
    activity: Activity
    activity_problem: Words
    local: _Lines
    outcome: tuple[SourcedRow, ...] = Field(min_length=1)
    message: tuple[MessageRow, ...] = Field(min_length=1)
    case: CaseRow | None = None
    scenario: tuple[ScenarioRow, ...] = Field(min_length=1)
    quiz: tuple[QuestionRow, ...] = Field(min_length=1)
    cards: dict[Level, _Lines]
    observe: tuple[SourcedRow, ...] = Field(min_length=1)

    def named_sources(self) -> Iterator[SourceRow]:
        """Every source that is written out in the file."""
        for one in (*self.outcome, *self.message, *self.quiz, *self.observe):
            yield one.source
        for scenario in self.scenario:
            yield from scenario.sources
        if self.case:
            yield from (*self.case.problem, *self.case.did, *self.case.outcome)
