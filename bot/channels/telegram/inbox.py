"""The door that updates come in by, whether they were fetched or sent.

Owns: writing new updates down before anything else happens, and lining them up. Must not: talk to Telegram itself.

Example::

    inbox.take([{"update_id": 7, "message": {...}}])  # 7: the highest id, for the next request
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.channels.telegram.handler import Handler
from bot.channels.telegram.ledger import Ledger
from bot.channels.telegram.queues import Queues
from bot.channels.telegram.seal import Seal
from bot.channels.telegram.updates import Update, read, update_id


class Inbox:
    """Takes updates in, each once."""

    def __init__(self, ledger: Ledger, seal: Seal, handler: Handler, queues: Queues) -> None:
        self._ledger = ledger
        self._seal = seal
        self._handler = handler
        self._queues = queues
        self._arriving: set[asyncio.Task[None]] = set()

    def resume(self) -> None:
        """Line up what an earlier process wrote down and did not finish."""
        waiting = self._ledger.waiting()
        for update in waiting:
            self._handler.see(update)
        for update in waiting:
            self._queues.put(self._seal.sender(update.chat), update.id)

    def take(self, raw: Sequence[object]) -> int | None:
        """Take updates in and return the last id among them, None if there is none. Raises StoreUnusable.

        When this returns, they are written down; what is not for us is passed over.
        """
        updates = [update for update in map(read, raw) if update is not None]
        new = self._ledger.keep(updates) if updates else []
        for update in new:
            self._handler.see(update)
        for update in new:
            self._line_up(update)
        numbers = [number for number in map(update_id, raw) if number is not None]
        return numbers[-1] if numbers else None

    def _line_up(self, update: Update) -> None:
        if update.kind == "edit" and self._ledger.amend(update):
            self._ledger.finish(update.id)
            return
        if update.kind == "press":
            task = asyncio.create_task(self._handler.arrive(update))
            self._arriving.add(task)
            task.add_done_callback(self._arrived)
        self._queues.put(self._seal.sender(update.chat), update.id)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._arriving.discard(task)
        if not task.cancelled():
            task.exception()  # it was a courtesy; the turn comes all the same

    async def settled(self) -> None:
        """Wait until pressed buttons are answered."""
        if self._arriving:
            await asyncio.wait(self._arriving, timeout=5)
