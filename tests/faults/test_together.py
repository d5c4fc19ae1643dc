"""Several servers are one to a person: their pages show the same, and Telegram is talked to by one of them at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.outgoing import messages
from bot.channels.telegram.seal import Seal, load_key
from bot.journal import open_journal
from bot.runtime.replies import replies_after
from tests.channels.wire import opened
from tests.faults.machines import missing
from tests.faults.people import SAID
from tests.faults.test_processes import Site
from tests.support.telegram_server import TOKEN, Person, TelegramServer

pytestmark = [pytest.mark.faults, pytest.mark.skipif(bool(missing()), reason=f"NOT INSTALLED: {missing()}")]
PEOPLE, MESSAGES = 3, 8


@pytest.fixture(scope="module")
def site(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(model, tmp_path_factory.mktemp("together"), 2)
    yield running
    running.close()


def test_two_pages_at_two_servers_show_the_same_and_are_cleared_together(site: Site) -> None:
    async def scene() -> None:
        async with opened(site.servers[0]) as one, AsyncExitStack() as stack:
            await one.hello()
            two = await stack.enter_async_context(opened(site.servers[1], one.token))
            await two.hello()
            told = await one.say(SAID[0])
            await two.hears("exchange")
            assert two.heard[-1][1]["exchange"] == told["exchange"] and one.heard == []
            button = [b for reply in told["exchange"]["replies"] for b in reply.get("buttons", [])][:1]
            if button:
                assert (await two.press(button[0]["payload"]))["exchange"]["person"] == button[0]["title"]
            assert (await two.ask("erase"))["gone"]
            await one.hears("erased")

    asyncio.run(scene())


async def chats(person: Person, server: TelegramServer) -> None:
    for number in range(MESSAGES):
        heard = len(person.heard)
        person.writes(SAID[number % len(SAID)])
        await server.until(lambda heard=heard: len(person.heard) > heard, 60)


def said(folder: Path, address: str, person: Person) -> tuple[list[str], list[str]]:
    """Give the marks of what a person wrote, and what was stored as said to it, as it looks on Telegram."""
    journal = open_journal(address, folder / "trellis.key")
    events = journal.said(Seal(load_key(folder / "telegram.key")).sender(person.id), 10_000)
    journal.close()
    marks = [mark for mark in ((e.get("metadata") or {}).get("mark") for e in events) if mark]
    shown = [m.text for mark in marks for m in messages(replies_after(events, mark) or (), 1)]
    return marks, shown


def test_telegram_is_fetched_by_one_and_taken_over_by_another(model: Path, tmp_path: Path) -> None:
    async def scene() -> None:
        async with TelegramServer() as server:
            more: dict[str, Any] = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server.address}
            site = await asyncio.to_thread(Site, model, tmp_path, 2, **more)
            try:
                await server.until(lambda: server.calls["getUpdates"] > 0, 60)
                people = [server.person(f"Person {place}") for place in range(PEOPLE)]
                talks = [asyncio.create_task(chats(person, server)) for person in people]
                for number in (0, 1):
                    await asyncio.sleep(1)
                    await site.restart(number, kill=True)
                await asyncio.wait_for(asyncio.gather(*talks), 120)
                for person in people:  # an answer has several messages, and the first of each was waited for
                    for _ in range(60):
                        marks, shown = await asyncio.to_thread(said, tmp_path, site.database.address, person)
                        if len(marks) >= MESSAGES and len(person.texts) > len(shown):
                            break
                        await asyncio.sleep(0.5)
                await asyncio.sleep(1.0)  # time for a double to show
                for person in people:
                    marks, shown = await asyncio.to_thread(said, tmp_path, site.database.address, person)
                    assert len(marks) == len(set(marks)) == MESSAGES
                    assert person.texts[1:] == shown, "one more: the notice"
                assert "second program" not in site.logs and not any(words in site.logs for words in SAID)
            finally:
                await asyncio.to_thread(site.close)

    asyncio.run(scene())
