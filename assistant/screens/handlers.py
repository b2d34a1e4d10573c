"""What happens in the chat: each handler takes what one window holds and says what changes in it."""

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.screens.conversation import Conversation
from assistant.screens.page import conversation_html, panel_html, problem_html, progress_html, working_html
from assistant.screens.start import Start
from assistant.types import Filters
from corpus.errors import AskKloeError

SUGGESTIONS = 3
_LOOK_AGAIN_S = 0.25
_KEPT_IN_THE_BOX = {"empty", "too long"}  # answers about the question as typed; it stays in the box
_PLACE = re.compile(r"a(\d{1,6})-s(\d{1,6})")
_FAILED = "Something went wrong and your question was not answered. It is back in the box: please try again."

Updates = dict[Any, Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Screen:
    """The components that handlers change."""

    progress: gr.HTML
    retry: gr.Button
    empty: gr.Column
    conversation: gr.HTML
    working: gr.HTML
    problem: gr.HTML
    next: gr.Column
    suggestions: tuple[gr.Button, ...]
    question: gr.Textbox
    search_in: gr.Accordion
    documents: gr.CheckboxGroup
    clear: gr.Button
    side: gr.Column
    panel: gr.HTML
    state: gr.State


@dataclass(frozen=True)
class Handlers:
    """The handlers, over the assistant and the components that all windows share; nothing here is any user's."""

    start: Start
    screen: Screen

    def follow(self) -> Iterator[Updates]:
        """Show what is going on until AskKLOE is ready, or cannot be."""
        shown = None
        while True:
            progress, assistant = self.start.progress, self.start.assistant
            if progress != shown:
                updates: Updates = {self.screen.progress: progress_html(progress)}
                updates[self.screen.retry] = gr.update(visible=bool(progress.error))
                if progress.ready and assistant:
                    sources = [document.source for document in assistant.index.documents.values()]
                    choices = [(source.title, source.id) for source in sources]
                    updates[self.screen.documents] = gr.update(choices=choices)
                yield updates
                shown = progress
            if progress.ready or progress.error:
                return
            time.sleep(_LOOK_AGAIN_S)

    def try_again(self) -> Iterator[Updates]:
        """Start once more after an error."""
        if self.start.progress.error:
            self.start.begin()
        yield from self.follow()

    def ask(self, question: str, conversation: Conversation, documents: list[str]) -> Iterator[Updates]:
        """Answer a question; whatever goes wrong, what was typed is in the box afterwards."""
        question = question or ""
        if not question.strip():
            yield {self.screen.problem: problem_html("Please type a question first.")}
            return
        doing = "Looking in the guidance…" if self.start.assistant else "This is answered as soon as AskKLOE is ready…"
        yield {
            self.screen.question: "",
            self.screen.problem: "",
            self.screen.empty: gr.update(visible=False),
            self.screen.working: working_html(question, doing),
        }
        try:
            while not self.start.assistant:
                if self.start.progress.error:
                    raise AskKloeError(f"AskKLOE is not ready. {self.start.progress.error}")
                time.sleep(_LOOK_AGAIN_S)
            filters = Filters(documents=tuple(documents or ()))
            answer = self.start.assistant.ask(question, conversation.history(), filters)
        except AskKloeError as error:
            yield self._refused(question, conversation, error.user_message)
            return
        except Exception:  # noqa: BLE001 - whatever it is, the question goes back into the box
            _log.exception("A question could not be answered")
            yield self._refused(question, conversation, _FAILED)
            return
        if answer.reason in _KEPT_IN_THE_BOX:
            yield self._refused(question, conversation, " ".join(block.text for block in answer.blocks))
            return
        yield self._shown(conversation.plus(question, answer))

    def _shown(self, conversation: Conversation) -> Updates:
        answer = conversation.exchanges[-1].answer
        index = self.start.assistant.index if self.start.assistant else None
        texts = [*answer.suggestions, *[""] * SUGGESTIONS][:SUGGESTIONS]
        pairs = zip(self.screen.suggestions, texts, strict=True)
        return {
            self.screen.conversation: conversation_html(conversation, index),
            self.screen.working: "",
            self.screen.next: gr.update(visible=bool(answer.suggestions)),
            **{button: gr.update(value=text, visible=bool(text)) for button, text in pairs},
            self.screen.clear: gr.update(visible=True),
            self.screen.side: gr.update(visible=any(e.answer.citations for e in conversation.exchanges)),
            self.screen.search_in: gr.update(open=False),
            self.screen.panel: panel_html(answer, len(conversation.exchanges), 0, index),
            self.screen.state: conversation,
        }

    def _refused(self, question: str, conversation: Conversation, message: str) -> Updates:
        return {
            self.screen.question: question,
            self.screen.working: "",
            self.screen.problem: problem_html(message),
            self.screen.empty: gr.update(visible=not conversation.exchanges),
        }

    def open_source(self, conversation: Conversation, event: gr.EventData) -> Updates:
        """Show one source of one answer; a place that does not exist shows nothing new."""
        place = _PLACE.fullmatch(str(getattr(event, "place", "")))
        if not place or not self.start.assistant:
            return {self.screen.panel: gr.skip()}
        turn, number = int(place[1]), int(place[2])
        return {self.screen.panel: panel_html(conversation.answer(turn), turn, number, self.start.assistant.index)}

    @staticmethod
    def describe_filter(documents: list[str]) -> Updates:
        """Say on the closed filter what is searched."""
        count = len(documents or ())
        chosen = "all documents" if not count else f"{count} document{'s' if count > 1 else ''} only"
        return gr.update(label=f"Search in: {chosen}")

    def clear(self) -> Updates:
        """Forget the conversation; what is in the box stays."""
        return {
            self.screen.conversation: conversation_html(Conversation(), None),
            self.screen.working: "",
            self.screen.problem: "",
            self.screen.next: gr.update(visible=False),
            self.screen.clear: gr.update(visible=False),
            self.screen.side: gr.update(visible=False),
            self.screen.panel: "",
            self.screen.empty: gr.update(visible=True),
            self.screen.state: Conversation(),
        }
