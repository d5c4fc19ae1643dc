"""Doing what only one of several processes may do, while it is this one's to do.

Owns: taking the lease, keeping it, ending the work in time when it cannot be kept, and giving it back. Must not: know
the work.

Example::

    await on_duty(Lease(engine, "house"), house)  # until cancelled; `house()` is a context in which the work is done
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

import sqlalchemy as sa

from bot.journal.lease import LASTS, Lease
from bot.runtime.quiet import log

KEPT = 4.0
"""Seconds between two calls that keep the lease."""
MARGIN = 4.0
"""Seconds before its end at which the work is ended, if the database did not answer all the while."""


async def on_duty(lease: Lease, work: Callable[[], AbstractAsyncContextManager[Any]]) -> None:
    """Wait until the duty is ours, do `work` as long as it is, and begin again; until cancelled."""
    try:
        while True:
            if await _take(lease):
                async with work():
                    await _keep(lease)
                log.warning("another process has taken over Telegram and reminders")
            await asyncio.sleep(KEPT)
    finally:
        with suppress(sa.exc.SQLAlchemyError):
            await asyncio.to_thread(lease.give_back)


async def _keep(lease: Lease) -> None:
    """Keep the lease until it is lost."""
    until = time.monotonic() + LASTS
    while time.monotonic() < until - MARGIN:
        await asyncio.sleep(KEPT)
        asked = time.monotonic()
        with suppress(sa.exc.SQLAlchemyError):
            if not await asyncio.to_thread(lease.take):
                return
            until = asked + LASTS


async def _take(lease: Lease) -> bool:
    try:
        return await asyncio.to_thread(lease.take)
    except sa.exc.SQLAlchemyError:
        return False  # nobody can have it now
