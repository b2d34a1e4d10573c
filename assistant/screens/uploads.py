"""A file that the browser read and sent along with an event (see `upload.js`), as bytes; nothing is written to disk."""

import base64
import binascii
from dataclasses import dataclass

import gradio as gr

from corpus.errors import AskKloeError

MB = 1024 * 1024
MOST_MB = 10  # measured: 10 MB take the event channel under a second, 20 MB three seconds, on 2 cores
_NAME_CHARS = 200


class UploadError(AskKloeError):
    """No file came along, or too large a one."""

    retryable = True


@dataclass(frozen=True)
class Upload:
    """A file as it was chosen; ``name`` has no folder."""

    name: str
    content: bytes


def file_of(event: gr.EventData, most_mb: int = MOST_MB) -> Upload:
    """The file that an event brought along as ``name`` and ``content``.

    Raises:
        UploadError: there is none, or it is too large.
    """
    given = event._data or {}
    name = str(given.get("name", "")).replace("\\", "/").split("/")[-1][:_NAME_CHARS]
    content = given.get("content")
    if not isinstance(content, str) or not content:
        raise UploadError("No file was chosen. Choose one and try again.")
    if len(content) > most_mb * MB * 4 // 3 + 4:
        raise UploadError(f"“{name}” is too large; at most {most_mb} MB can be read. Nothing was changed.")
    try:
        return Upload(name, base64.b64decode(content, validate=True))
    except binascii.Error as error:
        raise UploadError(f"“{name}” did not arrive whole. Please try again.") from error
