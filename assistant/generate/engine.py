"""The generative engine: the same path up to composing, then statements by a model, each checked before it is shown."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.answering import Answered, Assistant
from assistant.check import Checker
from assistant.cite import Citer
from assistant.generate.composing import Composition, StatementComposer
from assistant.generate.failures import ModelError
from assistant.generate.instructions import instructions_hash
from assistant.generate.language import is_english
from assistant.generate.masking import Masker
from assistant.generate.model import ChatModel, OpenAIModel, Stop
from assistant.generate.passages import Labelled, labelled_passages
from assistant.generate.reply import Draft
from assistant.generate.request import messages_for
from assistant.generate.resolving import Resolver
from assistant.generate.settings import ModelSettings
from assistant.generate.telling import because, left_out_notice, sent_notice, written_notice
from assistant.generate.writer import Writer
from assistant.intent import Shape
from assistant.notices import notices_for
from assistant.patterns import load_data
from assistant.retrieve import Scores
from assistant.sections import card_of
from assistant.types import EVERYTHING, Answer, AnswerKind, Block, Filters, Hit, Reread, Role, Turn, Writing

_WHOLE = {Shape.KLOE, Shape.RATINGS, Shape.COMPARE}  # answered by whole tables of a framework, word for word
_COVERED = {AnswerKind.ANSWERED, AnswerKind.PARTIAL}
_FOUND = 30


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


class GenerativeAssistant:
    """Answers as the assistant does and lets a model write what it would quote; it can be shared."""

    def __init__(self, assistant: Assistant, settings: ModelSettings, model: ChatModel | None = None) -> None:
        """Keep what is needed; without ``model``, the one that the settings name is asked."""
        self.assistant = assistant
        self.index = assistant.index
        self._settings = settings
        self._model = model or OpenAIModel(settings)
        self._resolver = Resolver(self.index, self._model)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        stop: Stop | None = None,
    ) -> Answer:
        """The complete answer."""
        return [step.answer for step in self.stream(question, history, filters, stop)][-1]

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        stop: Stop | None = None,
    ) -> Iterator[Step]:
        """The answer as it comes: steps while the model reads and writes, the last one complete.

        A model is asked what a question means only where it goes on from others, and is not asked to write where
        there is nothing to answer from, somebody may be at risk, or a whole table is asked for.
        """
        started, stop = time.perf_counter(), stop or threading.Event()
        job = _Job(time.monotonic() + self._settings.seconds, stop, Masker() if self._settings.is_remote else None)
        answered = self.assistant.answer(question, history, filters)
        if self._resolver.may_help(answered):
            yield Step(Answer(answered.answer.kind, ()), reading=True)
            answered = self._reread(answered, question, history, filters, job)
        for step in self._written(answered, history, job, started):
            yield replace(step, answer=replace(step.answer, seconds=round(time.perf_counter() - started, 4)))

    def _reread(
        self, answered: Answered, question: str, history: Sequence[Turn], filters: Filters, job: "_Job"
    ) -> Answered:
        """The answer to a question as the model reads it, or as rules do, with how it was read."""
        assert answered.understanding is not None
        followed, limits = answered.understanding.followed, load_data("generate.toml")["reading"]
        until = min(job.until, time.monotonic() + min(limits["seconds"], limits["share"] * self._settings.seconds))
        reading = self._resolver.read(question, followed, history, job.masker, until, job.stop)
        outcome = reading.outcome
        if outcome is Reread.TAKEN:
            full = replace(followed, question=reading.question, carried="", understood=reading.question)
            other = self.assistant.answer(question, history, filters, full)
            better = other.answer.kind in _COVERED or other.answer.kind is answered.answer.kind
            answered, outcome = (other, outcome) if better else (answered, Reread.NOT_FOUND)
        return replace(answered, answer=replace(answered.answer, written=self._record(job, reread=outcome)))

    def _written(self, answered: Answered, history: Sequence[Turn], job: "_Job", started: float) -> Iterator[Step]:
        """The answer in the model's words, or as it is where nothing is to be written."""
        plain, understanding, scores = answered.answer, answered.understanding, answered.scores
        written = plain.kind in _COVERED and not card_of(plain)
        if not written or understanding is None or scores is None or understanding.intent.shape in _WHOLE:
            sent = (sent_notice(plain.written),) if plain.written and plain.written.remote else ()
            yield Step(replace(plain, notices=(*sent, *plain.notices)), last=True)
            return
        limits = load_data("generate.toml")["limits"]
        passages = labelled_passages(
            plain, self._hits(scores), self.index, limits["evidence_words"], limits["more_passages"]
        )
        writing = _Writing(self, plain, passages, job, started)
        yield from writing.steps(understanding.question, history, understanding.intent.shape)

    def _record(self, job: "_Job", **values: Any) -> Writing:  # noqa: ANN401 - fields of `Writing`
        """What is noted about an answer that the model had a part in."""
        settings = self._settings
        return Writing(
            model=settings.name,
            host=settings.host,
            remote=settings.is_remote,
            instructions=instructions_hash(),
            masked=job.masker.masked if job.masker else (),
            **values,
        )

    def _hits(self, scores: Scores) -> list[Hit]:
        order = np.argsort(-scores.fused, kind="stable")[:_FOUND]
        known = [int(n) for n in order if np.isfinite(scores.fused[n])]
        return [Hit(n, self.index.passages[n], float(scores.fused[n])) for n in known]


@dataclass(frozen=True)
class _Job:
    """What holds for all that a model is asked for one answer: until when, the way to stop it, and what is hidden."""

    until: float
    stop: Stop
    masker: Masker | None


class _Writing:
    """One answer on its way."""

    def __init__(
        self, engine: GenerativeAssistant, plain: Answer, passages: Sequence[Labelled], job: _Job, started: float
    ) -> None:
        self._engine = engine
        self._job = job
        self._plain = plain
        self._passages = passages
        self._started = started
        self._checker = Checker(engine.assistant.encoder)
        self._masker = job.masker
        self._made = Composition(Citer(engine.index))
        self._first = self._beyond = 0.0

    def steps(self, question: str, history: Sequence[Turn], shape: Shape) -> Iterator[Step]:
        limits = load_data("generate.toml")["limits"]
        messages = messages_for(question, history, self._passages, shape, limits["max_statements"], self._masker)
        labels = [passage.label for passage in self._passages]
        sent = time.perf_counter()
        writer = Writer(self._engine._model, messages, labels, self._job.until, self._job.stop, limits)
        composer = StatementComposer(self._engine.index, self._checker, self._passages)
        trouble = ""
        try:
            self._checker.prepare(passage.text for passage in self._passages)
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
            self._beyond = self._first - (arrived - sent)

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
        written = self._engine._record(
            self._job,
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
