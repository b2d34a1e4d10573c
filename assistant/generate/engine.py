"""The generative engine: the same path up to composing, then statements by a model, each checked before it is shown."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.answering import Answered, Assistant
from assistant.generate.answer_writing import AnswerWriting, Job, Step
from assistant.generate.masking import Masker
from assistant.generate.model import ChatModel, OpenAIModel, Stop
from assistant.generate.passages import labelled_passages
from assistant.generate.resolving import Reading, Resolver
from assistant.generate.settings import ModelSettings
from assistant.generate.telling import sent_notice
from assistant.intent import Shape
from assistant.patterns import load_data
from assistant.retrieve import Scores
from assistant.sections import card_of
from assistant.types import EVERYTHING, Answer, AnswerKind, Filters, Hit, Reread, Turn

_WHOLE = {Shape.KLOE, Shape.RATINGS, Shape.COMPARE}  # answered by whole tables of a framework, word for word
_COVERED = {AnswerKind.ANSWERED, AnswerKind.PARTIAL}
_FOUND = 30


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
        masker = Masker() if self._settings.is_remote else None
        job = Job(self._settings, time.monotonic() + self._settings.seconds, stop, masker)
        answered = self.assistant.answer(question, history, filters)
        if self._resolver.may_help(answered):
            yield Step(Answer(answered.answer.kind, ()), reading=True)
            asked = time.perf_counter()
            reading = self._resolver.read(question, answered.followed, history, masker, self._reading_ends(job), stop)
            job = replace(job, waited=time.perf_counter() - asked)
            answered = self._reread(answered, reading, question, history, filters, job)
        for step in self._written(answered, history, job, started):
            yield replace(step, answer=replace(step.answer, seconds=round(time.perf_counter() - started, 4)))

    def _reading_ends(self, job: Job) -> float:
        """Until when a model may take to read a question."""
        limits = load_data("generate.toml")["reading"]
        return min(job.until, time.monotonic() + min(limits["seconds"], limits["share"] * self._settings.seconds))

    def _reread(
        self,
        answered: Answered,
        reading: Reading,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        job: Job,
    ) -> Answered:
        """The answer to a question as the model reads it, or as rules do, with how it was read."""
        followed, outcome = answered.followed, reading.outcome
        if outcome is Reread.TAKEN:
            full = replace(followed, question=reading.question, carried="", understood=reading.question)
            other = self.assistant.answer(question, history, filters, full)
            better = other.answer.kind in _COVERED or other.answer.kind is answered.answer.kind
            answered, outcome = (other, outcome) if better else (answered, Reread.NOT_FOUND)
        return replace(answered, answer=replace(answered.answer, written=job.record(reread=outcome)))

    def _written(self, answered: Answered, history: Sequence[Turn], job: Job, started: float) -> Iterator[Step]:
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
        writing = AnswerWriting(self.assistant, self._model, plain, passages, job, started)
        yield from writing.steps(understanding.question, history, understanding.intent.shape)

    def _hits(self, scores: Scores) -> list[Hit]:
        order = np.argsort(-scores.fused, kind="stable")[:_FOUND]
        known = [int(n) for n in order if np.isfinite(scores.fused[n])]
        return [Hit(n, self.index.passages[n], float(scores.fused[n])) for n in known]
