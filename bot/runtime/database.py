"""The database: can it be written, and why not; and the journal opened on it.

Owns: the proof before the journal opens, and naming a failure's reason without anybody's words. Must not: import rasa;
`trellis doctor` and `trellis data` ask this without loading anything heavy.

Example::

    prove_writable(Path("var/trellis.db"))  # raises StoreUnusable: ... (attempt to write a readonly database) ...
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.journal import Journal, JournalProblem, open_journal
from bot.runtime.errors import RuntimeProblem, StoreUnusable
from bot.settings import Settings


def prove_writable(database: Path) -> None:
    """Write to the database and take it back. Raises StoreUnusable with the system's reason."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        is_new = not database.exists()
        connection = sqlite3.connect(database, timeout=5)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS write_test (id INTEGER)")
            connection.execute("DROP TABLE write_test")
            connection.commit()
        finally:
            connection.close()
        if is_new:
            os.chmod(database, 0o600)  # people's words: for the owner's eyes only
    except (OSError, sqlite3.Error) as error:
        raise StoreUnusable(database, reason_of(error)) from error


def back_up(database: Path, target: Path) -> None:
    """Copy a database that may be in use, as one moment of it.

    Raises StoreUnusable, or RuntimeProblem where `target` is there already.
    """
    if target.exists():
        raise RuntimeProblem(f"{target} is there already, and a copy is never written over")
    if not database.is_file():
        raise StoreUnusable(database, "it is not there")
    half = target.with_name(f"{target.name}.part")
    try:
        half.touch(mode=0o600)
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as copy:
            source.backup(copy)
        half.replace(target)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        raise StoreUnusable(target, reason_of(error)) from error


def prove_reachable(settings: Settings) -> None:
    """Ask the PostgreSQL database for a word. Raises StoreUnusable with its reason."""
    assert settings.database_url
    engine = sa.create_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except sa.exc.SQLAlchemyError as error:
        raise StoreUnusable(settings.database_name, reason_of(error)) from error
    finally:
        engine.dispose()


def reason_of(error: Exception) -> str:
    """Give the system's or SQLite's own reason, which names no content."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    original = getattr(error, "orig", error)
    return str(original).splitlines()[0] if str(original) else type(error).__name__


def journal_of(settings: Settings) -> Journal:
    """Open the journal where the settings say. Raises RuntimeProblem with a one-line reason.

    A proof comes first: a database that cannot be written is told at the start, not at somebody's first message.
    """
    if not settings.database_url:
        prove_writable(settings.database)
    try:
        return open_journal(
            settings.database_url or settings.database, settings.key_file, exports=settings.exports
        )
    except JournalProblem as problem:
        raise RuntimeProblem(str(problem)) from problem
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreUnusable(settings.database_name, reason_of(error)) from error
