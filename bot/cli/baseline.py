"""The stock pipeline of `rasa init`, trained on the same data and read over the same messages, to compare with.

Owns: writing the data, and running that Rasa in its own environment (`make baseline` makes it; it holds TensorFlow).
Must not: import anything of that Rasa here.

Example::

    readings = read_with_stock(settings, [e.text for e in examples])
    readings[0]["intent"]["name"]    # "greet"
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.runtime.turn import Understood, understood
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.training_data import TrainingData

PLACE = Path(".cache", "baseline")
CONFIG = Path("scripts", "baseline", "config.yml")
READER = Path("scripts", "baseline", "read.py")


def read_with_stock(settings: Settings, texts: Sequence[str]) -> list[Understood]:
    """Train the stock pipeline on data/nlu and read the texts with it; takes hours on a small machine.

    Raises ClickException where its environment is missing or a step fails.
    """
    root = settings.root
    place, python = root / PLACE, root / PLACE / "env" / "bin" / "python"
    if not python.is_file():
        raise click.ClickException("the stock Rasa is not installed: run `make baseline` (3 GB, with TensorFlow)")
    click.echo("training the stock pipeline on the same data")
    started = time.monotonic()
    shutil.rmtree(place / "models", ignore_errors=True)
    _write_data(root / "data" / "nlu", place / "nlu.yml")
    _run([str(python), "-m", "rasa", "train", "nlu", "--nlu", str(place / "nlu.yml"), "--config", str(root / CONFIG),
          "--out", str(place / "models")], place)  # fmt: skip
    click.echo(f"trained in {time.monotonic() - started:.0f} s; reading {len(texts)} messages")
    (model,) = (place / "models").glob("*.tar.gz")
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    told = _run([str(python), str(root / READER), str(model)], place, lines)
    return [understood(json.loads(line), text) for text, line in zip(texts, told.splitlines(), strict=True)]


def _write_data(source: Path, target: Path) -> None:
    """Write what is learned from into one file; what thresholds are measured on stays out here too."""
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.nlu.training_data import is_learned

    data: TrainingData = load_data(str(source))
    kept = data.filter_training_examples(is_learned)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(kept.nlu_as_yaml(), encoding="utf-8")


def _run(command: list[str], place: Path, given: str | None = None) -> str:
    """Run a step; what it says on standard error stands in stock.log. Returns its standard output."""
    log = place / "stock.log"
    with log.open("w", encoding="utf-8") as errors:
        done = subprocess.run(
            command, cwd=place, input=given, stdout=subprocess.PIPE, stderr=errors, text=True, check=False,
            env={"PATH": "/usr/bin:/bin", "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "HOME": str(place)},
        )  # fmt: skip
    if done.returncode:
        raise click.ClickException(f"the stock Rasa failed: {log.relative_to(place.parents[1])} says why")
    return done.stdout
