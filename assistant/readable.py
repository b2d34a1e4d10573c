"""Is there a question at all? Mark-up, addresses and data are taken away; what is left has to hold words."""

import json
import re

_MARKUP = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|</?[a-z][^<>]*>")
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b[a-z]:\\\S+")
_WORD = re.compile(r"\w")


def without_markup(text: str) -> str:
    """The text without tags, scripts, web addresses and pasted JSON; empty if nothing else was there."""
    left = _ADDRESS.sub(" ", _MARKUP.sub(" ", text))
    if left == text and not _is_data(text):
        return text
    return "" if _is_data(left) or not _WORD.search(left) else " ".join(left.split())


def _is_data(text: str) -> bool:
    """Whether the text is a JSON object or list."""
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
