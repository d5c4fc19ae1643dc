"""Rasa's own `rasa test core` on the held-out stories: every action as told, in Rasa's words and with Rasa's tool."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "test_stories.yml"


def test_rasa_finds_no_story_that_goes_another_way(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.cli.main", "rasa", "test", "core"]
    run = subprocess.run(
        [*command, "--stories", str(STORIES), "--out", str(tmp_path), "--no-plot"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    assert report["conversation_accuracy"]["accuracy"] == 1.0, (tmp_path / "failed_test_stories.yml").read_text()
    assert report["conversation_accuracy"]["total"] == STORIES.read_text(encoding="utf-8").count("- story:")
