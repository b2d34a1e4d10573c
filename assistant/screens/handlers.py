"""Asking: each handler takes what one window holds and says what changes in it."""

import logging
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import gradio as gr

from assistant.conversation import Conversation
from assistant.screens.conversation_page import conversation_html, tools_html
from assistant.screens.errands import anew
from assistant.screens.kept_page import kept_html
from assistant.screens.long_work import as_they_come
from assistant.screens.page import (
    goes_to_html,
    intro_html,
    panel_html,
    problem_html,
    progress_html,
    working_html,
    writing_html,
)
from assistant.screens.shared import LOOK_AGAIN_S, Shared, Updates
from assistant.screens.windows import Held
from assistant.store import StoreError
from assistant.store.kept import find_kept, keep, list_kept, name_of_kept
from assistant.types import Answer, Filters
from corpus.errors import AskKloeError

SUGGESTIONS = 3
WRITING = "writing"  # what a window does while a model answers
MOST_QUESTIONS = 100  # in one conversation
_KEPT_IN_THE_BOX = {"empty", "too long"}  # answers about the question as typed; it stays in the box
_SEARCHED_CHARS = 200
_FAILED = "Something went wrong and your question was not answered. It is back in the box: please try again."
_FULL = (
    f"This conversation has {MOST_QUESTIONS} questions, which is as many as it can hold. "
    "Save or keep it, then clear it to go on."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """The components that handlers change."""

    progress: gr.HTML
    retry: gr.Button
    goes_to: gr.HTML
    intro: gr.HTML
    empty: gr.Column
    kept: gr.HTML
    conversation: gr.HTML
    working: gr.HTML
    problem: gr.HTML
    next: gr.Column
    suggestions: tuple[gr.Button, ...]
    tools: gr.HTML
    question: gr.Textbox
    search_in: gr.Accordion
    documents: gr.CheckboxGroup
    side: gr.Column
    panel: gr.HTML
    errand: gr.HTML


@dataclass(frozen=True)
class Handlers:
    """The handlers, over what all windows share; nothing here is any window's."""

    shared: Shared
    parts: Parts

    def follow(self) -> Iterator[Updates]:
        """Show what is going on until AskKLOE is ready, or cannot be."""
        shown = None
        while True:
            progress, assistant = self.shared.start.progress, self.shared.start.assistant
            if progress != shown:
                updates: Updates = {self.parts.progress: progress_html(progress)}
                updates[self.parts.retry] = gr.update(visible=bool(progress.error))
                if progress.ready and assistant:
                    sources = [document.source for document in assistant.index.documents.values()]
                    choices = [(source.title, source.id) for source in sources]
                    updates[self.parts.documents] = gr.update(choices=choices)
                yield updates
                shown = progress
            if progress.ready or progress.error:
                return
            time.sleep(LOOK_AGAIN_S)

    def try_again(self) -> Iterator[Updates]:
        """Start once more after an error."""
        if self.shared.start.progress.error:
            self.shared.start.begin()
        yield from self.follow()

    def arrive(self, window: str, browser: str, request: gr.Request) -> Updates:
        """A window was opened or reloaded: show what it holds."""
        held = self.shared.windows.arrive(window, str(request.session_hash))
        if held.conversation.exchanges:
            self.shared.wait()  # where its quotes stand is in the index
        return self.shown(held, browser)

    def leave(self, request: gr.Request) -> None:
        """A connection ended."""
        self.shared.windows.lose(str(request.session_hash))

    def ask(
        self, question: str, documents: list[str], window: str, browser: str, *, alone: bool = False
    ) -> Iterator[Updates]:
        """Answer a question; whatever goes wrong, what was typed is in the box afterwards.

        ``alone``: nothing that went before is carried over.
        """
        question = question or ""
        if not question.strip():
            yield {self.parts.problem: problem_html("Please type a question first.")}
            return
        before = self.shared.windows.held(window).conversation
        if len(before.exchanges) >= MOST_QUESTIONS:
            yield {self.parts.problem: problem_html(_FULL)}
            return
        ready = self.shared.start.assistant
        doing = "Looking in the guidance…" if ready else "This is answered as soon as AskKLOE is ready…"
        yield {
            self.parts.question: "",
            self.parts.problem: "",
            self.parts.empty: gr.update(visible=False),
            self.parts.working: working_html(question, doing),
        }
        try:
            answer = yield from self._answer(question, Conversation() if alone else before, documents, window)
        except AskKloeError as error:
            yield self._refused(question, before, error.user_message)
        except Exception:  # noqa: BLE001 - whatever it is, the question goes back into the box
            _log.exception("A question could not be answered")
            yield self._refused(question, before, _FAILED)
        else:
            yield self._answered(question, answer, before, window, browser)

    def _answer(
        self, question: str, before: Conversation, documents: list[str], window: str
    ) -> Generator[Updates, None, Answer]:
        """The answer; while a model writes, what has passed the check so far."""
        assistant = self.shared.wait()
        if assistant is None:
            raise AskKloeError(f"AskKLOE is not ready. {self.shared.start.progress.error}")
        history, filters = before.history(), Filters(documents=tuple(documents or ()))
        writer = self.shared.writer(assistant)
        if writer is None:
            return assistant.ask(question, history, filters)
        yield self.where()  # nothing is sent before it is said
        stop = self.shared.windows.begin_work(window, WRITING)
        started, so_far, reading = time.monotonic(), None, False
        for step in as_they_come(writer.stream(question, history, filters, stop), stop):
            if step and step.last:
                return step.answer
            so_far, reading = (step.answer, step.reading) if step else (so_far, reading)
            seconds = int(time.monotonic() - started)
            yield {self.parts.working: writing_html(question, so_far, seconds, reading=reading)}
        raise AskKloeError(_FAILED)

    def stop(self, window: str, browser: str) -> None:
        """Stop the model that writes in a window; the answer is then in the guidance's own words."""
        del browser
        self.shared.windows.stop_work(window, WRITING)

    def where(self) -> Updates:
        """Where questions go now."""
        host = self.shared.sent_to()
        return {self.parts.goes_to: goes_to_html(host), self.parts.intro: intro_html(host)}

    def _answered(self, question: str, answer: Answer, before: Conversation, window: str, browser: str) -> Updates:
        if answer.reason in _KEPT_IN_THE_BOX:
            return self._refused(question, before, " ".join(block.text for block in answer.blocks))
        held = self.shared.windows.held(window)
        if before.exchanges and held.conversation.id != before.id:  # cleared meanwhile
            return self.shown(held, browser)
        held = replace(held, conversation=held.conversation.plus(question, answer))
        problem = ""
        if held.kept and self.shared.may_keep():
            try:
                held = replace(held, conversation=keep(self.shared.store, browser, held.conversation))
            except StoreError as error:
                problem = problem_html(error.user_message)
        self.shared.windows.hold(window, held)
        return {
            **self.shown(held, browser, new=True),
            self.parts.problem: problem,
            self.parts.search_in: gr.update(open=False),
        }

    def shown(self, held: Held, browser: str, *, new: bool = False) -> Updates:
        """Everything that depends on what a window holds."""
        exchanges, index, may_keep = held.conversation.exchanges, self.shared.index, self.shared.may_keep()
        last = exchanges[-1].answer if exchanges else None
        texts = [*(last.suggestions if last else ()), *[""] * SUGGESTIONS][:SUGGESTIONS]
        pairs = zip(self.parts.suggestions, texts, strict=True)
        return {
            self.parts.conversation: conversation_html(held.conversation, index, may_judge=may_keep, new=new),
            self.parts.working: "",
            self.parts.next: gr.update(visible=any(texts)),
            **{button: gr.update(value=text, visible=bool(text)) for button, text in pairs},
            self.parts.tools: tools_html(
                held, may_keep=may_keep, why_not=self._why_not(), name=self._name(held, browser)
            ),
            self.parts.side: gr.update(visible=any(e.answer.citations for e in exchanges)),
            self.parts.panel: panel_html(last, len(exchanges), 0, index) if last else "",
            self.parts.empty: gr.update(visible=not exchanges),
            self.parts.kept: "" if exchanges else self.kept(browser),
        }

    def _why_not(self) -> str:
        return self.shared.store.said if self.shared.store.engine is None else ""

    def kept(self, browser: str, searched: str = "") -> str:
        """The list of what a browser has kept, or of that what holds the words that are searched for."""
        store, words = self.shared.store, " ".join(searched.split())[:_SEARCHED_CHARS]
        if store.engine is None:
            return ""
        try:
            found = find_kept(store, browser, words) if words else list_kept(store, browser)
            listed = kept_html(found, words)
            return anew(listed) if listed else ""
        except StoreError as error:
            return problem_html(error.user_message)

    def _name(self, held: Held, browser: str) -> str:
        try:
            return name_of_kept(self.shared.store, browser, held.conversation.id) if held.kept else ""
        except StoreError:
            return ""

    def _refused(self, question: str, before: Conversation, message: str) -> Updates:
        return {
            self.parts.question: question,
            self.parts.working: "",
            self.parts.problem: problem_html(message),
            self.parts.empty: gr.update(visible=not before.exchanges),
        }

    @staticmethod
    def describe_filter(documents: list[str]) -> Updates:
        """Say on the closed filter what is searched."""
        count = len(documents or ())
        chosen = "all documents" if not count else f"{count} document{'s' if count > 1 else ''} only"
        return gr.update(label=f"Search in: {chosen}")
