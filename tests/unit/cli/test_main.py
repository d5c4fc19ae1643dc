"""Errors are one line with the right exit status, and help is instant."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

from bot.cli import main

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CHECKOUT = Path(__file__).parents[3]


def test_every_command_in_the_table_exists() -> None:
    assert main.COMMANDS
    for name, entry in main.COMMANDS.items():
        module, _, attribute = entry.target.partition(":")
        assert isinstance(getattr(import_module(module), attribute), click.Command), name


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["chat", "--nonsense"], "No such option"),
        (["chat", "--conversation", ""], "1 to 200 printable characters"),
        (["chat", "--conversation", "a\nb"], "1 to 200 printable characters"),
        (["data", "export"], "Missing argument 'ID'"),
        (["evaluate", "no/such/folder"], "does not exist"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(arguments) == 2
    output = capsys.readouterr()
    assert says in output.err and output.err.count("\n") == 1 and output.out == ""


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("TRELLIS_PORT", "99999", "TRELLIS_PORT"), ("TRELLIS_HOST", "0.0.0.0", "TRELLIS_ORIGINS")],
)
def test_a_setting_that_makes_no_sense_is_one_line(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main.run(["data", "export", "x"]) == 2
    assert says in capsys.readouterr().err


def test_what_nobody_expected_is_one_line_without_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def broken() -> None:
        raise ValueError("words a person wrote")

    monkeypatch.setattr("bot.cli.doctor.doctor", broken)
    assert main.run(["doctor"]) == 1
    error = capsys.readouterr().err
    assert "ValueError" in error and "words" not in error and error.count("\n") == 1


def test_help_imports_neither_rasa_nor_rich() -> None:
    code = (
        "import sys; from bot.cli import main; main.run(['--help']);"
        "print([m for m in ('rasa', 'rich', 'numpy', 'aiohttp') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(name in done.stdout for name in main.COMMANDS)


def test_rasas_own_command_line_is_reached(trellis: Run) -> None:
    done = trellis("rasa", "train", "--help")
    assert done.returncode == 0 and "--fixed-model-name" in done.stdout


@pytest.mark.parametrize("command", ["chat", "parse", "serve"])
def test_without_a_model_each_command_says_what_to_run(trellis: Run, tmp_path: Path, command: str) -> None:
    done = trellis(command, TRELLIS_MODELS=str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stderr.endswith("run: trellis train\n") and done.stderr.count("\n") == 1


def test_a_damaged_model_says_what_to_run(trellis: Run, tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"half a model")
    done = trellis("chat", TRELLIS_MODELS=str(tmp_path))
    assert done.returncode == 1
    assert "run: trellis train --force" in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_cannot_be_written_stops_the_chat_before_anything_is_said(
    trellis: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    done = trellis("chat", stdin="hi\n", TRELLIS_DATABASE=str(tmp_path / "file" / "x.db"))
    assert done.returncode == 1 and "Hello" not in done.stdout
    assert "cannot be used" in done.stderr and "Traceback" not in done.stderr
