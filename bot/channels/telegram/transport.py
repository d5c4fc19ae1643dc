"""The connection below python-telegram-bot: aiohttp, which Trellis runs on anyway.

Owns: one HTTP request and its answer. Must not: know what is asked for. The library's own connection (httpx) takes
3 to 4 ms of processor time more for every call, and an answer takes five calls.

Example::

    Bot(token, request=Transport(connections=64, patience=20, local=False))
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

IDLE = 15.0
"""Seconds after which an unused connection is closed here, before Telegram may do so in the middle of a call."""


class Transport(BaseRequest):
    """Carries calls over a few connections that stay open."""

    def __init__(self, connections: int, patience: float, local: bool) -> None:
        """`patience`: seconds for an answer; `local`: no proxy of the environment is asked, they lead out."""
        self._connections = connections
        self._patience = patience
        self._local = local
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer."""
        return self._patience

    async def initialize(self) -> None:
        """Connections are opened when they are needed."""

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; its failure is the cause of the error that is raised, and the error holds no address."""
        read = read_timeout if isinstance(read_timeout, int | float) else self._patience
        limits = aiohttp.ClientTimeout(total=None, sock_connect=min(self._patience, 10), sock_read=read)
        try:
            async with self._opened().request(
                method, url, data=_body(request_data), timeout=limits
            ) as answer:
                return answer.status, await answer.read()
        except asyncio.TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=not self._local)
        return self._session


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, Any] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
