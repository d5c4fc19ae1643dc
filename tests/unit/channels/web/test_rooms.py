"""A message is answered once, however often and in whatever state of the connection it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.channels.web import rooms as module
from bot.channels.web.frames import Message
from bot.channels.web.rooms import AWAY, Rooms
from bot.runtime.turn import Reply, Turn, nothing_understood

HI = Message("mark-0001", "hi")


class Bot:
    """Stores what is said, and answers when it is let."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.turns: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.fails = False
        self.erases = False

    async def said(self, sender: str, limit: int) -> list[dict[str, Any]]:
        return self.events[-limit:]

    async def slots(self, sender: str) -> dict[str, Any]:
        return {}

    async def open(self, sender: str, mark: str) -> Turn:
        return self._store("/greet", mark, "")

    async def answer(self, sender: str, text: str, mark: str, pressed: bool = False) -> Turn:
        self.turns.append(text)
        await self.may_answer.wait()
        if self.fails:
            raise RuntimeError
        if self.erases:
            self.events.clear()
            return Turn(text, (Reply("All gone."),), nothing_understood(text), {}, erased=True)
        return self._store(text, mark, text)

    def _store(self, text: str, mark: str, shown: str) -> Turn:
        self.events += [
            {"event": "user", "text": text, "timestamp": 100.0, "metadata": {"mark": mark, "shown": shown}},
            {"event": "bot", "text": f"re: {text}", "timestamp": 100.0, "metadata": {}},
        ]
        return Turn(shown, (Reply(f"re: {text}"),), nothing_understood(shown), {})


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_sent_again_it_is_not_said_again() -> None:
    async def test() -> None:
        bot = Bot()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        first = await rooms.say("a", HI)
        assert await rooms.say("a", HI) == first
        assert bot.turns == ["hi"]

    run(test())


def test_sent_again_while_it_is_answered_it_waits_for_the_one_answer() -> None:
    async def test() -> None:
        bot = Bot()
        bot.may_answer.clear()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        both = asyncio.gather(*(rooms.say("a", HI) for _ in range(5)))
        await asyncio.sleep(0.01)
        bot.may_answer.set()
        assert len({id(answer) for answer in await both}) == 1 and bot.turns == ["hi"]

    run(test())


def test_sent_again_to_a_process_that_began_since_it_is_found_in_the_store() -> None:
    async def test() -> None:
        bot = Bot()
        first = await Rooms(bot, lambda: 100.0).say("a", HI)  # type: ignore[arg-type]
        assert (await Rooms(bot, lambda: 100.0).say("a", HI)).exchange == first.exchange  # type: ignore[arg-type]
        assert bot.turns == ["hi"]

    run(test())


def test_a_page_that_goes_away_does_not_stop_its_turn() -> None:
    async def test() -> None:
        bot = Bot()
        bot.may_answer.clear()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        page = asyncio.create_task(rooms.say("a", HI))
        await asyncio.sleep(0.01)
        page.cancel()
        bot.may_answer.set()
        await rooms.settle()
        assert len(bot.events) == 2 and (await rooms.say("a", HI)).exchange.person == "hi"
        assert bot.turns == ["hi"]

    run(test())


def test_a_turn_that_failed_can_be_sent_again() -> None:
    async def test() -> None:
        bot = Bot()
        bot.fails = True
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        with pytest.raises(RuntimeError):
            await rooms.say("a", HI)
        bot.fails = False
        assert (await rooms.say("a", HI)).exchange.person == "hi"

    run(test())


def test_who_is_new_or_was_long_away_is_greeted_once_and_who_reloads_is_not() -> None:
    async def test() -> None:
        bot, now = Bot(), [100.0]
        rooms = Rooms(bot, lambda: now[0])  # type: ignore[arg-type]
        await asyncio.gather(rooms.enter("a"), rooms.enter("a"))
        assert len(bot.events) == 2
        now[0] += AWAY - 1
        assert len((await rooms.enter("a"))["exchanges"]) == 1
        now[0] += 2
        assert len((await rooms.enter("a"))["exchanges"]) == 2

    run(test())


def test_a_long_talk_shows_its_end_in_whole_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHOWN", 5)

    async def test() -> None:
        bot = Bot()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        for number in range(4):
            await rooms.say("a", Message(f"mark-000{number}", f"{number}"))
        shown = await rooms.enter("a")
        assert shown["earlier"] and [e["person"] for e in shown["exchanges"]] == ["2", "3"]

    run(test())


def test_erasing_waits_for_the_running_turn_and_forgets_the_marks() -> None:
    async def test() -> None:
        bot = Bot()
        bot.may_answer.clear()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        saying = asyncio.create_task(rooms.say("a", HI))
        await asyncio.sleep(0.01)

        async def erase(sender: str) -> int:
            gone = len(bot.events)
            bot.events.clear()
            return gone

        erasing = asyncio.create_task(rooms.empty("a", erase))
        await asyncio.sleep(0.01)
        bot.may_answer.set()
        assert await erasing == 2 and (await saying).exchange.person == "hi"
        await rooms.say("a", HI)
        assert bot.turns == ["hi", "hi"]

    run(test())


def test_what_was_deleted_in_the_talk_is_forgotten_here_too_and_sent_again_it_is_told_again() -> None:
    async def test() -> None:
        bot = Bot()
        rooms = Rooms(bot, lambda: 100.0)  # type: ignore[arg-type]
        assert "erased" not in (await rooms.say("a", HI)).as_dict()
        bot.erases = True
        gone = Message("mark-0002", "yes, delete it")
        first = await rooms.say("a", gone)
        assert first.as_dict()["erased"] is True
        assert await rooms.say("a", gone) == first and bot.turns == ["hi", "yes, delete it"]
        bot.erases = False
        assert not (await rooms.say("a", HI)).erased, "the old answer is known to nobody any more"
        assert bot.turns[-1] == "hi"

    run(test())
