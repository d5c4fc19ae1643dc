"""Rows for texts, in order and remembered, with the files named when they cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.language.encoder import Encoder, EncoderUnavailable
from bot.language.reader import DIMENSIONS, FOLDER, Reader, shared


def test_vectors_have_length_one_and_like_sentences_lie_close() -> None:
    first, second, other = shared().vectors(
        [
            "i can't decide without him",
            "i'm unable to decide without my boyfriend",
            "the train to the coast is late",
        ]
    )
    assert first.shape == (DIMENSIONS,)
    assert float(np.linalg.norm(first)) == pytest.approx(1.0, abs=1e-2)  # int8
    assert float(first @ second) > float(first @ other) + 0.3


def test_a_text_without_a_word_has_no_direction() -> None:
    assert not shared().vectors(["   "]).any()
    assert shared().vectors([]).shape == (0, DIMENSIONS)


def test_neither_order_nor_neighbours_nor_threads_change_a_row() -> None:
    texts = [f"i ask her about thing number {n}" for n in range(40)]
    together = Reader(threads=2).vectors([*texts, "a much longer text than all of them " * 9, texts[3]])
    alone = Reader().vectors([texts[3]])[0]
    assert np.array_equal(together[3], together[41])
    assert np.array_equal(together[3], alone)


def test_a_very_long_text_is_cut_not_refused() -> None:
    assert float(np.linalg.norm(shared().vectors(["i am tired " * 5_000]))) == pytest.approx(1.0, abs=1e-2)


def test_the_cache_forgets_the_oldest() -> None:
    small = Reader(cache_size=2)
    small.vectors(["one day", "two days", "three days"])
    assert len(small._cache) == 2


@pytest.mark.parametrize("damaged", ["reader.onnx", "tokenizer.json"])
@pytest.mark.parametrize("missing", [True, False])
def test_a_damaged_or_missing_file_is_named(tmp_path: Path, damaged: str, missing: bool) -> None:
    broken = tmp_path / damaged
    if not missing:
        broken.write_bytes(b"not this")
    model, tokenizer = (
        (broken, FOLDER / "tokenizer.json") if damaged == "reader.onnx" else (FOLDER / "reader.onnx", broken)
    )
    with pytest.raises(EncoderUnavailable, match=damaged):
        Encoder(model, tokenizer, 10).load()
