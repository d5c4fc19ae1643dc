"""Sends reminders when they are due: once each, within the hour that was asked for, and never with anybody's words.

Owns: the loop, and whom to ask for a way to the person. What is due is the journal's, kept in the database, so a restart
loses nothing: what came due meanwhile is sent if its hour is not over, and else shown at the next visit. Must not: know
any channel; each hands over a `Sender`.

Example::

    service = Reminders(bot.journal, texts, [telegram, page], note=bot.note_said)
    service.start()
    ...
    await service.stop()
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

from bot.journal import Journal
from bot.journal.records import Due
from bot.runtime.quiet import log

UTTERANCE = "utter_reminder_text"
"""What is sent; neutral, since a lock screen shows it."""
LONGEST_SLEEP = 60.0
"""Seconds; a reminder that another process sets is found within this time, and a clock that is put right."""
SHORTEST_SLEEP = 0.05


class Sender(Protocol):
    """A channel that may reach people outside a turn."""

    async def deliver(self, sender_id: str, text: str) -> bool:
        """Send `text` to a person; True when it surely reached them, False when this channel has no way to them."""


class Reminders:
    """Sends what is due until it is stopped."""

    def __init__(
        self,
        journal: Journal,
        texts: Sequence[str],
        senders: Sequence[Sender],
        note: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        """`texts` are said in turn; `note` keeps what was sent in the conversation."""
        self._journal = journal
        self._texts = tuple(texts)
        self._senders = tuple(senders)
        self._note = note
        self._running: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[bool] | None = None

    def start(self) -> None:
        """Begin: first with what a killed process left."""
        if self._running is None:
            self._journal.recover()
            self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finish the delivery that is under way, then end."""
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
            if self._sending is not None:
                await self._sending
            self._running = None

    async def tick(self) -> int:
        """Send what is due now; give how many were sent."""
        sent = 0
        while due := self._journal.claim_due():
            self._sending = asyncio.create_task(self._send(due))
            sent += await asyncio.shield(self._sending)
        return sent

    async def _send(self, due: Due) -> bool:
        text = self._texts[(due.at.toordinal() // 7) % len(self._texts)]
        sent = False
        for sender in self._senders:
            try:
                sent = await sender.deliver(due.sender_id, text)
            except Exception as error:  # noqa: BLE001 - one channel's failure must not cost the others' people theirs
                log.error("a reminder could not be sent: %s", type(error).__name__)
            if sent:
                break
        self._journal.settle(due, sent)
        if sent and self._note:
            await self._note(due.sender_id, text)
        return sent

    async def _run(self) -> None:
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001 - a locked database is tried again, not given up
                log.error("reminders: %s", type(error).__name__)
            await asyncio.sleep(self._pause())

    def _pause(self) -> float:
        """Sleep until the next one is due, at most LONGEST_SLEEP."""
        try:
            due = self._journal.next_due()
        except Exception:  # noqa: BLE001 - see _run
            return LONGEST_SLEEP
        wait = due.timestamp() - self._journal.clock() if due else LONGEST_SLEEP
        return min(max(wait, SHORTEST_SLEEP), LONGEST_SLEEP)
