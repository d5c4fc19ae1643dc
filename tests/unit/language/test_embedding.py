"""One unit vector for any text, from one model, with the files named when they cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.language import embedding
from bot.language.embedding import DIMENSIONS, Embedder, shared
from bot.language.encoder import EncoderUnavailable


def test_vectors_have_length_one_and_like_sentences_lie_close() -> None:
    first, second, other = shared().embed_all(
        [
            "i can't decide without him",
            "i'm unable to decide without my boyfriend",
            "the train to the coast is late",
        ]
    )
    assert first.shape == (DIMENSIONS,)
    assert float(np.linalg.norm(first)) == pytest.approx(1.0, abs=1e-4)
    assert float(first @ second) > float(first @ other) + 0.3


def test_a_text_without_a_word_has_no_direction() -> None:
    assert not shared().embed("   ").any()
    assert shared().embed_all([]).shape == (0, DIMENSIONS)


def test_order_repeats_and_batches_do_not_change_a_vector() -> None:
    texts = [f"i ask her about thing number {n}" for n in range(40)]
    together = Embedder().embed_all([*texts, texts[3]])
    alone = Embedder().embed(texts[3])
    assert np.allclose(together[3], together[40])
    assert float(together[3] @ alone) > 0.99


def test_a_very_long_text_is_cut_not_refused() -> None:
    assert float(np.linalg.norm(shared().embed("i am tired " * 5_000))) == pytest.approx(1.0, abs=1e-4)


def test_the_cache_forgets_the_oldest() -> None:
    small = Embedder(cache_size=2)
    small.embed_all(["one day", "two days", "three days"])
    assert len(small._cache) == 2


@pytest.mark.parametrize("damaged", ["model", "tokenizer"])
def test_a_damaged_file_is_named(tmp_path: Path, damaged: str) -> None:
    broken = tmp_path / ("model.onnx" if damaged == "model" else "tokenizer.json")
    broken.write_bytes(b"not this")
    embedder = Embedder(
        model=broken if damaged == "model" else None, tokenizer=broken if damaged == "tokenizer" else None
    )
    with pytest.raises(EncoderUnavailable, match=broken.name):
        embedder.load()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_MODEL_PACKAGE", "no_such_package_anywhere")
    with pytest.raises(EncoderUnavailable, match="no_such_package_anywhere"):
        embedding.model_file()
