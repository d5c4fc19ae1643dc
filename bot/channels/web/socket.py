"""The socket between a page and its conversation.

Owns: the events, who may open a socket, and how often a thing may be done. Must not: answer anything itself; `rooms`
does, and `bot.channels.keeping` has what is kept.

Events of a page, each acknowledged with an object that has `ok`::

    hello                  -> {ok, token, exchanges, earlier, view}
    say    {id, text}      -> {ok, exchange, view}, and erased: true where they asked for that
    press  {id, payload}   -> the same
    export                 -> {ok, copy: {page, file}}
    erase                  -> {ok, gone}

Where `ok` is false, `why` is slow (with `after`, in seconds), store, closing, form or failed. To the other pages of the same
person go `exchange` {exchange, view} and `erased`; a reminder is an `exchange` to all of them, which a page acknowledges.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING, Any

import socketio
from aiohttp import web

from bot.channels.web.frames import MAX_FRAME, BadFrame, read_message, read_token
from bot.channels.web.limits import (
    CONNECTIONS_OF_AN_ADDRESS,
    COPIES_OF_A_TALK,
    MESSAGES_OF_A_TALK,
    MESSAGES_OF_AN_ADDRESS,
    TALKS_OF_AN_ADDRESS,
    Limiter,
)
from bot.channels.web.tokens import PREFIX
from bot.runtime.errors import StoreUnusable

if TYPE_CHECKING:
    from bot.channels.keeping import Keeper
    from bot.channels.web.frames import Message
    from bot.channels.web.rooms import Answer, Rooms
    from bot.channels.web.tokens import Tokens

log = logging.getLogger("trellis.web")
PING_SECONDS = 20
PONG_SECONDS = 15
PATIENCE = 5
"""Seconds that a page gets to say that it shows a reminder."""
TELLING = 2.0
"""Seconds for telling a person's other pages; a Redis that hangs must not keep anybody from their answer."""
Ack = dict[str, Any]


class Refused(Exception):
    """A request that is not served now; `why` and `after` go to the page, `after` rounded up: what is soon is not now."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.ack: Ack = {"ok": False, "why": why}
        if after is not None:
            self.ack["after"] = ceil(after * 10) / 10


class Socket(socketio.AsyncNamespace):  # type: ignore[misc]  # socketio is untyped
    """All open sockets."""

    def __init__(
        self,
        rooms: Rooms,
        keeper: Keeper,
        tokens: Tokens,
        address_of: Callable[[web.Request], str],
        redis: str | None = None,
    ) -> None:
        """`redis`: by it the processes that serve together reach each other's pages."""
        super().__init__("/")
        self._rooms = rooms
        self._keeper = keeper
        self._tokens = tokens
        self._address_of = address_of
        self._talk_messages = Limiter(MESSAGES_OF_A_TALK)
        self._address_messages = Limiter(MESSAGES_OF_AN_ADDRESS)
        self._talks = Limiter(TALKS_OF_AN_ADDRESS)
        self._connections = Limiter(CONNECTIONS_OF_AN_ADDRESS)
        self._copies = Limiter(COPIES_OF_A_TALK)
        self._closing = False
        self._redis = redis

    def attach(self, app: web.Application) -> None:
        """Open the socket on `app`, under /socket.io/."""
        self._io = socketio.AsyncServer(
            async_mode="aiohttp",
            client_manager=socketio.AsyncRedisManager(self._redis, channel="trellis") if self._redis else None,
            cors_allowed_origins=[],  # `guard` has looked at the origin before a request comes here
            max_http_buffer_size=MAX_FRAME,
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            cookie=None,
            logger=False,
            engineio_logger=False,
        )
        self._io.register_namespace(self)
        self._io.attach(app)

    async def close(self) -> None:
        """Finish the turns that are running, refuse new ones, and hang up."""
        self._closing = True
        await self._rooms.settle()
        for sid in self._pages():
            await self._io.disconnect(sid)
        await self._io.shutdown()

    async def on_connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        """Let a page in that brings a token of ours, or none and gets one."""
        address = self._address_of(environ["aiohttp.request"])
        try:
            token = read_token(auth)
            if self._closing:
                raise Refused("closing")
            if after := self._connections.wait(address):
                raise Refused("slow", after)
            if token is None:
                if after := self._talks.wait(address):
                    raise Refused("slow", after)
                token = self._tokens.issue()
            sender = self._tokens.sender(token)
            if sender is None:
                raise Refused("token")
        except BadFrame:
            raise socketio.exceptions.ConnectionRefusedError("form", {"ok": False, "why": "form"}) from None
        except Refused as refused:
            raise socketio.exceptions.ConnectionRefusedError(str(refused), refused.ack) from None
        await self.save_session(sid, {"token": token, "sender": sender, "address": address})
        await self.enter_room(sid, sender)

    async def on_hello(self, sid: str, *data: object) -> Ack:
        """Tell a page where the talk is."""

        async def act(session: Mapping[str, str]) -> Ack:
            return {"ok": True, "token": session["token"], **await self._rooms.enter(session["sender"])}

        return await self._served(sid, act)

    async def on_say(self, sid: str, *data: object) -> Ack:
        """Answer what was typed."""
        return await self._message(sid, data, "text", self._rooms.say)

    async def on_press(self, sid: str, *data: object) -> Ack:
        """Answer a button."""
        return await self._message(sid, data, "payload", self._rooms.press)

    async def on_export(self, sid: str, *data: object) -> Ack:
        """Hand out everything kept of this person."""

        async def act(session: Mapping[str, str]) -> Ack:
            if after := self._copies.wait(session["sender"]):
                raise Refused("slow", after)
            kept = await self._keeper.copy(session["sender"])
            return {"ok": True, "copy": {"page": kept.html, "file": kept.json}}

        return await self._served(sid, act)

    async def on_erase(self, sid: str, *data: object) -> Ack:
        """Delete everything kept of this person, and tell their other pages."""

        async def act(session: Mapping[str, str]) -> Ack:
            gone = await self._rooms.empty(session["sender"], self._keeper.erase)
            await self._tell_others(sid, session, "erased")
            return {"ok": True, "gone": gone}

        return await self._served(sid, act)

    async def deliver(self, sender_id: str, text: str) -> bool:
        """Show a reminder on a person's open pages; True once one of them says that it is there."""
        # where others serve beside this process, they may have one open
        if not sender_id.startswith(PREFIX) or not (self._redis or self._pages(sender_id)):
            return False
        shown = asyncio.Event()

        def told(does: object = None) -> None:
            if does:
                shown.set()

        reminder = (await self._rooms.remind(sender_id, text)).as_dict()
        await self.emit("exchange", reminder, room=sender_id, callback=told)
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(shown.wait(), PATIENCE)
        return shown.is_set()

    def _pages(self, room: str | None = None) -> list[str]:
        """List the open pages of this process."""
        return [sid for sid, _ in self._io.manager.get_participants("/", room)]

    async def _tell_others(self, sid: str, session: Mapping[str, str], event: str, news: Ack | None = None) -> None:
        """Tell the other pages of a person; the one that waits for its answer does not wait long for that."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.emit(event, news, room=session["sender"], skip_sid=sid), TELLING)

    async def _message(
        self,
        sid: str,
        data: tuple[object, ...],
        field: str,
        answer: Callable[[str, Message], Awaitable[Answer]],
    ) -> Ack:
        async def act(session: Mapping[str, str]) -> Ack:
            message = read_message(data[0] if len(data) == 1 else None, field)
            after = self._talk_messages.wait(session["sender"]) or self._address_messages.wait(
                session["address"]
            )
            if after:
                raise Refused("slow", after)
            answered = (await answer(session["sender"], message)).as_dict()
            gone = "erased" in answered
            await self._tell_others(sid, session, "erased" if gone else "exchange", None if gone else answered)
            return {"ok": True, **answered}

        return await self._served(sid, act)

    async def _served(self, sid: str, act: Callable[[Mapping[str, str]], Awaitable[Ack]]) -> Ack:
        """Run `act` for an open socket; whatever goes wrong is told to the page, and nothing to a log but its kind."""
        try:
            if self._closing:
                raise Refused("closing")
            return await act(await self.get_session(sid))
        except Refused as refused:
            return refused.ack
        except BadFrame as problem:
            return {"ok": False, "why": "form", "problem": str(problem)}
        except StoreUnusable as problem:
            log.error("%s", problem)
            return {"ok": False, "why": "store"}
        except Exception as error:  # noqa: BLE001 - a page must get an answer, and a log must hold nobody's words
            log.error("a request of a page failed: %s", type(error).__name__)
            return {"ok": False, "why": "failed"}
