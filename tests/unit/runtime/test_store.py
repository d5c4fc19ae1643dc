"""Conversations are kept, can be read out, and are gone when they are erased."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.core.trackers import EventVerbosity

from bot.runtime.bot import Bot
from bot.runtime.store import ConversationStore, open_store
from bot.settings import Settings

Talk = Callable[[Callable[[Bot], Any]], Any]


async def two_people(bot: Bot) -> None:
    await bot.send("a", "note")
    await bot.send("b", "plan zebrafish")


def test_an_export_holds_every_event_in_order(talk: Talk, settings: Settings) -> None:
    talk(two_people)
    store = open_store(settings)
    assert store.journal.conversations() == ["a", "b"]
    events = store.journal.events("b")
    assert [e["event"] for e in events[:3]] == ["action", "session_started", "action"]
    assert [e["text"] for e in events if e["event"] == "user"] == ["plan zebrafish"]
    store.close()


def test_erasing_leaves_no_byte_of_the_words_and_the_others_untouched(talk: Talk, settings: Settings) -> None:
    talk(two_people)
    store = open_store(settings)
    assert store.journal.erase("b") > 0
    assert store.journal.erase("b") == 0
    assert store.journal.conversations() == ["a"] and store.journal.events("b") == []
    store.close()
    files = list(settings.database.parent.iterdir())
    assert files and not any(b"zebrafish" in path.read_bytes() for path in files)


def test_a_running_conversation_is_not_read_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def go_on(bot: Bot) -> Any:
        await bot.send("c", "hi")
        await bot.send("c", "note")

        async def read(self: object, sender_id: str) -> None:
            raise AssertionError("read from the file")

        monkeypatch.setattr(ConversationStore, "read", read)
        return await bot.send("c", "hi")

    turn = talk(go_on)
    assert turn.replies[0].text == "Hello, I am two."
    assert turn.state["plan"] == {"step": "T1"}


def test_what_another_process_did_to_the_file_counts(talk: Talk, settings: Settings) -> None:
    async def erased_meanwhile(bot: Bot) -> Any:
        await bot.send("c", "note")
        await bot.send("c", "note")
        other = open_store(settings)
        other.journal.erase("c")
        other.close()
        return await bot.send("c", "hi")

    turn = talk(erased_meanwhile)
    assert turn.state["plan"] is None and turn.replies[0].text == "Hello, I am one."


def test_a_turn_that_broke_off_leaves_no_trace(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(bot: Bot) -> Any:
        await bot.send("c", "hi")
        await bot.send("c", "hi")
        with monkeypatch.context() as patched:
            patched.setattr(bot._processor, "_run_prediction_loop", None)
            with pytest.raises(TypeError):
                await bot.send("c", "note")
        turn = await bot.send("c", "note")
        return turn, [e.get("text") for e in bot.journal.events("c") if e["event"] == "user"]

    turn, stored = talk(broken)
    assert turn.replies[0].text == "Noted."
    assert stored == ["hi", "hi", "note"]


def test_memory_and_file_give_the_same_conversation(talk: Talk) -> None:
    async def compare(bot: Bot) -> Any:
        for line in ("hi", "explain", "note", "plan", "again", "xyzzy", "explain"):
            await bot.send("c", line)
        store = bot._processor.tracker_store
        kept = store._running["c"][1]
        read = await store.read("c")
        return [
            json.dumps([t.current_state(EventVerbosity.ALL), t.past_states(store.domain)])
            for t in (kept, read)
        ]

    kept, read = talk(compare)
    assert kept == read


def test_what_was_said_last_is_read_without_the_rest(talk: Talk, settings: Settings) -> None:
    talk(two_people)
    store = open_store(settings)
    said = store.journal.said("b", 10)
    assert [event["event"] for event in said] == ["user", "bot", "bot"] and said[0][
        "text"
    ] == "plan zebrafish"
    assert [event["event"] for event in store.journal.said("b", 1)] == ["bot"]
    assert store.journal.said("nobody", 10) == []
    store.close()


def test_a_turn_whose_conversation_is_erased_meanwhile_is_answered_and_not_stored(
    talk: Talk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def erased_inside(bot: Bot) -> Any:
        await bot.send("c", "note")
        real = bot._processor._run_prediction_loop

        async def erase_first(*arguments: Any, **named: Any) -> None:
            other = open_store(settings)
            other.journal.erase("c")
            other.close()
            await real(*arguments, **named)

        with monkeypatch.context() as patched:
            patched.setattr(bot._processor, "_run_prediction_loop", erase_first)
            turn = await bot.send("c", "plan zebrafish")
        assert bot.journal.conversations() == []
        return turn, await bot.send("c", "hi")

    turn, after = talk(erased_inside)
    assert turn.replies and after.replies[0].text == "Hello, I am one."
    assert not any(b"zebrafish" in path.read_bytes() for path in settings.database.parent.iterdir())


def test_erasing_waits_for_the_running_turn_and_takes_it_along(talk: Talk, settings: Settings) -> None:
    async def both(bot: Bot) -> Any:
        await bot.send("c", "note")
        _, gone = await asyncio.gather(bot.send("c", "plan zebrafish"), bot.erase("c"))
        return gone, bot.journal.conversations(), await bot.offered("c")

    gone, left, offered = talk(both)
    assert gone > 0 and left == [] and offered == ()


def test_what_was_sent_outside_a_turn_is_kept_and_changes_nothing(talk: Talk) -> None:
    async def reminded(bot: Bot) -> Any:
        await bot.send("c", "note")
        before = await bot.offered("c")
        await bot.note_said("c", "A quiet moment.")
        await bot.note_said("nobody", "A quiet moment.")
        assert bot.journal.conversations() == ["c"] and await bot.offered("c") == before
        copy = await bot.copy("c")
        return "A quiet moment." in copy.html, await bot.send("c", "hi")

    kept, turn = talk(reminded)
    assert kept and turn.state["plan"] == {"step": "T1"}
