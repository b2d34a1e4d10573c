"""A question that goes on from others, put in full by a model; what it writes is checked before it is looked up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering import Answered
from assistant.check.rewritten import Leaning, RewriteCheck
from assistant.codes import Codes
from assistant.dialogue import Followed
from assistant.generate.failures import ModelError, Trouble
from assistant.generate.instructions import instructions, one_line
from assistant.generate.masking import Masker
from assistant.generate.model import ChatModel, Message, Stop
from assistant.generate.reply import objects_in, without_thinking
from assistant.patterns import load_data
from assistant.readable import without_markup
from assistant.scope import without_instructions
from assistant.sections import card_of
from assistant.sources import Sources
from assistant.types import AnswerKind, Reread, Turn
from corpus.index import Index
from corpus.text import fold

_LOOKED_UP = {AnswerKind.ANSWERED, AnswerKind.PARTIAL, AnswerKind.ABSTAINED}
_SCHEMA = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: str = Field(pattern=r"\w")


@dataclass(frozen=True)
class Reading:
    """How a model read a question; ``question`` stands alone, or is "" where the rules' reading stays."""

    outcome: Reread
    question: str = ""


class Resolver:
    """Asks a model what a follow-up means."""

    def __init__(self, index: Index, model: ChatModel) -> None:
        """Keep what is needed; nothing is asked yet."""
        self._index = index
        self._model = model
        sources = Sources(document.source for document in index.documents.values())
        codes = Codes(code for framework in index.frameworks.values() for code in framework.codes)
        self._check = RewriteCheck(sources, codes)

    @staticmethod
    def may_help(answered: Answered) -> bool:
        """Whether a question leans on those before it, and nobody is at risk who would wait for a model."""
        looked_up = answered.answer.kind in _LOOKED_UP and not card_of(answered.answer)
        return answered.followed.leans and looked_up

    def read(
        self,
        question: str,
        followed: Followed,
        history: Sequence[Turn],
        masker: Masker | None,
        until: float,
        stop: Stop,
    ) -> Reading:
        """What a question means that rules understood as ``followed``; ``until`` is a time of `time.monotonic`."""
        leaning = self._leaning(question, followed, history)
        try:
            text = self._reply(_messages(leaning, masker), until, stop)
        except ModelError:
            return Reading(Reread.FAILED)
        written = read_question(text)
        if not written:
            return Reading(Reread.FAILED)
        written = masker.unmask(written) if masker else written
        return Reading(Reread.TAKEN, written) if self._check.allows(written, leaning) else Reading(Reread.REFUSED)

    def _leaning(self, question: str, followed: Followed, history: Sequence[Turn]) -> Leaning:
        limits = load_data("generate.toml")["reading"]
        asked = [_readable(turn.content) for turn in history if turn.role == "user"]
        earlier = [_short(text, limits["earlier_words"]) for text in asked if text][-limits["earlier_questions"] :]
        places = dict.fromkeys(_short(_readable(self._place(n)), limits["cited_words"]) for n in followed.shown)
        cited = tuple(place for place in places if place)[: limits["cited_lines"]]
        return Leaning(_readable(question), tuple(earlier), cited, followed.understood)

    def _place(self, number: int) -> str:
        """Where a passage stands and who speaks; not its document, so that no question is narrowed to one."""
        passage = self._index.passages[number]
        return "; ".join(
            filter(None, [passage.code, *passage.heading[-2:], passage.level, passage.provider, passage.speaker])
        )

    def _reply(self, messages: Sequence[Message], until: float, stop: Stop) -> str:
        try:
            return self._written(messages, until, stop, schema=True)
        except ModelError as error:
            if error.trouble is not Trouble.REFUSED:
                raise
            return self._written(messages, until, stop, schema=False)  # a server that knows no schemas

    def _written(self, messages: Sequence[Message], until: float, stop: Stop, *, schema: bool) -> str:
        """What the model writes, as far as it is needed."""
        limits = load_data("generate.toml")["reading"]
        reply = self._model.ask(
            messages, schema=_SCHEMA if schema else None, until=until, stop=stop, max_tokens=limits["max_tokens"]
        )
        text = ""
        try:
            for piece in reply:
                text += piece
                if len(text) > limits["max_characters"] or ("}" in piece and read_question(text)):
                    break
        finally:
            reply.close()
        return text


def read_question(text: str) -> str:
    """The question in a reply: in JSON, whatever stands around it, or the only line; "" where there is none."""
    shown = without_thinking(text)
    found = dict.fromkeys(filter(None, map(_in_object, objects_in(shown))))
    lines = [line for line in shown.splitlines() if line.strip()]
    if not found and "{" not in shown and len(lines) == 1:
        found = dict.fromkeys([fold(lines[0]).strip("\"'“”` ")])
    return next(iter(found)) if len(found) == 1 else ""


def _in_object(text: str) -> str:
    try:
        return fold(_Reply.model_validate(json.loads(text, strict=False)).question).strip()
    except (ValueError, ValidationError, RecursionError):
        return ""


def _messages(leaning: Leaning, masker: Masker | None) -> tuple[Message, ...]:
    hidden = masker.mask if masker else str
    asked = hidden(one_line(leaning.question))  # first, so that a name with its title is known for what follows
    body = instructions(
        "reading_ask.md",
        earlier=_listed([hidden(one_line(text)) for text in leaning.earlier]),
        cited=_listed([hidden(one_line(text)) for text in leaning.cited]),
        question=asked,
    )
    return Message("system", instructions("reading_system.md")), Message("user", body)


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "(none)"


def _readable(text: str) -> str:
    """A text without mark-up and without what tries to instruct a program."""
    return without_instructions(without_markup(text)).strip()


def _short(text: str, words: int) -> str:
    return " ".join(text.split()[:words])
