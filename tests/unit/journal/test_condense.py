"""The far past told shortly: the same slots, the same form, the same sentences said; nobody's words twice."""

from __future__ import annotations

from bot.journal import Journal
from bot.journal.condense import condensed, turns_in
from tests.unit.journal.making import SECRET, bot, slot, turn, user


def test_the_last_value_of_each_slot_stands() -> None:
    short = condensed([slot("flow", "walk"), slot("question", "opening"), slot("flow", None)])
    assert short is not None
    assert {e["name"]: e["value"] for e in short if e["event"] == "slot"} == {"flow": None, "question": "opening"}


def test_a_running_form_runs_on_and_an_ended_one_does_not() -> None:
    runs = {"event": "active_loop", "timestamp": 1.0, "name": "walk_form"}
    ended = {**runs, "name": None}
    assert [e["name"] for e in condensed([runs]) or [] if e["event"] == "active_loop"] == ["walk_form"]
    assert not [e for e in condensed([runs, ended]) or [] if e["event"] == "active_loop"]


def test_it_ends_with_listening() -> None:
    assert (condensed([user()]) or [])[-1]["name"] == "action_listen"


def test_what_was_said_is_known_once_in_the_order_of_its_last_time_and_without_a_persons_words() -> None:
    first, second = bot("Tell me more."), {**bot("Go on."), "metadata": {"utter_action": "utter_go_on", "variant": "c"}}
    quoting = {**bot(f"“{SECRET}”. That says something."), "metadata": {"utter_action": "utter_echo", "variant": "d"}}
    short = [e for e in condensed([first, quoting, second, first]) or [] if e["event"] == "bot"]
    assert [e["metadata"]["variant"] for e in short] == ["d", "c", "ab"]
    assert SECRET not in str(short) and not any(e["data"] for e in short)


def test_told_shortly_again_it_stays_the_same() -> None:
    once = condensed([slot("flow", "walk"), bot("Tell me more."), user()])
    assert once is not None and condensed(once) == once


def test_what_rasa_undid_is_not_told_shortly() -> None:
    assert condensed([user(), {"event": "undo", "timestamp": 1.0}]) is None


def test_a_session_is_read_from_the_last_but_one_checkpoint(journal: Journal) -> None:
    last = None
    for place in range(4):
        last = journal.append("ada", turn(("flow", str(place))), after=last)
        journal.checkpoint("ada")
    session = journal.session("ada")
    assert (turns_in(session.events), session.turns, session.last) == (1, 0, last)
    assert [e["value"] for e in session.events if e.get("name") == "flow"] == ["2", "3"]
    assert turns_in(journal.events("ada")) == 4, "a copy holds all of it"


def test_a_new_session_leaves_what_was_told_before_it(journal: Journal) -> None:
    for _ in range(2):
        journal.append("ada", turn(("flow", "walk")))
        journal.checkpoint("ada")
    journal.append("ada", [{"event": "session_started", "timestamp": 9.0}, *turn()])
    assert next(e["event"] for e in journal.session("ada").events) == "session_started"


def test_private_mode_drops_what_was_told_with_words(journal: Journal) -> None:
    for _ in range(2):
        journal.append("ada", turn(("plan_when", SECRET)))
        journal.checkpoint("ada")
    journal.append("ada", turn(("private", True)))
    assert SECRET not in str(journal.session("ada").events)


def test_nothing_is_told_of_who_was_erased(journal: Journal) -> None:
    journal.append("ada", turn())
    journal.erase("ada")
    journal.checkpoint("ada")
    assert journal.conversations() == []
