"""Vectors of texts of any length: what the model cannot read at once is read in parts, never cut."""

import re
from collections.abc import Sequence

import numpy as np

from corpus.model import MAX_WORD_PIECES, Encoder, Vector

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def readable_parts(text: str, encoder: Encoder) -> list[str]:
    """The text itself if the model reads it whole; else its sentences, and of those too long their halves, and so on.

    What cannot be halved (one endless word) is halved by characters.
    """
    if encoder.count(text) <= MAX_WORD_PIECES:
        return [text]
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    if len(parts) < 2:
        words = text.split()
        middle = len(words) // 2
        halves = (words[:middle], words[middle:]) if middle else (text[: len(text) // 2], text[len(text) // 2 :])
        parts = [" ".join(half) if isinstance(half, list) else half for half in halves]
    return [piece for part in parts for piece in readable_parts(part, encoder)]


def encode_whole(texts: Sequence[str], encoder: Encoder) -> dict[str, Vector]:
    """Vectors by text, all encoded in one call; that of a long text is the mean of its parts', of length 1."""
    parts = {text: readable_parts(text, encoder) for text in dict.fromkeys(texts)}
    unique = list(dict.fromkeys(part for held in parts.values() for part in held))
    vectors = dict(zip(unique, encoder.encode(unique), strict=True))
    return {text: _mean([vectors[part] for part in held]) for text, held in parts.items()}


def _mean(vectors: Sequence[Vector]) -> Vector:
    if len(vectors) == 1:
        return vectors[0]
    mean = np.mean(vectors, axis=0)
    return (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
