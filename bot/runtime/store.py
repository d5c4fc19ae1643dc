"""Where conversations are kept: one SQLite file, in Rasa's own table.

Owns: opening the file (or saying in one line why not), reading all of a conversation, and erasing it for good.
Must not: hide a failing disk. Rasa wraps its stores in ``FailSafeTrackerStore``, which goes on in memory without a
word; this store is never wrapped, so that nothing is answered as if it had been kept.

Example::

    store = open_store(settings.database)
    store.erase("c1")  # 42 events are gone, from the file and from its log
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore

from bot.runtime.database import prove_writable, reason_of
from bot.runtime.errors import StoreUnusable


class ConversationStore(SQLTrackerStore):  # type: ignore[misc]
    """Rasa's SQL store on a SQLite file, with export and erasure."""

    def __init__(self, database: Path) -> None:
        super().__init__(dialect="sqlite", db=str(database))
        self.path = database
        sa.event.listen(self.engine, "connect", _set_pragmas)

    def conversations(self) -> list[str]:
        """List the ids of all stored conversations."""
        with self.session_scope() as session:
            return sorted(row[0] for row in session.query(self.SQLEvent.sender_id).distinct())

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """Return every stored event of a conversation, oldest first."""
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent).filter_by(sender_id=conversation).order_by(self.SQLEvent.id)
            return [json.loads(row.data) for row in rows]

    def erase(self, conversation: str) -> int:
        """Delete a conversation and return how many events went; the bytes are overwritten (secure_delete)."""
        with self.session_scope() as session:
            gone: int = session.query(self.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
        with self.engine.connect() as connection:
            # The write-ahead log still holds the deleted rows until it is folded back and cut.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def open_store(database: Path) -> ConversationStore:
    """Open the database, making file and folder if needed, and prove that it can be written.

    Raises StoreUnusable. The proof comes first because Rasa's store retries for ever where it cannot write.
    """
    prove_writable(database)
    try:
        return ConversationStore(database)
    except sa.exc.SQLAlchemyError as error:
        raise StoreUnusable(database, reason_of(error)) from error


def _set_pragmas(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
