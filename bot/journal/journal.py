"""The journal: what is written of a turn, what can be looked back at, export, erasure, keys, retention.

Owns every statement on the tables. Must not decide what is said, or know how a reminder reaches anybody.

    journal = open_journal(Path("var/trellis.db"), Path("var/trellis.key"))
    journal.past("c1").plans
    journal.erase("c1")
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path
from types import EllipsisType
from typing import Any

import sqlalchemy as sa

from bot.journal.cipher import SEALED, Cipher, new_key, write_keys
from bot.journal.condense import condensed, turns_in
from bot.journal.engine import open_engine, sweep
from bot.journal.errors import Overtaken
from bot.journal.inbox import Inbox, Kept
from bot.journal.private import MARK, blank, blanked
from bot.journal.records import CheckIn, Due, KeptPlan, Past, Reminder, Session, Snapshot
from bot.journal.schedule import WINDOW, Rule
from bot.journal.tables import OURS, checkpoints, entries, events, people, reminders, upgrade

DAY = 86_400
SAME_VISIT = DAY / 2
"""Seconds; later than that after its first change the picture is noted anew."""
UNANSWERED = 2
"""Reminders without an answer after which there are no more."""
BATCH = 500
"""Rows sealed anew in one transaction."""
RECENT = 60
"""Events in which the last things told are looked for."""
TELLING = ("share_story", "share_sign")
WISHES = ("region", "private")
TALK = "talk"
"""The channel of the inbox for messages that pages and scripts bring; Telegram keeps its own."""
MARKS_KEPT = 2 * DAY
"""Seconds that the mark of an answered message is known; a page that was away for longer asks for the talk first."""
UNSAFE = ("partner_unsafe", "crisis")
"""In these states nothing is sent: somebody else may see the screen."""

Event = Mapping[str, Any]


class Journal:
    """What is kept of people, in one database."""

    def __init__(
        self,
        engine: sa.engine.Engine,
        cipher: Cipher,
        file: Path | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Use `open_journal`. `file` is the SQLite file, None on PostgreSQL; `clock` gives seconds since 1970."""
        self.engine = engine
        self.cipher = cipher
        self.file = file
        self.clock = clock
        self._inbox = Inbox(TALK, cipher.seal, cipher.unseal, clock)
        self.exports: Path | None = None
        """Where copies made in the terminal lie; they go with an erasure."""

    # ---- writing a turn ----

    def append(
        self, sender_id: str, new: Sequence[Event], after: int | EllipsisType | None = ...
    ) -> int | None:
        """Write the events of a turn, and what the journal takes from them, in one transaction.

        `after` is the id of the event they follow, as it was read; None: they are the first; left out: it does not
        matter. Returns the id of the last one written, or None when nothing was written, because the conversation was
        erased while the turn ran. Raises Overtaken, and writes nothing, when another process has written since.
        """
        self.cipher.refresh()
        with self.engine.begin() as connection:
            self._queue(connection, sender_id)
            if isinstance(after, int) and not self._exists(connection, sender_id, after):
                return None
            if after is not ... and connection.execute(_newest(sender_id)).scalar() != after:
                raise Overtaken
            for mark in _marks(new):
                self._tick_off(connection, message_key(sender_id, mark))
            private = self._private(connection, sender_id, new)
            last: int | None = None
            for event in [blanked(event) for event in new] if private else new:
                last = connection.execute(
                    events.insert().values(self._row(sender_id, event))
                ).inserted_primary_key[0]
            self._take(connection, sender_id, _turn(new), private)
            return last

    def _queue(self, connection: sa.engine.Connection, sender_id: str) -> None:
        """Wait until no other process writes this conversation; on SQLite whoever begins has the whole file."""
        if connection.dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(sender_id.encode()).digest()[:8], "big", signed=True)
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))

    def _tick_off(self, connection: sa.engine.Connection, key: str) -> None:
        """Note that a message is answered now. Raises Overtaken if another process has answered it."""
        if not self._inbox.finish(connection, key) and self._inbox.knows(connection, key):
            raise Overtaken

    def _row(self, sender_id: str, event: Event) -> dict[str, Any]:
        return {
            "sender_id": sender_id,
            "type_name": str(event["event"]),
            "timestamp": event.get("timestamp"),
            "data": self.cipher.seal(json.dumps(event)),
        }

    def _exists(self, connection: sa.engine.Connection, sender_id: str, event_id: int) -> bool:
        found = sa.select(events.c.id).where(events.c.id == event_id, events.c.sender_id == sender_id)
        return connection.execute(found).first() is not None

    def _private(self, connection: sa.engine.Connection, sender_id: str, new: Sequence[Event]) -> bool:
        """Tell whether no words are kept; when that begins now, take the words out of what was kept before."""
        was = bool(
            connection.execute(sa.select(people.c.private).where(people.c.sender_id == sender_id)).scalar()
        )
        wish = _latest(new, "private", was)
        if wish and not was:
            connection.execute(checkpoints.delete().where(checkpoints.c.sender_id == sender_id))
            for table in (events, entries):
                for row in connection.execute(sa.select(table).where(table.c.sender_id == sender_id)).all():
                    kept = json.loads(self.cipher.unseal(row.data))
                    kept = blanked(kept) if table is events else blank(kept)
                    sealed = self.cipher.seal(json.dumps(kept))
                    connection.execute(table.update().where(table.c.id == row.id).values(data=sealed))
        return bool(wish)

    def _take(
        self, connection: sa.engine.Connection, sender_id: str, new: Sequence[Event], private: bool
    ) -> None:
        """Note what a turn changed: picture, plan, check-in, wishes, and that the person was here."""
        at = self.clock()
        for kind in ("picture", "plan", "checkin"):
            value = _latest(new, kind, None)
            value = blank(value) if value and private else value
            if value and kind == "picture":
                self._note_picture(connection, sender_id, value, _latest(new, "rechecked", None) or [], at)
            elif value:
                self._note(connection, sender_id, kind, value, at)
        wishes = {name: _latest(new, name, ...) for name in WISHES}
        wrote = any(event["event"] == "user" for event in new)
        self._note_person(connection, sender_id, {k: v for k, v in wishes.items() if v is not ...}, wrote, at)
        if wrote:
            here = reminders.update().where(reminders.c.sender_id == sender_id).values(unanswered=0)
            connection.execute(here)
        self._wish_reminder(connection, sender_id, new, at)

    def _note(
        self, connection: sa.engine.Connection, sender_id: str, kind: str, value: Any, at: float
    ) -> None:
        sealed = self.cipher.seal(json.dumps(value))
        connection.execute(entries.insert().values(sender_id=sender_id, kind=kind, at=at, data=sealed))

    def _note_picture(
        self, connection: sa.engine.Connection, sender_id: str, signs: Any, again: list[str], at: float
    ) -> None:
        """Note the picture with the signs that were looked at on this visit; a talk changes it at every answer."""
        newest = sa.select(entries).where(entries.c.sender_id == sender_id, entries.c.kind == "picture")
        row = connection.execute(newest.order_by(entries.c.id.desc()).limit(1)).first()
        before = json.loads(self.cipher.unseal(row.data)) if row else {"signs": {}, "looked": []}
        looked = {sign for sign, entry in signs.items() if before["signs"].get(sign) != entry} | set(again)
        if row is None or row.at < at - SAME_VISIT:
            self._note(connection, sender_id, "picture", {"signs": signs, "looked": sorted(looked)}, at)
            return
        looked |= set(before["looked"])
        sealed = self.cipher.seal(json.dumps({"signs": signs, "looked": sorted(looked & set(signs))}))
        connection.execute(entries.update().where(entries.c.id == row.id).values(data=sealed))

    def _note_person(
        self, connection: sa.engine.Connection, sender_id: str, wishes: dict[str, Any], wrote: bool, at: float
    ) -> None:
        row = connection.execute(sa.select(people).where(people.c.sender_id == sender_id)).first()
        kept = json.loads(self.cipher.unseal(row.data)) if row else {}
        values = {
            "seen": at if wrote or row is None else row.seen,
            "private": bool(wishes.get("private", row.private if row else False)),
            "data": row.data if row and not wishes else self.cipher.seal(json.dumps({**kept, **wishes})),
        }
        if row is None:
            connection.execute(people.insert().values(sender_id=sender_id, **values))
        else:
            connection.execute(people.update().where(people.c.sender_id == sender_id).values(**values))

    def _wish_reminder(
        self, connection: sa.engine.Connection, sender_id: str, new: Sequence[Event], at: float
    ) -> None:
        mine = reminders.c.sender_id == sender_id
        safety = _latest(new, "safety", ...)
        if safety is not ...:
            connection.execute(reminders.update().where(mine).values(held=safety in UNSAFE))
        if _latest(new, "reminded", ...) is not ...:  # it was shown in the talk
            self._shown(connection, sender_id, at)
        wish = _latest(new, "reminder", ...)
        if wish is ...:
            return
        connection.execute(reminders.delete().where(mine))
        if wish:
            rule = Rule.from_dict(wish)
            due = rule.after(_when(at)).timestamp()
            row = {"sender_id": sender_id, "due": due, "unanswered": 0, "waiting": False, "held": False}
            connection.execute(reminders.insert().values(**row, data=self.cipher.seal(json.dumps(wish))))

    def _shown(self, connection: sa.engine.Connection, sender_id: str, at: float) -> None:
        mine = reminders.c.sender_id == sender_id
        row = connection.execute(sa.select(reminders).where(mine)).first()
        if row is None:
            return
        rule = Rule.from_dict(json.loads(self.cipher.unseal(row.data)))
        due = rule.after(_when(at)).timestamp() if row.due is not None and row.due <= at else row.due
        connection.execute(reminders.update().where(mine).values(waiting=False, due=due))

    # ---- what is not answered yet ----

    def keep(self, sender_id: str, mark: str, content: Mapping[str, Any]) -> bool:
        """Write a message down before anything acts on it; False if it came before, answered or not.

        `append` ticks it off in the transaction that stores its turn: an event's metadata names the mark. Of somebody
        who wants no words kept only the mark is: should the process die, the message has to be sent again.
        """
        self.cipher.refresh()
        with self.engine.begin() as connection:
            wordless = self._private(connection, sender_id, ())
            kept = None if wordless else {"mark": mark, **content}
            return self._inbox.keep(connection, message_key(sender_id, mark), sender_id, kept)

    def waiting(self, sender_id: str) -> list[Kept]:
        """List the messages of a person that are not answered, in the order of arrival."""
        with self.engine.begin() as connection:
            return self._inbox.waiting(connection, sender_id)

    def waiting_people(self, age: float) -> list[str]:
        """List whose messages have waited for `age` seconds or more."""
        with self.engine.connect() as connection:
            return self._inbox.senders(connection, age)

    def has_come(self, sender_id: str, mark: str) -> bool:
        """Tell whether a message was kept before, answered or not."""
        with self.engine.connect() as connection:
            return self._inbox.knows(connection, message_key(sender_id, mark))

    def try_again(self, kept: Kept) -> None:
        """Count that a message is begun that an earlier process had begun."""
        with self.engine.begin() as connection:
            self._inbox.begin(connection, kept.mark)

    def drop(self, kept: Kept) -> None:
        """Wipe a message that cannot be answered."""
        with self.engine.begin() as connection:
            self._inbox.finish(connection, kept.mark)

    # ---- reading ----

    def session(self, sender_id: str) -> Session:
        """Give the latest session as a tracker needs it: a long one begins with its far past told shortly."""
        mine = sa.select(events.c.id, events.c.data).where(events.c.sender_id == sender_id)
        with self.engine.connect() as connection:
            first = connection.execute(_session_start(sender_id)).scalar() or 0
            told = connection.execute(_checkpoints(sender_id).where(checkpoints.c.event_id > first)).all()
            # the newest lies too near: rules, stories and "back" look at the turns before it as they were
            far = told[-1] if len(told) > 1 else None
            since = mine.where(events.c.id > far.event_id if far else events.c.id >= first)
            rows = connection.execute(since.order_by(events.c.id)).all()
        beginning = json.loads(self.cipher.unseal(far.data)) if far else []
        turns = [(row.id, json.loads(self.cipher.unseal(row.data))) for row in rows]
        newest = told[0].event_id if told else 0
        return Session(
            [*beginning, *(event for _, event in turns)],
            rows[-1].id if rows else None,
            turns_in(event for at, event in turns if at > newest),
        )

    def checkpoint(self, sender_id: str) -> None:
        """Keep where the latest session stands, told shortly, so that the next turns need not read it whole."""
        session = self.session(sender_id)
        short = condensed(session.events)
        if short is None or session.last is None:
            return
        row = {"sender_id": sender_id, "event_id": session.last, "data": self.cipher.seal(json.dumps(short))}
        with self.engine.begin() as connection:
            if not self._exists(connection, sender_id, session.last):  # erased in the meantime
                return
            known = connection.execute(_checkpoints(sender_id)).all()
            old = [told.id for told in known[1:]]
            connection.execute(checkpoints.delete().where(checkpoints.c.id.in_(old)))
            connection.execute(checkpoints.insert().values(**row))

    def last_id(self, sender_id: str) -> int | None:
        """Give the id of the newest event."""
        with self.engine.connect() as connection:
            last: int | None = connection.execute(_newest(sender_id)).scalar()
        return last

    def conversations(self) -> list[str]:
        """List the ids of everybody of whom something is stored."""
        found: set[str] = set()
        with self.engine.connect() as connection:
            for table in OURS:
                found |= set(connection.execute(sa.select(table.c.sender_id).distinct()).scalars())
        return sorted(found)

    def past(self, sender_id: str) -> Past:
        """Give what flows may look back at; the message that is being answered is not yet in it."""
        rows = self._entries(sender_id)
        reminder = self.reminder(sender_id)
        seen = sa.select(people.c.seen).where(people.c.sender_id == sender_id)
        with self.engine.connect() as connection:
            last = connection.execute(seen).scalar()
        return Past(
            snapshots=tuple(
                Snapshot(_when(at), value["signs"], tuple(value["looked"]))
                for at, kind, value in rows
                if kind == "picture"
            ),
            plans=tuple(KeptPlan(_when(at), value) for at, kind, value in rows if kind == "plan"),
            checkins=tuple(CheckIn(at=_when(at), **value) for at, kind, value in rows if kind == "checkin"),
            reminder=reminder,
            seen=_when(last) if last is not None else None,
            now=_when(self.clock()),
            tell=lambda: self._told(sender_id),
        )

    def _told(self, sender_id: str) -> str:
        """Find the fullest of the last things that were told; what raised the safety screen is left alone."""
        found = [
            str(event.get("text") or "")
            for event in self.said(sender_id, RECENT)
            if event["event"] == "user" and _is_a_telling(event.get("parse_data") or {})
        ]
        return max(found, key=lambda words: len(words.split()), default="")

    def reminder(self, sender_id: str) -> Reminder | None:
        """Give the reminder a person asked for."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(reminders).where(reminders.c.sender_id == sender_id)).first()
        if row is None:
            return None
        rule = Rule.from_dict(json.loads(self.cipher.unseal(row.data)))
        due = _when(row.due) if row.due is not None else None
        waiting = bool(row.waiting) or (row.due is not None and row.due <= self.clock())
        return Reminder(rule, due, row.unanswered, waiting)

    # ---- reminders ----

    def recover(self) -> int:
        """Take up what a killed process left between claiming and sending: it may or may not have been sent.

        It is shown at the next visit, so that it neither comes twice nor gets lost. Gives how many.
        """
        left = reminders.update().where(reminders.c.claimed.is_not(None)).values(claimed=None, waiting=True)
        with self.engine.begin() as connection:
            return int(connection.execute(left).rowcount)

    def claim_due(self) -> Due | None:
        """Claim the next reminder whose time has come, so that no other process sends it too; None when there is none.

        The one after it is set at once. One whose hour is over, or whose person must not be written to now, is not sent
        but waits for the next visit.
        """
        now = self.clock()
        with self.engine.begin() as connection:
            come = sa.select(reminders).where(reminders.c.due <= now).order_by(reminders.c.due, reminders.c.sender_id)
            for row in connection.execute(come).all():
                rule = Rule.from_dict(json.loads(self.cipher.unseal(row.data)))
                send = now < row.due + WINDOW.total_seconds() and not row.held
                values: dict[str, Any] = {"due": rule.after(_when(now)).timestamp()}
                values |= {"claimed": row.due} if send else {"waiting": True}
                mine = sa.and_(reminders.c.sender_id == row.sender_id, reminders.c.due == row.due)
                claimed = connection.execute(reminders.update().where(mine).values(**values)).rowcount
                if claimed and send:
                    return Due(row.sender_id, _when(row.due), row.unanswered)
        return None

    def settle(self, due: Due, sent: bool) -> None:
        """Note what became of a claimed reminder: sent, or to be shown at the next visit; two unanswered: quiet."""
        mine = sa.and_(reminders.c.sender_id == due.sender_id, reminders.c.claimed == due.at.timestamp())
        values: dict[str, Any] = {"claimed": None, "waiting": True}
        if sent:
            values = {"claimed": None, "sent": due.at.timestamp(), "unanswered": reminders.c.unanswered + 1}
            if due.unanswered + 1 >= UNANSWERED:
                values["due"] = None
        with self.engine.begin() as connection:
            connection.execute(reminders.update().where(mine).values(**values))

    def next_due(self) -> datetime | None:
        """Give when the next reminder is due."""
        with self.engine.connect() as connection:
            due = connection.execute(sa.select(sa.func.min(reminders.c.due))).scalar()
        return _when(due) if due is not None else None

    def _entries(self, sender_id: str) -> list[tuple[float, str, Any]]:
        mine = sa.select(entries).where(entries.c.sender_id == sender_id).order_by(entries.c.id)
        with self.engine.connect() as connection:
            rows = connection.execute(mine).all()
        return [(row.at, row.kind, json.loads(self.cipher.unseal(row.data))) for row in rows]

    # ---- a person's rights ----

    def events(self, sender_id: str) -> list[dict[str, Any]]:
        """Give every stored event of a conversation, oldest first."""
        mine = sa.select(events.c.data).where(events.c.sender_id == sender_id).order_by(events.c.id)
        with self.engine.connect() as connection:
            return [json.loads(self.cipher.unseal(data)) for data in connection.execute(mine).scalars()]

    def said(self, sender_id: str, limit: int) -> list[dict[str, Any]]:
        """Give the last `limit` events of what person and bot said, over all sessions, oldest first."""
        mine = sa.select(events.c.data).where(
            events.c.sender_id == sender_id, events.c.type_name.in_(("user", "bot"))
        )
        with self.engine.connect() as connection:
            newest = connection.execute(mine.order_by(events.c.id.desc()).limit(limit)).scalars().all()
        return [json.loads(self.cipher.unseal(data)) for data in newest][::-1]

    def export(self, sender_id: str) -> dict[str, Any]:
        """Give everything that is stored of a person as one JSON-ready value; empty lists where there is nothing."""
        from bot.journal.export import gathered

        with self.engine.connect() as connection:
            row = connection.execute(sa.select(people).where(people.c.sender_id == sender_id)).first()
        wishes = json.loads(self.cipher.unseal(row.data)) if row else {}
        return gathered(
            sender_id, self.events(sender_id), self._entries(sender_id), wishes, self.reminder(sender_id)
        )

    def erase(self, sender_id: str) -> int:
        """Delete everything of a person, from the file, its log and the copies; give how many rows went."""
        with self._beside() as engine, engine.begin() as connection:
            gone = sum(
                connection.execute(table.delete().where(table.c.sender_id == sender_id)).rowcount
                for table in OURS
            )
            gone += self._inbox.forget(connection, sender_id)
        self._erase_exports(sender_id)
        if gone and self.file:
            sweep(self.file)
        return int(gone)

    def _erase_exports(self, sender_id: str) -> None:
        if self.exports is None:
            return
        for path in self.exports.glob(f"{file_stem(sender_id)}.*"):
            path.unlink(missing_ok=True)

    def purge(self, days: int) -> int:
        """Erase everybody who has not written for so many days; give how many people that were. 0 days: nobody."""
        with self._beside() as engine, engine.begin() as connection:
            self._inbox.prune(connection, MARKS_KEPT)
        if days <= 0:
            return 0
        old = sa.select(people.c.sender_id).where(people.c.seen < self.clock() - days * DAY)
        with self._beside() as engine, engine.connect() as connection:
            gone = list(connection.execute(old).scalars())
        for sender_id in gone:
            self.erase(sender_id)
        return len(gone)

    # ---- keys ----

    def rotate(self) -> int:
        """Seal everything with a new key and drop the old ones; give how many rows were sealed.

        Stopped half-way it loses nothing: the key file then holds both keys, and the next call goes on.
        """
        path = self.cipher._path
        write_keys(path, [new_key(), *self.cipher.keys])
        self.cipher.refresh()
        count = self.seal_all()
        write_keys(path, [self.cipher.keys[0]])
        self.cipher.refresh()
        return count

    def seal_all(self, only_plain: bool = False) -> int:
        """Seal all rows with the newest key; `only_plain`: those that were never sealed. Give how many."""
        count = 0
        for table in OURS:
            key = table.primary_key.columns.values()[0]
            with self.engine.connect() as connection:
                names = list(connection.execute(sa.select(key).order_by(key)).scalars())
            for start in range(0, len(names), BATCH):
                with self.engine.begin() as connection:
                    rows = connection.execute(
                        sa.select(table).where(key.in_(names[start : start + BATCH]))
                    ).all()
                    for row in rows:
                        if only_plain and row.data.startswith(SEALED):
                            continue
                        sealed = self.cipher.seal(self.cipher.unseal(row.data))
                        mine = key == row._mapping[key.name]
                        connection.execute(table.update().where(mine).values(data=sealed))
                        count += 1
        with self.engine.begin() as connection:
            count += self._inbox.seal_anew(connection)
        if count and self.file:
            sweep(self.file)
        return count

    def prove_writable(self) -> None:
        """Begin a write and take it back. Raises SQLAlchemy's error where that cannot be done; safe in any thread."""
        if self.file and not self.file.is_file():
            raise sa.exc.OperationalError("the database file", None, FileNotFoundError("it is gone"))
        with self._beside() as engine, engine.connect() as connection, connection.begin() as write:
            connection.execute(sa.select(events.c.id).limit(1))
            write.rollback()

    @contextmanager
    def _beside(self) -> Iterator[sa.engine.Engine]:
        """Lend an engine for a thread beside the talk: a SQLite file has one connection, which turns are using."""
        engine = open_engine(self.file) if self.file else self.engine
        try:
            yield engine
        finally:
            if engine is not self.engine:
                engine.dispose()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_journal(
    database: Path | str, key: Path, clock: Callable[[], float] = time.time, exports: Path | None = None
) -> Journal:
    """Open the database (a SQLite file or a PostgreSQL address) and its key, both made at the first start.

    Raises KeyMissing, KeyUnusable, or SQLAlchemy's own errors where the database cannot be used.
    """
    engine = open_engine(database)
    cipher = Cipher.open(key, make=not _holds_sealed_rows(engine))
    journal = Journal(engine, cipher, None if isinstance(database, str) else database, clock)
    journal.exports = exports
    if upgrade(engine):
        journal.seal_all(only_plain=True)
    return journal


def message_key(sender_id: str, mark: str) -> str:
    """Give what an answered message is known by: nobody finds from it whose it was."""
    return hashlib.sha256(f"{sender_id}\n{mark}".encode()).hexdigest()


def _marks(new: Iterable[Event]) -> list[str]:
    """List the marks of the messages that a turn answers."""
    named = ((event.get("metadata") or {}).get(MARK) for event in new)
    return [str(mark) for mark in named if mark]


def _newest(sender_id: str) -> sa.Select[Any]:
    return sa.select(sa.func.max(events.c.id)).where(events.c.sender_id == sender_id)


def _session_start(sender_id: str) -> sa.Select[Any]:
    mine = events.c.sender_id == sender_id
    return sa.select(sa.func.max(events.c.id)).where(mine, events.c.type_name == "session_started")


def _checkpoints(sender_id: str) -> sa.Select[Any]:
    mine = sa.select(checkpoints).where(checkpoints.c.sender_id == sender_id)
    return mine.order_by(checkpoints.c.event_id.desc())


def _holds_sealed_rows(engine: sa.engine.Engine) -> bool:
    with engine.connect() as connection:
        for table in OURS:
            with suppress(sa.exc.OperationalError, sa.exc.ProgrammingError):
                sealed = sa.select(table.c.data).where(table.c.data.like(f"{SEALED}%")).limit(1)
                if connection.execute(sealed).first():
                    return True
    return False


def file_stem(sender_id: str) -> str:
    """Give a name for a person's files that does not tell their id."""
    return "trellis-" + hashlib.sha256(sender_id.encode()).hexdigest()[:12]


def _is_a_telling(parsed: Mapping[str, Any]) -> bool:
    intent, safety = parsed.get("intent") or {}, parsed.get("safety") or {}
    return intent.get("name") in TELLING and safety.get("verdict", "none") == "none"


def _latest(new: Iterable[Event], name: str, default: Any) -> Any:
    """Give the value a slot was set to last in these events."""
    found = default
    for event in new:
        if event["event"] == "slot" and event.get("name") == name:
            found = event.get("value")
    return found


def _turn(new: Sequence[Event]) -> Sequence[Event]:
    """Leave out the beginning of a session, at which Rasa sets every slot to what it was before."""
    began = [place for place, event in enumerate(new) if event["event"] == "session_started"]
    rest = new[began[-1] :] if began else new
    first = next((place for place, event in enumerate(rest) if event["event"] == "user"), len(rest))
    return rest[first:] if began else rest


def _when(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)
