"""What is said is new most of the time, and a long past is laid into Rasa's store as Rasa would have kept it."""

from __future__ import annotations

import itertools
import json
import sqlite3
from pathlib import Path

from scripts.bench.people import TALK, THINGS, repeat, said

TABLE = (
    "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, timestamp FLOAT,"
    " intent_name TEXT, action_name TEXT, data TEXT)"
)
KINDS = (
    "action",
    "session_started",
    "action",
    "user",
    "bot",
    "action",
    "user",
    "bot",
    "action",
    "user",
    "bot",
)


def test_turns_are_repeated_in_order_after_one_beginning(tmp_path: Path) -> None:
    database = tmp_path / "rasa.db"
    with sqlite3.connect(database) as connection:
        connection.execute(TABLE)
        for place, kind in enumerate(KINDS):
            data = json.dumps({"event": kind, "timestamp": 100.0 + place})
            connection.execute(
                "INSERT INTO events VALUES (NULL, 'a', ?, ?, 'i', 'x', ?)", (kind, 100.0 + place, data)
            )

    repeat(database, "a", "b", turns=2, times=3)

    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT type_name, timestamp, data FROM events WHERE sender_id = 'b' ORDER BY id"
        ).fetchall()
        assert connection.execute("SELECT count(*) FROM events WHERE sender_id = 'a'").fetchone() == (
            len(KINDS),
        )
    kinds = [kind for kind, _, _ in rows]
    assert (
        kinds.count("user") == 6
        and kinds.count("session_started") == 1
        and kinds[:2] == ["action", "session_started"]
    )
    times = [at for _, at, _ in rows]
    assert times == sorted(times) and times[-1] <= 100.0 + len(KINDS)
    assert [json.loads(data)["timestamp"] for _, _, data in rows] == times


def test_most_of_what_is_said_is_new() -> None:
    lines = list(itertools.islice(said(TALK), 10 * len(TALK)))
    assert lines[0] == lines[len(TALK)] == "hi"
    assert not any("{" in line for line in lines)
    assert len(set(lines)) > 0.6 * len(lines) and len(set(THINGS)) == len(THINGS)
