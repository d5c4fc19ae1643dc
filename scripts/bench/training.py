"""Training, each from nothing: Trellis, the same files by stock Rasa, and what `rasa init` makes.

Owns: the commands and the time they take. Must not: serve what came out.

Example::

    train_trellis(folder).wall
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.servers import ROOT, Failed, stock_environment, stock_rasa


@dataclass(frozen=True)
class Spent:
    """What something took, in seconds."""

    wall: float
    cpu: float


def train_trellis(folder: Path) -> Spent:
    """Train everything anew."""
    models = folder / "models"
    return _timed(
        [sys.executable, "-m", "bot.cli.main", "train", "--force"],
        {**os.environ, "TRELLIS_MODELS": str(models)},
        folder,
    )


def train_same(folder: Path) -> Spent:
    """Let stock Rasa train on the files of Trellis."""
    command = ["train", "--force", "--domain", "domain.yml", "--data", "data", "--config", "config.yml"]
    return _timed(
        [*stock_rasa(), *command, "--out", str(folder / "models")], stock_environment(folder), folder
    )


def train_init(folder: Path) -> Spent:
    """Make and train what `rasa init` makes."""
    project = folder / "project"
    shutil.rmtree(folder, ignore_errors=True)  # with Rasa's cache, out of which it would train in no time
    project.mkdir(parents=True)
    command = [*stock_rasa(), "init", "--no-prompt", "--init-dir", str(project)]
    return _timed(command, stock_environment(folder), folder, project)


def newest(models: Path) -> Path:
    """Give the newest model of a folder. Raises Failed if there is none."""
    found = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise Failed(f"there is no model in {models}")
    return found[-1]


def _timed(command: list[str], environment: dict[str, str], folder: Path, place: Path = ROOT) -> Spent:
    folder.mkdir(parents=True, exist_ok=True)
    started, before = time.monotonic(), os.times()
    with (folder / "train.log").open("w") as log:
        done = subprocess.run(
            command, cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )
    if done.returncode:
        raise Failed(f"training failed; {folder}/train.log says why")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.monotonic() - started, cpu)
