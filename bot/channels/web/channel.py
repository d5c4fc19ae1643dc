"""The web channel put together.

Owns: which parts there are and which address leads to which. Must not: listen; `bot.channels.server` does.

Example::

    channel = WebChannel(bot, settings, guard)
    channel.add_to(app)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.keeping import JournalKeeper
from bot.channels.web.assets import Assets
from bot.channels.web.guard import Guard
from bot.channels.web.pages import Pages
from bot.channels.web.rooms import Rooms
from bot.channels.web.socket import Socket
from bot.channels.web.tokens import Tokens, load_key
from bot.content.library import library

if TYPE_CHECKING:
    from bot.runtime.bot import Bot
    from bot.settings import Settings


class WebChannel:
    """The page, the widget and their socket for one bot."""

    def __init__(self, bot: Bot, settings: Settings, guard: Callable[[], Guard]) -> None:
        """Read the built files and the signing key. Raises RuntimeProblem."""
        self._assets = Assets()
        self._pages = Pages(self._assets, library(), settings.exit_url, settings.embed_in)
        self._socket = Socket(
            Rooms(bot),
            JournalKeeper(bot),
            Tokens(load_key(settings.web_key_file)),
            lambda request: guard().address_of(request),
            settings.redis,
        )

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/", self._pages.page)
        app.router.add_get("/frame", self._pages.frame)
        app.router.add_get("/demo", self._pages.demo)
        app.router.add_get("/robots.txt", self._pages.robots)
        app.router.add_get("/embed.js", self._assets.serve_loader)
        app.router.add_get("/assets/{digest}/{name}", self._assets.serve)
        self._socket.attach(app)

    async def deliver(self, sender_id: str, text: str) -> bool:
        """Show a reminder on a person's open pages; False if there is none."""
        return await self._socket.deliver(sender_id, text)

    async def close(self) -> None:
        """Finish the running turns and hang up."""
        await self._socket.close()
