"""What people wrote and nobody has answered yet, so that a process that is killed in mid-turn loses none of it.

Owns the statements on one table, for every channel that is told "here is a message" once only. A message is written
down, sealed, before anything acts on it; when its turn is stored, its words and whose it was are wiped, and only its
mark stays, so that it is not answered again. Must not know what a message means, or open a transaction: whoever
calls brings the connection, so that "stored" and "done" are one step.

    inbox = Inbox("talk", cipher.seal, cipher.unseal, clock)
    inbox.keep(connection, "3f2a...", "web-5f0c...", {"words": "hi"})  # True: it is new
    inbox.finish(connection, "3f2a...")
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.journal.tables import inbox as table

INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
"""Each has its own way to pass over what is there."""


@dataclass(frozen=True)
class Kept:
    """A message that waits; `tries` tells how often it was begun before, `content` is None where none was to be kept."""

    mark: str
    sender_id: str
    tries: int
    content: dict[str, Any] | None


class Inbox:
    """The messages of one channel."""

    def __init__(
        self,
        channel: str,
        seal: Callable[[str], str],
        unseal: Callable[[str], str],
        clock: Callable[[], float],
    ) -> None:
        """`unseal` raises ValueError or JournalProblem for what it cannot read."""
        self._channel = channel
        self._seal = seal
        self._unseal = unseal
        self._clock = clock
        self._ours = table.c.channel == channel

    def keep(
        self, connection: sa.engine.Connection, mark: str, sender_id: str, content: dict[str, Any] | None
    ) -> bool:
        """Write a message down; False if it came before, done or not."""
        row = {"channel": self._channel, "mark": mark, "at": self._clock(), "sender_id": sender_id, "tries": 0}
        sealed = self._sealed(content) if content is not None else None
        new = INSERT[connection.dialect.name](table).values(**row, data=sealed)
        return bool(connection.execute(new.on_conflict_do_nothing()).rowcount)

    def waiting(self, connection: sa.engine.Connection, sender_id: str | None = None) -> list[Kept]:
        """List what is not done, of one person or of all, in the order of arrival; what cannot be read is done."""
        found = []
        asked = sa.select(table).where(self._ours, table.c.sender_id.is_not(None)).order_by(table.c.place)
        if sender_id is not None:
            asked = asked.where(table.c.sender_id == sender_id)
        for row in connection.execute(asked).all():
            content = self._content(row.data)
            if content is None and row.data is not None:
                self.finish(connection, row.mark)
            else:
                found.append(Kept(row.mark, row.sender_id, row.tries, content))
        return found

    def senders(self, connection: sa.engine.Connection, age: float) -> list[str]:
        """List whose messages have waited for `age` seconds or more."""
        old = sa.select(table.c.sender_id).distinct()
        old = old.where(self._ours, table.c.sender_id.is_not(None), table.c.at <= self._clock() - age)
        return list(connection.execute(old).scalars())

    def find(self, connection: sa.engine.Connection, mark: str) -> Kept | None:
        """Return a message that waits with its content; None if it is done or never came."""
        row = connection.execute(sa.select(table).where(*self._this(mark))).first()
        content = self._content(row.data) if row else None
        return Kept(row.mark, row.sender_id, row.tries, content) if content is not None else None

    def knows(self, connection: sa.engine.Connection, mark: str) -> bool:
        """Tell whether a message came before, done or not."""
        return connection.execute(sa.select(table.c.place).where(*self._this(mark))).first() is not None

    def begin(self, connection: sa.engine.Connection, mark: str) -> None:
        """Count a try."""
        connection.execute(table.update().where(*self._this(mark)).values(tries=table.c.tries + 1))

    def change(self, connection: sa.engine.Connection, mark: str, content: dict[str, Any]) -> None:
        """Put another content in the place of what waits."""
        connection.execute(table.update().where(*self._this(mark)).values(data=self._sealed(content)))

    def finish(self, connection: sa.engine.Connection, mark: str) -> bool:
        """Wipe everything of a message but its mark; False if that was done before."""
        waits = table.c.sender_id.is_not(None)
        done = table.update().where(*self._this(mark), waits).values(sender_id=None, data=None)
        return bool(connection.execute(done).rowcount)

    def forget(self, connection: sa.engine.Connection, sender_id: str, but: str | None = None) -> int:
        """Wipe what waits of a person, `but` one message that is still in hand; give how many that were."""
        theirs = [self._ours, table.c.sender_id == sender_id]
        if but is not None:
            theirs.append(table.c.mark != but)
        done = table.update().where(*theirs).values(sender_id=None, data=None)
        return int(connection.execute(done).rowcount)

    def prune(self, connection: sa.engine.Connection, age: float) -> None:
        """Drop the marks of what was done more than `age` seconds ago, or came without words and not again."""
        old = table.c.at < self._clock() - age
        connection.execute(table.delete().where(self._ours, table.c.data.is_(None), old))

    def seal_anew(self, connection: sa.engine.Connection) -> int:
        """Seal what waits with the newest key; give how many."""
        kept = [(message.mark, message.content) for message in self.waiting(connection)]
        sealed = [(mark, content) for mark, content in kept if content is not None]
        for mark, content in sealed:
            self.change(connection, mark, content)
        return len(sealed)

    def _this(self, mark: str) -> tuple[Any, Any]:
        return self._ours, table.c.mark == mark

    def _sealed(self, content: dict[str, Any]) -> str:
        # half a character, which JSON in ASCII holds and UTF-8 does not, must not be lost either
        return self._seal(json.dumps(content))

    def _content(self, sealed: str | None) -> dict[str, Any] | None:
        from bot.journal.errors import JournalProblem

        if sealed is None:
            return None
        try:
            content: dict[str, Any] = json.loads(self._unseal(sealed))
        except (ValueError, JournalProblem):
            return None
        return content
