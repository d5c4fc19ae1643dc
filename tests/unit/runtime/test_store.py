"""Conversations are kept, can be read out, and are gone when they are erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.runtime.bot import Bot
from bot.runtime.store import open_store
from bot.settings import Settings

Talk = Callable[[Callable[[Bot], Any]], Any]


async def two_people(bot: Bot) -> None:
    await bot.send("a", "note")
    await bot.send("b", "plan zebrafish")


def test_an_export_holds_every_event_in_order(talk: Talk, settings: Settings) -> None:
    talk(two_people)
    store = open_store(settings.database)
    assert store.conversations() == ["a", "b"]
    events = store.export("b")
    assert [e["event"] for e in events[:3]] == ["action", "session_started", "action"]
    assert [e["text"] for e in events if e["event"] == "user"] == ["plan zebrafish"]
    store.close()


def test_erasing_leaves_no_byte_of_the_words_and_the_others_untouched(talk: Talk, settings: Settings) -> None:
    talk(two_people)
    store = open_store(settings.database)
    assert store.erase("b") > 0
    assert store.erase("b") == 0
    assert store.conversations() == ["a"] and store.export("b") == []
    store.close()
    files = list(settings.database.parent.iterdir())
    assert files and not any(b"zebrafish" in path.read_bytes() for path in files)
