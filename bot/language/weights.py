"""Trained weights on disk: one .npz of arrays and one .json of everything else, without pickle.

Owns writing them and refusing a damaged pair. It must not know what the arrays mean.

    save(folder, "signs", {"bias": bias}, {"labels": ["enabling"]})
    arrays, facts = load(folder, "signs")
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FORMAT = 3

Array = npt.NDArray[Any]
Facts = dict[str, Any]


class DamagedWeights(RuntimeError):
    """A model file is missing, cut off or of another version; the message says which and what to do."""


def save(folder: Path, name: str, arrays: Mapping[str, Array], facts: Mapping[str, object]) -> None:
    """Write `name.npz` and `name.json`; the second holds the first one's hash."""
    np.savez_compressed(folder / f"{name}.npz", **arrays)
    digest = hashlib.sha256((folder / f"{name}.npz").read_bytes()).hexdigest()
    kept = {"format": FORMAT, "sha256": digest, **facts}
    (folder / f"{name}.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")


def load(folder: Path, name: str) -> tuple[dict[str, Array], Facts]:
    """Read the pair back; raises DamagedWeights where anything does not fit."""
    try:
        facts: Facts = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        raw = (folder / f"{name}.npz").read_bytes()
    except (OSError, ValueError) as error:
        raise DamagedWeights(f"the trained file {name} is missing or unreadable: run `trellis train --force`") from error
    if facts.get("format") != FORMAT:
        raise DamagedWeights(f"the trained file {name} is of another version: run `trellis train --force`")
    if hashlib.sha256(raw).hexdigest() != facts.get("sha256"):
        raise DamagedWeights(f"the trained file {name} is damaged: run `trellis train --force`")
    try:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as found:
            return {key: found[key] for key in found.files}, facts
    except (ValueError, zipfile.BadZipFile, OSError) as error:
        raise DamagedWeights(f"the trained file {name} is damaged: run `trellis train --force`") from error
