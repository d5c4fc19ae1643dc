"""Word and letter n-grams hashed into a fixed number of columns, weighted by tf-idf.

Owns turning text into sparse features without a stored vocabulary (so no word a person wrote is ever kept in a model).
It must not know what is learned from them.

    Ngrams.fit(texts).row("i cover for him").columns     # numbers below COLUMNS; logistic.learn_ngrams makes a matrix
"""

from __future__ import annotations

import functools
import re
import zlib
from collections import Counter
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
            seen[list(set(columns(text)))] += 1
        return cls.of(seen, len(texts))

    @classmethod
    def of(cls, seen: npt.NDArray[np.float32], texts: int) -> Ngrams:
        """Weigh columns by in how many of so many texts each was seen."""
        return cls(np.asarray(np.log((1 + texts) / (1 + seen)) + 1, dtype=np.float32))

    def row(self, text: str) -> Row:
        """Return one text's features."""
        counts = Counter(columns(text))
        numbers = np.fromiter(counts, dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[numbers]
        length = float(np.linalg.norm(weights))
        return Row(numbers, np.asarray(weights / length if length else weights, dtype=np.float32))


def columns(text: str) -> list[int]:
    """List the column of each n-gram of a text: words, pairs of words, and 3 or 4 letters inside words."""
    words = _WORD.findall(mend(text).lower())
    found = [column for word in words for column in _of_word(word)]
    return found + [column_of(f"p {a} {b}") for a, b in pairwise(words)]


@functools.lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[int, ...]:
    """Few words make up most of any text: remembered, they take a third of the time."""
    padded = f" {word} "
    letters = [padded[i : i + size] for size in (3, 4) for i in range(len(padded) - size + 1)]
    return tuple(column_of(gram) for gram in (f"w {word}", *letters))


def column_of(gram: str) -> int:
    """Return the column that an n-gram falls into."""
    return zlib.crc32(gram.encode()) % COLUMNS
