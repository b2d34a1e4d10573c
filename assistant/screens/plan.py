"""The screen "Action plan": its events, over what all windows share."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.screens.chat import SCRIPT as CHAT_SCRIPT
from assistant.screens.errands import anew, reply
from assistant.screens.given import Given
from assistant.screens.plan_acting import Acts
from assistant.screens.plan_keeping import Plans
from assistant.screens.plan_parts import says
from assistant.screens.plan_views import Pages
from assistant.screens.shared import EVENT, WHO, Frame, Shared, Updates, html
from assistant.screens.uploads import file_of
from assistant.store import StoreError
from assistant.store.plans import list_versions, open_plan
from corpus.errors import AskKloeError

HERE = Path(__file__).resolve().parent
SCRIPTS = tuple(HERE / name for name in ("plan.js", "plan_table.js", "plan_editor.js", "plan_start.js"))
_log = logging.getLogger(__name__)


def build_plan(frame: Frame) -> None:
    """The screen, which is filled whenever it is shown or its address changes."""
    script = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    screen = html("", "plan-part", script)
    place = html("", "plan-place", script)
    errand = html("", "plan-errand", CHAT_SCRIPT.read_text(encoding="utf-8"))
    told = html("", "plan-told", script)
    handlers = PlanHandlers(frame.shared, screen, place, errand, told)
    mine: dict[str, Any] = {**EVENT, "js": WHO, "trigger_mode": "multiple"}
    screen.load(handlers.show, frame.who, [screen, place], **mine)
    screen.click(handlers.open_place, frame.who, [place, told], **mine)
    screen.submit(handlers.act, frame.who, [place, errand, told], **mine)
    screen.upload(handlers.load_file, frame.who, [screen, told], **mine)
    screen.tick(handlers.look_again, frame.who, [told], **mine)


@dataclass(frozen=True)
class PlanHandlers:
    """The handlers; nothing here is any window's."""

    shared: Shared
    screen: gr.HTML
    place: gr.HTML
    errand: gr.HTML
    told: gr.HTML

    def show(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show what the address says."""
        given = Given(event)
        if not given.has("address"):  # Gradio's own event, before the screen says what it shows
            return {self.place: gr.skip()}
        page = Pages(Plans(self.shared, window, browser)).html(given.line("address"), given.line("chosen"))
        return {self.screen: anew(page), self.place: ""}

    def open_place(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show a quote in its surroundings."""
        given = Given(event)
        if self.shared.index is None:
            return {self.told: reply(failed=says("screen", "not_ready"))}
        try:
            found = Pages(Plans(self.shared, window, browser)).place_html(given.line("plan"), given.line("place"))
        except StoreError as error:
            return {self.told: reply(failed=error.user_message)}
        return {self.place: anew(found) if found else gr.skip()}

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says; what goes wrong is said and changes nothing."""
        acts = Acts(Plans(self.shared, window, browser))
        try:
            done = acts.do(Given(event))
        except AskKloeError as error:
            return {self.told: reply(failed=error.user_message)}
        except Exception:  # noqa: BLE001 - whatever it is, the screen stays as it is
            _log.exception("Something on the screen of action plans could not be done")
            return {self.told: reply(failed=says("screen", "failed"))}
        updates: Updates = {self.told: done.told or reply(done="nothing")}
        if done.errand:
            updates[self.errand] = done.errand
        if done.dialog:
            updates[self.place] = anew(done.dialog)
        return updates

    def load_file(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Show what an edited file would change; nothing is changed by it."""
        given = Given(event)
        plans = Plans(self.shared, window, browser)
        try:
            from assistant.export.plan_import import read_back  # Excel's library takes long to import

            file = file_of(event)
            plan = open_plan(plans.store, browser, given.line("plan")).plan
            shown = Pages(plans).loaded_html(plan.id, read_back(file.content, plan), file.name)
        except AskKloeError as error:
            return {self.told: reply(failed=error.user_message)}
        except Exception:  # noqa: BLE001 - a hostile file, too, changes nothing
            _log.exception("An Excel file could not be read")
            return {self.told: reply(failed=says("screen", "failed"))}
        return {self.screen: anew(shown), self.told: reply(done="loaded")}

    def look_again(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Say so if the plan that a window shows was changed elsewhere; otherwise nothing."""
        given = Given(event)
        plans = Plans(self.shared, window, browser)
        try:
            latest = list_versions(plans.store, browser, given.line("plan"))[0]
        except StoreError as error:
            return {self.told: reply(gone=error.user_message)}
        if latest.number <= given.number("version"):
            return {self.told: gr.skip()}
        text = says("plan", "newer", what=latest.what, number=str(latest.number))
        return {self.told: reply(newer=text, number=latest.number, editing=says("plan", "newer_editor"))}
