"""The work is done while the lease is held, ends in time when it is lost, and begins again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import sqlalchemy as sa

from bot.runtime import duty


class Lease:
    def __init__(self) -> None:
        self.mine, self.fails, self.given_back = True, False, False

    def take(self) -> bool:
        if self.fails:
            raise sa.exc.OperationalError("", None, OSError())
        return self.mine

    def give_back(self) -> None:
        self.given_back = True


class Work:
    def __init__(self) -> None:
        self.runs = 0
        self.began = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[None]:
        self.runs, self.began = self.runs + 1, self.began + 1
        try:
            yield
        finally:
            self.runs -= 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("KEPT", 0.01), ("MARGIN", 0.05), ("LASTS", 0.15)):
        monkeypatch.setattr(duty, name, seconds)


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@pytest.mark.parametrize("how", ["mine", "fails"])
def test_it_ends_when_the_lease_is_lost_and_begins_again(how: str) -> None:
    async def scene() -> None:
        lease, work = Lease(), Work()
        task = asyncio.create_task(duty.on_duty(lease, work))  # type: ignore[arg-type]
        await until(lambda: work.runs == 1)
        setattr(lease, how, how == "fails")
        await until(lambda: work.runs == 0)
        setattr(lease, how, how != "fails")
        await until(lambda: work.runs == 1)
        assert work.began == 2
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert work.runs == 0 and lease.given_back

    asyncio.run(scene())


def test_a_database_that_is_away_for_a_moment_ends_nothing() -> None:
    async def scene() -> None:
        lease, work = Lease(), Work()
        task = asyncio.create_task(duty.on_duty(lease, work))  # type: ignore[arg-type]
        await until(lambda: work.runs == 1)
        lease.fails = True
        await asyncio.sleep(0.03)
        lease.fails = False
        await asyncio.sleep(0.3)
        assert work.began == 1
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(scene())
