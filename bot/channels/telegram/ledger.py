"""What has come in, what has been answered and what is still to be said: the memory that survives a killed process.

Owns: three small tables in the database of the conversations, and the updates in the inbox (bot.journal.inbox). An
update is written down before Telegram is told that it arrived, its answers are written down before the first is sent,
and both are wiped when it is done; only its number stays, so that nothing is answered twice. What a person wrote is
sealed while it waits. Must not: know what an update means, or keep a chat id in plain.

Example::

    ledger = Ledger(settings.database, seal)
    ledger.keep([update])     # True: it is new
    ledger.answer(7, [...])   # what will be said
    ledger.finish(7)          # nothing of it is left but the number
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.seal import Seal, Unreadable
from bot.channels.telegram.updates import Update
from bot.journal.engine import open_engine, sweep
from bot.journal.inbox import Inbox
from bot.journal.tables import inbox
from bot.runtime.database import prove_writable, reason_of
from bot.runtime.errors import StoreUnusable
from bot.settings import address_name

REMEMBERED = 7 * 86_400.0
"""Seconds that the numbers of handled updates are kept; Telegram repeats those of a day at most."""

metadata = sa.MetaData()
messages = sa.Table(
    "telegram_messages",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),  # of the update that it answers
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text),  # sealed; NULL once it is sent
    # the newest message id known when it was handed over; NULL if it never was
    sa.Column("newest", sa.BigInteger),
)
people = sa.Table(
    "telegram_people",
    metadata,
    sa.Column("sender", sa.String(255), primary_key=True),
    sa.Column("offering", sa.BigInteger),  # the update whose turn offers the buttons that can be pressed
    sa.Column("keyboards", sa.Text, nullable=False),
    sa.Column("newest", sa.BigInteger, nullable=False),  # the highest message id known in the chat
    sa.Column("told", sa.Integer, nullable=False),
    sa.Column("album", sa.Text),
)
addresses = sa.Table(
    "telegram_addresses",
    metadata,
    sa.Column("sender", sa.String(255), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),  # the sealed chat id, while a reminder needs it
)


@dataclass(frozen=True)
class Waiting:
    """A message that is to be sent."""

    place: int
    message: Outgoing
    newest: int | None
    """If set, it was handed over before, and nobody knows whether it arrived: it can only have a higher id."""


@dataclass(frozen=True)
class Person:
    """What the channel knows of somebody, besides the conversation."""

    offering: int | None = None
    keyboards: tuple[int, ...] = ()
    """The messages that show buttons now."""
    told: bool = False
    """They were told where messages stay."""
    album: str | None = None
    """The last set of pictures that was answered."""
    newest: int = 0
    """The highest id of a message known in the chat."""


class Ledger:
    """The tables, opened by the process that talks to Telegram."""

    def __init__(self, database: Path | str, seal: Seal) -> None:
        """Open the file, or the address of a PostgreSQL database. Raises StoreUnusable."""
        if isinstance(database, Path):
            prove_writable(database)
        self._database = database
        self._seal = seal
        self._inbox = Inbox("telegram", seal.close_text, seal.open_text, time.time)
        self._engine = open_engine(database)
        self._writer: sa.engine.Connection | None = None
        with self._writing() as rows:
            metadata.create_all(rows)
            inbox.create(rows, checkfirst=True)
            self._inbox.prune(rows, REMEMBERED)

    # ---- what comes in ----

    def keep(self, updates: Sequence[Update]) -> list[Update]:
        """Write updates down and return those that are new, in one transaction."""
        with self._writing() as rows:
            return [
                update
                for update in updates
                if self._inbox.keep(rows, str(update.id), self._seal.sender(update.chat), update.as_dict())
            ]

    def waiting(self) -> list[Update]:
        """List what was written down and is not done, in the order of arrival; what cannot be read is done."""
        found = []
        with self._writing() as rows:
            for kept in self._inbox.waiting(rows):
                update = _update(kept.content)
                if update:
                    found.append(update)
                else:
                    self._inbox.finish(rows, kept.mark)
        return found

    def amend(self, edit: Update) -> bool:
        """Put an edited text in the place of one that still waits; False if that one is begun or done."""
        with self._writing() as rows:
            for kept in self._inbox.waiting(rows, self._seal.sender(edit.chat)):
                update = _update(kept.content)
                if not kept.tries and update and update.kind == "text" and update.message == edit.message:
                    self._inbox.change(rows, kept.mark, replace(update, text=edit.text).as_dict())
                    return True
        return False

    def begin(self, number: int) -> tuple[Update | None, int]:
        """Return an update as it stands now (None if it is done) and how often it was begun before."""
        with self._writing() as rows:
            kept = self._inbox.find(rows, str(number))
            update = _update(kept.content) if kept else None
            if kept is None or update is None:
                return None, 0
            self._inbox.begin(rows, kept.mark)
            return update, kept.tries

    def finish(self, number: int) -> None:
        """Wipe everything of an update but its number."""
        with self._writing() as rows:
            rows.execute(messages.delete().where(messages.c.id == number))
            self._inbox.finish(rows, str(number))

    # ---- what is to be said ----

    def answer(self, number: int, said: Sequence[Outgoing], newest: int) -> None:
        """Write down what answers an update; the first message counts as handed over from now on.

        `newest` is the highest message id known. Belongs into a `together`, with what is known of the person.
        """
        with self._writing() as rows:
            rows.execute(messages.delete().where(messages.c.id == number))
            for place, message in enumerate(said):
                sealed = self._seal.close(message.as_dict())
                row = {"id": number, "place": place, "content": sealed, "newest": None if place else newest}
                rows.execute(messages.insert().values(**row))

    def is_answered(self, number: int) -> bool:
        """Tell whether it is written down what answers an update."""
        return self._first(sa.select(messages.c.place).where(messages.c.id == number)) is not None

    def unsent(self, number: int) -> list[Waiting]:
        """List the messages of an update that are not known to be sent, in order."""
        mine = sa.select(messages).where(messages.c.id == number, messages.c.content.is_not(None))
        try:
            return [
                Waiting(row.place, Outgoing.from_dict(self._seal.open(row.content)), row.newest)
                for row in self._all(mine.order_by(messages.c.place))
            ]
        except Unreadable:
            return []

    def handed_over(self, number: int, place: int, newest: int) -> None:
        """Note that a message is handed over anew, and the newest message id known."""
        with self._writing() as rows:
            rows.execute(_message(number, place).values(newest=newest))

    def newest(self) -> int:
        """Return the highest message id known; 0 if there is none."""
        known = (self._first(sa.select(sa.func.max(table.c.newest))) for table in (people, messages))
        return max(int(row[0] or 0) for row in known)

    def sent(self, number: int, place: int, newest: int) -> None:
        """Wipe a message that was sent; the next one counts as handed over from now on."""
        with self._writing() as rows:
            rows.execute(_message(number, place).values(content=None))
            rows.execute(_message(number, place + 1).values(newest=newest))

    # ---- people ----

    def person(self, sender: str) -> Person | None:
        """Return what is known of somebody."""
        row = self._first(sa.select(people).where(people.c.sender == sender))
        if not row:
            return None
        known = {name: row._mapping[name] for name in KNOWN}
        return Person(
            **{**known, "keyboards": tuple(json.loads(known["keyboards"])), "told": bool(known["told"])}
        )

    def people(self) -> list[str]:
        """List everybody of whom something is known."""
        return [row.sender for row in self._all(sa.select(people.c.sender))]

    def know(self, sender: str, person: Person) -> None:
        """Keep what is known of somebody."""
        values = {**asdict(person), "keyboards": json.dumps(person.keyboards), "told": int(person.told)}
        self._put(people, sender, values)

    def forget(self, sender: str, but: int | None = None) -> None:
        """Wipe everything of somebody; `but` is the update that asked for it and is still in hand."""
        with self._writing() as rows:
            for kept in self._inbox.waiting(rows, sender):
                if kept.mark != str(but):
                    rows.execute(messages.delete().where(messages.c.id == int(kept.mark)))
            self._inbox.forget(rows, sender, None if but is None else str(but))
            rows.execute(people.delete().where(people.c.sender == sender))
            rows.execute(addresses.delete().where(addresses.c.sender == sender))

    def sweep(self) -> None:
        """Rewrite the file without what was deleted: until then it and its log may still hold copies. Takes a moment."""
        if isinstance(self._database, Path):
            with self._problems():
                sweep(self._database)

    # ---- addresses, while a reminder needs them ----

    def remember_address(self, sender: str, chat: int) -> None:
        """Keep the chat id of somebody, sealed."""
        self._put(addresses, sender, {"content": self._seal.close({"chat": chat})})

    def address(self, sender: str) -> int | None:
        """Return the chat id of somebody who waits for a reminder."""
        row = self._first(sa.select(addresses.c.content).where(addresses.c.sender == sender))
        try:
            return int(self._seal.open(row[0])["chat"]) if row else None
        except Unreadable:
            return None

    def forget_address(self, sender: str) -> None:
        """Wipe the chat id of somebody."""
        with self._writing() as rows:
            rows.execute(addresses.delete().where(addresses.c.sender == sender))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _put(self, table: sa.Table, sender: str, values: dict[str, Any]) -> None:
        with self._writing() as rows:
            rows.execute(table.delete().where(table.c.sender == sender))
            rows.execute(table.insert().values(sender=sender, **values))

    def _first(self, query: sa.Select[Any]) -> Any:
        with self._writing() as rows:
            return rows.execute(query).first()

    def _all(self, query: sa.Select[Any]) -> list[Any]:
        with self._writing() as rows:
            return list(rows.execute(query).all())

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of what is written inside, without an await between."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[sa.engine.Connection]:
        if self._writer is not None:
            yield self._writer
            return
        with self._problems(), self._engine.begin() as connection:
            self._writer = connection
            try:
                yield connection
            finally:
                self._writer = None

    @contextmanager
    def _problems(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, sa.exc.SQLAlchemyError) as error:
            name = self._database if isinstance(self._database, Path) else address_name(self._database)
            raise StoreUnusable(name, reason_of(error)) from None


def _message(number: int, place: int) -> Any:
    return messages.update().where(messages.c.id == number, messages.c.place == place)


def _update(content: dict[str, Any] | None) -> Update | None:
    try:
        return Update(**(content or {}))
    except TypeError:  # written by another version
        return None


KNOWN = tuple(field.name for field in fields(Person))
