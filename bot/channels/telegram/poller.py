"""Fetching updates by long polling: needs no public address and no certificate.

Owns: the offset, and what happens when Telegram does not answer, wants a pause, refuses the token, or gives the
updates to somebody else. Must not: handle an update.

An update is confirmed to Telegram (by the next request's offset) only when it is written down.

Example::

    await Poller(api, inbox, delivery).run()  # until it is cancelled
"""

from __future__ import annotations

import asyncio
import time

from bot.channels.telegram.api import Api, ApiProblem
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.inbox import Inbox
from bot.runtime.errors import StoreUnusable

QUIET = 6 * 24 * 3600.0
"""Seconds. After a week without updates Telegram goes on at a random number, so the offset is dropped before."""


class Poller:
    """Fetches updates for one bot."""

    def __init__(self, api: Api, inbox: Inbox, delivery: Delivery) -> None:
        self._api = api
        self._inbox = inbox
        self._delivery = delivery

    async def run(self) -> None:
        """Fetch until cancelled. Raises Stopped when the channel stops while it waits."""
        offset, failures, heard = 0, 0, time.monotonic()
        while True:
            try:
                raw = await self._api.updates(offset, self._delivery.pace.poll)
                last = self._inbox.take(raw)
            except (ApiProblem, StoreUnusable) as problem:
                failures += 1
                self._delivery.report.trouble(str(problem))
                await self._delivery.rest(self._pause(problem, failures))
                continue
            self._delivery.report.fine()
            failures = 0
            if last is not None:
                offset, heard = last + 1, time.monotonic()
            elif raw:
                await asyncio.sleep(
                    self._delivery.pace.first
                )  # updates without a number: never in a tight circle
            elif time.monotonic() - heard > QUIET:
                offset, heard = 0, time.monotonic()

    def _pause(self, problem: Exception, failures: int) -> float:
        if isinstance(problem, ApiProblem):
            return self._delivery.pause(problem, failures)
        return self._delivery.pace.after(failures)
