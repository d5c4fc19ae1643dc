"""Everybody's updates in order, and different people's at the same time.

Owns: one queue a person, which lives as long as there is something in it. Must not: know what is handled.

Example::

    queues = Queues(handler.handle)
    queues.put("telegram-5f0c...", 812345)
    await queues.stop(grace=15)
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.channels.telegram.delivery import Stopped
from bot.channels.telegram.report import Report
from bot.runtime.errors import StoreUnusable

AFTER_FAILURE = 5.0
"""Seconds until an update is tried again that could not even be begun."""


class Queues:
    """Runs `handle` for each update, one at a time for each person."""

    def __init__(self, handle: Callable[[int], Awaitable[None]], report: Report) -> None:
        self._handle = handle
        self._report = report
        self._waiting: dict[str, deque[int]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    def put(self, sender: str, number: int) -> None:
        """Line up an update of somebody."""
        self._waiting.setdefault(sender, deque()).append(number)
        if sender not in self._running and not self._stopping:
            self._running[sender] = asyncio.create_task(self._run(sender))

    async def _run(self, sender: str) -> None:
        line = self._waiting[sender]
        try:
            while line and not self._stopping:
                if await self._try(line[0]):
                    line.popleft()
        except Stopped:
            return
        finally:
            del self._running[sender]
            if not line:
                del self._waiting[sender]

    async def _try(self, number: int) -> bool:
        """Handle an update; False if it is to be tried again."""
        try:
            await self._handle(number)
        except StoreUnusable as problem:
            self._report.trouble(str(problem))
            await asyncio.sleep(AFTER_FAILURE)
            return False
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - one update must not end the queue of a person
            self._report.note(
                f"an update could not be handled ({type(error).__name__}); the next start tries again"
            )
        return True

    async def idle(self) -> None:
        """Wait until nothing is in hand."""
        while self._running:
            await asyncio.wait(self._running.values())

    async def stop(self, grace: float, then: asyncio.Event) -> None:
        """Begin nothing more, wait up to `grace` seconds for what is in hand, then set `then` and wait for it to stop."""
        self._stopping = True
        tasks = list(self._running.values())
        if tasks:
            await asyncio.wait(tasks, timeout=grace)
        then.set()
        if tasks:
            _, stuck = await asyncio.wait(tasks, timeout=5)
            for task in stuck:
                task.cancel()
