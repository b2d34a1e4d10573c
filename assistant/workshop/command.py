"""`python -m assistant workshop`: a pack as a zip, as an outline or as JSON, or what is held on a topic."""

import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.export.pack_zip import pack_zip
from assistant.workshop.build import build_pack
from assistant.workshop.material import open_material
from assistant.workshop.pack import Declined, Request
from assistant.workshop.pack_records import declined_record, declined_text, pack_outline, pack_record
from assistant.workshop.records import found_record
from assistant.workshop.rules import told
from assistant.workshop.sheet import found_text
from assistant.workshop.topics import find_topics

if TYPE_CHECKING:
    from assistant.answering import Assistant


def print_topic(assistant: "Assistant", text: str, as_json: bool) -> None:
    """Print what is held on the topic that a text is about.

    Raises:
        DataFileError: a file of a topic is not as it should be.
    """
    found = find_topics(assistant, open_material(assistant.index), text)
    if as_json:
        _print_json(found_record(assistant.index, text, found))
    else:
        _print(found_text(assistant.index, found))


def make_pack(assistant: "Assistant", request: Request, out: Path | None, as_json: bool) -> None:
    """Make the pack for a request, write it if it is told where to, and print what is in it; or why there is none.

    Raises:
        DataFileError: a file of a topic is not as it should be.
        OSError: the file cannot be written; one that was there is as it was.
    """
    built = build_pack(assistant, request)
    if isinstance(built, Declined):
        if as_json:
            _print_json(declined_record(request, built))
        else:
            _print(declined_text(built))
        return
    if out:
        _write_whole(out, pack_zip(built, date.today()))
    if as_json:
        _print_json(pack_record(built))
    else:
        _print(pack_outline(built) + (f"\n{told('outline', 'written', file=out)}\n" if out else ""))


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def _print(text: str) -> None:
    sys.stdout.write(text)


def _print_json(record: object) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
