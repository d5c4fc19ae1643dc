"""Two processes on one database: whoever was overtaken takes the turn anew, and each message is answered once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.journal import Overtaken
from bot.runtime.bot import Bot
from bot.runtime.errors import RedisUnusable, StoreUnusable
from bot.settings import Settings
from tests.unit.runtime.conftest import running


def said(bot: Bot) -> list[str]:
    return [event["text"] for event in bot.journal.said("c", 100) if event["event"] == "user"]


def together(settings: Settings, scene: Callable[[Bot, Bot], Awaitable[None]]) -> None:
    """Play a scene with two processes' bots on one database."""

    async def play() -> None:
        async with running(settings) as one, running(settings) as other:
            await scene(one, other)

    asyncio.run(play())


def in_between(bot: Bot, monkeypatch: pytest.MonkeyPatch, act: Any, times: int = 1) -> None:
    """Let `act` happen after a turn was worked out and before it is stored."""
    save, left = bot._processor.tracker_store.save, [times]

    async def saving(tracker: Any) -> None:
        if left[0]:
            left[0] -= 1
            await act()
        await save(tracker)

    monkeypatch.setattr(bot._processor.tracker_store, "save", saving)


def test_a_turn_that_was_overtaken_is_taken_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        await one.answer("c", "hi", "mark-0001")
        in_between(one, monkeypatch, lambda: other.send("c", "what is it"))
        turn = await one.answer("c", "/stop", "mark-0002")
        assert turn.understood["intent"]["name"] == "stop" and said(one) == ["hi", "what is it", "/stop"]

    together(settings, scene)


def test_the_first_words_of_somebody_on_two_pages_are_both_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        in_between(one, monkeypatch, lambda: other.answer("c", "what is it", "mark-0002"))
        await one.answer("c", "hi", "mark-0001")
        # the other one found both waiting and took them in their order
        assert said(one) == ["hi", "what is it"]

    together(settings, scene)


def test_the_same_message_in_two_processes_is_answered_once_and_alike(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        first: list[Any] = []

        async def resent() -> None:
            first.append(await other.answer("c", "hi", "mark-0001"))

        in_between(one, monkeypatch, resent)
        turn = await one.answer("c", "hi", "mark-0001")
        assert turn.as_dict() == first[0].as_dict() and said(one) == ["hi"]

    together(settings, scene)


def test_a_message_that_another_process_took_before_this_one_came_to_it_is_not_taken_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        for mark, words in (("mark-0001", "hi"), ("mark-0002", "what is it")):
            one.journal.keep("c", mark, {"words": words, "pressed": False})
        append = one._processor.tracker_store.save
        done: list[Any] = []

        async def saving(tracker: Any) -> None:  # the other one goes on as soon as the first is stored
            await append(tracker)
            if not done:
                done.append(await other.answer("c", "what is it", "mark-0002"))

        monkeypatch.setattr(one._processor.tracker_store, "save", saving)
        turn = await one.answer("c", "what is it", "mark-0002")
        assert turn.as_dict() == done[0].as_dict() and said(one) == ["hi", "what is it"]

    together(settings, scene)


def test_buttons_are_those_that_the_other_process_offered(settings: Settings) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        old = (await one.send("c", "hi")).buttons[0]["payload"]
        new = (await other.send("c", "what is it")).buttons[0]["payload"]
        assert (await one.offered("c"))[0]["payload"] == new != old
        assert (await one.send("c", old, pressed=True)).text == "", "it is from an earlier moment"

    together(settings, scene)


def test_who_is_overtaken_again_and_again_is_told_that_it_is_not_stored(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(one: Bot, other: Bot) -> None:
        await one.send("c", "hi")
        in_between(one, monkeypatch, lambda: other.send("c", "what is it"), times=99)
        with pytest.raises(StoreUnusable):
            await one.send("c", "/stop")

    together(settings, scene)


def test_the_journal_refuses_what_was_overtaken(settings: Settings) -> None:
    async def scene() -> None:
        async with running(settings) as bot:
            await bot.send("c", "hi")
            last = bot.journal.last_id("c")
            assert last is not None
            for after in (None, last - 1):
                with pytest.raises(Overtaken):
                    bot.journal.append("c", [{"event": "bot", "text": "x"}], after)
            assert bot.journal.last_id("c") == last

    asyncio.run(scene())


def test_a_redis_that_cannot_be_reached_is_one_line_at_the_start(settings: Settings) -> None:
    from dataclasses import replace

    async def scene() -> None:
        await Bot.load(settings.models, replace(settings, redis="redis://ada:secret@127.0.0.1:1/0"))

    with pytest.raises(RedisUnusable, match=r"redis://127.0.0.1:1/0 cannot be reached .*TRELLIS_REDIS") as told:
        asyncio.run(scene())
    assert "secret" not in str(told.value)


def test_one_process_needs_no_redis_package(settings: Settings) -> None:
    program = (
        "import sys, asyncio; sys.path.insert(0, '.')\n"
        "from bot.runtime.bot import Bot, prepare; prepare()\n"
        "import rasa.core.lock_store\n"  # Rasa's own import of it
        "[sys.modules.pop(name) for name in list(sys.modules) if name.startswith('redis')]\n"
        "sys.modules['redis'] = None\n"
        "from bot.settings import Settings; from pathlib import Path\n"
        f"s = Settings(root=Path({str(settings.root)!r}), models=Path({str(settings.models)!r}),"
        f" database=Path({str(settings.database)!r}), key_file=Path({str(settings.database)!r} + '.key'), actions='tiny_actions')\n"
        "async def scene():\n"
        "    bot = await Bot.load(s.models, s)\n"
        "    print((await bot.answer('c', 'hi', 'mark-0001')).replies[0].text)\n"
        "    await bot.close()\n"
        "asyncio.run(scene())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.stdout == "Hello, I am one.\n", done.stderr
