"""What all windows share: the assistant, the store, and the table of windows; nothing in it is any one window's."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.screens.model_in_use import model_in_use
from assistant.screens.start import Start
from assistant.screens.windows import Windows
from assistant.store import Store, StoreError
from assistant.store.choices import may_keep

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.generate import GenerativeAssistant, ModelSettings
    from corpus.index import Index

LOOK_AGAIN_S = 0.25
Updates = dict[Any, Any]
EVENT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
# Every event brings along who asks: the last two inputs are replaced by the names of the window and the browser.
WHO = "async (...given) => [...given.slice(0, -2), ...await window.askkloe.who]"


@dataclass(frozen=True)
class Shared:
    """The assistant that is being made ready, what is kept, and what the windows hold.

    ``given`` is what the environment says about a language model, if it says anything.
    """

    start: Start
    store: Store
    windows: Windows = field(default_factory=Windows)
    given: "ModelSettings | None" = None

    @property
    def index(self) -> "Index | None":
        """The index, once it is open."""
        return self.start.assistant.index if self.start.assistant else None

    def wait(self) -> "Assistant | None":
        """The assistant, as soon as it is ready; None if it cannot be."""
        while not self.start.assistant and not self.start.progress.error:
            time.sleep(LOOK_AGAIN_S)
        return self.start.assistant

    def model(self) -> "ModelSettings | None":
        """The language model that writes answers now; None if they are the guidance's own words."""
        try:
            return model_in_use(self.store, self.given)
        except StoreError:
            return None

    def sent_to(self) -> str:
        """The other machine that questions are sent to; "" if they stay on this computer."""
        model = self.model()
        return model.host if model and model.is_remote else ""

    def writer(self, assistant: "Assistant") -> "GenerativeAssistant | None":
        """What answers with the model that is in use; None if there is none."""
        model = self.model()
        if model is None:
            return None
        from assistant.generate import GenerativeAssistant  # takes a second, which nobody waits for without a model

        return GenerativeAssistant(assistant, model)

    def store_of(self, window: str) -> Store:
        """Where plans and reports of a window are: on this computer, or in the window only if nothing may be kept."""
        return self.store if self.may_keep() else self.windows.store(window)

    def may_keep(self) -> bool:
        """Whether anything may be kept now."""
        try:
            return may_keep(self.store)
        except StoreError:
            return False


@dataclass(frozen=True)
class Frame:
    """What a screen is built into: the page, the two inputs that `WHO` fills, and the line above all screens."""

    page: gr.Blocks
    shared: Shared
    who: tuple[gr.Textbox, gr.Textbox]
    goes_to: gr.HTML


def html(value: str, elem_id: str | None = None, script: str | None = None) -> gr.HTML:
    """A piece of the page; ``script`` runs once, when it is there."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=script)
