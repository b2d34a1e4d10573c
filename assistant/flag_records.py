"""Flags and frameworks as JSON for scripts: the contract of the command line."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.types import Flag
from corpus.framework import Cell, Framework, KeyQuestion, Kloe, Prompt, Statement
from corpus.types import Span

Row = dict[str, Any]


class TextRow(BaseModel):
    """One input row of a batch of texts to flag; fields that other tools add are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    text: str


def flags_row(identity: Any, flags: Sequence[Flag], seconds: float) -> Row:  # noqa: ANN401 - ids come back as they came
    """The flags of a text, best first, as one output row."""
    return {
        "id": identity,
        "flags": [flag_record(flag) for flag in flags],
        "key_question": flags[0].key_question if flags else None,
        "seconds": round(seconds, 4),
    }


def flag_record(flag: Flag) -> Row:
    """One flag; level and statement are null where the text describes no practice."""
    return {
        "framework": flag.framework,
        "code": flag.code,
        "key_question": flag.key_question,
        "level": flag.level or None,
        "statement": flag.statement or None,
        "spans": _spans(flag.spans),
        "prompts": list(flag.prompts),
        "score": flag.score,
        "why": flag.why,
        "source_file": flag.source_file,
    }


def framework_record(framework: Framework) -> Row:
    """A framework, or what is left of it, whole."""
    return {
        "framework": framework.id,
        "version": framework.version,
        "title": framework.title,
        "status": framework.status,
        "in_force_from": framework.in_force_from,
        "in_force_to": framework.in_force_to,
        "last_checked": framework.last_checked,
        "document": framework.document,
        "key_questions": [_key_question(key) for key in framework.key_questions],
    }


def _key_question(key: KeyQuestion) -> Row:
    return {
        "name": key.name,
        "definition": key.definition,
        "levels": _levels(key.levels),
        "missing": key.missing,
        "kloes": [_kloe(kloe) for kloe in key.kloes],
    }


def _kloe(kloe: Kloe) -> Row:
    return {
        "code": kloe.code,
        "question": kloe.question,
        "change": kloe.change,
        "spans": _spans(kloe.spans),
        "prompts": [_prompt(prompt) for prompt in kloe.prompts],
        "levels": _levels(kloe.levels),
        "missing": kloe.missing,
    }


def _prompt(prompt: Prompt) -> Row:
    return {"code": prompt.code, "text": prompt.text, "change": prompt.change, "spans": _spans(prompt.spans)}


def _levels(cells: Sequence[Cell]) -> list[Row]:
    return [{"level": cell.level, "statements": [_statement(said) for said in cell.statements]} for cell in cells]


def _statement(said: Statement) -> Row:
    return {"text": said.text, "spans": _spans(said.spans), "note": said.note, "reads": said.reads}


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
