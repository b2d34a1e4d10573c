"""The screen on what good looks like: its events, over what all windows share."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.export.handout import handout_name, handout_word
from assistant.export.sheet import sheet_name, sheet_word
from assistant.good.alike import likeness
from assistant.good.books import Book, Library, Unit
from assistant.good.related import related_guidance
from assistant.good.sheets import Sheet, in_order, not_yet, read_mark
from assistant.good.topics import find_topic
from assistant.good.words import says
from assistant.plan.drafting import Drafter
from assistant.screens.acting import WORD
from assistant.screens.chat import SCRIPT as CHAT_SCRIPT
from assistant.screens.errands import anew, go, save, say
from assistant.screens.given import Given
from assistant.screens.good_check import Keeping
from assistant.screens.good_page import View, good_html, waiting_html
from assistant.screens.good_place import place_html
from assistant.screens.good_sheets import Sheets
from assistant.screens.opened import Opened
from assistant.screens.shared import EVENT, WHO, Frame, Shared, Updates, html
from assistant.store import StoreError
from corpus.errors import AskKloeError, CorpusError

if TYPE_CHECKING:
    from assistant.answering import Assistant

SCRIPT = Path(__file__).resolve().with_name("good.js")
_FAILED = "Something went wrong, and nothing was changed. Please try again."
_log = logging.getLogger(__name__)


def build_good(frame: Frame) -> None:
    """The screen, which is filled whenever it is shown or its address changes."""
    script = SCRIPT.read_text(encoding="utf-8")
    screen = html(waiting_html(), "good-part", script)
    place = html("", "good-place", script)
    errand = html("", "good-errand", CHAT_SCRIPT.read_text(encoding="utf-8"))
    state = html("", "good-state", script)
    handlers = GoodHandlers(frame.shared, screen, place, errand, state)
    mine: dict[str, Any] = {**EVENT, "js": WHO, "trigger_mode": "multiple"}
    screen.load(handlers.show, frame.who, [screen, place, state], **mine)
    screen.click(handlers.open_place, frame.who, [place], **mine)
    screen.select(handlers.mark, frame.who, [state], **mine)
    screen.submit(handlers.act, frame.who, [screen, errand, state], **mine)


@dataclass(frozen=True)
class GoodHandlers:
    """The handlers; nothing here is any window's."""

    shared: Shared
    screen: gr.HTML
    place: gr.HTML
    errand: gr.HTML
    state: gr.HTML
    opened: Opened = field(default_factory=Opened)

    def show(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Show what the address says, as soon as AskKLOE is ready."""
        if Given(event).raw("address") is None:  # Gradio's own event, before the screen says what it shows
            yield {self.state: gr.skip()}
            return
        address = Given(event).line("address")
        if not self.shared.start.assistant:
            yield {self.screen: waiting_html()}
        assistant = self.shared.wait()
        if assistant is None:
            error = f"AskKLOE is not ready. {self.shared.start.progress.error}"
            yield {self.screen: waiting_html(error)}
            return
        yield {self.screen: self._html(assistant, window, browser, address), self.place: "", self.state: ""}

    def open_place(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show a passage, or a whole level, in its surroundings."""
        del window, browser
        assistant = self.shared.start.assistant
        if assistant is None:
            return {self.place: gr.skip()}
        library = self.opened.of(assistant)
        found = library.find(Given(event).line("address"))
        shown = place_html(library, found.book, Given(event).line("place"))
        return {self.place: anew(shown) if shown else gr.skip()}

    def mark(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Keep what was ticked or written beside some statements, or hold it in the window."""
        assistant, given = self.shared.start.assistant, Given(event).raw("marks")
        if assistant is None or not isinstance(given, list):
            return {self.state: gr.skip()}
        book, unit = self._unit(assistant, event)
        if book is None or unit is None:
            return {self.state: gr.skip()}
        rows = [row for row in given if isinstance(row, dict)]
        read = [
            read_mark(book, unit, *(str(row.get(name, "")) for name in ("statement", "state", "evidence")))
            for row in rows
        ]
        marks = [mark for mark in read if mark]
        said = Sheets(self.shared).mark(window, browser, unit, marks) if marks else ""
        return {self.state: f'<p class="sheet-state">{said}</p>' if said else gr.skip()}

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says; what goes wrong is said and changes nothing."""
        assistant = self.shared.start.assistant
        if assistant is None:
            return {self.errand: say("AskKLOE is still getting ready.")}
        try:
            return self._act(assistant, window, browser, event)
        except AskKloeError as error:
            return {self.errand: say(error.user_message)}
        except Exception:  # noqa: BLE001 - whatever it is, the screen stays as it is
            _log.exception("Something on the screen of what good looks like could not be done")
            return {self.errand: say(_FAILED)}

    def _act(self, assistant: "Assistant", window: str, browser: str, event: gr.EventData) -> Updates:
        book, unit = self._unit(assistant, event)
        day = datetime.now().date()
        match Given(event).raw("do"):
            case "find":
                asked = Given(event).line("text")
                return {self.screen: self._html(assistant, window, browser, Given(event).line("address"), asked)}
            case "handout" if book and unit:
                name = handout_name(book, unit)
                return {self.errand: save(name, WORD, handout_word(book, unit, day))}
            case "sheet-word" if book and unit:
                sheet, _ = Sheets(self.shared).open(window, browser, unit)
                content = sheet_word(book, unit, in_order(book, unit, sheet), day)
                return {self.errand: save(sheet_name(unit, day), WORD, content)}
            case "sheet-draft" if unit:
                sheet, _ = Sheets(self.shared).open(window, browser, unit)
                return {self.errand: self._draft(assistant, window, sheet)}
            case "sheet-delete" if unit:
                Sheets(self.shared).delete(window, browser, unit)
                shown = self._html(assistant, window, browser, unit.address)
                return {self.screen: shown, self.errand: say(says("check", "deleted")), self.state: ""}
        return {self.errand: gr.skip()}

    def _draft(self, assistant: "Assistant", window: str, sheet: Sheet) -> str:
        """Draft actions from what is not yet in place and show them on the screen of plans."""
        points = not_yet([sheet])
        if not points:
            return say(says("check", "nothing_to_send"))
        draft = Drafter(assistant).from_open_points(points)
        if not draft.drafted:
            return say(" ".join(draft.remarks))
        self.shared.windows.hold_draft(window, draft)
        return go("plan/add")

    def _html(self, assistant: "Assistant", window: str, browser: str, address: str, asked: str | None = None) -> str:
        try:
            library = self.opened.of(assistant)
        except CorpusError as error:
            return waiting_html(error.user_message)
        place = library.find(address)
        view = View(library, place, asked)
        if asked is not None:
            view = replace(view, found=find_topic(assistant, library, asked))
        if place.book and place.unit:
            view = self._with_unit(view, assistant, window, browser, place.book, place.unit)
        elif not place.statements:
            view = replace(view, sheets=self._begun(library, window, browser))
        return good_html(view)

    def _with_unit(self, view: View, assistant: "Assistant", window: str, browser: str, book: Book, unit: Unit) -> View:
        sheet, keeping = Sheet(unit.framework.id, unit.code), Keeping(on=False)
        problem = ""
        try:
            sheet, keeping = Sheets(self.shared).open(window, browser, unit)
        except StoreError as error:
            keeping, problem = Keeping(on=False, why_not=error.user_message), error.user_message
        related = related_guidance(assistant, book, unit)
        alike = likeness(assistant.index, book)
        return replace(view, sheet=sheet, keeping=keeping, related=related, alike=alike, problem=problem)

    def _begun(self, library: Library, window: str, browser: str) -> tuple[tuple[Unit, Sheet], ...]:
        found = []
        for sheet in Sheets(self.shared).begun(window, browser):
            book = library.books.get(sheet.framework)
            unit = book.unit(sheet.unit) if book else None
            if unit:
                found.append((unit, sheet))
        return tuple(found)

    def _unit(self, assistant: "Assistant", event: gr.EventData) -> tuple[Book | None, Unit | None]:
        place = self.opened.of(assistant).find(Given(event).line("address"))
        return place.book, place.unit
