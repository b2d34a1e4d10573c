"""Development data for fitting; no row of a test set is ever read here."""

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.answering import Assistant
from assistant.retrieve import Scores
from assistant.types import Turn
from assistant.understand import Understanding
from evals.gold import GoldQuestion, locate
from evals.questions import GoldQuote, Question, load_questions

QUESTIONS = Path(__file__).resolve().parent.parent
TRAINING = QUESTIONS / "training"


@dataclass(frozen=True)
class Looked:
    """A question, whether the guidance covers it, and what the assistant found for it."""

    item: GoldQuestion
    understanding: Understanding
    scores: Scores

    @property
    def covered(self) -> bool:
        """Whether the guidance answers the question."""
        return self.item.question.answerable


def rows(name: str) -> list[dict]:
    """The rows of one training file."""
    path = TRAINING / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _question(identity: str, text: str, gold: tuple[GoldQuote, ...]) -> Question:
    group = "fact" if gold else "unanswerable"
    return Question(identity, "manager", group, group, text, (), bool(gold), gold)


def development_questions(assistant: Assistant) -> list[GoldQuestion]:
    """The development and calibration sets and the training examples, gold located."""
    documents = list(assistant.index.documents.values())
    questions = [q for name in ("dev", "calibration") for q in load_questions(QUESTIONS / f"questions.{name}.jsonl")]
    for number, row in enumerate(rows("uncovered.jsonl")):
        questions.append(_question(f"un{number}", row["question"], ()))
    for number, row in enumerate(rows("covered.jsonl")):
        file = _file_of(row["quote"], assistant)
        questions.append(_question(f"co{number}", row["question"], (GoldQuote(row["quote"], True, file),)))
    return locate(questions, documents)


def _file_of(quote: str, assistant: Assistant) -> str:
    folded = " ".join(quote.split())
    for document in assistant.index.documents.values():
        if folded in " ".join(document.text.split()):
            return document.source.source_file
    raise ValueError(f"The training quote {quote!r} stands in no document.")


def look_at_all(assistant: Assistant) -> list[Looked]:
    """What the assistant finds for every development question."""
    found = []
    for item in development_questions(assistant):
        history = tuple(Turn(turn.role, turn.content) for turn in item.question.history)
        found.append(Looked(item, *assistant.look(item.question.question, history)))
    return found
