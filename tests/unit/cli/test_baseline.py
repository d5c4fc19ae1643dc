"""The stock pipeline is asked in its own environment, on what Trellis learns from, and its reading is measured alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import pytest

from bot.cli import baseline
from bot.runtime.turn import understood
from bot.settings import Settings

DATA = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
- intent: greet
  metadata: {learn: false}
  examples: |
    - good day to you
- intent: share_sign
  examples: |
    - [i used to worry]{"entity": "sign", "value": "anxiety", "role": "past"}
"""


def settings_in(root: Path) -> Settings:
    return replace(Settings.from_environment(), root=root)


def test_without_its_environment_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="make baseline"):
        baseline.read_with_stock(settings_in(tmp_path), ["hi"])


def test_it_learns_what_trellis_learns_from_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(DATA, encoding="utf-8")
    baseline._write_data(tmp_path / "nlu.yml", tmp_path / "out" / "nlu.yml")
    written = (tmp_path / "out" / "nlu.yml").read_text(encoding="utf-8")
    assert "hello" in written and "good day" not in written
    assert '"role": "past"' in written and '"entity": "anxiety"' in written  # stock Rasa learns entities, not their values


@pytest.mark.parametrize(("share", "count"), [(1.0, 10), (0.5, 5), (0.25, 2)])
def test_a_share_is_taken_evenly_from_every_intent(tmp_path: Path, share: float, count: int) -> None:
    blocks = [f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {intent} number {n}\n" for n in range(10)) for intent in "ab"]
    (tmp_path / "nlu.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
    assert baseline._write_data(tmp_path / "nlu.yml", tmp_path / "out.yml", share) == 2 * count
    written = (tmp_path / "out.yml").read_text(encoding="utf-8")
    assert written.count("a number") == written.count("b number") == count


def test_a_long_training_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(baseline, "TOLD_EVERY", 0.2)
    fake_python(tmp_path, "printf 'Epochs:  40%%|####   | 40/100 [01:00<01:30]' >&2; sleep 1; exit 3")
    with pytest.raises(click.ClickException, match="failed"):
        baseline.read_with_stock(settings_in(tmp_path), ["hi"])
    assert "epoch 40/100" in capsys.readouterr().out


def test_what_it_reads_has_the_shape_that_is_measured() -> None:
    entity = {
        "entity": "sign",
        "value": "anxiety",
        "role": "past",
        "start": 0,
        "end": 5,
        "confidence_entity": 0.7,
    }
    reading = {
        "intent": {"name": "share_sign", "confidence": 0.9},
        "entities": [entity, {"entity": "country", "value": "x"}],
    }
    read = understood(reading, "i used to worry")
    assert read["intent"]["name"] == "share_sign"
    assert [(s["id"], s["polarity"], s["who"]) for s in read["signs"]] == [("anxiety", "past", "self")]


def fake_python(root: Path, lines: str) -> None:
    """Put a shell script where the stock Python would be."""
    python = root / baseline.PLACE / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    python.chmod(0o755)
    (root / "data" / "nlu").mkdir(parents=True)
    (root / "data" / "nlu" / "some.yml").write_text(DATA, encoding="utf-8")


def test_a_failing_step_names_its_log_and_shows_no_traceback(tmp_path: Path) -> None:
    fake_python(tmp_path, "echo no memory >&2; exit 3")
    with pytest.raises(click.ClickException, match=r"stock\.log says why"):
        baseline.read_with_stock(settings_in(tmp_path), ["hi"])
    assert "no memory" in (tmp_path / baseline.PLACE / "stock.log").read_text(encoding="utf-8")


def test_it_trains_then_reads_every_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "TOLD_EVERY", 0.05)  # the reading outlasts it
    models = tmp_path / baseline.PLACE / "models"
    sign = '{"entity": "anxiety", "value": "worry", "role": "past", "start": 0, "end": 2}'
    answer = '{"intent": {"name": "greet", "confidence": 1.0}, "entities": [' + sign + "]}"
    fake_python(
        tmp_path,
        f'if [ "$1" = -m ]; then mkdir -p {models} && touch {models}/nlu.tar.gz; '
        f"else sleep 0.2; while read line; do echo '{answer}'; done; fi",
    )
    many = ["hi", "good\nday", *(f"message {n}" for n in range(5_000))]  # more than a pipe holds
    readings = baseline.read_with_stock(settings_in(tmp_path), many)
    assert {r["intent"]["name"] for r in readings} == {"greet"} and len(readings) == len(many)
    assert readings[1]["text"] == "good\nday" and readings[1]["signs"][0]["id"] == "anxiety"
