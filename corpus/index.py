"""Opening the index that serves, checked against the program that reads it."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from corpus.errors import IndexMissingError, StaleIndexError
from corpus.flag_model import FlagModel, read_flag_models
from corpus.framework import Framework
from corpus.layout import IndexFiles, IndexInfo, current, read_info
from corpus.model import MODEL_SHA256
from corpus.records import read_documents, read_frameworks, read_passages
from corpus.store import ROLES, KeywordStore, VectorStore, close_chroma, open_chroma
from corpus.text import slice_spans
from corpus.types import Document, Passage, Span
from corpus.vocabulary import Vocabulary, read_vocabulary

KEYWORD_FIELDS = ("text", "lay")


@dataclass(frozen=True)
class Entry:
    """What one vector stands for.

    ``passages`` are passage numbers; a lay question can belong to several. ``affinity`` says for each,
    in -2..0, how much less than its best passage the lay question resembles it (cosine).
    """

    role: str
    passages: tuple[int, ...]
    sentence: int = 0
    affinity: tuple[float, ...] = ()


def write_entries(path: Path, entries: list[Entry]) -> None:
    """Write one entry a line."""
    path.write_text("".join(json.dumps(asdict(entry)) + "\n" for entry in entries), encoding="utf-8")


def _read_entries(path: Path) -> list[Entry]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Entry(r["role"], tuple(r["passages"]), r["sentence"], tuple(r["affinity"])) for r in rows]


class Index:
    """A whole index, open for reading; shared by all readers, never changed."""

    def __init__(self, files: IndexFiles) -> None:
        """Open an index folder.

        Raises:
            StaleIndexError: it is damaged, or was made with another model or version.
        """
        self.info: IndexInfo = read_info(files)
        if self.info.model_sha256 != MODEL_SHA256:
            raise StaleIndexError("The index was made with another embedding model; it has to be rebuilt.")
        try:
            self.passages: list[Passage] = read_passages(files.passages)
            self.documents: dict[str, Document] = {d.source.id: d for d in read_documents(files.documents)}
            self.frameworks: dict[str, Framework] = {f.id: f for f in read_frameworks(files.frameworks)}
            self.flag_models: list[FlagModel] = read_flag_models(files.flags)
            self.entries: list[Entry] = _read_entries(files.entries)
            self.vocabulary: Vocabulary = read_vocabulary(files.words)
            client = open_chroma(files.chroma)
            self.vectors: dict[str, VectorStore] = {role: VectorStore(client, role) for role in ROLES}
            self.keywords: dict[str, KeywordStore] = {
                name: KeywordStore.load(files.keywords / name) for name in KEYWORD_FIELDS
            }
        except Exception as error:
            raise StaleIndexError("The index is damaged and has to be rebuilt.") from error
        if sum(store.size for store in self.vectors.values()) != len(self.entries):
            raise StaleIndexError("The index is damaged (vectors are missing) and has to be rebuilt.")

    @cached_property
    def number(self) -> dict[str, int]:
        """Passage numbers by passage id."""
        return {passage.id: n for n, passage in enumerate(self.passages)}

    @cached_property
    def units(self) -> dict[str, tuple[int, ...]]:
        """Passage numbers by unit, in document order."""
        found: dict[str, list[int]] = {}
        for n, passage in enumerate(self.passages):
            for unit in passage.units:
                found.setdefault(unit, []).append(n)
        return {unit: tuple(numbers) for unit, numbers in found.items()}

    @cached_property
    def framework_of(self) -> dict[str, Framework]:
        """Frameworks by the id of their document."""
        return {framework.document: framework for framework in self.frameworks.values()}

    def slice(self, document_id: str, spans: tuple[Span, ...]) -> str:
        """The words at these spans of a document: the only source of quotes."""
        return slice_spans(self.documents[document_id].text, spans)


def discard_index(folder: Path) -> None:
    """Take away the mark that says the serving index is whole, so that the next ingest builds it anew."""
    close_chroma()
    try:
        current(folder).info.unlink(missing_ok=True)
    except IndexMissingError:
        return


def open_index(folder: Path) -> Index:
    """The index that serves in ``folder``.

    Raises:
        IndexMissingError: nothing has been built yet.
        StaleIndexError: what is there is damaged or of another version.
    """
    return Index(current(folder))
