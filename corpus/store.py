"""The vector and keyword stores: the one place that knows Chroma, llama-index's wrapper of it, and bm25s."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import bm25s
import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError
from llama_index.core.schema import BaseNode, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from corpus.model import Vectors
from corpus.words import keywords

ROLES = ("passage", "sentence", "lay", "decoy")
_BATCH = 4000


class VectorStore:
    """Vectors of one role (passages, sentences or lay questions) in an embedded Chroma collection."""

    def __init__(self, client: ClientAPI, role: str) -> None:
        """Open or make the collection; cosine is set here, not left to a default."""
        collection = client.get_or_create_collection(
            role, configuration={"hnsw": {"space": "cosine", "ef_search": 400}}, embedding_function=None
        )
        self._store = ChromaVectorStore(chroma_collection=collection)
        self.size = collection.count()

    def add(self, numbers: Sequence[int], vectors: Vectors, documents: Sequence[str], kinds: Sequence[str]) -> None:
        """Store vectors under entry numbers, with the document and kind that filters use."""
        nodes: list[BaseNode] = [
            TextNode(id_=str(n), text="", embedding=vector.tolist(), metadata={"document": document, "kind": kind})
            for n, vector, document, kind in zip(numbers, vectors, documents, kinds, strict=True)
        ]
        for start in range(0, len(nodes), _BATCH):
            self._store.add(nodes[start : start + _BATCH])
        self.size += len(nodes)

    def nearest(
        self, vector: NDArray[np.float32], top_k: int, *, documents: Sequence[str] = (), kinds: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """The nearest entries as (entry number, cosine similarity in -1..1), best first.

        Empty ``documents`` or ``kinds`` do not filter; names that match nothing give nothing.
        """
        if not self.size:
            return []
        wanted = [{"document": {"$in": list(documents)}}] * bool(documents) + [{"kind": {"$in": list(kinds)}}] * bool(
            kinds
        )
        where = {"$and": wanted} if len(wanted) > 1 else wanted[0] if wanted else None
        # Straight to the collection: the wrapper's query rebuilds every node, which takes 15 times as long.
        result = self._store.client.query(
            query_embeddings=[vector.tolist()], n_results=min(top_k, self.size), where=where, include=["distances"]
        )
        distances = (result["distances"] or [[]])[0]
        return [(int(n), 1.0 - distance) for n, distance in zip(result["ids"][0], distances, strict=True)]


def open_chroma(folder: Path) -> ClientAPI:
    """An embedded client on ``folder``, with telemetry off."""
    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


@contextmanager
def chroma_for_writing(folder: Path) -> Iterator[ClientAPI]:
    """An embedded client to build with, closed at the end, so that the folder can be deleted and made anew.

    Raises:
        OSError: Chroma could not write; a full disk, mostly.
    """
    try:
        with cast(Client, open_chroma(folder)) as client:  # the declared type hides that it can be closed
            yield client
    except ChromaError as error:
        raise OSError(str(error)) from error


def close_chroma() -> None:
    """Forget every client: Chroma 1.x keeps one per folder, also one that failed, and would hand it out again."""
    SharedSystemClient.clear_system_cache()


class KeywordStore:
    """BM25 over one text per passage."""

    def __init__(self, engine: bm25s.BM25, size: int) -> None:
        """Wrap an engine; use `build` or `load`."""
        self._engine = engine
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> "KeywordStore":
        """Index the texts, in passage order."""
        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        words = [keywords(text) or ["-"] for text in texts]
        engine.index(words or [["-"]], show_progress=False)
        return cls(engine, len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into ``folder``."""
        self._engine.save(str(folder), show_progress=False)
        (folder / "size").write_text(str(self.size), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "KeywordStore":
        """Read what `save` wrote."""
        engine = bm25s.BM25.load(str(folder), show_progress=False)
        return cls(engine, int((folder / "size").read_text(encoding="utf-8")))

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """BM25 scores of all passages (0 and up), for stems from `keywords`."""
        known = [word for word in words if word in self._engine.vocab_dict]
        if not known or not self.size:
            return np.zeros(self.size, np.float32)
        return self._engine.get_scores(known)[: self.size]
