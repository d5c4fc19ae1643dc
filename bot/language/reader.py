"""The fine-tuned reader: what a text tells, from an encoder that has learned our own examples.

Owns the outputs of `data/reader.onnx`: which signs are there, which are denied, whether any is told, the intent, and
the sentence vector all of these come from. It must not decide: `signs` and `intents` blend it with what `trellis train`
learns, so that an example added to data/nlu counts at once. The file is made by `make tune` (scripts/tune), which takes
half an hour and needs torch; what it learned is in `data/reader.json`, with the file's hash.

    reader.shared().vectors(["i ring his boss and say he's ill"]).shape     # (1, 384)
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language.encoder import CACHE_SIZE, Encoder, EncoderUnavailable, Rows
from bot.language.logistic import squash

FOLDER = Path(__file__).with_name("data")
DIMENSIONS = 384
"""Of a sentence vector; its length is 1."""


@dataclass(frozen=True)
class Outputs:
    """What the encoder learned to tell, in this order in its output."""

    signs: tuple[str, ...]
    intents: tuple[str, ...]

    @property
    def width(self) -> int:
        """Numbers a row: present, denied, any, intents, and the vector they come from."""
        return 2 * len(self.signs) + 1 + len(self.intents) + DIMENSIONS


class Reader(Encoder):
    """Scores texts with the fine-tuned encoder."""

    def __init__(self, folder: Path = FOLDER, cache_size: int = CACHE_SIZE, threads: int = 1) -> None:
        self.outputs = _outputs(folder)
        super().__init__(folder / "reader.onnx", folder / "tokenizer.json", self.outputs.width, cache_size, threads)

    def vectors(self, texts: Sequence[str]) -> Rows:
        """Return sentence vectors, shape (texts, 384); zeros for a text without a word."""
        return self.rows(texts)[:, -DIMENSIONS:]

    def signs(self, texts: Sequence[str], signs: Sequence[str]) -> Rows:
        """Return probabilities, shape (texts, 2 x signs + 1): present, denied, any; NaN for a sign it never learned."""
        own = self.outputs.signs
        scores = squash(self.rows(texts)[:, : 2 * len(own) + 1], "sigmoid")
        arranged = np.full((len(texts), 2 * len(signs) + 1), np.nan, dtype=np.float32)
        for at, sign in enumerate(signs):
            if sign in own:
                arranged[:, at] = scores[:, own.index(sign)]
                arranged[:, len(signs) + at] = scores[:, len(own) + own.index(sign)]
        arranged[:, -1] = scores[:, -1]
        return arranged

    def intents(self, texts: Sequence[str], intents: Sequence[str]) -> Rows:
        """Return probabilities among these, shape (texts, intents); NaN for an intent it never learned."""
        own = self.outputs.intents
        known = [at for at, intent in enumerate(intents) if intent in own]
        arranged = np.full((len(texts), len(intents)), np.nan, dtype=np.float32)
        if known:
            wanted = [2 * len(self.outputs.signs) + 1 + own.index(intents[at]) for at in known]
            arranged[:, known] = squash(self.rows(texts)[:, wanted], "softmax")
        return arranged


def blend(parts: Sequence[Rows], shares: Sequence[float]) -> Rows:
    """Return the weighted mean of score tables of one shape; where a part has none (NaN), the others share its weight."""
    stacked = np.stack(parts)
    known = ~np.isnan(stacked)
    weighed = np.asarray(shares, dtype=np.float32).reshape(-1, *(1,) * (stacked.ndim - 1)) * known
    return np.asarray((np.nan_to_num(stacked) * weighed).sum(axis=0) / weighed.sum(axis=0), dtype=np.float32)


def _outputs(folder: Path) -> Outputs:
    try:
        facts = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
        if digest != facts["sha256"]:
            raise EncoderUnavailable("reader.onnx is not the file that reader.json describes: check it out again")
        return Outputs(tuple(facts["signs"]), tuple(facts["intents"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderUnavailable("reader.onnx or reader.json is missing or damaged: check them out again") from error


@functools.lru_cache(maxsize=1)
def shared() -> Reader:
    """Return the process's one reader."""
    return Reader()


@functools.lru_cache(maxsize=1)
def for_training() -> Reader:
    """Return a reader that uses two threads and forgets nothing."""
    return Reader(cache_size=1_000_000, threads=2)
