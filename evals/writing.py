"""Answers that a model writes: what a good one would write is written down, played by a server, and measured.

`python -m evals.writing --out sheet.jsonl` writes the sheet on which two readers say of every statement that is shown
whether the words it cites bear it out; `evals.judged` reads their copies, ``judged_a.jsonl`` and ``judged_b.jsonl`` in
``evals/written``.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.answering import Assistant
from assistant.generate import GenerativeAssistant, ModelSettings
from assistant.open import open_assistant
from assistant.types import Answer, Role, Turn
from corpus.errors import AskKloeError
from evals import metrics
from evals.answering import Progress
from evals.extracts import Texts
from evals.rows import rows_of, write_rows
from evals.scripted import Asked, Play, pieces_of, scripted_server, statements_json
from evals.timing import ROOT

REPLIES_FILE = Path(__file__).with_name("replies.jsonl")
_PASSAGE = re.compile(r"^(S\d+): (.*)$", re.MULTILINE)
_NOWHERE = "S0"  # the label of a passage that is not among those sent
_SECONDS = 60.0
_ABOVE = 3  # blocks above a statement that readers see
_PAUSE_S = 0.002  # between the pieces of a played reply


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: str
    content: str


class _Statement(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(pattern=r"\w")
    rests_on: tuple[str, ...] = Field(min_length=1)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    group: str
    question: str = Field(pattern=r"\w")
    history: tuple[_Turn, ...]
    statements: tuple[_Statement, ...]


@dataclass(frozen=True)
class ReplyRow:
    """A question and what a good model wrote for it: each statement with the first words of what it rests on."""

    id: str
    question: str
    history: tuple[Turn, ...]
    statements: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class WriteResult:
    """An answer to a question, measured.

    Attributes:
        written_shown: 1 if the answer is the model's, 0 if the guidance's own words took its place.
        written_as_is: of its statements, the share shown as written; ``written_quoted`` those for which their quotes
            are shown, ``written_dropped`` those that are left out. None if the model wrote nothing.
        beyond_ms: milliseconds until the first statement could be shown that were not the model's; None if none was.
        invalid: numbers of citations that are not the documents' words at their places.
    """

    id: str
    question: str
    answer: Answer
    written_shown: float
    written_as_is: float | None
    written_quoted: float | None
    written_dropped: float | None
    beyond_ms: float | None
    citations: int
    invalid: tuple[int, ...]
    seconds: float


def load_replies(path: Path = REPLIES_FILE) -> list[ReplyRow]:
    """The questions with what was written for them.

    Raises:
        EvaluationDataError: a row is not as it should be, or its id occurs twice.
    """
    return [_reply_row(read) for read in rows_of(path, _Row)]


def _reply_row(read: _Row) -> ReplyRow:
    history = tuple(Turn(turn.role, turn.content) for turn in read.history)
    return ReplyRow(read.id, read.question, history, tuple((s.text, s.rests_on) for s in read.statements))


def write_all(
    assistant: Assistant, rows: Sequence[ReplyRow], progress: Progress, own: ModelSettings | None = None
) -> list[WriteResult]:
    """Answer every question with a model that writes what is written down for it, through the real adapter.

    With ``own``, the settings of another model, that one is asked instead, and writes what it likes.
    """
    if own:
        return _write_all(GenerativeAssistant(assistant, own), assistant, rows, progress)
    written: dict[str, ReplyRow] = {}

    def script(asked: Asked) -> Play:
        return Play(pieces_of(reply_to(asked.text, written["now"])), pause_s=_PAUSE_S)

    with scripted_server(script) as server:
        product = GenerativeAssistant(assistant, ModelSettings(url=server.url, name="scripted", seconds=_SECONDS))
        return _write_all(product, assistant, rows, progress, written)


def _write_all(
    product: GenerativeAssistant,
    assistant: Assistant,
    rows: Sequence[ReplyRow],
    progress: Progress,
    played: dict[str, ReplyRow] | None = None,
) -> list[WriteResult]:
    texts = {document.source.id: document.text for document in assistant.index.documents.values()}
    results = []
    for number, row in enumerate(rows, 1):
        if played is not None:
            played["now"] = row
        results.append(write_one(product, row, texts))
        progress("Having answers written", number, len(rows))
    return results


def write_one(product: GenerativeAssistant, row: ReplyRow, texts: Texts) -> WriteResult:
    """One question's answer by a model, measured."""
    started = time.perf_counter()
    answer = product.ask(row.question, row.history)
    seconds = time.perf_counter() - started
    wrote = answer.written.statements if answer.written else 0
    shown = answer.engine == "generative"
    as_is = sum(block.role is Role.STATEMENT for block in answer.blocks)
    dropped = len(answer.left_out)
    beyond = answer.written.beyond_seconds * 1000 if answer.written and answer.written.first_seconds else None
    return WriteResult(
        id=row.id,
        question=row.question,
        answer=answer,
        written_shown=float(shown),
        written_as_is=as_is / wrote if wrote else None,
        written_quoted=(wrote - as_is - dropped) / wrote if wrote else None,
        written_dropped=dropped / wrote if wrote else None,
        beyond_ms=beyond,
        citations=len(answer.citations),
        invalid=tuple(c.number for c in answer.citations if not metrics.is_verbatim(texts, c)),
        seconds=seconds,
    )


def reply_to(prompt: str, row: ReplyRow) -> str:
    """What the model writes, with the labels that the passages have in a prompt."""
    passages = _PASSAGE.findall(prompt)
    return statements_json([(text, [_label(passages, words) for words in places]) for text, places in row.statements])


def _label(passages: Sequence[tuple[str, str]], words: str) -> str:
    return next((label for label, text in passages if words in text), _NOWHERE)


def sheet(results: Sequence[WriteResult]) -> Iterator[dict[str, Any]]:
    """One row for every statement that is shown as it was written, with the words it cites and what stands above."""
    for result in results:
        cited = {citation.number: citation for citation in result.answer.citations}
        blocks = result.answer.blocks
        shown = [place for place, block in enumerate(blocks) if block.role is Role.STATEMENT]
        for number, place in enumerate(shown, 1):
            held = [cited[n] for n in blocks[place].citations]
            yield {
                "id": f"{result.id}/{number}",
                "question": result.question,
                "above": [block.text for block in blocks[max(0, place - _ABOVE) : place]],
                "statement": blocks[place].text,
                "cites": [{"quote": c.quote, "stands": " › ".join([c.document_title, *c.heading])} for c in held],
                "bears": None,
                "invented": 0,
            }


def main(arguments: list[str] | None = None) -> int:
    """Write the sheet."""
    parser = argparse.ArgumentParser(prog="python -m evals.writing", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the sheet goes, one row a line")
    parser.add_argument("--index", type=Path, default=ROOT / "index", help="folder of the index")
    options = parser.parse_args(arguments)
    try:
        results = write_all(open_assistant(options.index), load_replies(), lambda *_: None)
        count = write_rows(options.out, sheet(results))
    except AskKloeError as error:
        sys.stderr.write(f"{error.user_message}\n")
        return 2
    sys.stdout.write(f"{count} statements of {len(results)} answers: {options.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
