"""Teaches the harm classifier: our own labelled messages, and ordinary ones as examples of no harm.

Owns fitting and calibration. Needs scipy. Must not read a person's messages: only what lies in the project.
Calibration: each half of the messages is scored by what the other half taught; a line through those log-odds turns them
into probabilities. Nothing is learned from, or calibrated on, a class with ``learn: false``.

Example: ``train(load_examples(), ["we had pasta"], for_training()).save(folder)``
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from bot.language.logistic import Floats, fit, ngram_matrix
from bot.language.ngrams import Ngrams
from bot.language.reader import Reader
from bot.language.signs import VECTOR_SCALE, Pair
from bot.safety.classifier import LABELS, HarmClassifier, harm_odds, log_scores
from bot.safety.examples import HarmExample

MEANING_C, WORDS_C = 1.0, 10.0
MOST_ORDINARY = 2_400
"""Ordinary messages from data/nlu; more of them change little and take time."""
ORDINARY_WEIGHT = 0.4
"""An ordinary message says less than a near miss that was written to be confused."""


def train(examples: Sequence[HarmExample], ordinary: Sequence[str], reader: Reader) -> HarmClassifier:
    """Learn from the examples that may be learned from, and from ordinary messages."""
    learned = [e for e in examples if e.learn]
    taken = {e.text for e in examples}
    plain = sorted({t for t in ordinary if t.strip() and t not in taken}, key=_place)[:MOST_ORDINARY]
    texts = [*(e.text for e in learned), *plain]
    labels = np.asarray([*(LABELS.index(e.label) for e in learned), *(0 for _ in plain)])
    weigh = np.asarray([*(1.0 for _ in learned), *(ORDINARY_WEIGHT for _ in plain)], dtype=np.float32)
    vectors = reader.vectors(texts)
    odds = _unlearned_odds(texts, labels, weigh, vectors)
    slope, offset = _line(odds, (labels > 0).astype(np.float32), weigh)
    pair, ngrams = _fit(texts, labels, weigh, vectors)
    return HarmClassifier(pair, ngrams, slope, offset, reader)


def _place(text: str) -> int:
    """Give the same order every time, and no stretch of a file."""
    return zlib.crc32(text.encode())


def _fit(texts: Sequence[str], labels: Floats, weigh: Floats, vectors: Floats) -> tuple[Pair, Ngrams]:
    targets = np.eye(len(LABELS), dtype=np.float32)[labels]
    ngrams = Ngrams.fit(texts)
    meaning = fit(vectors * VECTOR_SCALE, targets, inverse_l2=MEANING_C, kind="softmax", row_weights=weigh)
    words = fit(ngram_matrix(ngrams, texts), targets, inverse_l2=WORDS_C, kind="softmax", row_weights=weigh)
    return Pair(meaning, words), ngrams


def _unlearned_odds(texts: Sequence[str], labels: Floats, weigh: Floats, vectors: Floats) -> Floats:
    """Score each half of the messages by what the other half taught."""
    half = np.asarray([_place(text) % 2 for text in texts])
    odds = np.zeros(len(texts), dtype=np.float32)
    for own in (0, 1):
        to_learn, to_score = np.flatnonzero(half != own), np.flatnonzero(half == own)
        if not len(to_learn) or not len(to_score):
            continue
        pair, ngrams = _fit([texts[i] for i in to_learn], labels[to_learn], weigh[to_learn], vectors[to_learn])
        odds[to_score] = harm_odds(log_scores(pair, ngrams, vectors[to_score], [texts[i] for i in to_score]))
    return odds


def _line(odds: Floats, harm: Floats, weigh: Floats) -> tuple[float, float]:
    """Return slope and offset that turn log-odds into calibrated ones."""
    model = fit(odds[:, None], harm[:, None], inverse_l2=100.0, kind="sigmoid", row_weights=weigh[:, None])
    return float(model.weights[0, 0]), float(model.bias[0])
