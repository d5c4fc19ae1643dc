"""People on pages, behind a proxy that sends them to any server that runs, and the count of what became of their words.

Owns what a page does when the line breaks: it keeps a message and sends it again, under its id, until it is answered.
Must not break anything itself.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.journal import open_journal
from tests.channels.wire import Page, Refused
from tests.serving import Served

SAID = (
    "i go along with whatever she wants",
    "what is codependency?",
    "i feel alone even when he is there",
    "my picture",
    "i still see my friends on thursdays",
    "help",
    "i keep quiet so that she will not leave me",
)
ADDRESSES = itertools.count(1)
AGAIN = 0.3
"""Seconds until a page tries again."""
HANGS = 20.0
"""Seconds that a page waits for an answer."""


class Tab:
    """One page of a person: one message after the other, each until it is answered, over whichever server is there."""

    def __init__(self, servers: Sequence[Served], name: str, chance: random.Random) -> None:
        self.servers, self.name, self.chance = servers, name, chance
        self.token: str | None = None
        self.page: Page | None = None
        self.sent: list[str] = []
        self.tries = 0
        number = next(ADDRESSES)
        self.address = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
        self._http = aiohttp.ClientSession()

    async def opens(self) -> None:
        """Connect to a server that lets us in."""
        while True:
            server = self.chance.choice(self.servers)
            with suppress(Refused, aiohttp.ClientError, OSError, asyncio.TimeoutError, AssertionError):
                socket = await asyncio.wait_for(
                    self._http.ws_connect(
                        f"{server.address}/socket.io/?EIO=4&transport=websocket",
                        headers={"Origin": server.address, "X-Forwarded-For": self.address},
                    ),
                    HANGS,
                )
                page = Page(socket)
                await page.enter(self.token)
                await asyncio.wait_for(page.hello(), HANGS)
                self.page, self.token = page, page.token
                return
            await asyncio.sleep(AGAIN * self.chance.uniform(0.5, 1.5))

    async def says(self, text: str) -> None:
        """Say something, until it is answered."""
        mark = f"{self.name}-{len(self.sent):04}"
        self.sent.append(mark)
        while True:
            if self.page is None:
                await self.opens()
            assert self.page is not None
            self.tries += 1
            try:
                answer = await asyncio.wait_for(self.page.say(text, mark), HANGS)
            except (Refused, aiohttp.ClientError, ConnectionError, OSError, asyncio.TimeoutError):
                await self.closes()
                continue
            if answer["ok"]:
                assert answer["exchange"]["replies"], f"an answer without a word: {answer}"
                return
            if answer["why"] == "closing":
                await self.closes()
            await asyncio.sleep(answer.get("after", AGAIN))

    async def closes(self) -> None:
        if self.page is not None:
            with suppress(Exception):
                await self.page.close()
        self.page = None

    async def leaves(self) -> None:
        await self.closes()
        await self._http.close()


@dataclass
class Count:
    """What became of everybody's messages."""

    sent: int = 0
    stored: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    tries: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.__dict__.items() if name != "wrong")


async def lives(servers: Sequence[Served], number: int, turns: int, over: asyncio.Event) -> list[Tab]:
    """Talk in one tab, and at every fourth turn in a second one at the same moment; so many turns, and until it is `over`."""
    chance = random.Random(number)
    first = Tab(servers, f"p{number:03}-first", chance)
    await first.opens()
    second = Tab(servers, f"p{number:03}-second", chance)
    second.token = first.token
    for turn in itertools.count():
        if turn >= turns and over.is_set():
            break
        text = SAID[(turn + number) % len(SAID)]
        both = [first.says(text), *([second.says(f"and {text}")] if turn % 4 == 3 else [])]
        await asyncio.gather(*both)
    for tab in (first, second):
        await tab.leaves()
    return [first, second]


def count(tabs: Sequence[Sequence[Tab]], address: str | Path, key: Path) -> Count:
    """Read the database and tell what became of everything that was sent."""
    journal = open_journal(address, key)
    total = Count()
    from bot.channels.web.tokens import Tokens, load_key

    tokens = Tokens(load_key(key.with_name("web.key")))
    for mine in tabs:
        events = journal.said(str(tokens.sender(mine[0].token)), 100_000)
        marks = [(e.get("metadata") or {}).get("mark") for e in events]
        stored = [mark for mark in marks if mark and mark.startswith("p")]
        times = Counter(stored)
        for tab in mine:
            total.sent += len(tab.sent)
            total.tries += tab.tries
            missing = [mark for mark in tab.sent if not times[mark]]
            total.lost += len(missing)
            total.wrong += [f"lost {mark}" for mark in missing]
            order = [mark for mark in stored if mark in tab.sent]
            moved = sum(a > b for a, b in itertools.pairwise(order))
            total.reordered += moved
            total.wrong += [f"reordered {order}"] * bool(moved)
        total.stored += len(stored)
        total.doubled += sum(times.values()) - len(times)
        total.wrong += [f"doubled {mark}" for mark, often in times.items() if often > 1]
        total.answered += sum(_answered(events, place) for place, mark in enumerate(marks) if mark in times)
    left = [person for person in journal.conversations() if journal.waiting(person)]
    total.wrong += [f"left waiting: {len(left)}"] * bool(left)
    journal.close()
    return total


def _answered(events: Sequence[dict[str, Any]], place: int) -> bool:
    if events[place]["event"] == "bot":  # said aside
        return True
    return place + 1 < len(events) and events[place + 1]["event"] == "bot"
