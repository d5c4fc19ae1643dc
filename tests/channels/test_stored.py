"""A turn that cannot be stored is not answered as if it were, on any channel; when it can, it is answered once."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.runtime.errors import StoreUnusable
from tests.channels.adapters import CHANNELS
from tests.conftest import Talking

SAYS = "i go along with whatever she wants"


class Down:
    """A database that is there and takes nothing: a table is away."""

    def __init__(self, database: Path, table: str) -> None:
        self.database, self.table = database, table

    def rename(self, old: str, new: str) -> None:
        with closing(sqlite3.connect(self.database)) as rows:
            rows.execute(f"ALTER TABLE {old} RENAME TO {new}")

    def __enter__(self) -> None:
        self.rename(self.table, "away")

    def __exit__(self, *_: object) -> None:
        self.rename("away", self.table)


async def refused(person: Any) -> None:
    """Say something on a channel whose database is down, and see that it is not answered."""
    if hasattr(person, "page"):
        answer = await person.page.say(SAYS, "kept-in-the-page")
        assert answer == {"ok": False, "why": "store"}
    elif hasattr(person, "session"):
        body, key = {"text": SAYS, "id": "kept-by-the-script"}, {"Authorization": "Bearer t"}
        async with person.session.post(person.address, json=body, headers=key) as answer:
            assert answer.status == 503 and set(await answer.json()) == {"error"}
    elif hasattr(person, "channel"):
        heard = len(person.person.heard)
        person.person.writes(SAYS)
        await person.server.until(lambda: not person.server.unconfirmed)
        await asyncio.sleep(0.5)  # it tries again and again meanwhile
        assert len(person.person.heard) == heard
    else:
        with pytest.raises(StoreUnusable):
            await person.says(SAYS)


async def answered(person: Any) -> None:
    """See that it is answered now: sent again by whoever sends again, by itself where the channel has it."""
    if hasattr(person, "page"):
        assert (await person.page.say(SAYS, "kept-in-the-page"))["exchange"]["replies"]
    elif hasattr(person, "session"):
        body, key = {"text": SAYS, "id": "kept-by-the-script"}, {"Authorization": "Bearer t"}
        async with person.session.post(person.address, json=body, headers=key) as answer:
            assert answer.status == 200 and (await answer.json())["replies"]
    elif hasattr(person, "channel"):
        heard = len(person.person.heard)
        with suppress(asyncio.TimeoutError, aiohttp.ClientError):
            await person.server.until(lambda: len(person.person.heard) > heard, 20)
        await person.channel.idle()
        assert len(person.person.heard) > heard
    else:
        assert await person.says(SAYS)


@pytest.mark.parametrize("table", ["events", "journal_people", "journal_inbox"])
@pytest.mark.parametrize("name", CHANNELS)
def test_it_is_not_answered_and_then_once(talker: Talking, tmp_path: Path, name: str, table: str) -> None:
    if name in ("terminal", "telegram") and table == "journal_inbox":
        pytest.skip("it keeps nothing there")

    async def scene() -> None:
        async with CHANNELS[name](talker.bot, tmp_path) as person:
            await person.opens()
            with Down(talker.bot.journal.file, table):
                await refused(person)
            await answered(person)
            written = [e["text"] for e in talker.bot.journal.said(person.sender, 100) if e["event"] == "user"]
            assert written.count(SAYS) == 1

    talker.run(scene())
