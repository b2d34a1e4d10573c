"""What the server asks the browser to do: to say something, or to save a file. Nothing is left on the disk."""

import base64
import itertools
import json
from html import escape

_serial = itertools.count(1)  # the same errand twice is done twice


def say(text: str, turn: int = 0, empties: str = "") -> str:
    """Show a line beside an answer (or beside the conversation's buttons), and have it read out.

    ``empties`` is the id of a field that what was typed in is not to stay in.
    """
    return _errand(do="say", text=text, turn=turn, empties=empties)


def go(address: str) -> str:
    """Show another screen: ``address`` is what stands behind the # of its address."""
    return _errand(do="go", address=address)


def save(name: str, kind: str, content: bytes) -> str:
    """Let the browser save a file; ``kind`` is its media type."""
    encoded = base64.b64encode(content).decode()
    return _errand(do="save", name=name, kind=kind, content=encoded, turn=0, text=f"Saved as {name}.")


def reply(**what: object) -> str:
    """What a screen's script is told after something was done, or could not be, as HTML that nobody sees."""
    told = json.dumps({**what, "serial": next(_serial)}, ensure_ascii=True)
    return f'<template class="reply">{escape(told)}</template>'


def anew(html: str) -> str:
    """A piece of the page that takes the place of what was there, even if it is the same.

    Gradio (6.31) patches what is there, element by element: what was typed would stay, listeners would gather, and the
    same dialog would not open a second time. An element of another name is put in its place as a whole.
    """
    name = f"drawn-{next(_serial)}"
    return f'<{name} style="display: block">{html}</{name}>'


def _errand(**what: str | int) -> str:
    told = json.dumps({**what, "serial": next(_serial)})
    return f'<template class="errand">{escape(told)}</template>'
