"""Logistic regression in plain numpy: one output a label (sigmoid) or one choice among labels (softmax).

Owns prediction and fitting; only sparse features need scipy, and only when fitting. All outputs are fitted together:
40 outputs over 7,000 sentences of n-grams take about 2 s on one core. It must not know what the labels mean.

    model = fit(features, targets, inverse_l2=1.0, kind="sigmoid")
    model.scores(features)           # probabilities, shape (rows, outputs)
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from bot.language.ngrams import COLUMNS, Ngrams, Row, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix

Kind = Literal["sigmoid", "softmax"]
"""Each output a yes or no of its own, or one choice among all."""
Floats = npt.NDArray[np.float32]
MEMORY = 6
"""Steps that L-BFGS remembers."""
PATIENCE = 3
"""Rounds over which progress is judged."""


@dataclass(frozen=True)
class Logistic:
    """Fitted weights."""

    weights: Floats
    """Shape (features, outputs)."""
    bias: Floats
    """Shape (outputs,)."""
    kind: Kind

    def scores(self, features: Floats) -> Floats:
        """Return probabilities for dense feature rows, shape (rows, outputs)."""
        return squash(features @ self.weights + self.bias, self.kind)

    def sparse_logits(self, row: Row) -> Floats:
        """Return the raw outputs for one sparse row, shape (outputs,)."""
        picked = self.weights[row.columns].astype(np.float32)
        return np.asarray(row.weights @ picked + self.bias, dtype=np.float32)


def squash(logits: Floats, kind: Kind) -> Floats:
    """Turn raw outputs into probabilities along the last axis."""
    if kind == "sigmoid":
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def ngram_matrix(ngrams: Ngrams, texts: Sequence[str]) -> csr_matrix:
    """Return the n-gram features of many texts, as `Ngrams.row` gives them."""
    return _weighed(ngrams, _counted(texts))


def learn_ngrams(texts: Sequence[str]) -> tuple[Ngrams, csr_matrix]:
    """Learn how common n-grams are from texts, and return the features of the same texts, read only once."""
    counts = _counted(texts)
    seen = np.bincount(counts.indices, minlength=COLUMNS).astype(np.float32)
    ngrams = Ngrams.of(seen, len(texts))
    return ngrams, _weighed(ngrams, counts)


def _counted(texts: Sequence[str]) -> csr_matrix:
    """Count how often each text has each column."""
    from scipy.sparse import csr_matrix

    counts = [Counter(columns(text)) for text in texts]
    pointers = np.cumsum([0, *map(len, counts)])
    numbers = np.fromiter(chain.from_iterable(counts), dtype=np.int32, count=pointers[-1])
    times = np.fromiter(chain.from_iterable(c.values() for c in counts), dtype=np.float32, count=pointers[-1])
    return csr_matrix((times, numbers, pointers), shape=(len(texts), COLUMNS))


def _weighed(ngrams: Ngrams, counts: csr_matrix) -> csr_matrix:
    """Weigh counts by how rare their columns are, and give each row the length 1."""
    weights = (1 + np.log(counts.data)) * ngrams.idf[counts.indices]
    owner = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(owner, weights * weights, minlength=counts.shape[0]))
    counts.data = np.asarray(weights / lengths[owner], dtype=np.float32)
    return counts


def fit(
    features: Floats | csr_matrix,
    targets: Floats,
    *,
    inverse_l2: float,
    kind: Kind,
    row_weights: Floats | None = None,
    rounds: int = 150,
    tolerance: float = 1e-4,
) -> Logistic:
    """Fit all outputs together by L-BFGS in single precision.

    At half a million weights it reaches the loss of scipy's optimiser in a quarter of the time.

    targets: shape (rows, outputs), 0 or 1; one 1 a row for softmax. inverse_l2: scikit-learn's C.
    row_weights: shape (rows,) for softmax or (rows, outputs) for sigmoid; left out, 1 everywhere.
    tolerance: stop when the last rounds lowered the loss by a smaller share than this each.
    """
    weigh = np.ones((len(targets), 1), dtype=np.float32) if row_weights is None else row_weights
    problem = _Problem(features, targets, weigh.reshape(len(targets), -1), inverse_l2, kind)
    solution = np.zeros((features.shape[1] + 1, targets.shape[1]), dtype=np.float32)
    value, slope = problem.loss(solution)
    course = [value]
    steps: deque[tuple[Floats, Floats, float]] = deque(maxlen=MEMORY)
    for _ in range(rounds):
        direction = _direction(slope, steps)
        reach, decline = 1.0, -float(np.vdot(slope, direction))
        while True:
            moved = solution - np.float32(reach) * direction
            new_value, new_slope = problem.loss(moved)
            if new_value <= value + 1e-4 * reach * decline or reach < 1e-4:
                break
            reach /= 2
        step, change = moved - solution, new_slope - slope
        if (curvature := float(np.vdot(step, change))) > 1e-10:
            steps.append((step, change, 1 / curvature))
        solution, value, slope = moved, new_value, new_slope
        course.append(value)
        # one short step says little; with many classes a single-round test stopped far from the optimum
        if len(course) > PATIENCE and course[-1 - PATIENCE] - value < tolerance * PATIENCE * max(abs(value), 1.0):
            break
    return Logistic(solution[:-1], solution[-1], kind)


def _direction(slope: Floats, steps: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Turn the gradient by what the last steps showed of the curvature (the two loops of L-BFGS)."""
    turned = slope.copy()
    shares = []
    for step, change, inverse in reversed(steps):
        share = inverse * float(np.vdot(step, turned))
        turned -= np.float32(share) * change
        shares.append(share)
    if steps:
        _, change, inverse = steps[-1]
        turned *= np.float32(1 / (inverse * float(np.vdot(change, change))))
    else:
        turned *= np.float32(1 / max(float(np.linalg.norm(slope)), 1e-9))
    for (step, change, inverse), share in zip(steps, reversed(shares), strict=True):
        turned += np.float32(share - inverse * float(np.vdot(change, turned))) * step
    return turned


@dataclass(frozen=True)
class _Problem:
    """The regularised loss; the last row of a solution is the bias, which is not regularised."""

    features: Floats | csr_matrix
    targets: Floats
    weigh: Floats
    inverse_l2: float
    kind: Kind

    def loss(self, solution: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient."""
        matrix = solution[:-1]
        logits = np.asarray(self.features @ matrix) + solution[-1]
        predicted = squash(logits, self.kind)
        if self.kind == "sigmoid":
            each = np.logaddexp(0, logits) - self.targets * logits
        else:
            each = -self.targets * np.log(np.clip(predicted, 1e-12, 1))
        error = np.asarray((predicted - self.targets) * self.weigh, dtype=np.float32)
        slope = np.empty_like(solution)
        slope[:-1] = self.features.T @ error
        slope[:-1] += matrix / self.inverse_l2
        slope[-1] = error.sum(axis=0)
        value = float((each * self.weigh).sum(dtype=np.float64)) + float(np.vdot(matrix, matrix)) / (2 * self.inverse_l2)
        return value, slope
