"""The files in deploy/ name what is there: folders that are copied, settings that are read, paths that answer.

What reads them checks their form: `make deploy-check`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.channels.health import LIVE, READY

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for path in sorted((ROOT / "deploy").rglob("*")) if path.is_file()]


def test_what_goes_into_the_image_is_there_and_not_kept_out() -> None:
    image = (ROOT / "deploy" / "Dockerfile").read_text()
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.M) for name in line.split()}
    kept_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.M))
    assert copied == kept_in
    assert [name for name in copied if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_only_settings_that_are_read_are_set(file: Path) -> None:
    known = set(re.findall(r"\b((?:TRELLIS|TELEGRAM)_[A-Z_]+):", (ROOT / "bot" / "settings.py").read_text()))
    named = set(re.findall(r"\b((?:TRELLIS|TELEGRAM)_[A-Z_]+)\b", file.read_text())) - {"TRELLIS_NAME"}
    assert named <= known


def test_the_probes_ask_what_answers() -> None:
    asked = {path for file in FILES for path in re.findall(r"(?:path: |5005)(/(?:live|ready)\w*)", file.read_text())}
    assert asked == {LIVE, READY}


def test_whoever_waits_gives_a_running_turn_time_to_end() -> None:
    seconds = [
        int(found)
        for file in FILES
        for found in re.findall(r"(?:stop_grace_period: |TimeoutStopSec=|terminationGracePeriodSeconds: )(\d+)", file.read_text())
    ]
    assert seconds == [30] * 6
