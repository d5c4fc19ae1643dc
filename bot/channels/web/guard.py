"""Who may ask, and what every answer tells the browser.

Owns: the list of addresses the server goes by, the check of Host and Origin, the address a request comes from, and
the headers of every response. Must not: know the pages.

A request whose Host is not ours is refused, so that no foreign name can be pointed at a server on this machine. The
socket takes only an Origin of ours: browsers always send it with a WebSocket, and with everything but plain
GET requests to the same site, which say so in Sec-Fetch-Site.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.health import LIVE, METRICS, READY
from bot.channels.web.frames import MAX_FRAME
from bot.settings import LOOPBACK

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "X-Robots-Tag": "noindex",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The policy of everything that is not a page."""


@dataclass(frozen=True)
class Guard:
    """The rules of one server."""

    origins: tuple[str, ...]
    """Where people open the page: "https://talk.example.org"."""
    behind_proxy: bool = False
    """A proxy of the host's own stands in front and names the caller last in X-Forwarded-For."""

    @property
    def hosts(self) -> frozenset[str]:
        """The values of Host that are ours."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)

    def refuse(self, request: web.Request) -> web.Response | None:
        """Return the refusal of a request that is not for us, None if it may pass."""
        if request.path in (LIVE, READY, METRICS):
            # Whoever watches over a server asks by its address. The first two tell nothing, the third asks who reads.
            return None
        if request.host.lower() not in self.hosts:
            return web.Response(
                status=421, text="this server goes by another name; TRELLIS_ORIGINS lists its names"
            )
        if request.path.startswith("/socket.io"):
            if not self._is_ours(request):
                return web.Response(status=403, text="the socket answers its own pages only")
            if (request.content_length or 0) > MAX_FRAME:  # engine.io would leave the request hanging
                return web.Response(status=413, text=f"a frame has at most {MAX_FRAME} bytes")
        return None

    def _is_ours(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is not None:
            return origin.lower() in self.origins
        return request.headers.get("Sec-Fetch-Site") == "same-origin"

    def address_of(self, request: web.Request) -> str:
        """Return the address a request comes from."""
        if self.behind_proxy and (forwarded := request.headers.get("X-Forwarded-For")):
            return forwarded.rpartition(",")[2].strip()
        return request.remote or "unknown"


def own_origins(host: str, port: int, further: Sequence[str]) -> tuple[str, ...]:
    """List the addresses a server goes by: those on this machine, and those that the host has named."""
    names = (
        {"127.0.0.1", "localhost", "[::1]"} if is_loopback(host) else {f"[{host}]" if ":" in host else host}
    )
    return (*(f"http://{name}:{port}" for name in sorted(names)), *further)


def is_loopback(host: str) -> bool:
    """Tell whether an address reaches this machine only."""
    return host in LOOPBACK


def protect(app: web.Application, guard: Callable[[], Guard]) -> None:
    """Put the guard before every route of `app`, and the headers on every answer.

    `guard` is asked at each request: a server on a free port knows its address only once it listens.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = guard().refuse(request)
        # `or` would not do: a response without entries of its own counts as empty
        return await handler(request) if refused is None else refused

    async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", NOTHING)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Server"] = "trellis"

    app.middlewares.append(check)
    app.on_response_prepare.append(add_headers)  # type: ignore[arg-type]  # the signal is typed too narrowly
