"""The settings screen: what is kept, deleting it, and what AskKLOE holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.screens.chat import SCRIPT
from assistant.screens.errands import save, say
from assistant.screens.model_acting import ModelActing
from assistant.screens.model_page import KEY_FIELD, ModelFacts
from assistant.screens.page import goes_to_html
from assistant.screens.settings_page import Facts, settings_html
from assistant.screens.shared import EVENT, WHO, Frame, Shared, Updates, html
from assistant.store import StoreError
from assistant.store.choices import choose_keeping
from assistant.store.feedback import count_feedback, feedback_csv
from assistant.store.kept import delete_kept, list_kept
from assistant.store.packs import PACKS
from assistant.store.plans import list_plans
from assistant.store.reports import REPORTS

_CSV = "text/csv;charset=utf-8"
_BOM = "\ufeff"  # or Excel takes the table for another alphabet


def build_settings(frame: Frame) -> None:
    """The settings, read anew whenever they are shown."""
    script = SCRIPT.read_text(encoding="utf-8")
    screen = html(settings_html(facts_of(frame.shared, "")), "settings-part", script)
    errand = html("", "settings-errand", script)
    handlers = SettingsHandlers(frame.shared, screen, errand, frame.goes_to)
    mine: dict[str, Any] = {**EVENT, "js": WHO}
    screen.load(handlers.show, frame.who, [screen], **mine)
    screen.submit(handlers.act_or_set, frame.who, [screen, errand, frame.goes_to], **mine)


@dataclass(frozen=True)
class SettingsHandlers:
    """The handlers, over what all windows share."""

    shared: Shared
    screen: gr.HTML
    errand: gr.HTML
    goes_to: gr.HTML

    def show(self, window: str, browser: str) -> Updates:
        """Show what is so now."""
        del window
        return {self.screen: settings_html(facts_of(self.shared, browser))}

    def act_or_set(self, window: str, browser: str, event: gr.EventData) -> Iterator[Updates]:
        """Do what a button says; what is done about the language model may take long."""
        do = str(getattr(event, "do", ""))
        if not do.startswith("model-"):
            yield {**self.act(window, browser, event), self.goes_to: goes_to_html(self.shared.sent_to())}
            return
        try:
            for done in ModelActing(self.shared).act(do, event):
                shown = settings_html(replace(facts_of(self.shared, browser), model=done.facts))
                said = say(done.said, empties=KEY_FIELD) if done.said else gr.skip()
                yield {self.screen: shown, self.errand: said, self.goes_to: goes_to_html(self.shared.sent_to())}
        except StoreError as error:
            yield {**self.show(window, browser), self.errand: say(error.user_message)}

    def act(self, window: str, browser: str, event: gr.EventData) -> Updates:
        """Do what a button says, and say what was done."""
        store = self.shared.store
        try:
            match getattr(event, "do", ""):
                case "keeping":
                    on = not self.shared.may_keep()
                    choose_keeping(store, on=on)
                    if not on:
                        self.shared.windows.keep_nothing()
                    said = say(f"Keeping is switched {'on' if on else 'off'}.")
                case "delete":
                    delete_kept(store, browser, str(getattr(event, "id", "")))
                    self.shared.windows.keep_no_more(str(getattr(event, "id", "")))
                    said = say("Deleted.")
                case "delete-everything":
                    store.delete_everything()
                    self.shared.windows.keep_nothing()
                    said = say("Everything that was kept on this computer has been deleted.")
                case "feedback":
                    name = f"askkloe-feedback-{datetime.now().date().isoformat()}.csv"
                    said = save(name, _CSV, f"{_BOM}{feedback_csv(store)}".encode())
                case _:
                    said = say("")
        except StoreError as error:
            said = say(error.user_message)
        return {**self.show(window, browser), self.errand: said}


def facts_of(shared: Shared, browser: str) -> Facts:
    """What the settings show to one browser."""
    store, index = shared.store, shared.index
    model = _model_of(shared)
    documents = tuple(document.source for document in index.documents.values()) if index else ()
    facts = Facts(store.folder, keeping=False, can_keep=False, problem=store.said, documents=documents, model=model)
    if store.engine is None:
        return facts
    try:
        kept, feedback = list_kept(store, browser), count_feedback(store)
        counted = {
            "plans": len(list_plans(store, browser)),
            "reports": len(REPORTS.list(store, browser)),
            "workshops": len(PACKS.list(store, browser)),
        }
    except StoreError as error:
        return Facts(
            store.folder, keeping=False, can_keep=False, problem=error.user_message, documents=documents, model=model
        )
    return Facts(
        store.folder, shared.may_keep(), can_keep=True, kept=kept, feedback=feedback, problem=store.said,
        documents=documents, model=model, **counted,
    )  # fmt: skip


def _model_of(shared: Shared) -> ModelFacts:
    try:
        return ModelActing(shared).facts()
    except StoreError:
        return ModelFacts(can_keep=False)
