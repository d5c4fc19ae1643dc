"""What every channel owes a person: the same words lead to the same flow, the same items and the same picture.

To add a channel: write an adapter that says one thing and gives the bubbles that come back, and name it in CHANNELS.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import pytest
from aiohttp import web
from rich.console import Console

from bot.channels.scripts import ScriptChannel
from bot.channels.telegram import words
from bot.channels.terminal import Pressed, plain_lines, read_line, show
from tests.conftest import Talking
from tests.support.telegram_channel import settled, telegram_channel

PART = (
    ("says", "hi"),
    ("says", "i go along with whatever she wants and i feel alone even when she is there"),
    ("says", "what is codependency?"),
    ("says", "/stop"),
    ("says", "my picture"),
    ("presses", 0),
    ("says", "why do you ask?"),
    ("says", "x" * 5_000),
    ("says", "   "),
    ("says", "he hits me when he drinks"),
    ("says", "help lines"),
)


class Adapter(Protocol):
    """One person on one channel."""

    sender: str

    async def says(self, text: str) -> list[str]:
        """Say something and give the bubbles that answer."""

    async def presses(self, place: int) -> list[str]:
        """Press the button in this place and give the bubbles that answer."""


Opened = Callable[[Any, Path], AbstractAsyncContextManager[Adapter]]


class Terminal:
    def __init__(self, bot: Any, name: str) -> None:
        self.bot, self.sender, self.turn = bot, name, None

    async def says(self, text: str) -> list[str]:
        meant = read_line(text, self.turn)
        if isinstance(meant, Pressed):
            self.turn = await self.bot.send(self.sender, meant.payload, pressed=True)
        else:
            self.turn = await self.bot.send(self.sender, meant.text)
        return self._shown()

    async def presses(self, place: int) -> list[str]:
        return await self.says(f"#{place + 1}")

    def _shown(self) -> list[str]:
        out = io.StringIO()
        assert self.turn
        show(self.turn, Console(file=out, width=80))
        assert out.getvalue().splitlines() == [
            line for text in plain_lines(self.turn) for line in text.splitlines() or [""]
        ]
        return [reply.text for reply in self.turn.replies]


@asynccontextmanager
async def terminal(bot: Any, folder: Path) -> AsyncIterator[Adapter]:
    yield Terminal(bot, f"terminal-{folder.name}")


class Scripts:
    def __init__(self, session: aiohttp.ClientSession, address: str, name: str) -> None:
        self.session, self.sender = session, name
        self.address = f"{address}/conversations/{name}/messages"

    async def says(self, text: str) -> list[str]:
        return await self._post({"text": text})

    async def presses(self, place: int) -> list[str]:
        return await self._post({"button": place + 1})

    async def _post(self, body: dict[str, Any]) -> list[str]:
        async with self.session.post(
            self.address, json=body, headers={"Authorization": "Bearer t"}
        ) as answer:
            return [reply["text"] for reply in (await answer.json())["replies"]]


@asynccontextmanager
async def scripts(bot: Any, folder: Path) -> AsyncIterator[Adapter]:
    app = web.Application()
    ScriptChannel(bot, "t").add_to(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        yield Scripts(session, f"http://127.0.0.1:{runner.addresses[0][1]}", f"scripts-{folder.name}")
    await runner.cleanup()


class Telegram:
    def __init__(self, server: Any, channel: Any) -> None:
        self.server, self.channel, self.person = server, channel, server.person()
        self.sender = channel._seal.sender(self.person.id)

    async def says(self, text: str) -> list[str]:
        return await self._after(lambda: self.person.writes(text))

    async def presses(self, place: int) -> list[str]:
        labels = [label for m in self.person.heard for label in m.labels if not label.startswith("✓")]
        return await self._after(lambda: self.person.presses(labels[place]))

    async def _after(self, act: Callable[[], object]) -> list[str]:
        count = len(self.person.heard)
        act()
        await settled(self.server, self.channel)
        said = self.person.texts[count:]
        return [text for text in said if not text.startswith(words.NOTICE[:30])]


@asynccontextmanager
async def telegram(bot: Any, folder: Path) -> AsyncIterator[Adapter]:
    async with telegram_channel(bot, folder) as (server, channel):
        yield Telegram(server, channel)


CHANNELS: dict[str, Opened] = {"terminal": terminal, "scripts": scripts, "telegram": telegram}
OWN = {"telegram": ("/stop", "   ")}
"""What a channel takes as a thing of its own: a command of its menu; a blank message, which the app cannot send."""


async def play(
    bot: Any, folder: Path, opened: Opened, name: str
) -> tuple[list[list[str]], dict[str, Any], list[str]]:
    folder.mkdir()
    async with opened(bot, folder) as person:
        heard = []
        for verb, what in PART:
            if what in OWN["telegram"]:
                continue
            heard.append(await (person.says(str(what)) if verb == "says" else person.presses(int(what))))
        slots = await bot.slots(person.sender)
        events = await bot.said(person.sender, 200)
        items = [item for event in events for item in (event.get("metadata") or {}).get("items") or ()]
        kept = {key: slots[key] for key in ("flow", "safety", "picture", "plan", "question")}
        return heard, kept, items


@pytest.fixture(scope="module")
def without_a_channel(talker: Talking, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the terminal gives; the others are held against it."""
    return talker.run(play(talker.bot, tmp_path_factory.mktemp("contract") / "t", terminal, "terminal"))


@pytest.mark.parametrize("name", CHANNELS)
def test_the_same_words_have_the_same_answers(
    talker: Talking, tmp_path: Path, without_a_channel: Any, name: str
) -> None:
    heard, kept, items = talker.run(play(talker.bot, tmp_path / "own", CHANNELS[name], name))
    wanted_heard, wanted_kept, wanted_items = without_a_channel
    assert len(heard) == len(wanted_heard) >= 8
    for step, wanted in zip(heard, wanted_heard):
        assert [text.split() for text in step] == [text.split() for text in wanted]
    assert _without_times(kept) == _without_times(wanted_kept)
    assert items == wanted_items and items
    assert kept["safety"] == "partner_unsafe"


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_times(entry) for key, entry in value.items() if key not in ("at", "time", "since")
        }
    if isinstance(value, list):
        return [_without_times(entry) for entry in value]
    return None if isinstance(value, float) else value
