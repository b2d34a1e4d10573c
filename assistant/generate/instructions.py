"""What the model is told: files under ``data/generate``, filled in, with a hash that travels with the answer."""

import re
from functools import cache
from hashlib import sha256
from string import Template

from assistant.patterns import DATA
from corpus.errors import AskKloeError

FOLDER = DATA / "generate"


class InstructionsError(AskKloeError):
    """A file of instructions does not fit what is filled in."""


def instructions(name: str, **values: str) -> str:
    """A file of instructions, its ``$names`` filled in.

    Raises:
        InstructionsError: a name in the file is not given, or one that is given does not stand there.
    """
    template = Template(_text(name))
    if set(template.get_identifiers()) != set(values):
        raise InstructionsError(f"{name} has {sorted(template.get_identifiers())}, and was given {sorted(values)}.")
    return template.substitute(values).strip()


@cache
def instructions_hash() -> str:
    """The first eight digits of the SHA-256 of all files, by name."""
    state = sha256()
    for path in sorted(FOLDER.iterdir()):
        state.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()[:8]


def one_line(text: str) -> str:
    """A text on one line, so that nothing in it looks like a part of the instructions."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", " ".join(text.split()))


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
