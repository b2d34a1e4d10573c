"""Checking written statements against the quotes they rest on."""

from assistant.check.checker import Checker, Quote, Shown, Verdict
from assistant.check.cuts import LIST_MARK, points_back

__all__ = ["LIST_MARK", "Checker", "Quote", "Shown", "Verdict", "points_back"]
