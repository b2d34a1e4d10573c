"""What one window holds: questions and answers, as a value that is replaced, never changed."""

from dataclasses import dataclass

from assistant.types import Answer, Turn
from assistant.view import answer_text

REMEMBERED = 6  # exchanges that a follow-up question can see
_WORDS = 150  # of each answer


@dataclass(frozen=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True)
class Conversation:
    """The exchanges of one window, oldest first; turns are counted from 1."""

    exchanges: tuple[Exchange, ...] = ()

    def plus(self, question: str, answer: Answer) -> "Conversation":
        """The conversation with one more exchange."""
        return Conversation((*self.exchanges, Exchange(question, answer)))

    def history(self) -> tuple[Turn, ...]:
        """The last exchanges as turns, answers cut to their first words."""
        turns: list[Turn] = []
        for exchange in self.exchanges[-REMEMBERED:]:
            words = answer_text(exchange.answer).split()
            turns += [Turn("user", exchange.question), Turn("assistant", " ".join(words[:_WORDS]))]
        return tuple(turns)

    def answer(self, turn: int) -> Answer | None:
        """The answer of a turn, or None if there is no such turn."""
        return self.exchanges[turn - 1].answer if 0 < turn <= len(self.exchanges) else None
