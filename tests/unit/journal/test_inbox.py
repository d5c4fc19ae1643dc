"""What is kept before it is answered: once, sealed, in order, ticked off with its turn, and gone when it must be."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.journal import Journal, open_journal
from bot.journal.journal import MARKS_KEPT, message_key
from bot.journal.tables import inbox
from tests.unit.journal.conftest import Clock
from tests.unit.journal.making import SECRET, turn

HI = {"words": SECRET, "pressed": False}


def answering(mark: str, *slots: tuple[str, Any]) -> list[dict[str, Any]]:
    events = turn(*slots)
    events[0]["metadata"] = {"mark": mark, "shown": SECRET}
    return events


def rows(journal: Journal) -> list[Any]:
    with journal.engine.connect() as connection:
        return list(connection.execute(sa.select(inbox).order_by(inbox.c.place)).all())


def test_a_message_is_kept_once_and_ticked_off_with_its_turn(journal: Journal, files: Path) -> None:
    assert journal.keep("ada", "m1", HI) and not journal.keep("ada", "m1", HI)
    (kept,) = journal.waiting("ada")
    assert kept.content == {**HI, "mark": "m1"} and kept.mark == message_key("ada", "m1")
    assert not any(SECRET.encode() in path.read_bytes() for path in files.glob("t.db*"))
    journal.append("ada", answering("m1"))
    assert journal.waiting("ada") == [] and journal.has_come("ada", "m1")
    assert not journal.keep("ada", "m1", HI), "it is not answered again"
    (row,) = rows(journal)
    assert row.sender_id is None and row.data is None and "ada" not in row.mark


def test_a_turn_that_is_not_stored_ticks_nothing_off(journal: Journal) -> None:
    journal.keep("ada", "m1", HI)
    assert journal.append("ada", answering("m1"), after=99) is None
    assert len(journal.waiting("ada")) == 1


def test_the_same_mark_of_two_people_is_two_messages_and_each_has_an_order(journal: Journal) -> None:
    for mark in ("m2", "m1"):
        assert journal.keep("ada", mark, HI) and journal.keep("ben", mark, HI)
    assert [kept.content["mark"] for kept in journal.waiting("ada") if kept.content] == ["m2", "m1"]
    assert sorted(journal.waiting_people(0)) == ["ada", "ben"]


def test_tries_are_counted_and_a_message_may_be_dropped(journal: Journal) -> None:
    journal.keep("ada", "m1", HI)
    for tries in range(3):
        (kept,) = journal.waiting("ada")
        assert kept.tries == tries
        journal.try_again(kept)
    journal.drop(kept)
    assert journal.waiting("ada") == []


def test_of_who_wants_no_words_kept_only_the_mark_is(journal: Journal, clock: Clock) -> None:
    last = journal.append("ada", turn(("private", True)))
    journal.keep("ada", "m1", HI)
    (kept,) = journal.waiting("ada")
    assert kept.content is None and rows(journal)[0].data is None
    journal.append("ada", answering("m1"), after=last)
    assert journal.waiting("ada") == []
    assert [event["metadata"] for event in journal.said("ada", 10) if event["event"] == "user"][-1] == {"mark": "m1"}


def test_it_is_erased_with_the_rest_and_its_mark_tells_nothing(journal: Journal) -> None:
    journal.append("ada", turn())
    journal.keep("ada", "m1", HI)
    journal.erase("ada")
    assert journal.waiting("ada") == [] and journal.has_come("ada", "m1")
    assert [row.sender_id for row in rows(journal)] == [None]


def test_marks_are_dropped_after_days_and_what_waits_is_not(journal: Journal, clock: Clock) -> None:
    journal.keep("ada", "m1", HI)
    journal.append("ada", answering("m1"))
    journal.keep("ada", "m2", HI)
    clock.move(seconds=MARKS_KEPT + 1)
    assert journal.waiting_people(MARKS_KEPT) == ["ada"] and journal.waiting_people(MARKS_KEPT + 2) == []
    journal.purge(0)
    assert not journal.has_come("ada", "m1") and len(journal.waiting("ada")) == 1


def test_a_change_of_keys_takes_it_along_and_another_key_is_no_end(journal: Journal) -> None:
    journal.keep("ada", "m1", HI)
    assert journal.rotate() == 1
    assert journal.waiting("ada")[0].content == {**HI, "mark": "m1"}
    with journal.engine.begin() as connection:
        connection.execute(inbox.update().values(data="gAAAAAbroken"))
    assert journal.waiting("ada") == []


@pytest.mark.parametrize("content", [b"gAAAAAsealed", None])
def test_what_waited_in_the_telegram_channels_own_table_moves(tmp_path: Path, clock: Clock, content: bytes | None) -> None:
    open_journal(tmp_path / "t.db", tmp_path / "t.key", clock).close()
    old = sqlite3.connect(tmp_path / "t.db")
    old.executescript(
        "DROP TABLE journal_inbox; DROP TABLE journal_leases; UPDATE alembic_version SET version_num = '0003';"
        "CREATE TABLE telegram_updates (place INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL UNIQUE,"
        " sender TEXT, content BLOB, tries INTEGER NOT NULL DEFAULT 0)"
    )
    sender = "telegram-1" if content else None
    old.execute("INSERT INTO telegram_updates (id, sender, content, tries) VALUES (7, ?, ?, 1)", (sender, content))
    old.commit()
    old.close()
    journal = open_journal(tmp_path / "t.db", tmp_path / "t.key", clock)
    (row,) = rows(journal)
    assert (row.channel, row.mark, row.sender_id, row.tries) == ("telegram", "7", sender, 1)
    assert row.data == (content.decode() if content else None)
    assert journal.waiting_people(0) == []
    journal.close()
