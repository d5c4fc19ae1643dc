"""The channel for scripts on this machine: JSON over HTTP on a loopback address, with a bearer token.

Owns: the one route, its checks (place, token, size, shape) and the token's file. Must not: be reachable from elsewhere.
The web page has a channel of its own.

Example::

    $ curl -s http://127.0.0.1:5005/conversations/c1/messages \\
        -H "Authorization: Bearer $(cat var/serve.token)" -d '{"text": "hi", "id": "monday-0001"}'

A message is kept before it is handled, and answered after a restart if the server died over it. With an `id` it may be
sent again: it is answered once, and the same answer comes again.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.channels.place import brings, is_this_machine
from bot.runtime.errors import RuntimeProblem, StoreUnusable

if TYPE_CHECKING:
    from bot.runtime.bot import Bot
    from bot.runtime.turn import Turn

MAX_BYTES = 256 * 1024
"""Four times what 20,000 characters of any script take."""
SHAPE = 'send {"text": "..."}, or {"button": N} for the N-th button last offered; and an "id" if you may send it again'
MARK = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


class Refusal(Exception):
    """A request that is answered with an error; `status` is the HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class ScriptChannel:
    """Answers scripts of this machine, for one bot."""

    def __init__(self, bot: Bot, token: str) -> None:
        self._bot = bot
        self._token = token

    def add_to(self, app: web.Application) -> None:
        """Add the route."""
        app.router.add_post("/conversations/{id}/messages", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            if not is_this_machine(request):
                raise Refusal(404, "there is nothing here")
            self._check_token(request)
            turn = await self._turn(request.match_info["id"], await _body(request))
        except Refusal as refusal:
            return _json({"error": str(refusal)}, refusal.status)
        except web.HTTPRequestEntityTooLarge:
            return _json({"error": f"a message has at most {MAX_BYTES} bytes"}, 413)
        except StoreUnusable as problem:
            return _json({"error": str(problem)}, 503)
        return _json(turn.as_dict(), 200)

    def _check_token(self, request: web.Request) -> None:
        if not brings(request, self._token):
            raise Refusal(401, "the header Authorization: Bearer <token> is missing or wrong")

    async def _turn(self, conversation: str, body: dict[str, Any]) -> Turn:
        if not conversation.isprintable() or len(conversation) > 200:
            raise Refusal(400, "a conversation id has 1 to 200 printable characters")
        mark = body.pop("id", None)
        if mark is None:
            mark = secrets.token_hex(8)
        elif not isinstance(mark, str) or not MARK.fullmatch(mark):
            raise Refusal(400, "an id has 8 to 64 letters, digits, - or _")
        elif known := await self._bot.answered(conversation, mark):
            return known
        if set(body) == {"text"} and isinstance(body["text"], str):
            return await self._bot.answer(conversation, body["text"], mark)
        if set(body) == {"button"} and type(body["button"]) is int:
            buttons = await self._bot.offered(conversation)
            if not 1 <= body["button"] <= len(buttons):
                raise Refusal(409, f"there are {len(buttons)} buttons to press now")
            return await self._bot.answer(conversation, buttons[body["button"] - 1]["payload"], mark, pressed=True)
        raise Refusal(400, SHAPE)


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, SHAPE)
    return body


def _json(content: dict[str, Any], status: int) -> web.Response:
    return web.json_response(
        content, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False)
    )


def make_token(path: Path) -> str:
    """Make a fresh token and leave it in `path`, readable by its owner only. Raises RuntimeProblem."""
    token = secrets.token_urlsafe(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # a file left by someone else could have other rights
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(token + "\n")
    except OSError as error:
        raise RuntimeProblem(
            f"the token cannot be written to {path} ({error.strerror}); set TRELLIS_TOKEN_FILE"
        ) from error
    return token
