"""What one window holds: questions and answers, as a value that is replaced, never changed."""

import secrets
from dataclasses import dataclass, field, replace

from assistant.types import Answer, Cited, Turn
from assistant.view import answer_text

REMEMBERED = 6  # exchanges that a follow-up question can see
_WORDS = 150  # of each answer


def new_id() -> str:
    """A random name that nobody can guess."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Exchange:
    """A question as it was typed, its answer, and what the person thought of the answer."""

    question: str
    answer: Answer
    useful: bool | None = None
    why: str = ""


@dataclass(frozen=True)
class Conversation:
    """The exchanges of one window, oldest first; turns are counted from 1."""

    exchanges: tuple[Exchange, ...] = ()
    id: str = field(default_factory=new_id)

    def plus(self, question: str, answer: Answer) -> "Conversation":
        """The conversation with one more exchange."""
        return replace(self, exchanges=(*self.exchanges, Exchange(question, answer)))

    def judged(self, turn: int, *, useful: bool, why: str) -> "Conversation":
        """The conversation with what the person thought of one answer; there must be such a turn."""
        judged = replace(self.exchanges[turn - 1], useful=useful, why=why)
        return replace(self, exchanges=(*self.exchanges[: turn - 1], judged, *self.exchanges[turn:]))

    def history(self) -> tuple[Turn, ...]:
        """The last exchanges as turns, questions as they were understood, answers cut to their first words."""
        turns: list[Turn] = []
        for exchange in self.exchanges[-REMEMBERED:]:
            words = answer_text(exchange.answer, above=()).split()
            cited = tuple(Cited(c.document_id, c.spans, c.passage_id) for c in exchange.answer.citations)
            asked = exchange.answer.understood or exchange.question
            turns += [Turn("user", asked), Turn("assistant", " ".join(words[:_WORDS]), cited)]
        return tuple(turns)

    def answer(self, turn: int) -> Answer | None:
        """The answer of a turn, or None if there is no such turn."""
        return self.exchanges[turn - 1].answer if 0 < turn <= len(self.exchanges) else None
