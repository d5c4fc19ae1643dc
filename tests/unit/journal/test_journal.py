"""What a turn leaves in the journal, and that it is sealed, whole, private or gone."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.journal import Journal, KeyMissing, KeyUnusable, open_journal
from bot.journal.tables import HEAD, OURS
from tests.unit.journal.conftest import Clock
from tests.unit.journal.making import CHECKIN, PICTURE, PLAN, SECRET, SUNDAYS, bot, slot, turn, user

ALL = (("picture", PICTURE), ("plan", PLAN), ("checkin", CHECKIN), ("reminder", SUNDAYS), ("region", "GB"))


def on_disk(folder: Path, *needles: str) -> list[str]:
    """Name the files that hold one of the words."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(needle.encode() in path.read_bytes() for needle in needles)
    ]


def test_a_turn_leaves_picture_plan_checkin_and_wishes(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(*ALL))
    past = journal.past("ada")
    assert past.snapshots[0].picture == PICTURE and past.snapshots[0].looked == ("enabling",)
    assert past.plans[0].plan == PLAN
    assert past.last_checkin is not None and past.last_checkin.went == "done"
    assert (
        past.reminder is not None
        and past.reminder.rule.in_words() == "Sundays around 6 in the evening, London time"
    )
    assert past.seen == clock.now and past.away.total_seconds() == 0
    assert journal.export("ada")["wishes"]["region"] == "GB"


def test_what_was_told_last_is_found_unless_it_was_of_danger_or_in_private_mode(journal: Journal) -> None:
    def tells(text: str, intent: str = "share_story", verdict: str = "none") -> dict[str, object]:
        return {**user(text), "parse_data": {"intent": {"name": intent}, "safety": {"verdict": verdict}}}

    journal.append(
        "ada",
        [
            tells("we hardly talk in the evenings now"),
            tells("it is quiet"),
            tells("what is all this here about", "ask_help"),
        ],
    )
    journal.append("ada", [tells("he said he would hit me if i went out again", verdict="act")])
    assert journal.past("ada").told == "we hardly talk in the evenings now"
    assert journal.past("nobody").told == ""
    journal.append("ada", [slot("private", True), tells("and so it is on sundays as well, all day long")])
    assert journal.past("ada").told == ""


def test_the_picture_is_one_entry_a_visit_and_names_what_was_looked_at(
    journal: Journal, clock: Clock
) -> None:
    journal.append("ada", turn(("picture", PICTURE)))
    two = {**PICTURE, "own_interests": {"polarity": "affirmed", "often": "rarely"}}
    journal.append("ada", turn(("picture", two)))
    assert [s.looked for s in journal.past("ada").snapshots] == [("enabling", "own_interests")]
    clock.move(days=7)
    journal.append(
        "ada", turn(("rechecked", ["enabling"]), ("picture", {**two, "own_interests": {"often": "often"}}))
    )
    assert journal.past("ada").snapshots[1].looked == ("enabling", "own_interests")


def test_the_beginning_of_a_session_is_no_news(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(*ALL))
    clock.move(days=3)
    due = journal.past("ada").reminder
    begins = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]
    journal.append("ada", [*begins, *(slot(n, v) for n, v in ALL), user("hi")])
    past = journal.past("ada")
    assert len(past.snapshots) == len(past.plans) == len(past.checkins) == 1
    assert past.reminder == due


def test_nothing_of_theirs_can_be_read_without_the_key(journal: Journal, files: Path) -> None:
    journal.append("ada", turn(*ALL))
    assert on_disk(files, "zebrafish", "midnight", "pool", "share_sign", "enabling", "Europe/London") == []
    (files / "t.key").unlink()
    with pytest.raises(KeyMissing, match="is missing and the database is encrypted"):
        open_journal(files / "t.db", files / "t.key")


def test_the_key_is_for_its_owner_only_and_another_one_is_refused(journal: Journal, files: Path) -> None:
    journal.append("ada", turn())
    assert stat.S_IMODE((files / "t.key").stat().st_mode) == 0o600
    other = open_journal(files / "o.db", files / "o.key")
    os.replace(files / "o.key", files / "t.key")
    other.close()
    with pytest.raises(KeyUnusable, match="sealed with another key"):
        open_journal(files / "t.db", files / "t.key").events("ada")
    (files / "t.key").write_text("no key\n")
    with pytest.raises(KeyUnusable, match="no key of 32 bytes"):
        open_journal(files / "t.db", files / "t.key")


def test_a_new_key_seals_everything_and_the_old_one_opens_nothing(journal: Journal, files: Path) -> None:
    journal.append("ada", turn(*ALL))
    before = journal.export("ada")
    old = (files / "t.key").read_text()
    assert journal.rotate() == sum(rows(journal, table) for table in OURS)
    assert journal.export("ada") == before and len(journal.cipher.keys) == 1
    (files / "t.key").write_text(old)
    with pytest.raises(KeyUnusable):
        open_journal(files / "t.db", files / "t.key").events("ada")


def test_a_change_of_keys_that_was_killed_loses_nothing(
    journal: Journal, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("ada", turn(*ALL))
    before = journal.export("ada")
    monkeypatch.setattr("bot.journal.journal.BATCH", 1)
    monkeypatch.setattr(journal.cipher, "seal", _failing_after(3, journal.cipher.seal))
    with pytest.raises(OSError, match="killed"):
        journal.rotate()
    again = open_journal(files / "t.db", files / "t.key")
    assert len(again.cipher.keys) == 2 and again.export("ada") == before
    again.rotate()
    assert len(again.cipher.keys) == 1 and again.export("ada") == before


def test_a_server_that_runs_takes_up_a_key_that_was_changed_beside_it(journal: Journal, files: Path) -> None:
    journal.append("ada", turn())
    other = open_journal(files / "t.db", files / "t.key")
    other.rotate()
    journal.append("ada", turn(text="and more"))
    assert [m["text"] for m in other.export("ada")["messages"] if m["who"] == "you"] == [SECRET, "and more"]
    assert journal.events("ada") == other.events("ada")


def test_what_an_older_version_kept_in_plain_is_sealed_at_the_first_start(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.execute(
        "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,"
        " timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
    )
    connection.execute(
        "INSERT INTO events (sender_id, type_name, data) VALUES ('ada', 'user', ?)", [json.dumps(user())]
    )
    connection.commit()
    connection.close()
    journal = open_journal(tmp_path / "old.db", tmp_path / "old.key")
    assert [event["text"] for event in journal.events("ada")] == [SECRET]
    assert on_disk(tmp_path, "zebrafish") == []
    journal.close()
    again = open_journal(tmp_path / "old.db", tmp_path / "old.key")
    assert [event["text"] for event in again.events("ada")] == [SECRET]


def test_the_migrations_end_in_the_tables_as_the_code_has_them(journal: Journal) -> None:
    inspect = sa.inspect(journal.engine)
    with journal.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
    for table in OURS:
        found = {column["name"]: column["nullable"] for column in inspect.get_columns(table.name)}
        assert found == {column.name: column.nullable for column in table.columns}, table.name


# ---- erasing ----


def test_after_erasing_no_byte_of_words_or_id_is_left_and_the_others_are_untouched(
    journal: Journal, files: Path
) -> None:
    for n in range(40):  # pages are split and moved about
        journal.append("ada-4711", turn(*ALL, text=f"{SECRET} {n}" * 20))
        journal.append(f"other-{n}", turn(*ALL))
    journal.exports.mkdir()  # type: ignore[union-attr]
    from bot.cli.data import write_copy
    from bot.journal.export import export_of

    write_copy(export_of(journal, "ada-4711"), files / "exports", "ada-4711")
    before = journal.export("other-7")
    assert journal.erase("ada-4711") > 120
    assert journal.erase("ada-4711") == 0
    assert on_disk(files, "ada-4711", "zebrafish") == []
    assert journal.past("ada-4711").snapshots == () and journal.past("ada-4711").reminder is None
    assert journal.export("other-7") == before
    assert len(journal.conversations()) == 40


def test_erasing_while_a_turn_runs_leaves_nothing_of_that_turn(journal: Journal, files: Path) -> None:
    last = journal.append("ada-4711", turn())
    other = open_journal(files / "t.db", files / "t.key")
    other.erase("ada-4711")  # from another process, before the turn is written
    assert journal.append("ada-4711", turn(*ALL), after=last) is None
    assert journal.conversations() == []
    assert on_disk(files, "ada-4711") == []


def test_erasing_with_a_reminder_claimed_leaves_nothing_to_send(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.move(days=6, hours=6, minutes=5)
    due = journal.claim_due()
    assert due is not None
    journal.erase("ada")
    journal.settle(due, sent=True)
    assert journal.conversations() == [] and journal.claim_due() is None and journal.next_due() is None


def test_who_has_not_written_for_long_is_erased(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(*ALL))
    clock.move(days=20)
    journal.append("ben", turn())
    clock.move(days=11)
    assert journal.purge(0) == 0 and journal.purge(40) == 0
    assert journal.purge(30) == 1
    assert journal.conversations() == ["ben"]


# ---- private mode ----


def test_private_mode_keeps_no_words_and_takes_out_the_old_ones(journal: Journal) -> None:
    journal.append("ada", turn(*ALL))
    journal.append("ben", turn())
    journal.append("ada", turn(("private", True), text="private mode please"))
    journal.append(
        "ada", turn(*ALL, ("plan_obstacle", SECRET), ("walk", {"queue": ["anxiety"], "kept": SECRET}))
    )
    kept = json.dumps(journal.export("ada"))
    for word in ("zebrafish", "midnight", "pool", "he calls", "private mode please", "i did it"):
        assert word not in kept, word
    past = journal.past("ada")
    assert past.snapshots[0].picture["enabling"]["often"] == "often"
    assert past.plans[-1].plan["item"] == "K2" and past.plans[-1].plan["action"]
    assert past.reminder is not None
    assert "zebrafish" in json.dumps(journal.export("ben"))


def test_a_pressed_button_stays_since_its_words_are_ours(journal: Journal) -> None:
    journal.append("ada", [*turn(("private", True)), bot("x"), user('/answer_frequency{"often": "often"}')])
    assert [m["text"] for m in journal.export("ada")["messages"]] == ["Often"]


def test_private_mode_can_end(journal: Journal) -> None:
    journal.append("ada", turn(("private", True)))
    journal.append("ada", turn(("private", False), text="on again"))
    journal.append("ada", turn(text="a bird"))
    assert [m["text"] for m in journal.export("ada")["messages"] if m["who"] == "you"] == [
        "on again",
        "a bird",
    ]


# ---- faults ----


def test_a_fault_at_any_write_of_a_turn_leaves_all_of_it_or_nothing(journal: Journal, files: Path) -> None:
    journal.append("ada", turn(*ALL))
    before = journal.export("ada")
    writes = _count_writes(journal, lambda: journal.append("ben", turn(*ALL)))
    assert writes > 8
    for nth in range(1, writes + 1):
        with _fault(journal, nth), pytest.raises(OSError, match="disk"):
            journal.append(f"eve-{nth}", turn(*ALL))
        assert journal.export("ada") == before
        assert all(sender in ("ada", "ben") for sender in journal.conversations()), nth
    assert journal.append("fay", turn(*ALL)) is not None


def test_a_fault_at_any_write_of_an_erasure_leaves_all_of_it_or_nothing(journal: Journal) -> None:
    engines = [journal.engine]
    import bot.journal.journal as module

    real = module.open_engine
    for nth in range(1, len(OURS) + 1):
        journal.append("ada", turn(*ALL))
        before = journal.export("ada")

        def faulty(file: object, nth: int = nth) -> sa.engine.Engine:
            engine = real(file)  # type: ignore[arg-type]
            engines.append(engine)
            _break(engine, nth)
            return engine

        module.open_engine = faulty
        try:
            with pytest.raises(OSError, match="disk"):
                journal.erase("ada")
        finally:
            module.open_engine = real
        assert journal.export("ada") == before
    assert journal.erase("ada") > 0


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.db").write_bytes(
        b"not a database at all, but long enough to be taken for a file of some sort" * 20
    )
    with pytest.raises(sa.exc.DatabaseError):
        open_journal(tmp_path / "t.db", tmp_path / "t.key")


class _fault:  # noqa: N801 - reads as a statement
    """Let the n-th write fail while the block runs."""

    def __init__(self, journal: Journal, nth: int) -> None:
        self.engine, self.nth = journal.engine, nth

    def __enter__(self) -> None:
        self.remove = _break(self.engine, self.nth)

    def __exit__(self, *error: object) -> None:
        self.remove()


def _break(engine: sa.engine.Engine, nth: int):  # type: ignore[no-untyped-def]
    seen = 0

    def fail(connection: object, cursor: object, statement: str, *rest: object) -> None:
        nonlocal seen
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen += 1
            if seen == nth:
                raise OSError("disk full")

    sa.event.listen(engine, "before_cursor_execute", fail)
    return lambda: sa.event.remove(engine, "before_cursor_execute", fail)


def _count_writes(journal: Journal, action) -> int:  # type: ignore[no-untyped-def]
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    sa.event.listen(journal.engine, "before_cursor_execute", note)
    action()
    sa.event.remove(journal.engine, "before_cursor_execute", note)
    return len(seen)


def _failing_after(count: int, real):  # type: ignore[no-untyped-def]
    calls = 0

    def seal(text: str) -> str:
        nonlocal calls
        calls += 1
        if calls > count:
            raise OSError("killed")
        return real(text)

    return seal


def rows(journal: Journal, table: sa.Table) -> int:
    with journal.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0
