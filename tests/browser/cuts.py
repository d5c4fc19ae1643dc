"""A line that breaks: a proxy between browser and server that hangs up when it is told, or again and again.

Owns a thread with sockets on this machine. Must not look into what it passes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from typing import Any


class BreakingLine:
    """Passes bytes on from a port of its own to `target`, until it does not."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.cuts = 0
        self.blocked = False
        self._lives: random.Random | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self.port}"

    def break_often(self, seed: int | None) -> None:
        """Let no connection live longer than a second and a half; None lets them live again."""
        self._lives = None if seed is None else random.Random(seed)

    def cut(self) -> None:
        """Hang up on everybody now."""
        self._loop.call_soon_threadsafe(self._hang_up)

    def block(self, yes: bool) -> None:
        """Take no connection at all, or take them again."""
        self.blocked = yes
        if yes:
            self.cut()

    def close(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        started.set()
        await self._stop.wait()
        server.close()
        self._hang_up()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.blocked:
            return writer.transport.abort()
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return writer.transport.abort()
        self._writers |= {writer, back}
        life = self._lives.uniform(0.15, 1.5) if self._lives else None
        both = asyncio.gather(_pump(reader, back), _pump(there, writer))
        try:
            await asyncio.wait_for(both, life)
        except asyncio.TimeoutError:
            self.cuts += 1
        finally:
            for one in (writer, back):
                self._writers.discard(one)
                one.transport.abort()

    def _hang_up(self) -> None:
        for writer in list(self._writers):
            self.cuts += 1
            writer.transport.abort()


async def _pump(reader: Any, writer: Any) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()
