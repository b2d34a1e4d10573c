"""The manifest: which documents a folder holds; folders without one are listed as they are."""

import tomllib
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.readers.extract import READABLE_SUFFIXES
from corpus.types import SourceDocument

MANIFEST = "manifest.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    publisher: str
    published: str
    framework: str
    kind: str
    rights: str
    url: str
    file: str
    source_file: str
    sha256: str
    reader: str
    outline: str = ""


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: list[_Entry]


def list_documents(folder: Path) -> list[SourceDocument]:
    """The documents of a corpus folder: as its manifest says, or every readable file in it.

    Raises:
        CorpusError: there is no such folder, or its manifest is wrong.
    """
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}. Give the folder that holds the documents.")
    manifest = folder / MANIFEST
    if manifest.exists():
        return _from_manifest(manifest)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and _wanted(p.relative_to(folder)))
    return [_from_file(folder, path) for path in files]


def _wanted(relative: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in relative.parts)
    return not hidden and relative.suffix.lower() in READABLE_SUFFIXES


def _from_manifest(path: Path) -> list[SourceDocument]:
    try:
        manifest = _Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise CorpusError(f"The manifest {path} cannot be used: {error}") from error
    ids = [entry.id for entry in manifest.document]
    if len(set(ids)) != len(ids):
        raise CorpusError(f"The manifest {path} names a document id twice.")
    return [SourceDocument(**entry.model_dump()) for entry in manifest.document]


def _from_file(folder: Path, path: Path) -> SourceDocument:
    name = path.relative_to(folder).as_posix()
    return SourceDocument(
        id=name,
        title=path.stem.replace("_", " ").replace("-", " "),
        publisher="unknown",
        published="unknown",
        framework="none named",
        kind="document",
        rights="unknown",
        url="unknown",
        file=name,
        source_file=name,
        sha256="",
        reader="plain",
    )


def check_unchanged(folder: Path, source: SourceDocument) -> str:
    """The SHA-256 of the document's file, compared with the manifest where that names one.

    Raises:
        CorpusError: the file is missing, or is not the one the manifest describes.
    """
    path = folder / source.file
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CorpusError(f"{source.file} cannot be opened ({error.strerror}).") from error
    if source.sha256 and found != source.sha256:
        raise CorpusError(
            f"{source.file} is not the document that the manifest describes (its SHA-256 is {found}). "
            "Put the original back, or correct the manifest and the outline that belongs to it."
        )
    return found
