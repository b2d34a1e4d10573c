"""From a file's bytes to stored text, and for PDF to the place where each page begins."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from corpus.readers.docx_text import docx_text
from corpus.readers.html_text import html_text
from corpus.readers.unreadable import unreadable

MAX_FILE_BYTES = 50 * 1024 * 1024

Page = TypeVar("Page")

_PAGE_JOIN = "\n\n"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_NOT_IN_PDF_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Other kinds of file that are sometimes renamed to .txt, .md or .html.
_FOREIGN = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_MANY_CONTROLS = 0.005  # share of control characters from which on a file is no text; some old files hold a few
# pypdf 7.1 says itself that broken files cause more than PyPdfError. Files with random bytes changed or cut off
# raised NotImplementedError and ValueError as well; the others are what such code raises on values of a wrong kind.
_PDF_ERRORS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_pypdf_log_lock = Lock()  # reading holds the interpreter anyway, so taking turns costs nothing


@dataclass(frozen=True)
class Extraction:
    """The text of a file as it is stored.

    Attributes:
        page_starts: for PDF, the character offset at which each page begins.
    """

    text: str
    page_starts: tuple[int, ...] = ()


def extract(path: Path) -> Extraction:
    """Read one file by its suffix; nothing in it is executed or fetched.

    ``.txt`` and ``.md`` are stored exactly as decoded, line ends and byte order mark included.

    Raises:
        UnreadableFileError: the file is missing, of another kind, too large, damaged, locked or without text.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        kinds = ", ".join(READABLE_SUFFIXES)
        raise unreadable(path.name, "is not a kind of file that can be read", f"Save it as one of {kinds}.")
    extraction = read(_bytes_of(path), path.name)
    if not extraction.text.replace("\ufeff", "").strip():
        raise _empty(path.name)
    return extraction


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        problem = f"could not be opened ({error.strerror or type(error).__name__})"
        raise unreadable(path.name, problem, "Check that it is still there and that you may open it.") from error
    if len(data) > MAX_FILE_BYTES:
        limit = f"is larger than {MAX_FILE_BYTES // 1024**2} MB"
        raise unreadable(path.name, limit, "Split it into smaller files, or save it without pictures.")
    if not data:
        raise _empty(path.name)
    return data


def _empty(name: str) -> Exception:
    return unreadable(name, "is empty: there is no text in it", "Check that it is the file you meant.")


# -- text and HTML ------------------------------------------------------------------------


def _read_text(data: bytes, name: str) -> Extraction:
    return Extraction(decode(data, name))


def _read_html(data: bytes, name: str) -> Extraction:
    return Extraction(html_text(decode(data, name), name))


def decode(data: bytes, name: str) -> str:
    """UTF-8, and failing that Windows-1252; no newline is translated."""
    if data.startswith(_FOREIGN) or b"\0" in data:
        raise _not_text(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_windows(data, name)
    if len(_CONTROL.findall(text)) > _MANY_CONTROLS * len(text):
        raise _not_text(name)
    return text


def _decode_windows(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_text(name) from error


def _not_text(name: str) -> Exception:
    problem = "does not hold plain text, although its name says so"
    return unreadable(name, problem, "Open it in the program it was made with and save it as text (UTF-8) or PDF.")


# -- PDF ----------------------------------------------------------------------------------


def read_pages(data: bytes, name: str, page_of: Callable[[PageObject], Page], most: int | None = None) -> list[Page]:
    """What ``page_of`` makes of each page of a PDF.

    Raises:
        UnreadableFileError: it is damaged or locked, or has more than ``most`` pages.
    """
    with _quiet_pypdf():
        return _pages(data, name, page_of, most)


def check_searchable(pages: Iterable[str], name: str) -> None:
    """See that there is text on some page.

    Raises:
        UnreadableFileError: there is none.
    """
    if not any(page.strip() for page in pages):
        problem = "seems to be a scan: it has pictures of pages but no text that can be searched"
        raise unreadable(name, problem, "Ask for the original, or run text recognition (OCR) on it first.")


def _read_pdf(data: bytes, name: str) -> Extraction:
    pages = read_pages(data, name, lambda page: clean_page(page.extract_text()))
    check_searchable(pages, name)
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + len(_PAGE_JOIN)
    return Extraction(_PAGE_JOIN.join(pages), tuple(starts))


def _pages(data: bytes, name: str, page_of: Callable[[PageObject], Page], most: int | None) -> list[Page]:
    """PdfReader itself tries the empty password, with which documents open that are only closed to changes."""
    try:
        held = PdfReader(BytesIO(data)).pages
        if most is not None and len(held) > most:
            raise unreadable(name, f"has more than {most} pages", "Save the part that you need as a file of its own.")
        pages = [page_of(page) for page in held]
    except FileNotDecryptedError as error:
        advice = "Open it with the password, and save or print it as a PDF without one."
        raise unreadable(name, "is protected by a password, so its text cannot be read", advice) from error
    except DependencyError as error:
        advice = "Open it in a PDF program, and save or print it as a PDF without protection."
        raise unreadable(name, "is protected in a way that cannot be read here", advice) from error
    except _PDF_ERRORS as error:
        raise _damaged_pdf(name) from error
    if not pages:
        raise _damaged_pdf(name)
    return pages


def _damaged_pdf(name: str) -> Exception:
    return unreadable(name, "is damaged, or is not a PDF", "Get a fresh copy, or open it and save it as PDF again.")


def clean_page(text: str) -> str:
    """Control characters become spaces, halves of characters the replacement character, as neither can be stored."""
    return _SURROGATE.sub("\ufffd", _NOT_IN_PDF_TEXT.sub(" ", text)).strip()


@contextmanager
def _quiet_pypdf() -> Iterator[None]:
    """Keep pypdf's remarks about repaired files off the screen while reading."""
    logger = logging.getLogger("pypdf")
    with _pypdf_log_lock:
        level = logger.level
        logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            logger.setLevel(level)


def _read_docx(data: bytes, name: str) -> Extraction:
    return Extraction(docx_text(data, name))


_READERS: dict[str, Callable[[bytes, str], Extraction]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
READABLE_SUFFIXES: tuple[str, ...] = tuple(_READERS)
