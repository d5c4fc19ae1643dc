"""Logistic regression in plain numpy: one output a label (sigmoid) or one choice among labels (softmax).

Owns prediction, which needs numpy only, and fitting, which imports scipy when it is called. All outputs are fitted
together by L-BFGS: 40 outputs over 6,000 sentences take about 2 s on one core. It must not know what the labels mean.

    model = fit(features, targets, inverse_l2=1.0, kind="sigmoid")
    model.scores(features)           # probabilities, shape (rows, outputs)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from bot.language.ngrams import COLUMNS, Ngrams, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix

Kind = Literal["sigmoid", "softmax"]
"""Each output a yes or no of its own, or one choice among all."""
Floats = npt.NDArray[np.float32]


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


def sparse_matrix(rows: Sequence[Row]) -> csr_matrix:
    """Stack sparse rows into a matrix for fitting."""
    from scipy.sparse import csr_matrix

    pointers = np.cumsum([0] + [len(r.columns) for r in rows])
    columns = np.concatenate([r.columns for r in rows]) if rows else np.zeros(0, dtype=np.int32)
    weights = np.concatenate([r.weights for r in rows]) if rows else np.zeros(0, dtype=np.float32)
    return csr_matrix((weights, columns, pointers), shape=(len(rows), COLUMNS))


def ngram_matrix(ngrams: Ngrams, texts: Sequence[str]) -> csr_matrix:
    """Return the n-gram features of many texts."""
    return sparse_matrix([ngrams.row(text) for text in texts])


def fit(
    features: Floats | csr_matrix,
    targets: Floats,
    *,
    inverse_l2: float,
    kind: Kind,
    row_weights: Floats | None = None,
    rounds: int = 120,
) -> Logistic:
    """Fit all outputs together.

    targets: shape (rows, outputs), 0 or 1; one 1 a row for softmax. inverse_l2: scikit-learn's C.
    row_weights: shape (rows,) for softmax or (rows, outputs) for sigmoid; left out, 1 everywhere.
    """
    from scipy.optimize import minimize

    rows, outputs = targets.shape
    columns = features.shape[1]
    weigh = np.ones((rows, 1), dtype=np.float32) if row_weights is None else row_weights
    weigh = weigh.reshape(rows, -1)
    turned = features.T.tocsr() if hasattr(features, "tocsr") else features.T

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        matrix = flat[: columns * outputs].reshape(columns, outputs).astype(np.float32)
        bias = flat[columns * outputs :].astype(np.float32)
        logits = np.asarray(features @ matrix) + bias
        predicted = squash(logits, kind)
        if kind == "sigmoid":
            each = np.logaddexp(0, logits) - targets * logits
        else:
            each = -targets * np.log(np.clip(predicted, 1e-12, 1))
        error = (predicted - targets) * weigh
        value = float((each * weigh).sum() + (matrix * matrix).sum() / (2 * inverse_l2))
        slope = np.asarray(turned @ error) + matrix / inverse_l2
        return value, np.concatenate([slope.ravel(), error.sum(axis=0)]).astype(np.float64)

    start = np.zeros(columns * outputs + outputs)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8, "ftol": 1e-6}).x
    return Logistic(
        np.asarray(found[: columns * outputs].reshape(columns, outputs), dtype=np.float32),
        np.asarray(found[columns * outputs :], dtype=np.float32),
        kind,
    )
