"""AskKLOE: settings, then the window; the index and the model are made ready while the page is already open."""

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.screens.terminal import Teller, free_port, has_desktop, say
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from assistant.generate import ModelSettings

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"
PREFIX = "ASKKLOE_"
MODEL_PREFIX = "ASKKLOE_MODEL_"  # of the settings that assistant.generate reads
QUIET = {  # no telemetry, nothing fetched, no progress bars but ours: every library's switch, in one place
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "TQDM_DISABLE": "1",
}


class Settings(BaseSettings):
    """What can be set, in the environment, as ASKKLOE_INDEX and so on."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    index: Path = HERE / "index"
    corpus: Path = HERE / "corpus"
    data: Path = Field(default_factory=lambda: user_data_path("AskKLOE", appauthor=False))
    port: int = Field(default=7860, ge=1024, le=65535)
    open_browser: bool = True


def read_settings() -> Settings:
    """The settings from the environment.

    Raises:
        ValueError: one of them is unknown or out of bounds; the message says which.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(
        name
        for name in os.environ
        if name.upper().startswith(PREFIX) and not name.upper().startswith(MODEL_PREFIX) and name.upper() not in known
    )
    if unknown:
        raise ValueError(f"Unknown setting {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise ValueError("; ".join(problems)) from error


def given_model() -> "ModelSettings | None":
    """What the environment says about a language model; None if it says nothing.

    Raises:
        ModelSettingsError: it cannot be used; the message says why.
    """
    if not any(name.upper().startswith(MODEL_PREFIX) for name in os.environ):
        return None
    from assistant.generate import read_model_settings  # its import takes a second

    return read_model_settings()


def main() -> int:
    """Open the window and keep it open until Ctrl+C. Returns the exit status."""
    os.environ.update(QUIET)
    os.environ["NO_PROXY"] = ",".join(filter(None, [os.environ.get("NO_PROXY"), HOST]))
    try:
        settings = read_settings()
        model = given_model()
        port = free_port(HOST, settings.port)
    except (ValueError, OSError, AskKloeError) as error:
        say(f"AskKLOE could not start: {error}")
        return 2
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    say("AskKLOE is starting…")
    from assistant.screens.screens import build_page  # Gradio's import takes seconds
    from assistant.screens.shared import Shared
    from assistant.screens.start import Start
    from assistant.screens.window import open_window
    from assistant.store import open_store

    start = Start(settings.index.resolve(), settings.corpus.resolve(), Teller())
    shared = Shared(start, open_store(settings.data.expanduser().resolve()), given=model)
    page = build_page(shared)
    if shared.store.said:
        say(shared.store.said)
    open_window(page, shared.windows, HOST, port, open_browser=settings.open_browser and has_desktop())
    if port != settings.port:
        say(f"Port {settings.port} is in use, so AskKLOE takes {port}.")
    say(f"AskKLOE is open at http://{HOST}:{port}/  –  press Ctrl+C here to stop.")
    start.begin()
    while not stop.wait(0.5):  # so that Windows, too, hears Ctrl+C
        pass
    say("\nAskKLOE stops.")
    start.stop()
    page.close(verbose=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
