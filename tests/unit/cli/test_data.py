"""`trellis data backup`: the copy can be opened with the key, and only with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.data import data
from bot.journal import open_journal
from bot.journal.errors import JournalProblem
from tests.unit.journal.making import turn


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    journal = open_journal(tmp_path / "t.db", tmp_path / "t.key")
    journal.append("ada", turn())
    journal.close()
    monkeypatch.setenv("TRELLIS_DATABASE", str(tmp_path / "t.db"))
    return tmp_path


def test_a_copy_is_read_with_the_key_and_not_without(kept: Path) -> None:
    told = CliRunner().invoke(data, ["backup", str(kept / "copy.db")])
    assert told.exit_code == 0 and "t.key" in told.output
    journal = open_journal(kept / "copy.db", kept / "t.key")
    assert journal.conversations() == ["ada"] and journal.events("ada")
    journal.close()
    with pytest.raises(JournalProblem):
        open_journal(kept / "copy.db", kept / "other.key")


def test_over_another_file_nothing_is_copied(kept: Path) -> None:
    told = CliRunner().invoke(data, ["backup", str(kept / "t.key")])
    assert told.exit_code != 0 and "already" in told.output
    assert (kept / "t.key").stat().st_size < 100


def test_postgresql_has_its_own_tool(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRELLIS_DATABASE_URL", "postgresql://localhost/none")
    told = CliRunner().invoke(data, ["backup", str(kept / "copy.db")])
    assert told.exit_code != 0 and "pg_dump" in told.output
