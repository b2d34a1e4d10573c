"""One answer that a model writes: statement by statement through the check, or else the guidance's own words."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answering import Assistant
from assistant.check import Checker
from assistant.cite import Citer
from assistant.generate.composing import Composition, StatementComposer
from assistant.generate.failures import ModelError
from assistant.generate.instructions import instructions_hash
from assistant.generate.language import is_english
from assistant.generate.masking import Masker
from assistant.generate.model import ChatModel, Stop
from assistant.generate.passages import Labelled
from assistant.generate.reply import Draft
from assistant.generate.request import messages_for
from assistant.generate.settings import ModelSettings
from assistant.generate.telling import because, left_out_notice, sent_notice, written_notice
from assistant.generate.writer import Writer
from assistant.intent import Shape
from assistant.notices import notices_for
from assistant.patterns import load_data
from assistant.types import Answer, Block, Role, Turn, Writing


@dataclass(frozen=True)
class Step:
    """How far an answer is.

    ``answer`` holds what has passed the check so far, and can be shown; with ``last`` it is complete.
    ``characters`` counts what the model has written; while it is ``reading`` the question there is nothing to show.
    """

    answer: Answer
    characters: int = 0
    last: bool = False
    reading: bool = False


@dataclass(frozen=True)
class Job:
    """What holds for all that a model is asked for one answer: until when, the way to stop it, and what is hidden.

    ``waited`` are the seconds that the model has taken to read the question.
    """

    settings: ModelSettings
    until: float
    stop: Stop
    masker: Masker | None
    waited: float = 0.0

    def record(self, **values: Any) -> Writing:  # noqa: ANN401 - fields of `Writing`
        """What is noted about an answer that the model had a part in."""
        return Writing(
            model=self.settings.name,
            host=self.settings.host,
            remote=self.settings.is_remote,
            instructions=instructions_hash(),
            masked=self.masker.masked if self.masker else (),
            **values,
        )


class AnswerWriting:
    """One answer on its way."""

    def __init__(
        self,
        assistant: Assistant,
        model: ChatModel,
        plain: Answer,
        passages: Sequence[Labelled],
        job: Job,
        started: float,
    ) -> None:
        """Keep what is needed; ``plain`` is the answer in the guidance's own words, ``started`` when it was asked."""
        self._index = assistant.index
        self._model = model
        self._job = job
        self._plain = plain
        self._passages = passages
        self._started = started
        self._checker = Checker(assistant.encoder)
        self._masker = job.masker
        self._made = Composition(Citer(assistant.index))
        self._first = self._beyond = 0.0

    def steps(self, question: str, history: Sequence[Turn], shape: Shape) -> Iterator[Step]:
        """Steps while the model writes, the last one complete."""
        limits = load_data("generate.toml")["limits"]
        messages = messages_for(question, history, self._passages, shape, limits["max_statements"], self._masker)
        labels = [passage.label for passage in self._passages]
        sent = time.perf_counter()
        writer = Writer(self._model, messages, labels, self._job.until, self._job.stop, limits)
        composer = StatementComposer(self._index, self._checker, self._passages)
        trouble = ""
        try:
            for drafts in writer.drafts():
                arrived = time.perf_counter()
                for draft in drafts:
                    composer.add(self._unmasked(draft), self._made)
                    self._note_first(sent, arrived)
                yield Step(self._so_far(), len(writer.text))
        except ModelError as error:
            trouble = load_data("generate.toml")["why"]["trouble"].format(trouble=error.user_message)
        finally:
            writer.close()
        yield Step(self._finished(question, trouble or self._objection(writer)), len(writer.text), last=True)

    def _unmasked(self, draft: Draft) -> Draft:
        return replace(draft, text=self._masker.unmask(draft.text)) if self._masker else draft

    def _note_first(self, sent: float, arrived: float) -> None:
        """The time until the first statement could be shown, and how much of it was not the model's."""
        if self._made.blocks and not self._first:
            now = time.perf_counter()
            self._first = now - self._started
            self._beyond = self._first - self._job.waited - (arrived - sent)

    def _objection(self, writer: Writer) -> str:
        """Why what was written is no answer, or ""."""
        made, data = self._made, load_data("generate.toml")
        if writer.text.strip() and not is_english(writer.text):
            return data["why"]["language"]
        if not made.written:
            return data["why"]["unsupported" if writer.says_nothing else "unreadable"]
        if (made.statements + made.quoted) / made.written < data["limits"]["kept_share"]:
            return data["why"]["unsupported"]
        return "" if made.statements else data["why"]["always_quoted"]

    def _so_far(self) -> Answer:
        return Answer(self._plain.kind, tuple(self._made.blocks), self._made.citer.citations, engine="generative")

    def _finished(self, question: str, objection: str) -> Answer:
        made, plain = self._made, self._plain
        written = self._job.record(
            statements=made.written,
            trouble=objection,
            first_seconds=round(self._first, 4),
            beyond_seconds=round(self._beyond, 4),
            reread=plain.written.reread if plain.written else None,
        )
        sent = (sent_notice(written),) if written.remote else ()
        if objection:
            notices = (because(objection), *sent, *plain.notices)
            return replace(plain, notices=notices, left_out=tuple(made.dropped), written=written)
        citations = made.citer.citations
        terms = (notice for notice in plain.notices if notice.id.startswith("glossary-"))
        told = (written_notice(written), *left_out_notice(made), *sent)
        return replace(
            plain,
            blocks=(*_opening(plain.blocks), *made.blocks, *_closing(plain.blocks)),
            citations=citations,
            notices=(*told, *notices_for(question, citations), *terms),
            engine="generative",
            left_out=tuple(made.dropped),
            written=written,
        )


def _opening(blocks: Sequence[Block]) -> list[Block]:
    """Our first lines, up to what introduces quotes: where was looked, if the question named a source."""
    start = load_data("phrases.toml")["scope"]["sources"].partition("{")[0]
    return [block for block in blocks if block.role is Role.OURS and block.text.startswith(start)][:1]


def _closing(blocks: Sequence[Block]) -> list[Block]:
    """Our lines behind the last quote: on parts of the question that the guidance does not cover."""
    last = max(n for n, block in enumerate(blocks) if block.role is Role.QUOTE)
    return list(blocks[last + 1 :])
