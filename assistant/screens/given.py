"""What an event of the browser brought along, read safely."""

from collections.abc import Mapping
from dataclasses import dataclass

import gradio as gr

_LINE_CHARS = 400


@dataclass(frozen=True)
class Given:
    """What an event brought along; whatever else it may be, it is read as what is asked for."""

    event: gr.EventData

    def raw(self, name: str) -> object:
        """A value as it came."""
        return (self.event._data or {}).get(name)

    def has(self, name: str) -> bool:
        """Whether it came at all."""
        return self.raw(name) is not None

    def line(self, name: str) -> str:
        """A short text."""
        return str(self.raw(name) or "")[:_LINE_CHARS]

    def text(self, name: str) -> str:
        """A text of any length."""
        return str(self.raw(name) or "")

    def number(self, name: str) -> int:
        """A whole number from 0; 0 for anything else."""
        value = str(self.raw(name) or "")
        return int(value) if value.isdecimal() and len(value) < 10 else 0

    def fields(self) -> Mapping[str, object]:
        """Changed fields by name."""
        value = self.raw("fields")
        return {str(name): raw for name, raw in value.items()} if isinstance(value, dict) else {}

    def rows(self, name: str) -> list[Mapping[str, object]]:
        """A list of rows."""
        value = self.raw(name)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
