"""Texts become rows of hashed n-grams without any vocabulary kept."""

from __future__ import annotations

import numpy as np
import pytest

from bot.language.ngrams import COLUMNS, Ngrams, column_of, columns

TEXTS = ["i cover for him", "i cover for her", "we talk about everything"]


def test_lists_words_pairs_and_letters_after_mending() -> None:
    found = columns("I dont")
    for gram in ("w i", "w don't", "p i don't", " do", "on't", "'t "):
        assert column_of(gram) in found


def test_rows_have_length_one_and_known_columns() -> None:
    row = Ngrams.fit(TEXTS).row(TEXTS[0])
    assert float(np.linalg.norm(row.weights)) == pytest.approx(1.0, abs=1e-5)
    assert row.columns.max() < COLUMNS


def test_what_every_text_has_weighs_less() -> None:
    idf = Ngrams.fit(TEXTS).idf
    assert idf.min() < idf.max()


def test_an_empty_text_has_no_features() -> None:
    row = Ngrams.fit(TEXTS).row("")
    assert len(row.columns) == len(row.weights) == 0
