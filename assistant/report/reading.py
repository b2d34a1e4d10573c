"""From an uploaded file or pasted text to the text of its pages; everything stays in memory."""

import re
from dataclasses import dataclass

from corpus.errors import AskKloeError, UnreadableFileError
from corpus.readers.apart import read_apart
from corpus.readers.extract import decode
from corpus.readers.unreadable import unreadable
from corpus.words import raw_words

MAX_BYTES = 25 * 1024**2  # reports with photographs stay below 10 MB
MAX_CHARACTERS = 1_000_000  # 300 full pages
_SIGNATURES = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}
_SIGNATURE_WITHIN = 1024  # bytes; some programs write something before a PDF's signature
_KINDS = {".pdf": "pdf", ".docx": "docx", ".txt": "text", ".md": "text"}
_NAMES = {"pdf": "a PDF", "docx": "a Word document", "text": "plain text"}
_SAVE_AS = "Save it as PDF, Word (.docx) or text (.txt), or paste its text."
_PASTED = "The pasted text"
_FREQUENT = frozenset("the and of to in was were not for with that had is are on been their they this by".split())
_LEAST_FREQUENT = 0.06  # share of these among the words of a text; terse audits have 0.1, other languages 0.03
_WORDS_TO_JUDGE = 60
_WORD = re.compile(r"[^\W\d_]{2,}")


class ReportError(AskKloeError):
    """A report cannot be read."""


@dataclass(frozen=True)
class Loaded:
    """The text of a report as it was loaded.

    Attributes:
        pages: one text per page, only one where there are no pages; lines beginning with "#" are headings.
        paged: whether the pages are those of the file.
    """

    name: str
    pages: tuple[str, ...]
    paged: bool = False


def read_file(name: str, content: bytes) -> Loaded:
    """The text of an uploaded PDF, Word document or text file; nothing is written, and nothing in it is run.

    Raises:
        ReportError: it cannot be read; the message says why, and what to do.
    """
    try:
        kind = _kind(name, content)
        if kind == "text":
            pages = [decode(content, name)]
        else:
            pages = read_apart(kind, content, name)
    except UnreadableFileError as error:
        raise ReportError(f"“{name}” {error.problem}. {error.advice} Nothing was loaded.") from error
    return Loaded(name, _checked(f"“{name}”", pages), paged=kind == "pdf")


def read_pasted(text: str) -> Loaded:
    """Pasted text as a report.

    Raises:
        ReportError: it is empty, too long, or no English text.
    """
    return Loaded("Pasted text", _checked(_PASTED, [text]))


def _kind(name: str, content: bytes) -> str:
    """What kind of file it is, by its name; its content has to agree."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    kind = _KINDS.get(suffix)
    if kind is None:
        raise unreadable(name, "is not a kind of file that can be read here", _SAVE_AS)
    if len(content) > MAX_BYTES:
        advice = "Save it without pictures, or save only the part that you need."
        raise unreadable(name, f"is larger than {MAX_BYTES // 1024**2} MB", advice)
    if not content.strip():
        raise unreadable(name, "is empty: there is no text in it", "Check that it is the file you meant.")
    found = _kind_by_content(content)
    if found and found != kind:
        problem = f"is named like {_NAMES[kind]}, but it holds {_NAMES[found]}"
        raise unreadable(name, problem, "Open it in the program that made it, and save it again.")
    return kind


def _kind_by_content(content: bytes) -> str:
    start = content[:_SIGNATURE_WITHIN]
    if start.startswith(_SIGNATURES["docx"]):
        return "docx"
    return "pdf" if _SIGNATURES["pdf"] in start else ""


def _checked(what: str, pages: list[str]) -> tuple[str, ...]:
    """The pages, if there is English text on them, and no more than can be worked through."""
    size = sum(map(len, pages))
    if size > MAX_CHARACTERS:
        raise ReportError(
            f"{what} is longer than I can work through ({MAX_CHARACTERS:,} characters). "
            "Load it in parts. Nothing was loaded."
        )
    text = "\n".join(pages).replace("\ufeff", "")
    if not _WORD.search(text):
        raise ReportError(f"{what} is empty: there are no words in it. Check that it is what you meant.")
    words = raw_words(text)
    if len(words) >= _WORDS_TO_JUDGE and sum(word in _FREQUENT for word in words) < _LEAST_FREQUENT * len(words):
        raise ReportError(
            f"{what} does not read as English text. If it looks right on your screen, it may be a scan, or "
            "made with letters that cannot be read out: ask for the original. Nothing was loaded."
        )
    return tuple(page.replace("\ufeff", "") for page in pages)
