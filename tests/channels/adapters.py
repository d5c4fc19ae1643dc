"""One person on each channel, so that one test can be held against all of them.

Owns what a person does (open, say, press) and what comes back as bubbles. Must not expect anything.

To add a channel: write an adapter, and name it in CHANNELS. `before` is the adapter of the same person in an earlier
process, whom the new one goes on as.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import aiohttp
from aiohttp import web as http
from rich.console import Console

from bot.channels.scripts import ScriptChannel
from bot.channels.server import Server
from bot.channels.telegram import words
from bot.channels.terminal import Pressed, plain_lines, read_line, show
from bot.settings import Settings
from tests.channels.wire import opened
from tests.support.telegram_channel import settled, telegram_channel
from tests.support.telegram_server import TelegramServer


class Adapter(Protocol):
    """One person on one channel."""

    sender: str

    async def opens(self) -> list[str]:
        """Come to the talk, for the first time or again, and give the bubbles that welcome them."""

    async def says(self, text: str) -> list[str]:
        """Say something and give the bubbles that answer."""

    async def presses(self, place: int) -> list[str]:
        """Press the button in this place and give the bubbles that answer."""


Opened = Callable[..., AbstractAsyncContextManager[Adapter]]


class Terminal:
    def __init__(self, bot: Any, name: str) -> None:
        self.bot, self.sender, self.turn = bot, name, None

    async def opens(self) -> list[str]:
        self.turn = await self.bot.open(self.sender)
        return self._shown()

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
async def terminal(bot: Any, folder: Path, before: Any = None) -> AsyncIterator[Adapter]:
    yield Terminal(bot, f"terminal-{folder.name}")


class Scripts:
    def __init__(self, session: aiohttp.ClientSession, address: str, name: str) -> None:
        self.session, self.sender = session, name
        self.address = f"{address}/conversations/{name}/messages"

    async def opens(self) -> list[str]:
        return await self.says("hi")

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
async def scripts(bot: Any, folder: Path, before: Any = None) -> AsyncIterator[Adapter]:
    app = http.Application()
    ScriptChannel(bot, "t").add_to(app)
    runner = http.AppRunner(app, access_log=None)
    await runner.setup()
    await http.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        yield Scripts(session, f"http://127.0.0.1:{runner.addresses[0][1]}", f"scripts-{folder.name}")
    await runner.cleanup()


class Telegram:
    def __init__(self, server: Any, channel: Any, person: Any) -> None:
        self.server, self.channel, self.person = server, channel, person
        self.sender = channel._seal.sender(self.person.id)

    async def opens(self) -> list[str]:
        return await self.says("/start")

    async def says(self, text: str) -> list[str]:
        return await self._after(lambda: self.person.writes(text))

    async def presses(self, place: int) -> list[str]:
        shown = [m.labels for m in self.person.heard if m.labels and not m.labels[0].startswith("✓")]
        return await self._after(lambda: self.person.presses(shown[-1][place]))

    async def _after(self, act: Callable[[], object]) -> list[str]:
        count = len(self.person.heard)
        act()
        await settled(self.server, self.channel)
        said = self.person.texts[count:]
        return [text for text in said if not text.startswith(words.NOTICE[:30])]


@asynccontextmanager
async def telegram(bot: Any, folder: Path, before: Any = None) -> AsyncIterator[Adapter]:
    server = before.server if before else await TelegramServer().__aenter__()
    async with telegram_channel(bot, folder, server) as (_, channel):
        yield Telegram(server, channel, before.person if before else server.person())
    if before:
        await server.__aexit__(None, None, None)


class Web:
    def __init__(self, page: Any, server: Server, address: str) -> None:
        self.page, self.server, self.address = page, server, address
        self.last: dict[str, Any] = {}

    async def opens(self) -> list[str]:
        return self._heard((await self.page.hello())["exchanges"][-1])

    async def says(self, text: str) -> list[str]:
        return self._heard((await self.page.say(text))["exchange"])

    async def presses(self, place: int) -> list[str]:
        shown = [button for reply in self.last["replies"] for button in reply.get("buttons", [])]
        return self._heard((await self.page.press(shown[place]["payload"]))["exchange"])

    def _heard(self, exchange: dict[str, Any]) -> list[str]:
        self.last = exchange
        return [reply["text"] for reply in exchange["replies"]]

    @property
    def sender(self) -> str:
        return str(self.server._web._socket._tokens.sender(self.page.token))


@asynccontextmanager
async def web(bot: Any, folder: Path, before: Any = None) -> AsyncIterator[Adapter]:
    settings = replace(Settings(), port=0, web_key_file=folder / "web.key")
    server = Server(bot, settings, "t")
    address = await server.start()
    async with opened(SimpleNamespace(address=address), before.page.token if before else None) as page:  # type: ignore[arg-type]
        yield Web(page, server, address)
    await server.stop()


CHANNELS: dict[str, Opened] = {"terminal": terminal, "scripts": scripts, "telegram": telegram, "web": web}
