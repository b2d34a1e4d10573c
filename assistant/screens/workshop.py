"""The screen "Workshops": its events, over what all windows share."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.screens.chat import SCRIPT as CHAT_SCRIPT
from assistant.screens.errands import anew, reply
from assistant.screens.given import Given
from assistant.screens.shared import EVENT, WHO, Frame, Shared, Updates, html
from assistant.screens.workshop_doing import Acts
from assistant.screens.workshop_making import Workshops
from assistant.screens.workshop_parts import says
from assistant.screens.workshop_start import waiting_html
from assistant.screens.workshop_views import page_html, place_html
from corpus.errors import AskKloeError

SCRIPT = Path(__file__).resolve().with_name("workshop.js")
_log = logging.getLogger(__name__)


def build_workshop(frame: Frame) -> None:
    """The screen, which is filled whenever it is shown or its address changes."""
    script = SCRIPT.read_text(encoding="utf-8")
    screen = html(waiting_html(), "workshop-part", script)
    place = html("", "workshop-place", script)
    errand = html("", "workshop-errand", CHAT_SCRIPT.read_text(encoding="utf-8"))
    told = html("", "workshop-told", script)
    handlers = WorkshopHandlers(frame.shared, screen, place, errand, told)
    mine: dict[str, Any] = {**EVENT, "js": WHO, "trigger_mode": "multiple"}
    screen.load(handlers.show, frame.who, [screen, place], **mine)
    screen.click(handlers.open_place, frame.who, [place, told], **mine)
    screen.submit(handlers.act, frame.who, [screen, errand, told], **mine)


@dataclass(frozen=True)
class WorkshopHandlers:
    """The handlers; nothing here is any window's."""

    shared: Shared
    screen: gr.HTML
    place: gr.HTML
    errand: gr.HTML
    told: gr.HTML

    def show(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Show what the address says, as soon as AskKLOE is ready."""
        given = Given(event)
        if not given.has("address"):  # Gradio's own event, before the screen says what it shows
            yield {self.place: gr.skip()}
            return
        if not self.shared.start.assistant:
            yield {self.screen: anew(waiting_html())}
        if self.shared.wait() is None:
            error = f"AskKLOE is not ready. {self.shared.start.progress.error}"
            yield {self.screen: anew(waiting_html(error))}
            return
        yield {self.screen: anew(self._page(Workshops(self.shared, window, browser), given.line("address")))}

    def _page(self, workshops: Workshops, address: str) -> str:
        try:
            return page_html(workshops, address)
        except AskKloeError as error:
            return waiting_html(error.user_message)

    def open_place(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show a quote in its surroundings."""
        given = Given(event)
        try:
            found = place_html(Workshops(self.shared, window, browser), given.line("pack"), given.line("place"))
        except AskKloeError as error:
            return {self.told: reply(failed=error.user_message)}
        return {self.place: anew(found) if found else gr.skip()}

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says; what goes wrong is said and changes nothing."""
        try:
            done = Acts(Workshops(self.shared, window, browser)).do(Given(event))
        except AskKloeError as error:
            return {self.told: reply(failed=error.user_message)}
        except Exception:  # noqa: BLE001 - whatever it is, the screen stays as it is
            _log.exception("Something on the screen of workshops could not be done")
            return {self.told: reply(failed=says("screen", "failed"))}
        updates: Updates = {self.told: done.told or reply(done="nothing")}
        if done.errand:
            updates[self.errand] = done.errand
        if done.shown:
            updates[self.screen] = done.shown
        return updates
