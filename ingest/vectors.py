"""Vectors by text, kept between runs so that only new texts are encoded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from corpus.model import DIMENSIONS, MODEL_SHA256, Encoder, Vectors
from corpus.text import digest

_BATCH = 512


class VectorCache:
    """A file of vectors, keyed by a digest of the text and of the model."""

    def __init__(self, path: Path) -> None:
        """Read the file if it is there; a damaged one counts as empty."""
        self._path = path
        self._known: dict[str, int] = {}
        self._vectors = np.zeros((0, DIMENSIONS), np.float32)
        try:
            with np.load(path) as held:
                keys, vectors = held["keys"].tolist(), held["vectors"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return
        if vectors.shape == (len(keys), DIMENSIONS):
            self._known = {key: n for n, key in enumerate(keys)}
            self._vectors = vectors

    def encode(self, texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None]) -> Vectors:
        """Vectors of the texts, ``float32 (n, 384)``, rows of length 1; the file then holds just these."""
        keys = [digest(MODEL_SHA256, text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        fresh_keys = sorted(missing, key=lambda key: len(missing[key]))
        fresh = np.zeros((len(fresh_keys), DIMENSIONS), np.float32)
        for start in range(0, len(fresh_keys), _BATCH):
            batch = fresh_keys[start : start + _BATCH]
            fresh[start : start + len(batch)] = encoder.encode([missing[key] for key in batch])
            progress(start + len(batch), len(fresh_keys))
        found = {key: fresh[n] for n, key in enumerate(fresh_keys)}
        rows = [found[key] if key in found else self._vectors[self._known[key]] for key in keys]
        vectors = np.stack(rows).astype(np.float32) if rows else np.zeros((0, DIMENSIONS), np.float32)
        if fresh_keys or len(self._known) != len(set(keys)):
            self._save(keys, vectors)
        return vectors

    def _save(self, keys: list[str], vectors: Vectors) -> None:
        first = {key: n for n, key in reversed(list(enumerate(keys)))}
        waiting = self._path.with_suffix(".writing.npz")
        np.savez(waiting, keys=np.array(list(first)), vectors=vectors[list(first.values())])
        waiting.replace(self._path)
