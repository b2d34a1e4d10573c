"""Passages and documents as lines of JSON, and back."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from corpus.framework import Framework
from corpus.types import Document, Kind, Passage, SourceDocument, Span

_TUPLES = {"heading", "units"}


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    """Write one passage a line."""
    with path.open("w", encoding="utf-8") as file:
        for passage in passages:
            row = {f.name: getattr(passage, f.name) for f in fields(passage)}
            row["spans"] = [[s.start, s.end] for s in passage.spans]
            row["sentences"] = [[[s.start, s.end] for s in sentence] for sentence in passage.sentences]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_passages(path: Path) -> list[Passage]:
    """Read what `write_passages` wrote."""
    return [_passage(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _passage(row: dict[str, Any]) -> Passage:
    row["kind"] = Kind(row["kind"])
    row["spans"] = tuple(Span(*pair) for pair in row["spans"])
    row["sentences"] = tuple(tuple(Span(*pair) for pair in sentence) for sentence in row["sentences"])
    row |= {name: tuple(row[name]) for name in _TUPLES}
    return Passage(**row)


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write one document a line, with its stored text."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            row = {"source": asdict(document.source), "text": document.text, "pages": document.page_starts}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_documents(path: Path) -> list[Document]:
    """Read what `write_documents` wrote."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [Document(SourceDocument(**row["source"]), row["text"], tuple(row["pages"])) for row in rows]


def write_frameworks(path: Path, frameworks: Iterable[Framework]) -> None:
    """Write one framework a line."""
    path.write_text("".join(framework.model_dump_json() + "\n" for framework in frameworks), encoding="utf-8")


def read_frameworks(path: Path) -> list[Framework]:
    """Read what `write_frameworks` wrote."""
    return [Framework.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
