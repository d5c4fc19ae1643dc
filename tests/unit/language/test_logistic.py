"""Fitting finds what can be found, and predicts the same from dense and sparse rows."""

from __future__ import annotations

import numpy as np
import pytest

from bot.language.logistic import Kind, fit, learn_ngrams, ngram_matrix, squash
from bot.language.ngrams import Ngrams


def _two_clouds() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    features = random.normal(size=(200, 5)).astype(np.float32)
    targets = np.eye(2, dtype=np.float32)[(features[:, 0] > 0).astype(int)]
    return features, targets


@pytest.mark.parametrize("kind", ["sigmoid", "softmax"])
def test_learns_a_line_between_two_clouds(kind: Kind) -> None:
    features, targets = _two_clouds()
    scores = fit(features, targets, inverse_l2=10.0, kind=kind).scores(features)
    assert ((scores[:, 1] > scores[:, 0]) == (targets[:, 1] > 0)).mean() > 0.97


def test_agrees_with_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    features, targets = _two_clouds()
    ours = fit(features, targets[:, [1]], inverse_l2=1.0, kind="sigmoid", tolerance=1e-7, rounds=300).scores(
        features
    )[:, 0]
    theirs = (
        LogisticRegression(C=1.0, tol=1e-8, max_iter=1000)
        .fit(features, targets[:, 1])
        .predict_proba(features)[:, 1]
    )
    assert np.allclose(ours, theirs, atol=0.01)


def test_weights_on_rows_move_the_line() -> None:
    features, targets = _two_clouds()
    heavy = np.where(targets[:, 1] > 0, 20.0, 1.0).astype(np.float32)
    plain = fit(features, targets[:, [1]], inverse_l2=0.05, kind="sigmoid").scores(features).mean()
    weighed = (
        fit(features, targets[:, [1]], inverse_l2=0.05, kind="sigmoid", row_weights=heavy)
        .scores(features)
        .mean()
    )
    assert weighed > plain


def test_sparse_rows_give_what_the_matrix_gives() -> None:
    texts = ["i cover for him", "we talk", "i hide his bottles", "we listen"] * 5
    targets = np.asarray([[1.0], [0.0], [1.0], [0.0]] * 5, dtype=np.float32)
    ngrams, features = learn_ngrams(texts)
    model = fit(features, targets, inverse_l2=10.0, kind="sigmoid")
    one = squash(model.sparse_logits(ngrams.row("i hide his bottles")), "sigmoid")
    assert one[0] > 0.7
    assert squash(model.sparse_logits(ngrams.row("we listen")), "sigmoid")[0] < 0.3


def test_probabilities_of_a_choice_add_up_to_one() -> None:
    assert squash(np.asarray([[1.0, 2.0, 300.0]], dtype=np.float32), "softmax").sum() == pytest.approx(1.0)


def test_a_matrix_holds_the_rows_of_its_texts() -> None:
    texts = ["i cover for him and i cover for her", "", "we talk"]
    ngrams, learned = learn_ngrams(texts)
    assert np.allclose(ngrams.idf, Ngrams.fit(texts).idf)
    for matrix in (learned, ngram_matrix(ngrams, texts)):
        for at, text in enumerate(texts):
            row = ngrams.row(text)
            dense = np.zeros(matrix.shape[1], dtype=np.float32)
            dense[row.columns] = row.weights
            assert np.allclose(matrix[at].toarray()[0], dense, atol=1e-6)
