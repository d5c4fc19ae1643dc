"""The stock pipeline of `rasa init`, trained on the same data and read over the same messages, to compare with.

Owns: writing the data, and running that Rasa in its own environment (`make baseline` makes it; it holds TensorFlow).
Must not: import anything of that Rasa here.

Example::

    readings = read_with_stock(settings, [e.text for e in examples], share=0.1)
    readings[0]["intent"]["name"]    # "greet"
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.content.models import SIGN_IDS
from bot.nlu.training_data import SIGN, is_learned
from bot.runtime.turn import Understood, understood
from bot.settings import Settings

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

PLACE = Path(".cache", "baseline")
CONFIG = Path("scripts", "baseline", "config.yml")
READER = Path("scripts", "baseline", "read.py")
TOLD_EVERY = 60.0
"""Seconds between two lines that say how far the training is."""
_EPOCH = re.compile(r"Epochs:\s+\d+%\|[^|]*\|\s*(\d+/\d+) \[")


def read_with_stock(settings: Settings, texts: Sequence[str], share: float = 1.0) -> list[Understood]:
    """Train the stock pipeline on data/nlu, or a `share` of each intent's examples, and read the texts with it.

    All of it takes hours on a small machine: its time grows with the examples, a tenth takes a tenth.
    Raises ClickException where its environment is missing or a step fails.
    """
    root = settings.root
    place, python = root / PLACE, root / PLACE / "env" / "bin" / "python"
    if not python.is_file():
        raise click.ClickException("the stock Rasa is not installed: run `make baseline` (3 GB, with TensorFlow)")
    click.echo("training the stock pipeline on the same data")
    started = time.monotonic()
    shutil.rmtree(place / "models", ignore_errors=True)
    count = _write_data(root / "data" / "nlu", place / "nlu.yml", share)
    click.echo(f"{count} examples; {place.relative_to(root) / 'stock.log'} tells more")
    _run([str(python), "-m", "rasa", "train", "nlu", "--nlu", str(place / "nlu.yml"), "--config", str(root / CONFIG),
          "--out", str(place / "models")], place)  # fmt: skip
    click.echo(f"trained in {time.monotonic() - started:.0f} s; reading {len(texts)} messages")
    (model,) = (place / "models").glob("*.tar.gz")
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    told = _run([str(python), str(root / READER), str(model)], place, lines)
    return [understood(_as_signs(json.loads(line)), text) for text, line in zip(texts, told.splitlines(), strict=True)]


def _write_data(source: Path, target: Path, share: float = 1.0) -> int:
    """Write what is learned from into one file; what thresholds are measured on stays out here too. Returns how many."""
    from rasa.shared.nlu.training_data.loading import load_data

    data: TrainingData = load_data(str(source))
    seen: Counter[str] = Counter()

    def is_kept(message: Message) -> bool:
        if not is_learned(message):
            return False
        intent = str(message.get("intent"))
        seen[intent] += 1
        # evenly over an intent's examples, which stand by topic: every tenth for a tenth
        return int(seen[intent] * share) > int((seen[intent] - 1) * share)

    kept = data.filter_training_examples(is_kept)
    for message in kept.nlu_examples:
        message.set("entities", [_as_entity(e, message.get("text")) for e in message.get("entities") or ()])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(kept.nlu_as_yaml(), encoding="utf-8")
    return len(kept.nlu_examples)


def _as_entity(entity: dict[str, Any], text: str) -> dict[str, Any]:
    """Make a sign an entity of its own: the stock pipeline learns names of entities, and takes their values from the text."""
    if entity.get("entity") != SIGN:
        return entity
    return {**entity, "entity": entity["value"], "value": text[entity["start"] : entity["end"]]}


def _as_signs(reading: dict[str, Any]) -> dict[str, Any]:
    """Give a reading with its signs as Trellis names them."""
    named = [{**e, "entity": SIGN, "value": e["entity"]} for e in reading["entities"] if e["entity"] in SIGN_IDS]
    return {**reading, "entities": named}


def _run(command: list[str], place: Path, given: str | None = None) -> str:
    """Run a step; what it says on standard error stands in stock.log, and how far it is on the screen. Returns its output."""
    log, asked = place / "stock.log", place / "messages.jsonl"
    asked.write_text(given or "", encoding="utf-8")
    with log.open("w", encoding="utf-8") as errors, asked.open("rb") as messages, subprocess.Popen(
        command, cwd=place, stdin=messages, stdout=subprocess.PIPE, stderr=errors, text=True,
        env={"PATH": "/usr/bin:/bin", "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "HOME": str(place)},
    ) as step:  # fmt: skip
        told = None
        while told is None:
            try:
                told, _ = step.communicate(timeout=TOLD_EVERY)
            except subprocess.TimeoutExpired:
                if epochs := _EPOCH.findall(log.read_text(encoding="utf-8", errors="replace")):
                    click.echo(f"  epoch {epochs[-1]}")
    if step.returncode:
        raise click.ClickException(f"the stock Rasa failed: {log.relative_to(place.parents[1])} says why")
    return told
