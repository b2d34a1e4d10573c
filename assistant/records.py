"""Answers and passages as JSON for scripts: the contract of the command line."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.flag_records import flag_record
from assistant.types import Answer, Citation, Cited, Hit, Turn
from assistant.view import answer_text
from corpus.index import Index
from corpus.types import Span


class CitedRow(BaseModel):
    """A citation of an earlier answer, as this contract gave it; only its place is read."""

    model_config = ConfigDict(extra="ignore")

    document: str
    spans: list[tuple[int, int]]


class TurnRow(BaseModel):
    """One turn before the question; the citations of an answer may come along, so that "the third tip" is known."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: str
    citations: list[CitedRow] = Field(default_factory=list)

    @property
    def turn(self) -> Turn:
        """The turn as a value."""
        cited = (Cited(row.document, tuple(Span(*span) for span in row.spans)) for row in self.citations)
        return Turn(self.role, self.content, tuple(cited))


class QuestionRow(BaseModel):
    """One input row of a batch; fields that other tools add are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    question: str
    history: list[TurnRow] | None = Field(default=None)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns before the question."""
        return tuple(row.turn for row in self.history or ())


def answer_row(identity: Any, answer: Answer) -> dict[str, Any]:  # noqa: ANN401 - ids come back as they came
    """An answer as one output row."""
    return {
        "id": identity,
        "kind": answer.kind.value,
        "answer": answer_text(answer),
        "citations": [citation_record(citation) for citation in answer.citations],
        "flags": [flag_record(flag) for flag in answer.flags],
        "notices": [n.id if n.id == "safety-card" else n.text for n in answer.notices],
        "suggestions": list(answer.suggestions),
        "understood": answer.understood,
        "choices": list(answer.choices),
        "engine": answer.engine,
        "seconds": answer.seconds,
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """A quote with its place."""
    return {
        "n": citation.number,
        "document": citation.document_id,
        "source_file": citation.source_file,
        "heading": list(citation.heading),
        "locator": citation.locator,
        "quote": citation.quote,
        "spans": [[span.start, span.end] for span in citation.spans],
    }


def search_row(identity: Any, hits: Sequence[Hit], index: Index, seconds: float) -> dict[str, Any]:  # noqa: ANN401
    """Found passages as one output row."""
    return {
        "id": identity,
        "passages": [
            {
                "document": hit.passage.document_id,
                "source_file": index.documents[hit.passage.document_id].source.source_file,
                "heading": list(hit.passage.heading),
                "kind": hit.passage.kind.value,
                "text": hit.passage.text,
                "spans": [[span.start, span.end] for span in hit.passage.spans],
                "score": round(hit.score, 4),
            }
            for hit in hits
        ],
        "seconds": round(seconds, 4),
    }


def error_row(identity: Any, message: str) -> dict[str, Any]:  # noqa: ANN401
    """A row that failed; the others go on."""
    return {"id": identity, "kind": "error", "message": message}
