"""The fine-tuned reader: what is in its file, arranged as asked, blended where it knows something."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.content.models import SIGN_IDS
from bot.language.encoder import EncoderUnavailable
from bot.language.reader import FOLDER, Reader, blend, shared


def test_it_knows_the_twenty_signs_and_scores_each_between_zero_and_one() -> None:
    reader = shared()
    assert set(reader.outputs.signs) == set(SIGN_IDS)
    scores = reader.signs(
        ["i ring his boss and say he's ill, again", "what time is it"], reader.outputs.signs
    )
    assert scores.shape == (2, 41)
    assert ((scores >= 0) & (scores <= 1)).all()


def test_a_sign_told_plainly_is_the_highest() -> None:
    signs = shared().outputs.signs
    (scores,) = shared().signs(["i ring his boss and say he's ill when he has been drinking"], signs)
    assert signs[int(scores[:20].argmax())] == "enabling"


def test_outputs_stand_in_the_order_asked_and_what_it_never_learned_is_left_open() -> None:
    reader, text = shared(), ["i ring his boss"]
    both = reader.signs(text, ["anxiety", "enabling"])
    turned = reader.signs(text, ["enabling", "anxiety", "a_new_sign"])
    assert both[0, 1] == turned[0, 0] and both[0, 3] == turned[0, 3]
    assert np.isnan(turned[0, 2]) and np.isnan(turned[0, 5])
    assert np.isnan(reader.intents(text, ["greet", "a_new_intent"])[0, 1])


def test_a_blend_weighs_its_parts_and_leaves_out_what_is_open() -> None:
    parts = (np.asarray([[0.2, 0.4]], np.float32), np.asarray([[1.0, np.nan]], np.float32))
    assert blend(parts, (0.75, 0.25)).tolist() == [pytest.approx([0.4, 0.4])]


@pytest.mark.parametrize("damage", ["other file", "no file", "no facts"])
def test_a_damaged_reader_is_named(tmp_path: Path, damage: str) -> None:
    for name in ("reader.onnx", "reader.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    if damage == "other file":
        (tmp_path / "reader.onnx").write_bytes(b"not this")
    elif damage == "no file":
        (tmp_path / "reader.onnx").unlink()
    else:
        (tmp_path / "reader.json").write_text(json.dumps({"signs": []}))
    with pytest.raises(EncoderUnavailable, match=r"reader\.onnx"):
        Reader(tmp_path)
