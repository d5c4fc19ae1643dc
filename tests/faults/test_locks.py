"""The lock that processes share: one holder, extended while it is held, and no end of the talk where Redis is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.runtime import locks as module
from bot.runtime.errors import RedisUnusable
from bot.runtime.locks import SharedLocks
from tests.faults.machines import Redis, missing

pytestmark = [pytest.mark.faults, pytest.mark.skipif(bool(missing()), reason=f"NOT INSTALLED: {missing()}")]


@pytest.fixture
def redis() -> Iterator[Redis]:
    with Redis() as running:
        yield running


async def enters(locks: SharedLocks, seconds: float) -> bool:
    """Tell whether somebody gets in within that time."""

    async def enter() -> None:
        async with locks.hold("c"):
            pass

    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(enter(), seconds)
        return True
    return False


def test_one_at_a_time_and_each_conversation_by_itself(redis: Redis) -> None:
    async def scene() -> None:
        one, other = SharedLocks(redis.address), SharedLocks(redis.address)
        await one.prove()
        async with one.hold("c"):
            assert not await enters(other, 0.3)
            async with other.hold("d"):
                pass
        assert await enters(other, 0.3)
        await one.close()
        await other.close()

    asyncio.run(scene())


def test_it_is_extended_while_it_is_held_and_opens_by_itself_after_a_kill(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LASTS", 0.5)
    monkeypatch.setattr(module, "EXTENDED", 0.1)

    async def scene() -> None:
        one, other = SharedLocks(redis.address), SharedLocks(redis.address)
        async with one.hold("c"):
            assert not await enters(other, 1.2)
        dead = await one._taken("c")  # and nobody extends or opens it any more
        assert dead and not await enters(other, 0.2) and await enters(other, 1.0)

    asyncio.run(scene())


def test_without_redis_the_talk_goes_on_and_with_it_again_the_lock_is_there(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "REST", 0.2)

    async def scene() -> None:
        one, other = SharedLocks(redis.address), SharedLocks(redis.address)
        async with one.hold("c"):
            redis.kill()
            assert await enters(other, 2)
        with pytest.raises(RedisUnusable):
            await one.prove()
        await asyncio.to_thread(redis.start)
        await asyncio.sleep(0.3)
        async with one.hold("c"):
            assert not await enters(other, 0.3)

    asyncio.run(scene())
    assert "guarded by the database" in caplog.text
