"""Who of several processes does what only one may do: fetch from Telegram, send reminders, keep house.

Owns one row for each such duty: who has it, and until when. A process that was killed loses it by time, one that stops
gives it back. Time is the database's own where that is a server, so that clocks need not agree. Must not know the duty.

    lease = Lease(journal.engine, "house", clock=journal.clock)
    lease.take()  # True: it is ours for 15 s; call again to keep it
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.journal.inbox import INSERT
from bot.journal.tables import leases

LASTS = 15.0
"""Seconds."""


class Lease:
    """One process's claim to one duty."""

    def __init__(
        self, engine: sa.engine.Engine, name: str, clock: Callable[[], float] = time.time, lasts: float = LASTS
    ) -> None:
        self._engine = engine
        self._name = name
        self._clock = clock
        self._lasts = lasts
        self._holder = secrets.token_hex(8)

    def take(self) -> bool:
        """Take the duty, or keep it for longer; False while another process has it."""
        with self._engine.begin() as connection:
            now = self._now(connection)
            row = {"name": self._name, "holder": self._holder, "until": now + self._lasts}
            if connection.execute(INSERT[connection.dialect.name](leases).values(**row).on_conflict_do_nothing()).rowcount:
                return True
            free = sa.or_(leases.c.holder == self._holder, leases.c.until < now)
            mine = leases.update().where(leases.c.name == self._name, free).values(**row)
            return bool(connection.execute(mine).rowcount)

    def give_back(self) -> None:
        """Let another process have it at once."""
        mine = leases.delete().where(leases.c.name == self._name, leases.c.holder == self._holder)
        with self._engine.begin() as connection:
            connection.execute(mine)

    def _now(self, connection: sa.engine.Connection) -> float:
        if connection.dialect.name != "postgresql":
            return self._clock()
        now = sa.select(sa.extract("epoch", sa.func.clock_timestamp()))
        return float(connection.execute(now).scalar())
