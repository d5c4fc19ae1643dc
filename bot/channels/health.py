"""Two questions of whoever watches over the server: does it run, and can it take a message now?

Owns `/live` and `/ready`. Must not tell anything but yes or no: they are answered under any name, without a token.

Example::

    $ curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:5005/ready
    200
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from bot.runtime.errors import StoreUnusable

if TYPE_CHECKING:
    from bot.runtime.bot import Bot

LIVE, READY = "/live", "/ready"
METRICS = "/metrics"
"""Answered by `bot.channels.metrics`, where the host turns it on."""
PATIENCE = 3.0
"""Seconds the database gets to answer; a paused one gives no error."""


class Health:
    """Answers for one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get(LIVE, self._live)
        app.router.add_get(READY, self._ready)

    async def _live(self, request: web.Request) -> web.Response:
        return web.Response(text="yes\n")

    async def _ready(self, request: web.Request) -> web.Response:
        """Say yes where a turn could be stored; 503 where it could not."""
        try:
            await asyncio.wait_for(self._bot.prove_stored(), PATIENCE)
        except (StoreUnusable, asyncio.TimeoutError):
            return web.Response(status=503, text="no: the database does not answer\n")
        return web.Response(text="yes\n")
