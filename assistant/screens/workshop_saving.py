"""Downloading a workshop: one of its files, or all of them as one zip."""

from datetime import date

from assistant.export.pack_zip import pack_file_name, pack_files, pack_zip
from assistant.screens.acting import WORD
from assistant.screens.errands import save
from assistant.screens.workshop_files import EVERYTHING, FILES
from assistant.workshop.pack import Pack

KINDS = (EVERYTHING, *FILES)
_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ZIP = "application/zip"


def saved_pack(pack: Pack, kind: str, day: date) -> str:
    """The errand that lets the browser save a file of a pack; nothing for one that it does not have."""
    if kind == EVERYTHING:
        return save(pack_file_name(pack, "pack", day), _ZIP, pack_zip(pack, day))
    found = next((file for file in pack_files(pack, day) if file.what == kind), None)
    return save(found.name, _POWERPOINT if kind == "slides" else WORD, found.made()) if found else ""
