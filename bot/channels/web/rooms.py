"""Everybody's open pages, and the messages that are being answered.

Owns: that a message is answered once however often it is sent, and that all pages of one person show the same. Must
not: know sockets or HTTP. What was answered before this process began is found in the stored conversation.

Example::

    rooms = Rooms(bot)
    welcome = await rooms.enter("web-5f0c...")
    answer = await rooms.say("web-5f0c...", Message("3f2a...", "hi"))  # the same again if sent again
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.channels.web.exchanges import Exchange, bubble, from_events, from_turn
from bot.channels.web.frames import Message
from bot.channels.web.picture import view
from bot.content.library import library

if TYPE_CHECKING:
    from bot.runtime.bot import Bot
    from bot.runtime.turn import Turn

SHOWN = 400
"""Events that a page gets to see again, some 100 exchanges; the copy to take away has all of them."""
REMEMBERED = 2_000
"""Conversations whose latest marks are held; others are read from the store again."""
RECENT = 40
"""Answers held of each. A page sends one message after the other, so that one would nearly do."""
AWAY = 4 * 3600
"""Seconds after which somebody who opens the page is greeted, not just shown where they were."""
STOPPING = 20
"""Seconds that running turns are given when the server stops."""


@dataclass(frozen=True)
class Answer:
    """An exchange and what the page shows beside it."""

    exchange: Exchange
    view: dict[str, Any]
    erased: bool = False
    """With it, all that was kept of the person is gone."""

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as it is sent."""
        told = {"exchange": self.exchange.as_dict(), "view": self.view}
        return {**told, "erased": True} if self.erased else told


@dataclass
class _Room:
    answered: OrderedDict[str, Exchange] = field(default_factory=OrderedDict)
    running: dict[str, asyncio.Task[Answer]] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    read: bool = False
    erased: str = ""
    """The mark of the message that had everything deleted; sent again, it is told again."""

    def keep(self, exchange: Exchange) -> None:
        self.answered[exchange.mark] = exchange
        while len(self.answered) > RECENT:
            self.answered.popitem(last=False)


class Rooms:
    """The conversations of all pages."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.time) -> None:
        self._bot = bot
        self._clock = clock
        self._rooms: OrderedDict[str, _Room] = OrderedDict()

    async def enter(self, sender: str) -> dict[str, Any]:
        """Return what a page shows when it opens: `exchanges`, `earlier` (there are more) and `view`.

        A person who is new, or was away for long, is greeted. Raises StoreUnusable.
        """
        room = self._room(sender)
        async with room.lock:  # two pages that open together greet once
            events = await self._bot.said(sender, SHOWN)
            if not events or events[-1].get("timestamp", 0) < self._clock() - AWAY:
                await self._bot.open(sender, f"open-{secrets.token_hex(8)}")
                events = await self._bot.said(sender, SHOWN)
        exchanges = from_events(events)
        earlier = len(events) == SHOWN
        if earlier and len(exchanges) > 1:
            exchanges = exchanges[1:]  # cut off in the middle
        self._remember(room, exchanges)
        return {
            "exchanges": [exchange.as_dict() for exchange in exchanges],
            "earlier": earlier,
            "view": view(await self._bot.slots(sender), library()),
        }

    async def say(self, sender: str, message: Message) -> Answer:
        """Answer what a person typed. Raises StoreUnusable."""
        return await self._once(
            sender, message.mark, lambda: self._bot.answer(sender, message.words, message.mark)
        )

    async def press(self, sender: str, message: Message) -> Answer:
        """Answer a button; only one that was just offered does anything. Raises StoreUnusable."""
        return await self._once(
            sender,
            message.mark,
            lambda: self._bot.answer(sender, message.words, message.mark, pressed=True),
        )

    async def remind(self, sender: str, text: str) -> Answer:
        """Give a reminder as an exchange that nobody asked for; what can be pressed stays so. Raises StoreUnusable."""
        shown = bubble(text, await self._bot.offered(sender), (), None, None)
        exchange = Exchange(f"reminder-{secrets.token_hex(8)}", None, (shown,))
        return Answer(exchange, view(await self._bot.slots(sender), library()))

    async def empty(self, sender: str, erase: Callable[[str], Awaitable[int]]) -> int:
        """Let the messages that are being answered finish, erase with `erase`, and forget."""
        room = self._room(sender)
        await asyncio.gather(*room.running.values(), return_exceptions=True)
        gone = await erase(sender)
        self._rooms.pop(sender, None)
        return gone

    async def settle(self) -> None:
        """Wait until no message is being answered, for 20 s at most."""
        running = [task for room in self._rooms.values() for task in room.running.values()]
        if running:
            await asyncio.wait(running, timeout=STOPPING)

    async def _once(self, sender: str, mark: str, turn: Callable[[], Awaitable[Turn]]) -> Answer:
        room = self._room(sender)
        if task := room.running.get(mark):
            return await asyncio.shield(task)
        if not room.read:
            async with room.lock:
                self._remember(room, from_events(await self._bot.said(sender, SHOWN)))
        if known := room.answered.get(mark):
            return Answer(known, view(await self._bot.slots(sender), library()), mark == room.erased)
        if task := room.running.get(mark):  # it may have come in meanwhile
            return await asyncio.shield(task)
        # A task of its own: a page that goes away must not stop the turn half-way.
        task = asyncio.create_task(self._answer(room, mark, turn))
        room.running[mark] = task
        task.add_done_callback(lambda _: room.running.pop(mark, None))
        return await asyncio.shield(task)

    async def _answer(self, room: _Room, mark: str, turn: Callable[[], Awaitable[Turn]]) -> Answer:
        done = await turn()
        exchange = from_turn(mark, done)
        if done.erased:
            room.answered.clear()
            room.erased = mark
        room.keep(exchange)  # also a last one: sent again, its "yes" must not begin a new talk
        return Answer(exchange, view(done.slots, library()), done.erased)

    def _remember(self, room: _Room, exchanges: list[Exchange]) -> None:
        for exchange in exchanges[-RECENT:]:
            room.keep(exchange)
        room.read = True

    def _room(self, sender: str) -> _Room:
        room = self._rooms.setdefault(sender, _Room())
        self._rooms.move_to_end(sender)
        while len(self._rooms) > REMEMBERED:
            oldest = next(iter(self._rooms))
            if self._rooms[oldest].running or self._rooms[oldest].lock.locked():
                break
            del self._rooms[oldest]
        return room
