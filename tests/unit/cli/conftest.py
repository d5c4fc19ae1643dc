"""The command line is tested as a person meets it: a process of its own, on a tiny project."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.runtime import slim

slim.install()

CHECKOUT = Path(__file__).parents[3]
PROJECT = CHECKOUT / "tests" / "unit" / "runtime" / "fixtures" / "project"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained model of the tiny project: two seconds, once."""
    from bot.runtime.training import train
    from bot.settings import Settings

    folder = tmp_path_factory.mktemp("models")
    train(Settings(root=PROJECT, models=folder, actions="tiny_actions"))
    return folder


@pytest.fixture
def environment(models: Path, tmp_path: Path) -> dict[str, str]:
    """Settings that keep everything a command writes in the test's folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "TRELLIS_ROOT": str(PROJECT),
        "TRELLIS_ACTIONS": "tiny_actions",
        "TRELLIS_MODELS": str(models),
        "TRELLIS_DATABASE": str(tmp_path / "trellis.db"),
        "TRELLIS_TOKEN_FILE": str(tmp_path / "serve.token"),
        "TRELLIS_WEB_KEY_FILE": str(tmp_path / "web.key"),
        "TRELLIS_PORT": "0",
    }


@pytest.fixture
def trellis(environment: dict[str, str]) -> Run:
    """Run `trellis ARGUMENTS` with `stdin` and extra environment; returns the finished process."""

    def run(*arguments: str, stdin: str | bytes = "", **extra: str) -> subprocess.CompletedProcess[str]:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli.main", *arguments],
            input=given,
            capture_output=True,
            env={**environment, **extra},
            cwd=CHECKOUT,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
