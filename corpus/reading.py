"""From a document's file to its stored text and passages, by the reader its manifest entry names."""

from pathlib import Path

from corpus.errors import CorpusError
from corpus.framework_file import load_framework
from corpus.manifest import check_unchanged
from corpus.outline import load_outline
from corpus.readers.extract import extract
from corpus.readers.go_online import read_go_online
from corpus.readers.outlined import read_outlined
from corpus.readers.plain import read_plain
from corpus.readers.ratings import read_ratings
from corpus.types import Document, Reading, SourceDocument


def open_document(folder: Path, source: SourceDocument) -> Document:
    """The document with its stored text.

    Raises:
        CorpusError: the file is missing or not the one the manifest describes.
        UnreadableFileError: the file has no text that can be read.
    """
    check_unchanged(folder, source)
    extraction = extract(folder / source.file)
    return Document(source, extraction.text, extraction.page_starts)


def read_document(folder: Path, document: Document) -> Reading:
    """The document's passages.

    Raises:
        CorpusError: the reader is unknown, or the data that goes with the document does not fit it.
    """
    source = document.source
    match source.reader:
        case "plain":
            return read_plain(document)
        case "go-online":
            return read_go_online(document)
        case "outlined":
            return read_outlined(document, load_outline(folder / source.outline))
        case "framework":
            return read_ratings(document, load_framework(folder / source.outline))
        case other:
            raise CorpusError(f"The manifest names the reader {other!r} for {source.id}, which does not exist.")
