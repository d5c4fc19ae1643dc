"""Word and letter n-grams hashed into a fixed number of columns, weighted by tf-idf.

Owns turning text into sparse features without a stored vocabulary (so no word a person wrote is ever kept in a model).
It must not know what is learned from them.

    matrix = Ngrams.fit(texts).matrix(texts)     # scipy CSR, one row a text, rows of length 1
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.language.spelling import mend

COLUMNS = 1 << 14
"""Twice as many gained nothing on held-out messages; 40 outputs take 1.3 MB in half precision."""

_WORD = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")


@dataclass(frozen=True)
class Row:
    """One text's features: column numbers and their weights (Euclidean length 1)."""

    columns: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Ngrams:
    """The hashed n-gram features with the idf weights learned from training texts."""

    idf: npt.NDArray[np.float32]
    """Shape (COLUMNS,)."""

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Ngrams:
        """Learn how common each column is."""
        seen = np.zeros(COLUMNS, dtype=np.float32)
        for text in texts:
            seen[list({_column(g) for g in grams(text)})] += 1
        return cls(np.asarray(np.log((1 + len(texts)) / (1 + seen)) + 1, dtype=np.float32))

    def row(self, text: str) -> Row:
        """Return one text's features."""
        counts: dict[int, int] = {}
        for gram in grams(text):
            column = _column(gram)
            counts[column] = counts.get(column, 0) + 1
        columns = np.fromiter(counts, dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[columns]
        length = float(np.linalg.norm(weights))
        return Row(columns, np.asarray(weights / length if length else weights, dtype=np.float32))


def grams(text: str) -> list[str]:
    """List the n-grams of a text: words, pairs of words, and 3 or 4 letters inside words."""
    words = _WORD.findall(mend(text).lower())
    found = [f"w {w}" for w in words]
    found += [f"p {a} {b}" for a, b in pairwise(words)]
    for word in words:
        padded = f" {word} "
        for size in (3, 4):
            found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return found


def _column(gram: str) -> int:
    return zlib.crc32(gram.encode()) % COLUMNS
