"""What was saved comes back; what is damaged says so in one line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.language.weights import DamagedWeights, load, save


def _saved(folder: Path) -> Path:
    save(folder, "signs", {"bias": np.arange(3, dtype=np.float32)}, {"labels": ["a"]})
    return folder


def test_saved_weights_come_back(tmp_path: Path) -> None:
    arrays, facts = load(_saved(tmp_path), "signs")
    assert arrays["bias"].tolist() == [0, 1, 2]
    assert facts["labels"] == ["a"]


def test_nothing_is_pickled(tmp_path: Path) -> None:
    save(tmp_path, "signs", {"bias": np.zeros(1)}, {})
    with np.load(tmp_path / "signs.npz", allow_pickle=False) as found:
        assert found.files == ["bias"]


@pytest.mark.parametrize("name", ["signs.npz", "signs.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (_saved(tmp_path) / name).unlink()
    with pytest.raises(DamagedWeights, match="signs"):
        load(tmp_path, "signs")


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path) / "signs.npz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DamagedWeights, match="damaged"):
        load(tmp_path, "signs")


def test_broken_facts_are_refused(tmp_path: Path) -> None:
    (_saved(tmp_path) / "signs.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamagedWeights, match="trellis train"):
        load(tmp_path, "signs")


def test_another_version_is_refused(tmp_path: Path) -> None:
    facts = json.loads((_saved(tmp_path) / "signs.json").read_text(encoding="utf-8"))
    (tmp_path / "signs.json").write_text(json.dumps(facts | {"format": 99}), encoding="utf-8")
    with pytest.raises(DamagedWeights, match="version"):
        load(tmp_path, "signs")
