"""The write side: documents to passages to a new index, built beside the old one and swapped in whole."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.coverage import Coverage, coverage
from corpus.errors import AskKloeError, CorpusError, UnreadableFileError
from corpus.flag_model import FlagModel, write_flag_models
from corpus.framework import Framework
from corpus.index import KEYWORD_FIELDS, Entry, write_entries
from corpus.lay import LayQuestion, attach, load_decoys, load_lay_questions
from corpus.layout import FORMAT, IndexFiles, IndexInfo, current, read_info, serve, storing_libraries, write_info
from corpus.manifest import MANIFEST, list_documents
from corpus.model import MODEL_SHA256, Encoder
from corpus.reading import open_document, read_document
from corpus.records import write_documents, write_frameworks, write_passages
from corpus.situations import Situation, load_situations
from corpus.store import ROLES, KeywordStore, VectorStore, chroma_for_writing
from corpus.text import digest
from corpus.types import Document, Passage
from corpus.vocabulary import write_vocabulary
from ingest.chunk import VERSION, Chunk, chunks, heading_line
from ingest.examples import Encoded, examples
from ingest.flags import VERSION as FLAGS_VERSION
from ingest.flags import train
from ingest.vectors import VectorCache

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


@dataclass(frozen=True)
class Skipped:
    """A file that is not in the index, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """What an ingest did; ``changed`` is false if the index was up to date already."""

    documents: int
    passages: int
    skipped: tuple[Skipped, ...]
    coverage: dict[str, Coverage]
    changed: bool
    fingerprint: str
    seconds: float


@dataclass(frozen=True)
class _Library:
    """Everything that goes into an index."""

    documents: list[Document]
    passages: list[Passage]
    frameworks: list[Framework]
    lay: list[LayQuestion]
    decoys: list[str]
    situations: list[Situation]
    skipped: tuple[Skipped, ...]
    coverage: dict[str, Coverage]

    def fingerprint(self) -> str:
        versions = [f"{name}={version}" for name, version in storing_libraries().items()]
        documents = [json.dumps(asdict(d.source), sort_keys=True) + digest(d.text) for d in self.documents]
        passages = [repr(passage) for passage in self.passages]
        lay = [repr(question) for question in self.lay]
        frameworks = [framework.model_dump_json() for framework in self.frameworks]
        situations = [repr(situation) for situation in self.situations]
        parts = (*versions, *documents, *passages, *frameworks, *lay, *self.decoys, *situations)
        return digest(str(FORMAT), str(VERSION), str(FLAGS_VERSION), MODEL_SHA256, *parts)


def ingest(corpus: Path, index: Path, encoder: Encoder, progress: Progress = lambda *_: None) -> Summary:
    """Bring the index in ``index`` up to date with the documents in ``corpus``.

    The index that serves is not touched until the new one is whole; then one file is replaced.

    Raises:
        CorpusError: the corpus is missing, empty or wrong, or another ingest is running.
        ModelMissingError: texts must be encoded and the model is not there.
    """
    started = time.monotonic()
    library = _read_all(corpus, progress)
    fingerprint = library.fingerprint()
    try:
        index.mkdir(parents=True, exist_ok=True)
        with FileLock(index / "lock", timeout=0):
            changed = _bring_up(library, fingerprint, index, encoder, progress)
    except Timeout as error:
        raise CorpusError(f"Another ingest is writing to {index}. Wait until it has finished.") from error
    except OSError as error:
        raise CorpusError(
            f"The index could not be written to {index} ({error.strerror or error}). "
            "Make room or choose another folder; the old index, if there was one, is untouched."
        ) from error
    seconds = time.monotonic() - started
    return Summary(
        len(library.documents), len(library.passages), library.skipped, library.coverage, changed, fingerprint, seconds
    )


def _read_all(corpus: Path, progress: Progress) -> _Library:
    sources = list_documents(corpus)
    strict = (corpus / MANIFEST).exists()
    documents, passages, frameworks, skipped, covered = [], [], [], [], {}
    for number, source in enumerate(sources, 1):
        progress("Reading documents", number, len(sources))
        try:
            document = open_document(corpus, source)
            reading = read_document(corpus, document)
        except UnreadableFileError as error:
            skipped.append(Skipped(source.file, error.user_message))
            continue
        except CorpusError as error:
            if strict:
                raise
            skipped.append(Skipped(source.file, error.user_message))
            continue
        documents.append(document)
        passages += reading.passages
        frameworks += [reading.framework] if reading.framework else []
        covered[source.id] = coverage(document.text, reading)
    if not passages:
        reasons = " ".join(f"{s.file}: {s.reason}" for s in skipped)
        raise CorpusError(f"There is nothing to read in {corpus}. {reasons}".strip())
    lay = attach(load_lay_questions(corpus), passages)
    return _Library(
        documents, passages, frameworks, lay, load_decoys(corpus), load_situations(corpus), tuple(skipped), covered
    )


def _bring_up(library: _Library, fingerprint: str, index: Path, encoder: Encoder, progress: Progress) -> bool:
    """Build the index unless it is there, let it serve, and clear away old ones. True if it was built."""
    files = IndexFiles(index / fingerprint)
    before = _serving(index)
    built = not _is_whole(files)
    if built:
        shutil.rmtree(files.folder, ignore_errors=True)
        files.folder.mkdir()
        try:
            _build(library, fingerprint, files, VectorCache(index / "vectors.npz"), encoder, progress)
        except OSError:
            shutil.rmtree(files.folder, ignore_errors=True)  # what fills the disk must not stay
            raise
    if before != fingerprint:
        serve(index, fingerprint)
    for folder in index.iterdir():
        if folder.is_dir() and folder.name not in {fingerprint, before}:
            shutil.rmtree(folder, ignore_errors=True)
    return built or before != fingerprint


def _serving(index: Path) -> str:
    try:
        return current(index).folder.name
    except AskKloeError:
        return ""


def _is_whole(files: IndexFiles) -> bool:
    try:
        read_info(files)
    except AskKloeError:
        return False
    return True


def _build(
    library: _Library,
    fingerprint: str,
    files: IndexFiles,
    cache: VectorCache,
    encoder: Encoder,
    progress: Progress,
) -> None:
    texts = {d.source.id: d.text for d in library.documents}
    cut: list[Chunk] = []
    for number, passage in enumerate(library.passages):
        if number % 100 == 0:
            progress("Cutting passages", number, len(library.passages))
        cut += chunks(texts[passage.document_id], number, passage, encoder)
    wanted = [chunk.text for chunk in cut] + [question.text for question in library.lay] + library.decoys
    wanted += [situation.text for situation in library.situations]
    vectors = cache.encode(wanted, encoder, lambda done, total: progress("Encoding texts", done, total))
    numbers = {passage.id: n for n, passage in enumerate(library.passages)}
    entries = [Entry(chunk.role, (chunk.passage,), chunk.sentence) for chunk in cut]
    entries += _lay_entries(library, numbers, entries, vectors)
    entries += [Entry("decoy", ())] * len(library.decoys)
    encoded = Encoded(library.passages, cut, library.lay, library.situations, vectors)
    models = _flag_models(library.frameworks, encoded, progress)
    progress("Writing the index", 0, 1)
    with chroma_for_writing(files.chroma) as client:
        for role in ROLES:
            chosen = [n for n, entry in enumerate(entries) if entry.role == role]
            first = [library.passages[entries[n].passages[0]] if entries[n].passages else None for n in chosen]
            sources = [p.document_id if p else "" for p in first]
            VectorStore(client, role).add(chosen, vectors[chosen], sources, [p.kind if p else "" for p in first])
    fields = _keyword_texts(library, numbers)
    for name, keyword_texts in zip(KEYWORD_FIELDS, fields, strict=True):
        KeywordStore.build(keyword_texts).save(files.keywords / name)
    write_vocabulary(files.words, [" ".join(parts) for parts in zip(*fields, strict=True)])
    write_documents(files.documents, library.documents)
    write_passages(files.passages, library.passages)
    write_flag_models(files.flags, models)
    write_frameworks(files.frameworks, library.frameworks)
    write_entries(files.entries, entries)
    built = datetime.now(UTC).isoformat(timespec="seconds")
    counts = len(library.documents), len(library.passages)
    info = IndexInfo(FORMAT, fingerprint, MODEL_SHA256, storing_libraries(), *counts, built)
    write_info(files, info)
    progress("Writing the index", 1, 1)


def _lay_entries(library: _Library, numbers: dict[str, int], chunked: list[Entry], vectors) -> list[Entry]:  # noqa: ANN001
    """Entries of the lay questions; where one belongs to several passages, how well it fits each."""
    rows: dict[int, list[int]] = {}
    for n, entry in enumerate(chunked):
        if entry.role == "passage":
            rows.setdefault(entry.passages[0], []).append(n)
    found = []
    for n, question in enumerate(library.lay, len(chunked)):
        passages = tuple(numbers[i] for i in question.passage_ids)
        fit = [max(float(vectors[row] @ vectors[n]) for row in rows[p]) for p in passages]
        found.append(Entry("lay", passages, 0, tuple(round(f - max(fit), 4) for f in fit)))
    return found


def _keyword_texts(library: _Library, numbers: dict[str, int]) -> tuple[list[str], list[str]]:
    plain = [f"{heading_line(p)} {p.text} {p.speaker} {p.provider}" for p in library.passages]
    lay: list[list[str]] = [[] for _ in library.passages]
    for question in library.lay:
        for passage_id in question.passage_ids:
            lay[numbers[passage_id]].append(question.text)
    return plain, [" ".join(texts) for texts in lay]


def _flag_models(frameworks: list[Framework], encoded: Encoded, progress: Progress) -> list[FlagModel]:
    models = []
    for number, framework in enumerate(frameworks):
        progress("Learning the ratings characteristics", number, len(frameworks))
        models.append(train(framework, list(examples(framework, encoded))))
    return [model for model in models if model]
