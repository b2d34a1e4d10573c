"""The texts that an ingest encodes, put together again from the finished index."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

from corpus.index import Index
from corpus.lay import attach, load_decoys, load_lay_questions
from corpus.situations import load_situations
from corpus.types import Passage

_HEADING_MAX_WORDS = 24


def ingested_texts(index: Index, corpus: Path) -> list[str]:
    """Every text once, in the order of the index's entries.

    The same texts as the ingest's, but for where a passage too long for the model is cut: here into equal
    parts, there at the ends of sentences. Their number and their length in words are the same, which is
    what encoding time depends on; importing the write side would open a door that is shut on purpose.
    """
    parts = Counter(entry.passages[0] for entry in index.entries if entry.role == "passage")
    texts = [
        text
        for number, passage in enumerate(index.passages)
        for text in [*_parts(passage, parts[number]), *_sentences(index, passage)]
    ]
    texts += [question.text for question in attach(load_lay_questions(corpus), index.passages)]
    texts += load_decoys(corpus)
    texts += [situation.text for situation in load_situations(corpus)]
    return list(dict.fromkeys(texts))


def _parts(passage: Passage, count: int) -> list[str]:
    heading = " ".join(" – ".join(passage.heading[-2:]).split()[:_HEADING_MAX_WORDS])
    words = passage.text.split()
    cuts = [len(words) * n // max(count, 1) for n in range(count + 1)]
    texts = [" ".join(words[start:end]) for start, end in pairwise(cuts)]
    return [f"{heading}: {text}" if heading else text for text in texts]


def _sentences(index: Index, passage: Passage) -> list[str]:
    return [index.slice(passage.document_id, sentence) for sentence in passage.sentences]
