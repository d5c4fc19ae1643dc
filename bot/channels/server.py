"""The one listening socket: what it serves, and how it starts and stops.

Owns: putting the channels that speak HTTP under one address, each behind the guard. Must not: know their routes.

Example::

    server = Server(bot, settings)
    address = await server.start()  # 'http://127.0.0.1:5005'
    await server.stop()  # every running turn is finished and stored
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.health import Health
from bot.channels.scripts import MAX_BYTES, ScriptChannel
from bot.channels.web.channel import WebChannel
from bot.channels.web.guard import Guard, own_origins, protect
from bot.runtime.errors import RuntimeProblem

if TYPE_CHECKING:
    from bot.runtime.bot import Bot
    from bot.settings import Settings

HANGING_UP = 3.0
"""Seconds that open connections get after the turns are done."""


class Server:
    """Serves one bot to pages and scripts until it is stopped."""

    def __init__(self, bot: Bot, settings: Settings, script_token: str) -> None:
        """Raises RuntimeProblem if something needed cannot be read."""
        self._settings = settings
        self._guard = Guard((), settings.behind_proxy)
        app = web.Application(client_max_size=MAX_BYTES)
        protect(app, lambda: self._guard)
        Health(bot).add_to(app)
        if settings.metrics:
            from bot.channels.metrics import Metrics

            bot.watcher = metrics = Metrics(settings.metrics_token)
            metrics.add_to(app)
        ScriptChannel(bot, script_token).add_to(app)
        self._web = WebChannel(bot, settings, lambda: self._guard)
        self._web.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=HANGING_UP)

    async def start(self) -> str:
        """Listen, and return the address. Raises RuntimeProblem if it is taken."""
        host, port = self._settings.host, self._settings.port
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise RuntimeProblem(
                f"cannot listen on {host}:{port} ({error.strerror}); set TRELLIS_PORT to another port, or to 0"
            ) from error
        port = int(self._runner.addresses[0][1])
        self._guard = Guard(own_origins(host, port, self._settings.origins), self._settings.behind_proxy)
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def deliver(self, sender_id: str, text: str) -> bool:
        """Show a reminder on a person's open pages; False if there is none."""
        return await self._web.deliver(sender_id, text)

    async def stop(self) -> None:
        """Finish the turns that are running, then stop listening."""
        await self._web.close()
        await self._runner.cleanup()
