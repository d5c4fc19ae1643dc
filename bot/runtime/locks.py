"""One turn at a time per conversation, where several processes serve.

Owns: the lock that processes share in Redis; redis-py makes it atomic, and it is extended while a turn runs, so that it
outlives no killed process for long. Must not: be what the truth hangs on. The journal refuses a turn whose
conversation has gone on in the meantime (`bot.journal.Overtaken`), so without Redis a turn is at worst taken anew.

Example::

    locks = SharedLocks("redis://localhost")
    async with locks.hold("web-5f0c..."):
        ...  # no other process takes a turn of this conversation
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from bot.runtime.errors import RedisUnusable
from bot.runtime.quiet import log
from bot.settings import address_name

if TYPE_CHECKING:
    from redis.asyncio.lock import Lock

LASTS = 10.0
"""Seconds until the lock of a killed process opens by itself."""
EXTENDED = 3.0
"""Seconds after which a running turn's lock is extended."""
PATIENCE = 15.0
"""Seconds to wait for somebody else's turn; a page sends again after 20."""
LOOKS = 0.03
"""Seconds between two looks at a lock that is taken."""
REPLY = 4.0
"""Seconds that Redis gets for an answer; a process that is busy looks late for it."""
REST = 10.0
"""Seconds for which Redis is not asked after it failed: nobody's turn waits for it again and again."""


class Locks(Protocol):
    """What keeps other processes from a conversation."""

    def hold(self, conversation: str) -> Any:
        """Hold a conversation while the context lasts."""

    async def prove(self) -> None:
        """Raise RuntimeProblem where the locks cannot be used."""

    async def close(self) -> None:
        """Let go of what is open."""


class NoLocks:
    """For the only process: its own turns wait for each other in `Bot`."""

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Let everybody in."""
        yield

    async def prove(self) -> None:
        """Nothing can be wrong."""

    async def close(self) -> None:
        """Nothing is open."""


class SharedLocks:
    """For one of several processes."""

    def __init__(self, address: str) -> None:
        """`address`: redis://..., rediss://... or unix://..."""
        from redis.asyncio import Redis  # only where it is used

        self._address = address
        self._redis = Redis.from_url(address, socket_timeout=REPLY, socket_connect_timeout=REPLY)
        self._failed_at = -REST

    async def prove(self) -> None:
        """Ask Redis for a word. Raises RedisUnusable."""
        from redis.exceptions import RedisError

        try:
            await self._redis.ping()
        except (RedisError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise RedisUnusable(address_name(self._address), reason) from None

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Hold a conversation while the context lasts; where Redis fails, or it is taken for too long, go on without."""
        lock = await self._taken(conversation)
        if lock is None:
            yield
            return
        extending = asyncio.create_task(self._extend(lock))
        try:
            yield
        finally:
            extending.cancel()
            await self._open(lock)

    async def close(self) -> None:
        """Hang up."""
        await self._redis.close()

    async def _taken(self, conversation: str) -> Lock | None:
        from redis.exceptions import RedisError

        if time.monotonic() < self._failed_at + REST:
            return None
        # Redis must not tell who talks
        name = "trellis:turn:" + hashlib.sha256(conversation.encode()).hexdigest()
        lock = self._redis.lock(name, timeout=LASTS, sleep=LOOKS, blocking_timeout=PATIENCE, thread_local=False)
        try:
            return lock if await lock.acquire() else None
        except (RedisError, OSError) as error:
            self._trouble(error)
            return None

    async def _extend(self, lock: Lock) -> None:
        from redis.exceptions import RedisError

        with suppress(RedisError, OSError):  # lost: the journal sees to it that nothing is overwritten
            while True:
                await asyncio.sleep(EXTENDED)
                await lock.reacquire()

    async def _open(self, lock: Lock) -> None:
        from redis.exceptions import LockError, RedisError

        try:
            await lock.release()
        except LockError:
            return  # it had run out
        except (RedisError, OSError) as error:
            self._trouble(error)

    def _trouble(self, error: Exception) -> None:
        if time.monotonic() > self._failed_at + 10 * REST:  # once, not for every turn
            log.warning("Redis does not answer (%s); turns go on, guarded by the database", type(error).__name__)
        self._failed_at = time.monotonic()
