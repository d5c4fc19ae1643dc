"""The connection to the database: one SQLite file, or PostgreSQL where its address is set.

Owns how a connection is opened. Must not know tables.

A transaction on SQLite takes the write lock when it begins (BEGIN IMMEDIATE), so that what is checked in it still holds
when it is written. What is deleted is overwritten (secure_delete), and nothing is ever laid down in temporary files.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa

WAIT = 5.0
"""Seconds to wait for another process's lock."""


def open_engine(database: Path | str) -> sa.engine.Engine:
    """Open a SQLite file, or the address of a PostgreSQL database."""
    if isinstance(database, str):
        return sa.create_engine(database, pool_pre_ping=True)
    engine = sa.create_engine(
        f"sqlite:///{database}",
        # One connection for good: closing the last one makes SQLite fold its log back, 10 ms after every turn.
        poolclass=sa.pool.StaticPool,
        connect_args={"check_same_thread": False, "timeout": WAIT},
    )
    sa.event.listen(engine, "connect", set_pragmas)
    sa.event.listen(engine, "begin", _begin)
    return engine


def set_pragmas(connection: sqlite3.Connection, record: object = None) -> None:
    """Make a fresh connection wait, overwrite what it deletes, and keep off temporary files."""
    connection.isolation_level = None  # the driver would begin transactions of its own, and later
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")


def _begin(connection: sa.engine.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def sweep(database: Path, tries: int = 50) -> bool:
    """Rewrite a SQLite file without what was deleted, and cut its log; False if another reader held the log all along.

    Deleting overwrites rows, but pages that were moved about before may still hold copies.
    """
    connection = sqlite3.connect(database, timeout=WAIT)
    try:
        set_pragmas(connection)
        connection.execute("VACUUM")
        for _ in range(tries):
            busy, *_rest = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return True
        return False
    finally:
        connection.close()
