"""Several servers on one PostgreSQL and one Redis, all of which break under load: nothing is lost, doubled or reordered.

`make test-faults` runs them; TRELLIS_FAULTS_PEOPLE, _SERVERS, _TURNS and _KILLS make them larger. The figures are printed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.machines import Postgres, Redis, missing
from tests.faults.people import Count, count, lives
from tests.serving import Served

PEOPLE = int(os.environ.get("TRELLIS_FAULTS_PEOPLE", "16"))
SERVERS = int(os.environ.get("TRELLIS_FAULTS_SERVERS", "2"))
TURNS = int(os.environ.get("TRELLIS_FAULTS_TURNS", "4"))
KILLS = int(os.environ.get("TRELLIS_FAULTS_KILLS", "2"))
LONGEST = 120.0 + PEOPLE * TURNS / 4
"""Seconds that a scene may take."""

pytestmark = [pytest.mark.faults, pytest.mark.skipif(bool(missing()), reason=f"NOT INSTALLED: {missing()}")]
Trouble = Callable[["Site"], Awaitable[None]]


class Site:
    """The servers and what they share."""

    def __init__(self, model: Path, folder: Path, servers: int, **settings: str) -> None:
        self.folder = folder
        self.database, self.redis = Postgres().__enter__(), Redis().__enter__()
        shared = {
            "TRELLIS_DATABASE_URL": self.database.address,
            "TRELLIS_REDIS": self.redis.address,
            "TRELLIS_KEY_FILE": str(folder / "trellis.key"),
            "TRELLIS_WEB_KEY_FILE": str(folder / "web.key"),
            "TRELLIS_BEHIND_PROXY": "1",
            "TELEGRAM_KEY_FILE": str(folder / "telegram.key"),
            **settings,
        }
        self.servers: list[Served] = []
        for number in range(servers):
            own = folder / f"server{number}"
            own.mkdir()
            self.servers.append(Served(model, own, **shared))

    async def restart(self, number: int, kill: bool) -> None:
        """Stop or kill one server and start it again, while the others serve."""
        await asyncio.to_thread(self.servers[number].restart, kill)

    @property
    def logs(self) -> str:
        return "".join(server.log for server in self.servers)

    def close(self) -> None:
        for server in self.servers:
            server.__exit__()
        self.redis.__exit__()
        self.database.__exit__()


@pytest.fixture(scope="module")
def site(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(model, tmp_path_factory.mktemp("site"), SERVERS)
    yield running
    running.close()


async def rolling_restart(site: Site) -> None:
    """One after the other is stopped and started again, as for an update."""
    for number in range(len(site.servers)):
        await asyncio.sleep(1)
        await site.restart(number, kill=False)


async def servers_killed(site: Site) -> None:
    for kill in range(KILLS):
        await asyncio.sleep(0.5)
        await site.restart(kill % len(site.servers), kill=True)


async def database_stopped(site: Site) -> None:
    await asyncio.sleep(1)
    await asyncio.to_thread(site.database.stop)
    await asyncio.sleep(10)
    await asyncio.to_thread(site.database.start)


async def database_crashed(site: Site) -> None:
    await asyncio.sleep(1)
    await asyncio.to_thread(site.database.stop, "immediate")
    await asyncio.to_thread(site.database.start)


async def redis_killed(site: Site) -> None:
    await asyncio.sleep(1)
    site.redis.kill()
    await asyncio.sleep(4)
    await asyncio.to_thread(site.redis.start)


async def redis_hangs(site: Site) -> None:
    await asyncio.sleep(1)
    site.redis.pause()
    await asyncio.sleep(4)
    site.redis.go_on()


async def server_paused(site: Site) -> None:
    """One server stands still for longer than its locks last, then goes on as if nothing had been."""
    await asyncio.sleep(1)
    site.servers[0].process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(12)
    site.servers[0].process.send_signal(signal.SIGCONT)


TROUBLES: tuple[Trouble, ...] = (
    rolling_restart,
    servers_killed,
    database_stopped,
    database_crashed,
    redis_killed,
    redis_hangs,
    server_paused,
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_nothing_is_lost_doubled_or_reordered(site: Site, trouble: Trouble, capsys: pytest.CaptureFixture[str]) -> None:
    async def scene() -> tuple[Count, float]:
        began = time.monotonic()
        over = asyncio.Event()
        talks = [asyncio.create_task(lives(site.servers, number, TURNS, over)) for number in range(PEOPLE)]
        await asyncio.wait_for(trouble(site), LONGEST)
        over.set()
        tabs: Any = await asyncio.wait_for(asyncio.gather(*talks), LONGEST)
        took = time.monotonic() - began
        return await asyncio.to_thread(count, tabs, site.database.address, site.folder / "trellis.key"), took

    found, took = asyncio.run(scene())
    with capsys.disabled():
        print(f"\n{trouble.__name__}: {SERVERS} servers, {PEOPLE} people, {TURNS} turns and more, {took:.0f} s: {found}")
    assert (found.lost, found.doubled, found.reordered) == (0, 0, 0), found.wrong
    assert found.sent == found.stored == found.answered and not found.wrong
    assert not any(words in site.logs for words in ("whatever she wants", "alone even when", "Traceback"))
