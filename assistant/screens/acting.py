"""What people do with answers: open a source, keep, save, judge, clear. One handler for each part of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

import gradio as gr

from assistant.export.markdown import to_markdown
from assistant.export.references import file_name
from assistant.export.word import to_word
from assistant.plan.drafting import Drafter
from assistant.screens.errands import go, save, say
from assistant.screens.handlers import Handlers
from assistant.screens.page import panel_html, problem_html
from assistant.screens.shared import Shared, Updates
from assistant.screens.windows import Held
from assistant.store import StoreError
from assistant.store.feedback import WHY_CHARS, give_feedback
from assistant.store.kept import delete_kept, keep, name_kept, open_kept
from assistant.workshop.about import topic_of
from corpus.errors import AskKloeError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PLACE = re.compile(r"a(\d{1,6})-s(\d{1,6})")
_KEPT = "Kept on this computer, with what you ask from now on. You can delete it here or in Settings."
_GONE = "This conversation is no longer kept."


@dataclass(frozen=True)
class Acting:
    """The handlers, over what all windows share and over how a window is shown."""

    shared: Shared
    handlers: Handlers

    def open_source(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show one source of one answer; a place that does not exist shows nothing new."""
        del browser
        panel = self.handlers.parts.panel
        place = _PLACE.fullmatch(str(getattr(event, "place", "")))
        if not place or not self.shared.index:
            return {panel: gr.skip()}
        turn, number = int(place[1]), int(place[2])
        answer = self.shared.windows.held(window).conversation.answer(turn)
        return {panel: panel_html(answer, turn, number, self.shared.index)}

    def look_again(self, window: str, browser: str) -> Updates:
        """Show what may have changed on another screen: what is kept, and whether anything may be."""
        shown = self.handlers.shown(self.shared.windows.held(window), browser)
        parts = self.handlers.parts
        return {parts.tools: shown[parts.tools], parts.kept: shown[parts.kept]}

    def ask_or_act(self, documents: list[str], window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Ask what is on a button or in its form, without what went before; else do what the button says."""
        match getattr(event, "do", ""):
            case "ask":
                question = str(getattr(event, "question", ""))
                yield from self.handlers.ask(question, documents, window, browser, alone=True)
            case "alone":
                turn = str(getattr(event, "turn", ""))
                exchanges = self.shared.windows.held(window).conversation.exchanges
                if turn.isdecimal() and 0 < int(turn) <= len(exchanges):
                    question = exchanges[int(turn) - 1].question
                    yield from self.handlers.ask(question, documents, window, browser, alone=True)
            case _:
                yield self.act(window, browser, event)

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says; what goes wrong is said and changes nothing."""
        parts = self.handlers.parts
        held = self.shared.windows.held(window)
        try:
            match getattr(event, "do", ""):
                case "keep" if held.conversation.exchanges:
                    return self._keep(held, window, browser)
                case "unkeep":
                    delete_kept(self.shared.store, browser, held.conversation.id)
                    held = replace(held, kept=False)
                    self.shared.windows.hold(window, held)
                    return {parts.tools: self._tools(held, browser), parts.errand: say("No longer kept.")}
                case "open":
                    return self._open(str(getattr(event, "id", "")), window, browser)
                case "find" | "rename" | "delete" | "export" as what:
                    return self._with_kept(what, window, browser, event)
                case "judge" | "draft" | "workshop" as what:
                    return self._with_answer(what, held, window, event)
                case "word" | "markdown" as kind:
                    return self._save(held, kind)
                case "clear":
                    self.handlers.stop(window, browser)
                    self.shared.windows.hold(window, Held())
                    return {**self.handlers.shown(Held(), browser), parts.problem: "", parts.errand: ""}
        except AskKloeError as error:
            return {parts.problem: problem_html(error.user_message)}
        return {parts.errand: gr.skip()}

    def _keep(self, held: Held, window: str, browser: str) -> Updates:
        parts = self.handlers.parts
        if not self.shared.may_keep():
            raise StoreError(self.shared.store.said or "Keeping is switched off. You can switch it on in Settings.")
        held = Held(keep(self.shared.store, browser, held.conversation), kept=True)
        self.shared.windows.hold(window, held)
        return {parts.tools: self._tools(held, browser), parts.problem: "", parts.errand: say(_KEPT)}

    def _open(self, identity: str, window: str, browser: str) -> Updates:
        conversation = open_kept(self.shared.store, browser, identity)
        if conversation is None:
            return {**self.handlers.shown(Held(), browser), self.handlers.parts.problem: problem_html(_GONE)}
        held = Held(conversation, kept=True)
        self.shared.windows.hold(window, held)
        self.shared.wait()  # where its quotes stand is in the index
        return {**self.handlers.shown(held, browser), self.handlers.parts.problem: ""}

    def _with_kept(self, what: str, window: str, browser: str, event: gr.EventData) -> Updates:
        """Search what is kept, or name, save or delete one conversation of it."""
        parts, store = self.handlers.parts, self.shared.store
        identity = str(getattr(event, "id", ""))
        match what:
            case "find":
                return {
                    parts.kept: self.handlers.kept(browser, str(getattr(event, "words", ""))),
                    parts.errand: say(""),
                }
            case "export":
                conversation = open_kept(store, browser, identity)
                if conversation is None:
                    raise StoreError(_GONE)
                self.shared.wait()  # what references say of a framework is in the index
                return self._save(Held(conversation, kept=True), str(getattr(event, "kind", "")))
            case "rename":
                name_kept(store, browser, identity, str(getattr(event, "name", "")))
                said = "The name was changed."
            case _:
                delete_kept(store, browser, identity)
                self.shared.windows.keep_no_more(identity)
                said = "Deleted."
        return {**self.look_again(window, browser), parts.errand: say(said), parts.problem: ""}

    def _with_answer(self, what: str, held: Held, window: str, event: gr.EventData) -> Updates:
        """Say what one thinks of an answer, or go on from it to another screen."""
        match what:
            case "judge":
                return self._judge(held, window, event)
            case "draft":
                return self._draft(held, window, event)
        return self._workshop(held, event)

    def _judge(self, held: Held, window: str, event: gr.EventData) -> Updates:
        turn, useful = getattr(event, "turn", 0), getattr(event, "useful", "")
        if not isinstance(turn, int) or held.conversation.answer(turn) is None or useful not in {"yes", "no"}:
            return {self.handlers.parts.errand: gr.skip()}
        if not self.shared.may_keep():
            raise StoreError("Keeping is switched off, so what you think of the answer was not kept.")
        why = str(getattr(event, "why", "")).strip()[:WHY_CHARS]
        conversation = held.conversation.judged(turn, useful=useful == "yes", why=why)
        give_feedback(self.shared.store, conversation, turn)
        self.shared.windows.hold(window, replace(held, conversation=conversation))
        thanks = f"Thank you. {'Your reason is kept' if why else 'Kept'} on this computer, with your question."
        return {self.handlers.parts.errand: say(thanks, turn)}

    def _draft(self, held: Held, window: str, event: gr.EventData) -> Updates:
        """Draft actions from an answer and show them on the screen of plans; nothing is in a plan yet."""
        turn = getattr(event, "turn", 0)
        answer = held.conversation.answer(turn) if isinstance(turn, int) else None
        assistant = self.shared.wait()
        if answer is None or assistant is None:
            return {self.handlers.parts.errand: gr.skip()}
        draft = Drafter(assistant).from_answer(held.conversation.exchanges[turn - 1].question, answer)
        if not draft.drafted:
            return {self.handlers.parts.errand: say(" ".join(draft.remarks), turn)}
        self.shared.windows.hold_draft(window, draft)
        return {self.handlers.parts.errand: go("plan/add")}

    def _workshop(self, held: Held, event: gr.EventData) -> Updates:
        """Go to the screen of workshops, the subject of a question filled in; nothing is made yet."""
        turn = getattr(event, "turn", 0)
        answer = held.conversation.answer(turn) if isinstance(turn, int) else None
        assistant = self.shared.wait()
        if answer is None or assistant is None:
            return {self.handlers.parts.errand: gr.skip()}
        topic = topic_of(assistant, held.conversation.exchanges[turn - 1].question, answer)
        return {self.handlers.parts.errand: go(f"workshop/about/{quote(topic, safe='')}")}

    def _save(self, held: Held, kind: str) -> Updates:
        day = datetime.now().date()
        if kind == "word":
            errand = save(file_name(day, "docx"), WORD, to_word(held.conversation, self.shared.index, day))
        else:
            text = to_markdown(held.conversation, self.shared.index, day)
            errand = save(file_name(day, "md"), "text/markdown;charset=utf-8", text.encode())
        return {self.handlers.parts.errand: errand}

    def _tools(self, held: Held, browser: str) -> str:
        return self.handlers.shown(held, browser)[self.handlers.parts.tools]
