"""A copy of a database in use: one moment of it, never over another file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.runtime.database import back_up
from bot.runtime.errors import RuntimeProblem, StoreUnusable


@pytest.fixture
def database(tmp_path: Path) -> Path:
    place = tmp_path / "t.db"
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE told (words TEXT)")
        connection.execute("INSERT INTO told VALUES ('sealed')")
        connection.commit()
    return place


def test_a_copy_holds_what_is_committed_while_somebody_writes(database: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO told VALUES ('half a turn')")
    back_up(database, tmp_path / "copy.db")
    writer.execute("ROLLBACK")
    writer.close()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT words FROM told").fetchall() == [("sealed",)]
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0, "for the owner's eyes only"


def test_no_file_is_written_over(database: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("older")
    with pytest.raises(RuntimeProblem, match="already"):
        back_up(database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "older"


def test_what_cannot_be_copied_is_said_and_leaves_nothing_behind(database: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="not there"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    with pytest.raises(StoreUnusable):
        back_up(database, tmp_path / "nowhere" / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
