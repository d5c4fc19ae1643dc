"""Getting one message to a person, once.

Owns: waiting and trying again, and settling the doubt after a call that nobody answered: did the message arrive?
Telegram has no key against doubles, but it tells whether an edit would change anything. A message that was handed
over can only have an id above every id known before, so those few are asked "show the buttons you have": what answers
is ours and has arrived. Must not: know what the messages mean.

Example::

    await delivery.deliver(4711, Waiting(0, Outgoing("Hello."), newest=11))  # 12, the id of the message
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.channels.telegram.api import (
    Api,
    ApiProblem,
    Closed,
    NotSent,
    Refused,
    Same,
    SlowDown,
    TokenRefused,
    Unsure,
)
from bot.channels.telegram.ledger import Waiting
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.report import Report

T = TypeVar("T")
LOOKED_AT = 30
"""Ids that are asked after a doubtful call; a bot as busy as to send more in between may say a thing twice."""

COURTESY = 3


@dataclass(frozen=True)
class Pace:
    """How long to wait, in seconds."""

    first: float = 1.0
    """After the first failure; each further one doubles it."""
    most: float = 60.0
    refused: float = 300.0
    """After a refused token: only a host can mend that."""
    poll: int = 50
    """How long Telegram may hold a request for updates open."""
    grace: float = 15.0
    """How long a stop waits for turns in hand."""

    def after(self, failures: int) -> float:
        """Give the pause after so many failures in a row, a little different each time."""
        return min(self.most, self.first * 2.0 ** min(failures - 1, 10)) * random.uniform(0.75, 1.0)  # noqa: S311


class Stopped(Exception):
    """The channel stops; what is not done stays in the ledger."""


@dataclass
class Delivery:
    """Calls Telegram until it is done, or until the channel stops."""

    api: Api
    pace: Pace
    report: Report
    newest: int = 0
    """The highest id of a message seen so far. In private chats a bot's messages are numbered throughout."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def saw(self, message: int) -> None:
        """Note the id of a message in a private chat."""
        self.newest = max(self.newest, message)

    async def deliver(
        self,
        chat: int,
        waiting: Waiting,
        resumed: bool = False,
        handed_over: Callable[[int], None] = lambda newest: None,
    ) -> int | None:
        """Send a message and return its id, None if Telegram will never take it. Raises Stopped.

        `resumed`: an earlier process had it in hand, so a message that counts as handed over is looked for first.
        `handed_over` is told the newest id known each time the message is handed over anew after a doubt: from then on
        it can only have a higher one.
        """
        message = waiting.message
        floor = self.newest if waiting.newest is None else waiting.newest
        doubtful = resumed and waiting.newest is not None
        failures = 0
        while True:
            try:
                found = await self._find(chat, floor, message) if doubtful else None
                if doubtful and found is None:
                    doubtful, floor = False, max(floor, self.newest)
                    handed_over(floor)
                sent = found or await self.api.send(chat, message)
            except Closed:  # their choice, and no trouble of ours
                return None
            except Refused as problem:
                lesser = _lesser(message)
                if lesser is None:
                    self.report.note(f"a message was left out: {problem}")
                    return None
                message, doubtful = lesser, False
            except (SlowDown, NotSent, Unsure, TokenRefused, ApiProblem) as problem:
                doubtful = doubtful or isinstance(problem, Unsure)
                failures += 1
                self.report.trouble(str(problem))
                await self.rest(self.pause(problem, failures))
            else:
                self.report.fine()
                self.saw(sent)
                return sent

    async def _find(self, chat: int, newest: int, message: Outgoing) -> int | None:
        """Look for a message of ours that may have arrived. Raises ApiProblem if nobody answers."""
        for place in range(newest + 1, newest + 1 + LOOKED_AT):
            try:
                await self.api.show_keys(chat, place, message.keys)
            except Same:
                return place
            except Refused:
                continue
            return place
        return None

    async def courtesy(self, call: Callable[[], Awaitable[T]]) -> None:
        """Make a call on which nothing depends, three times at most. Raises Stopped."""
        for failures in range(1, COURTESY + 1):
            try:
                await call()
            except Refused:
                return
            except ApiProblem as problem:
                if failures < COURTESY:
                    await self.rest(self.pause(problem, failures))
            else:
                return

    async def insist(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """Make a call that may be made twice until it is carried out; None if it is refused. Raises Stopped."""
        failures = 0
        while True:
            try:
                done = await call()
            except Refused:
                return None
            except ApiProblem as problem:
                failures += 1
                self.report.trouble(str(problem))
                await self.rest(self.pause(problem, failures))
            else:
                self.report.fine()
                return done

    def pause(self, problem: ApiProblem, failures: int) -> float:
        """Say how long to wait after a problem."""
        if isinstance(problem, SlowDown):
            return problem.seconds + random.uniform(0, 0.1)  # noqa: S311 - so that not everybody comes back at once
        return self.pace.refused if isinstance(problem, TokenRefused) else self.pace.after(failures)

    async def rest(self, seconds: float) -> None:
        """Wait. Raises Stopped as soon as the channel stops."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except asyncio.TimeoutError:
            return
        raise Stopped


def _lesser(message: Outgoing) -> Outgoing | None:
    """Give what can be said if Telegram refuses a message: without the picture, without anything but its words."""
    if message.photo is not None:
        return replace(message, photo=None) if message.text else None
    if message.entities:
        return replace(message, entities=())
    return None
