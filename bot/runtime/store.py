"""Where conversations are kept: one SQLite file, in Rasa's own table.

Owns: opening the file (or saying in one line why not), keeping the trackers of running conversations in memory so
that a turn does not read the whole conversation again, and export and erasure. Must not: hide a failing disk. Rasa
wraps its stores in ``FailSafeTrackerStore``, which goes on in memory without a word; this store is never wrapped, so
that nothing is answered as if it had been kept.

A tracker from memory is used only if the file still ends with the event that was saved last: another process may
have erased the conversation or gone on with it.

Example::

    store = open_store(settings.database)
    store.erase("c1")  # 42 events are gone, from the file and from its log
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event, SessionStarted

from bot.runtime.database import prove_writable, reason_of
from bot.runtime.errors import StoreUnusable
from bot.runtime.tracker import Tracker

REMEMBERED = 200
"""Running conversations whose trackers stay in memory, some 100 kB each."""


class ConversationStore(SQLTrackerStore):  # type: ignore[misc]
    """Rasa's SQL store on a SQLite file, with export and erasure."""

    engine: sa.engine.Engine
    sessionmaker: Any

    def __init__(self, database: Path) -> None:
        super().__init__(dialect="sqlite", db=str(database))
        self.engine.dispose()
        # One connection for good: closing the last one makes SQLite fold its log back, 10 ms after every turn.
        self.engine = sa.create_engine(
            self.engine.url, poolclass=sa.pool.StaticPool, connect_args={"check_same_thread": False}
        )
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        self.path = database
        self._running: OrderedDict[str, tuple[int, Tracker]] = OrderedDict()
        sa.event.listen(self.engine, "connect", _set_pragmas)

    def init_tracker(self, sender_id: str) -> Tracker:
        """Give an empty tracker."""
        return Tracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    async def retrieve(self, sender_id: str) -> Tracker | None:
        """Return the tracker of the latest session, None if nothing is stored.

        It is taken out of the memory: whoever asks for it may change it, and a turn that fails must not leave a trace.
        """
        last, tracker = self._running.pop(sender_id, (None, None))
        if tracker is not None and last == self._last_id(sender_id):
            return tracker
        return await self.read(sender_id)

    async def read(self, sender_id: str) -> Tracker | None:
        """Return the tracker as the file has it."""
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
            events = [json.loads(row.data) for row in rows]
        if not events:
            return None
        tracker: Tracker = Tracker.from_dict(sender_id, events, self.domain.slots)
        tracker.kept = len(events)
        return tracker

    async def save(self, tracker: Tracker) -> None:
        """Append the events that are new since the tracker was read, in one transaction."""
        new = list(tracker.events)[tracker.kept :]
        rows = [self._row(tracker.sender_id, event) for event in new]
        if not rows:
            return
        with self.session_scope() as session:
            session.add_all(rows)
            session.flush()
            last = rows[-1].id
            session.commit()
        tracker.kept = len(tracker.events)
        if not any(isinstance(event, SessionStarted) for event in new):
            # After a new session the next read leaves the sessions before it out, so that one is not remembered.
            self._running[tracker.sender_id] = (last, tracker)
            while len(self._running) > REMEMBERED:
                self._running.popitem(last=False)

    def _row(self, sender_id: str, event: Event) -> Any:
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )

    def _last_id(self, sender_id: str) -> int | None:
        with self.session_scope() as session:
            newest = session.query(sa.func.max(self.SQLEvent.id)).filter(self.SQLEvent.sender_id == sender_id)
            last: int | None = newest.scalar()
            return last

    def conversations(self) -> list[str]:
        """List the ids of all stored conversations."""
        with self.session_scope() as session:
            return sorted(row[0] for row in session.query(self.SQLEvent.sender_id).distinct())

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """Return every stored event of a conversation, oldest first."""
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent).filter_by(sender_id=conversation).order_by(self.SQLEvent.id)
            return [json.loads(row.data) for row in rows]

    def said(self, conversation: str, limit: int) -> list[dict[str, Any]]:
        """Return the last `limit` events of what person and bot said, over all sessions, oldest first."""
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent).filter_by(sender_id=conversation)
            rows = rows.filter(self.SQLEvent.type_name.in_(("user", "bot")))
            newest = rows.order_by(self.SQLEvent.id.desc()).limit(limit)
            return [json.loads(row.data) for row in newest][::-1]

    def erase(self, conversation: str) -> int:
        """Delete a conversation and return how many events went; the bytes are overwritten (secure_delete)."""
        self._running.pop(conversation, None)
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
