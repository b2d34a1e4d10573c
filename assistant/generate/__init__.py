"""Answers in flowing words by a language model, every statement checked against the quotes it rests on."""

from assistant.generate.answer_writing import Step
from assistant.generate.connecting import Tried, try_connection
from assistant.generate.engine import GenerativeAssistant
from assistant.generate.settings import ModelSettings, needed_model, read_model_settings

__all__ = [
    "GenerativeAssistant",
    "ModelSettings",
    "Step",
    "Tried",
    "needed_model",
    "read_model_settings",
    "try_connection",
]
