"""A page's end of the socket, as small as the protocol allows: engine.io 4 and socket.io 5 over one WebSocket.

Owns packets and acknowledgements. Must not hide anything a test wants to see: what is refused raises Refused.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.serving import Served

ADDRESSES = itertools.count(1)
PATIENCE = 60
"""Seconds. Nothing here measures time; a busy machine may take its own."""


class Refused(Exception):
    """The server did not let the page in, or hung up."""


class Page:
    """What a browser's page does, without the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.heard: list[tuple[str, Any]] = []
        self.token = ""
        self.answers = True
        """Whether it acknowledges what the server wants acknowledged."""
        self._marks = (f"page-{id(self):x}-{number}" for number in itertools.count())
        self._packets = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def enter(self, token: str | None) -> None:
        """Join the namespace. Raises Refused with what the server said."""
        await self._receive()  # the handshake
        await self._socket.send_str("40" + (json.dumps({"token": token}) if token else ""))
        answer = await self._receive()
        if not answer.startswith("40"):
            raise Refused(answer)
        self._reading = asyncio.create_task(self._read())

    async def ask(self, event: str, *data: Any) -> dict[str, Any]:
        """Send an event and give its acknowledgement. Raises Refused if the server hangs up instead."""
        number = next(self._packets)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(f"42{number}{json.dumps([event, *data])}")
        answer = await asyncio.wait_for(self._waiting[number], PATIENCE)
        assert isinstance(answer, dict)
        return answer

    async def hello(self) -> dict[str, Any]:
        """Ask where the talk is."""
        answer = await self.ask("hello")
        assert answer["ok"], answer
        self.token = answer["token"]
        return answer

    async def say(self, text: str, mark: str | None = None) -> dict[str, Any]:
        """Type."""
        return await self.ask("say", {"id": mark or next(self._marks), "text": text})

    async def press(self, payload: str) -> dict[str, Any]:
        """Press a button."""
        return await self.ask("press", {"id": next(self._marks), "payload": payload})

    async def hears(self, event: str = "") -> None:
        """Wait until the last thing that the server told is `event`, or anything. Raises TimeoutError."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not self.heard or (event and self.heard[-1][0] != event):
            if asyncio.get_running_loop().time() > end:
                raise TimeoutError(f"{event or 'nothing'} was not heard")
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """Hang up."""
        if self._reading:
            self._reading.cancel()
        await self._socket.close()

    async def _receive(self) -> str:
        message = await self._socket.receive(timeout=PATIENCE)
        if message.type is not aiohttp.WSMsgType.TEXT:
            raise Refused(str(message.type))
        return str(message.data)

    async def _read(self) -> None:
        try:
            while True:
                packet = await self._receive()
                if packet == "2":
                    await self._socket.send_str("3")
                elif packet.startswith("43"):
                    at = packet.index("[")
                    self._waiting.pop(int(packet[2:at])).set_result((json.loads(packet[at:]) or [None])[0])
                elif packet.startswith("42"):
                    at = packet.index("[")
                    event, *data = json.loads(packet[at:])
                    self.heard.append((event, data[0] if data else None))
                    if at > 2 and self.answers:  # the server waits for a word
                        await self._socket.send_str(f"43{packet[2:at]}[true]")
        except (Refused, asyncio.TimeoutError) as problem:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(Refused(str(problem)))


@asynccontextmanager
async def opened(server: Served, token: str | None = None, **headers: str) -> AsyncIterator[Page]:
    """Open a page from an address of its own; `headers` replace those that a browser would send."""
    sent = {"Origin": server.address, "X-Forwarded-For": f"10.1.0.{next(ADDRESSES)}", **headers}
    async with aiohttp.ClientSession() as http:
        try:
            socket = await http.ws_connect(
                f"{server.address}/socket.io/?EIO=4&transport=websocket", headers=sent
            )
        except aiohttp.WSServerHandshakeError as error:
            raise Refused(str(error.status)) from error
        page = Page(socket)
        try:
            await page.enter(token)
            yield page
        finally:
            await page.close()
