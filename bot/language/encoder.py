"""A sentence encoder on disk: texts in, one row of numbers a text out; one ONNX file and its tokenizer, one thread a run.

Owns tokenizing, running and remembering recent texts. It must not know what the numbers mean: `reader` does.
Each text is run by itself: an int8 model fits its scales to all that it is given at once, so in a batch a text's numbers
would hang on its neighbours (by up to 3 in a logit), and 32 at a time take a quarter more work, not less.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

Rows = npt.NDArray[np.float32]
"""Shape (texts, width)."""

MAX_TOKENS = 256
CACHE_SIZE = 512
MAX_CHARS = 4_000
"""256 tokens never need more characters than this; cutting first keeps a 20,000-character message cheap."""


class EncoderUnavailable(RuntimeError):
    """An encoder's files are missing or damaged; the message says which and what to do."""


class Encoder:
    """Turn texts into rows; loads on first use, is safe to share between threads.

    model, tokenizer: paths of the two files. width: numbers a row.
    threads: how many texts run side by side; one is best when serving, more when training.
    cache_size: how many recent texts are kept (a turn asks for the same text several times).
    """

    def __init__(
        self, model: Path, tokenizer: Path, width: int, cache_size: int = CACHE_SIZE, threads: int = 1
    ) -> None:
        self.width = width
        self._files = (model, tokenizer)
        self._cache: OrderedDict[str, Rows] = OrderedDict()
        self._cache_size = cache_size
        self._threads = threads
        self._lock = threading.RLock()
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: tokenizers.Tokenizer | None = None

    def load(self) -> None:
        """Load the model now instead of at the first text; raises EncoderUnavailable where it cannot."""
        with self._lock:
            if self._session is not None:
                return
            import onnxruntime
            import tokenizers

            model, vocabulary = self._files
            try:
                tokenizer = tokenizers.Tokenizer.from_file(str(vocabulary))
            except Exception as error:  # tokenizers raises bare Exception
                raise EncoderUnavailable(f"{vocabulary.name} is missing or damaged: check it out again") from error
            tokenizer.no_padding()  # the file may fix padding to 128 tokens: ten times the work for a short line
            tokenizer.enable_truncation(max_length=MAX_TOKENS)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            try:
                session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            except Exception as error:  # onnxruntime's own exception classes share no public base
                raise EncoderUnavailable(f"{model.name} is missing or damaged: check it out again") from error
            self._tokenizer, self._session = tokenizer, session

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return one row a text, shape (len(texts), width), in the order given; zeros for a text without a word."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
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
            for text, vector in zip(wanted, self._run_all(list(wanted)), strict=True):
                found[wanted[text]] = vector
                self._keep(text, vector)
        return found

    def _run_all(self, texts: Sequence[str]) -> Iterable[Rows]:
        """Run texts side by side: a thread each needs half the work of several threads on one, which wait by spinning."""
        self.load()
        if self._threads == 1 or len(texts) == 1:
            return map(self._run, texts)
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._run, texts))

    def _keep(self, text: str, vector: Rows) -> None:
        self._cache[text] = vector
        if len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)

    def _run(self, text: str) -> Rows:
        assert self._session is not None
        assert self._tokenizer is not None
        ids = np.asarray([self._tokenizer.encode(text[:MAX_CHARS]).ids], dtype=np.int64)
        rows = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        return np.asarray(rows[0], dtype=np.float32)
