"""Simpler systems on the same questions: llama-index's starter recipe, BM25 alone, the dense model alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.callbacks import CallbackManager
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from corpus.index import Index
from corpus.model import Encoder
from corpus.types import Document, Span
from corpus.words import keywords
from evals.evaluation import FlagSystems
from evals.extracts import Extract
from evals.finding import SEARCH_DEPTH, Finder, extract_of
from evals.flagging import NearestStatement
from evals.practice import FRAMEWORK
from evals.questions import Question

_STARTER_TOP_K = 20  # chunks of up to 1,024 tokens: far more than 1,200 words, and ten results for nDCG@10


class _SameModel(BaseEmbedding):
    """Our embedding model as llama-index wants it, so that every system has the same one."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder, **kwargs: Any) -> None:  # noqa: ANN401 - llama-index's own fields
        super().__init__(model_name="all-MiniLM-L6-v2", **kwargs)
        self._encoder = encoder

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._encoder.encode([text])[0].tolist()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.encode(texts).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class StarterRecipe:
    """llama-index's starter: SentenceSplitter as it comes (1,024 tokens, 200 overlap), vectors in memory, top-k.

    The conversation before a question is not used: the recipe knows none.
    """

    name = "llama-index starter"

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        """Split and embed the documents' stored texts, without metadata."""
        callbacks = CallbackManager([])
        splitter = SentenceSplitter(callback_manager=callbacks)
        index = VectorStoreIndex.from_documents(
            [LlamaDocument(text=document.text, id_=document.source.id) for document in documents],
            transformations=[splitter],
            embed_model=_SameModel(encoder, callback_manager=callbacks),
            callback_manager=callbacks,
        )
        self._retriever = index.as_retriever(similarity_top_k=_STARTER_TOP_K)

    def find(self, question: Question) -> list[Extract]:
        """The nearest chunks, at their places in the documents."""
        nodes = [found.node for found in self._retriever.retrieve(question.question)]
        return [_place(node) for node in nodes if isinstance(node, TextNode)]


class KeywordsAlone:
    """BM25 over the passages' own text, nothing else."""

    name = "BM25 alone"

    def __init__(self, index: Index) -> None:
        """Use the index's keyword store."""
        self._index = index

    def find(self, question: Question) -> list[Extract]:
        """Passages with any word of the question, best first, ties in document order."""
        scores = self._index.keywords["text"].scores(keywords(question.question))
        best = np.argsort(-scores, kind="stable")[:SEARCH_DEPTH]
        return [extract_of(self._index.passages[n]) for n in best if scores[n] > 0]


class DenseAlone:
    """The embedding model over the passages' own text, nothing else."""

    name = "dense alone"

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Use the index's passage vectors."""
        self._index, self._encoder = index, encoder

    def find(self, question: Question) -> list[Extract]:
        """The nearest passages; one that was cut into several chunks counts at its best."""
        vector = self._encoder.encode([question.question])[0]
        nearest = self._index.vectors["passage"].nearest(vector, 2 * SEARCH_DEPTH)
        numbers = dict.fromkeys(self._index.entries[entry].passages[0] for entry, _ in nearest)
        return [extract_of(self._index.passages[n]) for n in numbers][:SEARCH_DEPTH]


def peers(index: Index, encoder: Encoder) -> list[Finder]:
    """All the systems we are compared with."""
    return [StarterRecipe(list(index.documents.values()), encoder), KeywordsAlone(index), DenseAlone(index, encoder)]


def flag_systems(index: Index, encoder: Encoder) -> FlagSystems | None:
    """What flags are measured with; None if the index lacks the framework that the rows are about."""
    framework = index.frameworks.get(FRAMEWORK)
    return FlagSystems(framework, (NearestStatement(framework, encoder),)) if framework else None


def _place(node: TextNode) -> Extract:
    start, end = node.start_char_idx, node.end_char_idx
    if start is None or end is None or node.ref_doc_id is None:
        raise ValueError(f"llama-index gave no place for the chunk {node.text[:60]!r}; it cannot be measured.")
    return Extract(node.ref_doc_id, (Span(start, end),))
