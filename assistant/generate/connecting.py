"""Trying a model out: does it answer, and if not, what is wrong, in plain English."""

import threading
import time
from dataclasses import dataclass

from assistant.generate.model import ChatModel, Message, OpenAIModel
from assistant.generate.settings import ModelSettings, checked_settings
from assistant.generate.writer import Writer
from assistant.patterns import load_data
from corpus.errors import AskKloeError

_SECONDS = 30.0
_TOKENS = 80
_ASKED = (
    "S1: The office opens at nine. Say in one statement, with its label, when the office opens. Answer with JSON only, "
)
_FORM = 'in this form: {"statements": [{"text": "One sentence.", "sources": ["S1"]}]}'


@dataclass(frozen=True)
class Tried:
    """What trying a connection showed: whether answers can be had, and what to tell people."""

    works: bool
    says: str


def try_connection(settings: ModelSettings, model: ChatModel | None = None) -> Tried:
    """Send one short request that holds nothing of anybody's, and say how it went."""
    lines = load_data("generate.toml")["lines"]
    started = time.monotonic()
    limits = load_data("generate.toml")["limits"] | {"max_tokens": _TOKENS}
    until = started + min(_SECONDS, settings.seconds)
    try:
        checked_settings(settings)
        asked = [Message("user", _ASKED + _FORM)]
        writer = Writer(model or OpenAIModel(settings), asked, ["S1"], until, threading.Event(), limits)
        try:
            keeps_form = any(drafts for drafts in writer.drafts())
        finally:
            writer.close()
    except AskKloeError as error:
        return Tried(False, error.user_message)
    seconds = f"{time.monotonic() - started:.0f}"
    said = [lines["test_ok"].format(model=settings.name, host=settings.host, seconds=seconds)]
    said += [] if keeps_form else [lines["test_not_json"]]
    said += [lines["test_remote"].format(host=settings.host)] if settings.is_remote else []
    return Tried(True, " ".join(said))
