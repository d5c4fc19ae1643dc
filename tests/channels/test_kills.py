"""`trellis serve` killed in the middle of a turn, over the page's socket and over scripts: answered once, by the next one."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.channels.wire import Page, Refused, opened
from tests.serving import Served

KILLS = 6
CHANCE = random.Random(5)
KNOWN = "i go along with whatever she wants, time {}"


async def sends_and_dies(server: Served, page: Page, mark: str, text: str) -> None:
    """Send over both ways at once, and let the power go somewhere in the turn."""
    async with aiohttp.ClientSession() as http:
        tasks = [
            asyncio.create_task(page.say(text, mark)),
            asyncio.create_task(post(http, server, text, mark)),
        ]
        await asyncio.sleep(CHANCE.uniform(0.0, 0.12))
        await asyncio.to_thread(server.restart, True)
        for task in tasks:
            with suppress(Refused, aiohttp.ClientError, asyncio.TimeoutError):
                await task


async def post(http: aiohttp.ClientSession, server: Served, text: str, mark: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {server.script_token}"}
    address = f"{server.address}/conversations/script/messages"
    async with http.post(address, data=json.dumps({"text": text, "id": mark}), headers=headers) as answer:
        assert answer.status == 200
        told: dict[str, Any] = await answer.json()
        return told


def waiting(server: Served) -> int:
    with sqlite3.connect(server.database) as rows:
        return int(rows.execute("SELECT count(*) FROM journal_inbox WHERE sender_id IS NOT NULL").fetchone()[0])


def test_nothing_is_lost_or_said_twice_over_kills_in_mid_turn(model: Path, tmp_path: Path) -> None:
    async def scene(server: Served) -> None:
        token, taken_up = None, 0
        wanted = [KNOWN.format(number) for number in range(KILLS)]
        async with opened(server) as page:
            await page.hello()
            token = page.token
        for number, text in enumerate(wanted):
            mark = f"message-{number:04}"
            async with opened(server, token) as page:
                await sends_and_dies(server, page, mark, text)
            for _ in range(100):  # what was kept is answered without being sent again
                if not waiting(server):
                    break
                await asyncio.sleep(0.1)
            assert waiting(server) == 0
            async with opened(server, token) as page, aiohttp.ClientSession() as http:
                known = {exchange["id"]: exchange for exchange in (await page.hello())["exchanges"]}
                taken_up += mark in known
                again = (await page.say(text, mark))["exchange"]
                assert again["replies"] and (mark not in known or again == known[mark])
                turn = await post(http, server, text, mark)
                assert turn["text"] == text and turn["replies"]
                assert (await post(http, server, text, mark)) == turn
        async with opened(server, token) as page:
            exchanges = (await page.hello())["exchanges"]
        assert [exchange["person"] for exchange in exchanges if exchange["person"]] == wanted
        assert taken_up, "no kill came while a message was in hand"
        server.stop()
        assert server.log == ""

    with Served(model, tmp_path) as server:
        asyncio.run(scene(server))
