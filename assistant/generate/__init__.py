"""Answers in flowing words by a language model, every statement checked against the quotes it rests on."""

from assistant.generate.engine import GenerativeAssistant
from assistant.generate.settings import ModelSettings, read_model_settings

__all__ = ["GenerativeAssistant", "ModelSettings", "read_model_settings"]
