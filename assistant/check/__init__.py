"""Checking written statements against the quotes they rest on."""

from assistant.check.checker import Checker, Quote, Shown, Verdict

__all__ = ["Checker", "Quote", "Shown", "Verdict"]
