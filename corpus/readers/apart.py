"""Reading a file in a process of its own, so that one made to do harm can cost no more than a bounded time and memory.

`python -m corpus.readers.apart pdf` (or ``docx``) reads a file's bytes from standard input and writes one JSON object:
``{"pages": [...]}`` or ``{"problem": "...", "advice": "..."}``.
"""

import json
import subprocess
import sys
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.unreadable import unreadable

MAX_PAGES = 300  # the longest reports, those of hospitals, have some 200
MAX_UNPACKED_BYTES = 60 * 1024**2  # of a Word document; text of 300 pages is about 10 MB of it, the rest pictures
MAX_SECONDS = 60  # a report of 14 pages takes less than one, one of 300 about ten
_MAX_MEMORY = 2 * 1024**3  # where the system can hold a process to it
_ROOT = Path(__file__).resolve().parents[2]


def read_apart(kind: str, data: bytes, name: str, seconds: float = MAX_SECONDS) -> list[str]:
    """The text of each page of a ``pdf``, or all of a ``docx`` as one; headings are "#" lines.

    Raises:
        UnreadableFileError: it cannot be read, or not within so many seconds.
    """
    command = [sys.executable, "-m", "corpus.readers.apart", kind]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=_ROOT, timeout=seconds, check=False)
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        advice = "It may be damaged. Open it, and save or print it as a new PDF, or paste its text."
        raise unreadable(name, f"takes longer than {seconds:.0f} seconds to read", advice) from error
    except (OSError, ValueError) as error:
        advice = "It may be damaged. Open it, and save or print it as a new file, or paste its text."
        raise unreadable(name, "could not be read to the end", advice) from error
    if "problem" in told:
        raise unreadable(name, told["problem"], told["advice"])
    return told["pages"]


def _read(kind: str, data: bytes) -> dict[str, object]:
    """Libraries are loaded only for the kind at hand."""
    try:
        if kind == "pdf":
            from corpus.readers.pdf_pages import pdf_pages

            return {"pages": pdf_pages(data, "", MAX_PAGES)}
        from corpus.readers.docx_text import docx_text

        return {"pages": [docx_text(data, "", bold_headings=True, most_bytes=MAX_UNPACKED_BYTES)]}
    except UnreadableFileError as error:
        return {"problem": error.problem, "advice": error.advice}


def _hold_memory() -> None:
    """Have the system refuse more memory than the bound; Windows has no such limit, and macOS does not keep to it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def main() -> int:
    """Read standard input and write what was found."""
    _hold_memory()
    sys.stdout.write(json.dumps(_read(sys.argv[1], sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
