"""Each check finds what it is there for and says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli import doctor
from bot.settings import Settings


@pytest.fixture
def settings(models: Path, tmp_path: Path) -> Settings:
    """The real project with a trained tiny model."""
    return replace(Settings(), models=models, database=tmp_path / "trellis.db")


def test_every_check_gives_one_line_that_starts_with_its_level(settings: Settings) -> None:
    assert doctor.CHECKS
    for check in doctor.CHECKS:
        line = str(check(settings))
        assert line.startswith(("ok ", "warn ", "FAIL ")) and "\n" not in line


def test_a_missing_model_fails(settings: Settings, tmp_path: Path) -> None:
    found = doctor.model(replace(settings, models=tmp_path / "none"))
    assert (found.level, found.remedy) == (doctor.FAIL, "run: trellis train")


def test_a_damaged_model_fails(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"half")
    found = doctor.model(replace(settings, models=tmp_path))
    assert (found.level, found.remedy) == (doctor.FAIL, "run: trellis train --force")


def test_a_model_made_from_something_else_is_a_warning(settings: Settings) -> None:
    assert doctor.model(settings).level == doctor.WARN


def test_a_database_that_cannot_be_written_fails(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert doctor.database(replace(settings, database=tmp_path / "file" / "x.db")).level == doctor.FAIL


def test_help_lines_are_old_after_180_days() -> None:
    lines = [("A", date(2026, 1, 1)), ("B", date(2026, 6, 30))]
    assert doctor.old_lines(lines, date(2026, 6, 30)) == []
    assert doctor.old_lines(lines, date(2026, 7, 1)) == ["A"]


def test_pins_are_read_with_their_markers(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    path.write_text(
        "# comment\n"
        "click==8.1.0 \\\n    --hash=sha256:00\n"
        'pywin==1.0 ; sys_platform == "win32" \\\n    --hash=sha256:00\n'
        'uvloop==0.1 ; sys_platform != "win32"\n'
    )
    assert doctor.pins(path) == {"click": "8.1.0", "uvloop": "0.1"}
    assert doctor.pins(tmp_path / "none.txt") == {}


def test_a_package_in_another_version_fails(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(doctor, "pins", lambda path: {"click": "0.0.1", "not-there": "1"})
    found = doctor.packages(settings)
    assert found.level == doctor.FAIL and "click, not-there" in found.text


def test_a_redis_that_does_not_answer_fails_and_none_is_fine(settings: Settings) -> None:
    assert doctor.redis(settings).level == doctor.OK
    found = doctor.redis(replace(settings, redis="redis://ada:secret@127.0.0.1:1"))
    assert found.level == doctor.FAIL and "TRELLIS_REDIS" in found.text and "secret" not in found.text
