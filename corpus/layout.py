"""Where an index keeps its parts: one folder per fingerprint, and a file that says which one serves."""

import json
import os
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.errors import IndexMissingError, StaleIndexError

FORMAT = 3  # raise when the files below change shape
CURRENT = "CURRENT"
_STORING = ("bm25s", "chromadb", "llama-index-core", "llama-index-vector-stores-chroma", "scikit-learn")


@dataclass(frozen=True)
class IndexInfo:
    """What an index was made from; ``libraries`` are the versions of those that write its files."""

    format: int
    fingerprint: str
    model_sha256: str
    libraries: dict[str, str]
    documents: int
    passages: int
    built: str


@dataclass(frozen=True)
class IndexFiles:
    """The files of one index folder."""

    folder: Path

    @property
    def info(self) -> Path:
        """What the index was made from; written last, so its presence means the index is whole."""
        return self.folder / "info.json"

    @property
    def documents(self) -> Path:
        """Manifest entries and stored texts, one JSON object a line."""
        return self.folder / "documents.jsonl"

    @property
    def passages(self) -> Path:
        """Passages, one JSON object a line, in document order."""
        return self.folder / "passages.jsonl"

    @property
    def entries(self) -> Path:
        """What each vector stands for, one JSON object a line (see `corpus.index.Entry`)."""
        return self.folder / "entries.jsonl"

    @property
    def frameworks(self) -> Path:
        """Ratings frameworks, one JSON object a line."""
        return self.folder / "frameworks.jsonl"

    @property
    def flags(self) -> Path:
        """Folder of the flagging models, one file a framework (see `corpus.flag_model`)."""
        return self.folder / "flags"

    @property
    def words(self) -> Path:
        """The words of passages and their lay questions (see `corpus.vocabulary`)."""
        return self.folder / "words.json"

    @property
    def chroma(self) -> Path:
        """Chroma's own folder."""
        return self.folder / "chroma"

    @property
    def keywords(self) -> Path:
        """BM25's own folder."""
        return self.folder / "bm25"


def storing_libraries() -> dict[str, str]:
    """The installed versions of the libraries that write an index's files, "" for one that is not installed."""
    found = {}
    for name in _STORING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def write_info(files: IndexFiles, info: IndexInfo) -> None:
    """Mark an index folder as whole."""
    files.info.write_text(json.dumps(asdict(info), indent=1), encoding="utf-8")


def read_info(files: IndexFiles) -> IndexInfo:
    """What the index was made from.

    Raises:
        StaleIndexError: the folder is not a whole index of this version, or other versions of the
            libraries that wrote it are installed now.
    """
    try:
        info = IndexInfo(**json.loads(files.info.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StaleIndexError("The index is damaged or was made by another version; it has to be rebuilt.") from error
    if info.format != FORMAT:
        raise StaleIndexError("The index was made by another version of AskKLOE; it has to be rebuilt.")
    installed = storing_libraries()
    for name in sorted(installed.keys() | info.libraries.keys()):
        before, now = info.libraries.get(name, ""), installed.get(name, "")
        if before != now:
            raise StaleIndexError(
                f"The index was written with {name} {before or '(none)'} and {now or 'none'} is installed; "
                "it has to be rebuilt."
            )
    return info


def serve(index: Path, fingerprint: str) -> None:
    """Let ``fingerprint`` be the index that readers open from now on; atomic."""
    waiting = index / f"{CURRENT}.{os.getpid()}"
    waiting.write_text(fingerprint, encoding="utf-8")
    waiting.replace(index / CURRENT)


def current(index: Path) -> IndexFiles:
    """The index folder that serves.

    Raises:
        IndexMissingError: nothing has been built yet.
    """
    try:
        fingerprint = (index / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError as error:
        raise IndexMissingError(f"There is no index in {index} yet.") from error
    return IndexFiles(index / fingerprint)
