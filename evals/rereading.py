"""Follow-ups with a model that reads them: what it would answer is written down, and played by a scripted server."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.answering import Assistant
from assistant.generate import GenerativeAssistant, ModelSettings
from assistant.types import EVERYTHING, Answer, Filters, Reread, Turn
from evals.answering import Progress
from evals.following import FollowResult, FollowRow, follow_all
from evals.rows import EvaluationDataError, rows_of
from evals.scripted import Asked, Play, pieces_of, scripted_server

REPLIES_FILE = "followups.replies.jsonl"
_SECONDS = 60.0
_LAST = re.compile(r"^Last question: (.*)$", re.MULTILINE)
_NO_WRITING = Play(('{"error": {"message": "Only questions are read here."}}',), status=500)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    earlier: tuple[str, ...]  # for questions before the last one, if they lean
    question: str = Field(pattern=r"\w")


@dataclass(frozen=True)
class RereadResult:
    """A last answer, measured, and what came of the model's reading of its question; None where it was not asked."""

    follow: FollowResult
    reread: Reread | None
    understood: str


@dataclass
class _Listening:
    """The product as `follow_all` asks it; keeps the last answer."""

    product: GenerativeAssistant
    last: Answer | None = field(default=None)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING) -> Answer:
        self.last = self.product.ask(question, history, filters)
        return self.last


def load_replies(folder: Path, rows: Sequence[FollowRow]) -> dict[str, tuple[str, ...]]:
    """What a good model would make of the last questions of each row, by its id: of the last one, last.

    Raises:
        EvaluationDataError: a row is not as it should be, or one of ``rows`` has none.
    """
    path = folder / REPLIES_FILE
    found = {read.id: (*read.earlier, read.question) for read in rows_of(path, _Row)}
    missing = [row.id for row in rows if row.id not in found]
    if missing:
        raise EvaluationDataError(f"{path.name} has nothing for {', '.join(missing)}.")
    return found


def reread_all(
    assistant: Assistant,
    set_name: str,
    rows: Sequence[FollowRow],
    replies: Mapping[str, Sequence[str]],
    progress: Progress,
) -> list[RereadResult]:
    """Hold every conversation of a set with a model that reads its follow-ups, in order.

    The model writes no answers, so that those are in the guidance's own words and only its reading is measured.
    """
    results: list[RereadResult] = []
    said: dict[str, str] = {}

    def script(asked: Asked) -> Play:
        last = _LAST.search(asked.last)
        return Play(pieces_of(json.dumps({"question": said[last[1]]}))) if last and last[1] in said else _NO_WRITING

    with scripted_server(script) as server:
        product = GenerativeAssistant(assistant, ModelSettings(url=server.url, name="scripted", seconds=_SECONDS))
        for number, row in enumerate(rows, 1):
            asked = [*row.before, row.question]
            said.clear()
            said.update(zip(asked[-len(replies[row.id]) :], replies[row.id], strict=True))
            listening = _Listening(product)
            (follow,) = follow_all(listening, set_name, [row], lambda *_: None)  # pyright: ignore[reportArgumentType]
            answer = listening.last
            written = answer.written if answer else None
            results.append(
                RereadResult(follow, written.reread if written else None, answer.understood if answer else "")
            )
            progress(f"Holding the {set_name} conversations with a model", number, len(rows))
    return results


def reread_counts(results: Sequence[RereadResult]) -> Counter[str]:
    """How many last questions the model was asked about ("asked"), and what came of them, by `Reread`."""
    counts = Counter(result.reread.value for result in results if result.reread)
    return counts + Counter({"asked": counts.total()})
