"""A message that is kept first is answered once: by this process, or by the next one when this one is killed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.runtime.bot import TRIES, Bot
from bot.runtime.errors import StoreUnusable
from bot.settings import Settings
from tests.unit.runtime.conftest import running


class Killed(BaseException):
    """What ends a process; nothing of ours may catch it."""


def killed_over(bot: Bot, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Let the process die at a step of the next turn."""

    async def die(*_: Any, **__: Any) -> None:
        raise Killed

    place = bot._processor.tracker_store if step == "save" else bot._processor
    monkeypatch.setattr(place, step, die)


def said(bot: Bot, conversation: str = "c") -> list[str]:
    return [event["text"] for event in bot.journal.said(conversation, 100) if event["event"] == "user"]


def test_what_comes_again_is_answered_once_and_the_same(settings: Settings) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            first = await bot.answer("c", "hi", "mark-0001")
            again = await bot.answer("c", "hi", "mark-0001")
            assert again.as_dict() == first.as_dict() and said(bot) == ["hi"]
        async with running(settings) as bot:
            assert (await bot.answer("c", "hi", "mark-0001")).as_dict() == first.as_dict()
            assert (await bot.answered("c", "mark-0001")) is not None and await bot.answered("c", "mark-0009") is None
            assert said(bot) == ["hi"] and await bot.resume() == 0

    asyncio.run(test())


@pytest.mark.parametrize("step", ["parse_message", "_run_prediction_loop", "save"])
def test_a_process_killed_in_mid_turn_leaves_it_to_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            await bot.answer("c", "hi", "mark-0001")
            with monkeypatch.context() as broken:
                killed_over(bot, broken, step)
                with pytest.raises(Killed):
                    await bot.answer("c", "what is it", "mark-0002")
        async with running(settings) as bot:
            assert await bot.resume() == 1 and await bot.resume() == 0
            assert said(bot) == ["hi", "what is it"]
            again = await bot.answer("c", "what is it", "mark-0002")
            assert [reply.text for reply in again.replies] == ["For Ada, one.", "It is a thing."]
            assert said(bot) == ["hi", "what is it"]

    asyncio.run(test())


def test_what_waits_is_answered_before_what_comes_next(settings: Settings) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            bot.journal.keep("c", "mark-0001", {"words": "hi", "pressed": False})
            turn = await bot.answer("c", "what is it", "mark-0002")
            assert turn.text == "what is it" and said(bot) == ["hi", "what is it"]

    asyncio.run(test())


def test_a_button_that_waits_is_pressed_and_not_read(settings: Settings) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            turn = await bot.answer("c", "hi", "mark-0001")
            bot.journal.keep("c", "mark-0002", {"words": turn.buttons[0]["payload"], "pressed": True})
            assert await bot.resume() == 1
            known = await bot.answered("c", "mark-0002")
            assert known is not None and known.text == "Tell me"

    asyncio.run(test())


def test_a_message_that_ends_the_program_three_times_is_put_aside(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        for process in range(TRIES + 1):
            async with running(settings) as bot:
                with monkeypatch.context() as broken:
                    killed_over(bot, broken, "parse_message")
                    if process == 0:
                        with pytest.raises(Killed):
                            await bot.answer("c", "hi", "mark-0001")
                    elif process < TRIES + 1:
                        with pytest.raises(Killed):
                            await bot.resume()
        async with running(settings) as bot:
            assert await bot.resume() == 1
            turn = await bot.answered("c", "mark-0001")
            assert turn is not None and turn.replies
            assert (await bot.answer("c", "what is it", "mark-0002")).text == "what is it"

    asyncio.run(test())


def test_a_turn_that_fails_is_answered_kindly_and_holds_nobody_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with running(settings) as bot:

            async def fail(*_: Any, **__: Any) -> None:
                raise ValueError

            with monkeypatch.context() as broken:
                broken.setattr(bot._processor, "parse_message", fail)
                turn = await bot.answer("c", "hi", "mark-0001")
            assert "wrong" in turn.replies[0].text and await bot.resume() == 0
            assert (await bot.answer("c", "what is it", "mark-0002")).text == "what is it"

    asyncio.run(test())


@pytest.mark.parametrize("table", ["events", "journal_inbox"])
def test_what_cannot_be_stored_is_not_answered_and_not_lost(settings: Settings, table: str) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            await bot.answer("c", "hi", "mark-0001")
            with closing(sqlite3.connect(settings.database)) as other:
                other.execute(f"ALTER TABLE {table} RENAME TO away")
                for _ in range(TRIES + 2):
                    with pytest.raises(StoreUnusable):
                        await bot.answer("c", "what is it", "mark-0002")
                other.execute(f"ALTER TABLE away RENAME TO {table}")
            turn = await bot.answer("c", "what is it", "mark-0002")
            assert turn.replies[1].text == "It is a thing." and said(bot) == ["hi", "what is it"]

    asyncio.run(test())


def test_words_that_are_not_to_be_kept_wait_in_memory_only(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            await bot.answer("c", "hi", "mark-0001")
            monkeypatch.setattr(bot.journal, "_private", lambda *_: True)
            assert (await bot.answer("c", "what is it", "mark-0002")).text == "what is it"
            with monkeypatch.context() as broken:
                killed_over(bot, broken, "parse_message")
                with pytest.raises(Killed):
                    await bot.answer("c", "hi", "mark-0003")
        async with running(settings) as bot:
            assert await bot.resume() == 0, "nobody but the sender has the words"
            assert (await bot.answer("c", "hi", "mark-0003")).text == "hi"

    asyncio.run(test())


def test_an_erasure_takes_along_what_waits_and_is_not_undone_by_its_message(settings: Settings) -> None:
    async def test() -> None:
        async with running(settings) as bot:
            await bot.answer("c", "hi", "mark-0001")
            bot.journal.keep("c", "mark-0002", {"words": "what is it", "pressed": False})
            await bot.erase("c")
            assert await bot.resume() == 0 and said(bot) == []
            assert (await bot.answer("c", "hi", "mark-0001")).erased and said(bot) == []

    asyncio.run(test())
