"""What has come in, what has been answered and what is still to be said: the memory that survives a killed process.

Owns: four small tables in the database of the conversations. An update is written down before Telegram is told that
it arrived, its answers are written down before the first is sent, and both are wiped when it is done; only its number
stays, so that nothing is answered twice. What a person wrote is sealed while it waits. Must not: know what an update
means, or keep a chat id in plain.

Example::

    ledger = Ledger(settings.database, seal)
    ledger.keep([update])     # True: it is new
    ledger.answer(7, [...])   # what will be said
    ledger.finish(7)          # nothing of it is left but the number
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.seal import Seal, Unreadable
from bot.channels.telegram.updates import Update
from bot.journal.engine import sweep
from bot.runtime.database import prove_writable, reason_of
from bot.runtime.errors import StoreUnusable

REMEMBERED = 2_000
"""Numbers of handled updates that are kept, the newest; Telegram repeats those of a day at most."""
TABLES = """
CREATE TABLE IF NOT EXISTS telegram_updates (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id INTEGER NOT NULL UNIQUE,
    sender TEXT,            -- only while it waits
    content BLOB,           -- sealed; NULL once it is done
    tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS telegram_waiting ON telegram_updates (sender) WHERE content IS NOT NULL;
CREATE TABLE IF NOT EXISTS telegram_messages (
    id INTEGER NOT NULL,    -- of the update that it answers
    place INTEGER NOT NULL,
    content BLOB,           -- sealed; NULL once it is sent
    newest INTEGER,         -- the newest message id known when it was handed over; NULL if it never was
    PRIMARY KEY (id, place)
);
CREATE TABLE IF NOT EXISTS telegram_people (
    sender TEXT PRIMARY KEY,
    offering INTEGER,       -- the update whose turn offers the buttons that can be pressed
    keyboards TEXT NOT NULL DEFAULT '[]',
    newest INTEGER NOT NULL DEFAULT 0,  -- the highest message id known in the chat
    told INTEGER NOT NULL DEFAULT 0,
    album TEXT
);
CREATE TABLE IF NOT EXISTS telegram_addresses (
    sender TEXT PRIMARY KEY,
    content BLOB NOT NULL   -- the sealed chat id, while a reminder needs it
);
"""


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
    """The tables, opened for good by one process."""

    def __init__(self, database: Path, seal: Seal) -> None:
        """Open the file. Raises StoreUnusable."""
        prove_writable(database)
        self._database = database
        self._seal = seal
        self._connection = sqlite3.connect(database, timeout=5, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        try:
            self._connection.executescript(TABLES)
        except sqlite3.Error as error:
            raise StoreUnusable(database, reason_of(error)) from None

    # ---- what comes in ----

    def keep(self, updates: Sequence[Update]) -> list[Update]:
        """Write updates down and return those that are new, in one transaction."""
        new = []
        with self._writing() as rows:
            for update in updates:
                sealed = self._seal.close(update.as_dict())
                kept = rows.execute(
                    "INSERT OR IGNORE INTO telegram_updates (id, sender, content) VALUES (?, ?, ?)",
                    (update.id, self._seal.sender(update.chat), sealed),
                )
                if kept.rowcount:
                    new.append(update)
        return new

    def waiting(self) -> list[Update]:
        """List what was written down and is not done, in the order of arrival; what cannot be read is done."""
        found = []
        for number, content in self._all(
            "SELECT id, content FROM telegram_updates WHERE content IS NOT NULL ORDER BY place"
        ):
            update = self._update(content)
            if update:
                found.append(update)
            else:
                self.finish(number)
        return found

    def amend(self, edit: Update) -> bool:
        """Put an edited text in the place of one that still waits; False if that one is begun or done."""
        for number, content in self._all(
            "SELECT id, content FROM telegram_updates WHERE sender = ? AND content IS NOT NULL AND tries = 0",
            self._seal.sender(edit.chat),
        ):
            update = self._update(content)
            if update and update.kind == "text" and update.message == edit.message:
                sealed = self._seal.close(replace(update, text=edit.text).as_dict())
                with self._writing() as rows:
                    rows.execute("UPDATE telegram_updates SET content = ? WHERE id = ?", (sealed, number))
                return True
        return False

    def begin(self, number: int) -> tuple[Update | None, int]:
        """Return an update as it stands now (None if it is done) and how often it was begun before."""
        row = self._one("SELECT content, tries FROM telegram_updates WHERE id = ?", number)
        update = self._update(row[0]) if row and row[0] is not None else None
        if row is None or update is None:
            return None, 0
        with self._writing() as rows:
            rows.execute("UPDATE telegram_updates SET tries = tries + 1 WHERE id = ?", (number,))
        return update, int(row[1])

    def finish(self, number: int) -> None:
        """Wipe everything of an update but its number, and forget the oldest numbers."""
        with self._writing() as rows:
            rows.execute("DELETE FROM telegram_messages WHERE id = ?", (number,))
            rows.execute("UPDATE telegram_updates SET content = NULL, sender = NULL WHERE id = ?", (number,))
            rows.execute(
                "DELETE FROM telegram_updates WHERE content IS NULL"
                " AND place <= (SELECT max(place) FROM telegram_updates) - ?",
                (REMEMBERED,),
            )

    # ---- what is to be said ----

    def answer(self, number: int, messages: Sequence[Outgoing], newest: int) -> None:
        """Write down what answers an update; the first message counts as handed over from now on.

        `newest` is the highest message id known. Belongs into a `together`, with what is known of the person.
        """
        with self._writing() as rows:
            rows.executemany(
                "INSERT OR REPLACE INTO telegram_messages (id, place, content, newest) VALUES (?, ?, ?, ?)",
                [
                    (number, place, self._seal.close(message.as_dict()), newest if place == 0 else None)
                    for place, message in enumerate(messages)
                ],
            )

    def is_answered(self, number: int) -> bool:
        """Tell whether it is written down what answers an update."""
        return self._one("SELECT 1 FROM telegram_messages WHERE id = ?", number) is not None

    def unsent(self, number: int) -> list[Waiting]:
        """List the messages of an update that are not known to be sent, in order."""
        rows = self._all(
            "SELECT place, content, newest FROM telegram_messages"
            " WHERE id = ? AND content IS NOT NULL ORDER BY place",
            number,
        )
        try:
            return [
                Waiting(place, Outgoing.from_dict(self._seal.open(content)), newest)
                for place, content, newest in rows
            ]
        except Unreadable:
            return []

    def handed_over(self, number: int, place: int, newest: int) -> None:
        """Note that a message is handed over anew, and the newest message id known."""
        with self._writing() as rows:
            rows.execute(
                "UPDATE telegram_messages SET newest = ? WHERE id = ? AND place = ?", (newest, number, place)
            )

    def newest(self) -> int:
        """Return the highest message id known; 0 if there is none."""
        found = self._one(
            "SELECT max(newest) FROM"
            " (SELECT newest FROM telegram_people UNION ALL SELECT newest FROM telegram_messages)"
        )
        return int(found[0] or 0)

    def sent(self, number: int, place: int, newest: int) -> None:
        """Wipe a message that was sent; the next one counts as handed over from now on."""
        with self._writing() as rows:
            rows.execute(
                "UPDATE telegram_messages SET content = NULL WHERE id = ? AND place = ?", (number, place)
            )
            rows.execute(
                "UPDATE telegram_messages SET newest = ? WHERE id = ? AND place = ?",
                (newest, number, place + 1),
            )

    # ---- people ----

    def person(self, sender: str) -> Person | None:
        """Return what is known of somebody."""
        row = self._one(f"SELECT {', '.join(KNOWN)} FROM telegram_people WHERE sender = ?", sender)  # noqa: S608
        if not row:
            return None
        known = dict(zip(KNOWN, row, strict=True))
        return Person(
            **{**known, "keyboards": tuple(json.loads(known["keyboards"])), "told": bool(known["told"])}
        )

    def people(self) -> list[str]:
        """List everybody of whom something is known."""
        return [sender for (sender,) in self._all("SELECT sender FROM telegram_people")]

    def know(self, sender: str, person: Person) -> None:
        """Keep what is known of somebody."""
        values = {**asdict(person), "keyboards": json.dumps(person.keyboards)}
        with self._writing() as rows:
            rows.execute(
                f"INSERT OR REPLACE INTO telegram_people (sender, {', '.join(KNOWN)})"  # noqa: S608 - names of fields
                f" VALUES (?, {', '.join('?' * len(KNOWN))})",
                (sender, *(values[name] for name in KNOWN)),
            )

    def forget(self, sender: str, but: int | None = None) -> None:
        """Wipe everything of somebody; `but` is the update that asked for it and is still in hand."""
        with self._writing() as rows:
            rows.execute(
                "DELETE FROM telegram_messages WHERE id IN"
                " (SELECT id FROM telegram_updates WHERE sender = ? AND id IS NOT ?)",
                (sender, but),
            )
            rows.execute(
                "UPDATE telegram_updates SET content = NULL, sender = NULL WHERE sender = ? AND id IS NOT ?",
                (sender, but),
            )
            rows.execute("DELETE FROM telegram_people WHERE sender = ?", (sender,))
            rows.execute("DELETE FROM telegram_addresses WHERE sender = ?", (sender,))

    def sweep(self) -> None:
        """Rewrite the file without what was deleted: until then it and its log may still hold copies. Takes a moment."""
        try:
            sweep(self._database)
        except sqlite3.Error as error:
            raise StoreUnusable(self._database, reason_of(error)) from None

    # ---- addresses, while a reminder needs them ----

    def remember_address(self, sender: str, chat: int) -> None:
        """Keep the chat id of somebody, sealed."""
        with self._writing() as rows:
            rows.execute(
                "INSERT OR REPLACE INTO telegram_addresses (sender, content) VALUES (?, ?)",
                (sender, self._seal.close({"chat": chat})),
            )

    def address(self, sender: str) -> int | None:
        """Return the chat id of somebody who waits for a reminder."""
        row = self._one("SELECT content FROM telegram_addresses WHERE sender = ?", sender)
        try:
            return int(self._seal.open(row[0])["chat"]) if row else None
        except Unreadable:
            return None

    def forget_address(self, sender: str) -> None:
        """Wipe the chat id of somebody."""
        with self._writing() as rows:
            rows.execute("DELETE FROM telegram_addresses WHERE sender = ?", (sender,))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _update(self, content: bytes) -> Update | None:
        try:
            return Update(**self._seal.open(content))
        except (Unreadable, TypeError):  # sealed with another key, or by another version
            return None

    def _one(self, query: str, *values: object) -> Any:
        try:
            return self._connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            raise StoreUnusable(self._database, reason_of(error)) from None

    def _all(self, query: str, *values: object) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreUnusable(self._database, reason_of(error)) from None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of what is written inside, without an await between."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._connection.in_transaction:
            yield self._connection
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreUnusable(self._database, reason_of(error)) from None


KNOWN = tuple(field.name for field in fields(Person))
