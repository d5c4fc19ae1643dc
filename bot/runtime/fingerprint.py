"""What a model is made from, as one hash: so that training is skipped when nothing has changed.

Owns: the list of sources, and the note beside the model that says from which state of them it was trained.
Must not: import rasa; `trellis chat` asks this before anything heavy loads.

Example::

    fingerprint_of(settings)  # '5f3c...' changes when a training example does
    is_fresh(settings)        # True: the newest model was made from exactly this
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from bot.runtime.errors import NoModel
from bot.settings import PROJECT, Settings

CODE = ("bot/nlu", "bot/language", "bot/safety")
"""Code and data that the pipeline is made of, in the checkout; a change there changes what a model means."""
ENDINGS = (".py", ".yml", ".yaml", ".json", ".jsonl", ".txt", ".npz", ".onnx")
NOTE = "fingerprint.json"


def sources(settings: Settings) -> Iterator[Path]:
    """Yield every file that a model is made from, in a stable order."""
    yield settings.config
    for place in (settings.domain, settings.data, *(PROJECT / part for part in CODE)):
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from sorted(p for p in place.rglob("*") if p.is_file() and p.suffix in ENDINGS)
    yield from sorted((PROJECT / "requirements").glob("*.txt"))


def fingerprint_of(settings: Settings) -> str:
    """Hash the names and contents of all sources; missing files count as missing, not as errors."""
    digest = hashlib.sha256()
    for path in sources(settings):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        digest.update(str(_relative(path, settings)).encode() + b"\0")
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def note(settings: Settings, model: Path, fingerprint: str) -> None:
    """Write beside the models what `model` was trained from."""
    text = json.dumps(
        {"model": model.name, "bytes": model.stat().st_size, "fingerprint": fingerprint}, indent=2
    )
    (settings.models / NOTE).write_text(text + "\n", encoding="utf-8")


def trained_from(settings: Settings) -> tuple[Path, str] | None:
    """Read the note: the model and its fingerprint; None if there is none or the file is not the noted one."""
    try:
        noted = json.loads((settings.models / NOTE).read_text(encoding="utf-8"))
        model = settings.models / str(noted["model"])
        if model.stat().st_size != noted["bytes"]:
            return None
        return model, str(noted["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_fresh(settings: Settings) -> bool:
    """Tell whether the noted model was made from the sources as they are now."""
    noted = trained_from(settings)
    return noted is not None and noted[1] == fingerprint_of(settings)


def newest_model(place: Path) -> Path:
    """Find the newest model in a folder, or take the file itself. Raises NoModel."""
    if place.is_file():
        return place
    models = sorted(place.glob("*.tar.gz"), key=os.path.getmtime)
    if not models:
        raise NoModel(place)
    return models[-1]


def _relative(path: Path, settings: Settings) -> Path:
    for base in (settings.root, PROJECT):
        if path.is_relative_to(base):
            return path.relative_to(base)
    return path
