"""Updates sent by Telegram, for hosts that have a public address with a certificate in front of this machine.

Owns: the one route, and the secret that only Telegram was told. Must not: handle an update, or listen anywhere but on
a loopback address; the proxy with the certificate stands before it.

Example::

    $ TELEGRAM_WEBHOOK=https://talk.example.org/telegram trellis serve
"""

from __future__ import annotations

import hmac
import json
import secrets

from aiohttp import web

from bot.channels.telegram.inbox import Inbox
from bot.runtime.errors import RuntimeProblem, StoreUnusable

MAX_BYTES = 1024 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Listens for updates until it is stopped."""

    def __init__(self, inbox: Inbox, path: str) -> None:
        """`path` is the path of the public address, which the proxy passes on as it is."""
        self._inbox = inbox
        self.secret = secrets.token_urlsafe(32)
        """Told to Telegram at every start, and to nobody else."""
        app = web.Application(client_max_size=MAX_BYTES)
        app.router.add_post(path or "/", self._receive)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)

    async def start(self, host: str, port: int) -> int:
        """Listen, and return the port. Raises RuntimeProblem if the address is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise RuntimeProblem(
                f"cannot listen on {host}:{port} ({error.strerror}); set TELEGRAM_PORT to another port"
            ) from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self.secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            self._inbox.take([update])
        except (ValueError, RecursionError):
            return web.Response(status=400)
        except StoreUnusable:
            return web.Response(status=503)  # Telegram sends it again
        return web.Response()
