"""A Bot API server on this machine, as strict as the documentation, with people to write and to press buttons.

Owns: the methods that Trellis uses, over real HTTP; offsets, long polls and conflicts; the life of a pressed button;
webhooks with their secret; and faults on demand. Must not: be kinder than Telegram.

Example::

    async with TelegramServer() as server:
        ada = server.person("Ada")
        ada.writes("hi")                    # the bot under test fetches it at server.address
        await ada.hears(2)                  # wait for two messages
        ada.presses("I want to tell you")
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.support import telegram_rules as rules
from tests.support.telegram_rules import Refusal, bad

TOKEN = "123456789:AAF-made-up-for-this-machine-only-000"
QUERY_LIFETIME = 15.0
"""Seconds in which a pressed button can be answered."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with one call."""

    status: int = 0
    """An HTTP error of Telegram's: 429, 500, 502 ..."""
    retry_after: int = 0
    drop: bool = False
    """The connection ends without an answer."""
    garbage: bool = False
    """The answer is not JSON."""
    hang: float = 0.0
    """Seconds without an answer."""
    after: bool = False
    """The call is carried out first: what makes it doubtful for the caller."""


@dataclass
class Message:
    """One message in a chat."""

    id: int
    text: str
    by_bot: bool
    entities: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    photo: bytes | str | None = None
    document: bytes | None = None

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def spans(self, kind: str) -> list[str]:
        """Give the stretches of text of one kind, as Telegram counts them."""
        wide = self.text.encode("utf-16-le")
        return [
            wide[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")
            for e in self.entities
            if e["type"] == kind
        ]


class Person:
    """Somebody in a private chat (or a group) with the bot."""

    def __init__(self, server: TelegramServer, number: int, name: str, kind: str = "private") -> None:
        self.server = server
        self.id = number
        self.name = name
        self.kind = kind
        self.messages: list[Message] = []
        self.blocked = False
        self.toasts: list[str] = []
        self.actions: list[str] = []
        self.left = False

    @property
    def heard(self) -> list[Message]:
        """What the bot said."""
        return [message for message in self.messages if message.by_bot]

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]

    @property
    def chat(self) -> dict[str, Any]:
        named = {"first_name": self.name} if self.kind == "private" else {"title": self.name}
        return {"id": self.id, "type": self.kind, **named}

    @property
    def user(self) -> dict[str, Any]:
        return {"id": abs(self.id), "is_bot": False, "first_name": self.name}

    def find(self, number: int) -> Message | None:
        return next((message for message in self.messages if message.id == number), None)

    def message(self, **content: Any) -> dict[str, Any]:
        """Make a message of theirs, as an update holds it."""
        number = self.server.next_message()
        self.messages.append(
            Message(number, str(content.get("text", content.get("caption", ""))), by_bot=False)
        )
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.chat,
            "from": self.user,
            **content,
        }

    def writes(self, text: str) -> int:
        """Send a text and return the id of the update."""
        return self.server.update(message=self.message(text=text))

    def sends(self, **content: Any) -> int:
        """Send anything, such as photo=[...]."""
        return self.server.update(message=self.message(**content))

    def edits(self, text: str, place: int = -1) -> int:
        """Change one of their own messages, the last one by default."""
        mine = [message for message in self.messages if not message.by_bot][place]
        mine.text = text
        edited = {
            "message_id": mine.id,
            "date": 1,
            "edit_date": 2,
            "chat": self.chat,
            "from": self.user,
            "text": text,
        }
        return self.server.update(edited_message=edited)

    def presses(self, label: str) -> int:
        """Press the newest button with this label."""
        for message in reversed(self.heard):
            for row in message.rows:
                for button in row:
                    if button["text"] == label and "callback_data" in button:
                        return self.presses_data(message.id, button["callback_data"])
        raise LookupError(f"no button {label!r}")

    def presses_data(self, message: int, data: str) -> int:
        """Press a button by its data, on screen or remembered from before."""
        query = self.server.query(self)
        shown = {"message_id": message, "date": 1, "chat": self.chat}
        return self.server.update(
            callback_query={
                "id": query,
                "from": self.user,
                "message": shown,
                "chat_instance": "1",
                "data": data,
            }
        )

    async def hears(self, count: int, seconds: float = 20.0) -> list[str]:
        """Wait until the bot has said `count` messages in all."""
        await self.server.until(
            lambda: len(self.heard) >= count, seconds, lambda: f"{count} messages: {self.texts}"
        )
        return self.texts


class TelegramServer:
    """The server; use it as an asynchronous context."""

    def __init__(self, token: str = TOKEN, port: int = 0, webhook_in_plain: bool = True) -> None:
        self.token = token
        self._port = port
        self._plain = webhook_in_plain
        self.people: dict[int, Person] = {}
        self.calls: Counter[str] = Counter()
        self.log: list[tuple[float, str, int, dict[str, Any]]] = []
        self.refusals: list[str] = []
        """Every 400 that was answered: a mistake of the caller's, unless a test provoked it."""
        self.faults: dict[str, deque[Fault]] = {}
        self.plan: Callable[[str], Fault | None] = lambda method: None
        """Asked for every call for which no fault is lined up."""
        self.commands: list[dict[str, str]] = []
        self.webhook: dict[str, str] = {"url": "", "secret_token": ""}
        self.revoked = False
        self.confirmed = 0
        self._updates: dict[int, dict[str, Any]] = {}
        self._numbers = itertools.count(800_000_001)
        self._messages = itertools.count(11)
        self._queries: dict[str, tuple[Person, float]] = {}
        self._polling: asyncio.Event | None = None
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)

    async def __aenter__(self) -> TelegramServer:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._polling:
            self._polling.set()
        for task in self._tasks:
            task.cancel()
        await self._runner.cleanup()

    # ---- the people's side ----

    def person(self, name: str = "Ada", number: int | None = None, kind: str = "private") -> Person:
        number = number or (len(self.people) + 1) * 1_000_003
        person = Person(self, -number if kind != "private" else number, name, kind)
        self.people[person.id] = person
        return person

    def update(self, **content: Any) -> int:
        """Let an update of any kind wait for the bot, and return its id."""
        number = next(self._numbers)
        self.put({"update_id": number, **content})
        return number

    def put(self, update: dict[str, Any]) -> None:
        """Let this very update wait, however odd."""
        self._updates[update.get("update_id", next(self._numbers))] = update
        self.changed()
        if self.webhook["url"]:
            task = asyncio.ensure_future(self._push(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def next_message(self) -> int:
        return next(self._messages)

    def query(self, person: Person) -> str:
        name = f"{person.id}{len(self._queries):06d}"
        self._queries[name] = (person, time.monotonic() + QUERY_LIFETIME)
        return name

    def fail(self, method: str, *faults: Fault) -> None:
        """Line up faults for the next calls of a method; "*" is any but getUpdates."""
        self.faults.setdefault(method, deque()).extend(faults)

    @property
    def unconfirmed(self) -> int:
        return len(self._updates)

    def changed(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(
        self, true: Callable[[], bool], seconds: float = 20.0, what: Callable[[], str] = lambda: "something"
    ) -> None:
        """Wait for something to become true. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not true():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"waited {seconds:.0f} s for {what()}")
            try:
                await asyncio.wait_for(asyncio.shield(self._changed.wait()), min(left, 0.5))
            except asyncio.TimeoutError:
                continue

    # ---- the bot's side ----

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if not re.fullmatch(r"\d+:[\w-]{20,}", request.match_info["token"]):
            return _error(Refusal(404, "Not Found"))
        if self.revoked or request.match_info["token"] != self.token:
            return _error(Refusal(401, "Unauthorized"))
        self.calls[method] += 1
        fault = self._fault(method)
        if fault and not fault.after:
            return await self._suffer(request, fault)
        try:
            if method not in rules.PARAMETERS:
                raise Refusal(404, "Not Found: method not found")
            given = rules.parameters(method, await _given(request))
            result = await getattr(self, f"_{method}")(given)
        except Refusal as refusal:
            if refusal.code == 400:
                self.refusals.append(f"{method}: {refusal}")
            return _error(refusal)
        self.log.append((time.monotonic(), method, given.get("chat_id", 0), given))
        self.changed()
        if fault:
            return await self._suffer(request, fault)
        return web.json_response({"ok": True, "result": result})

    def _fault(self, method: str) -> Fault | None:
        for name in (method, "*" if method != "getUpdates" else ""):
            if self.faults.get(name):
                return self.faults[name].popleft()
        return self.plan(method)

    async def _suffer(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hang:
            await asyncio.sleep(fault.hang)
        if fault.drop or fault.hang:
            assert request.transport
            request.transport.close()
            return web.Response()
        if fault.garbage:
            return web.Response(text="<html>so sorry", content_type="text/html")
        more = {"retry_after": fault.retry_after} if fault.retry_after else {}
        names = {
            429: f"Too Many Requests: retry after {fault.retry_after}",
            502: "Bad Gateway",
            403: "Forbidden",
        }
        return _error(Refusal(fault.status, names.get(fault.status, "Internal Server Error"), **more))

    async def _getMe(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - the Bot API's own names
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "Trellis", "username": "trellis_demo_bot"}

    async def _getUpdates(self, given: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: N802
        if self.webhook["url"]:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
            )
        offset, limit, wait = (
            int(given.get(name, default)) for name, default in (("offset", 0), ("limit", 100), ("timeout", 0))
        )
        if not 1 <= limit <= 100:
            limit = 100
        if self._polling:
            self._polling.set()
        mine = self._polling = asyncio.Event()
        if offset > 0:
            for number in [n for n in self._updates if n < offset]:
                del self._updates[number]
                self.confirmed += 1
        elif offset < 0:
            for number in sorted(self._updates)[:offset]:
                del self._updates[number]
        end = time.monotonic() + min(wait, 50)
        while not self._updates and time.monotonic() < end and not mine.is_set():
            waits = [asyncio.ensure_future(event.wait()) for event in (self._changed, mine)]
            await asyncio.wait(
                waits, timeout=min(0.5, end - time.monotonic()), return_when=asyncio.FIRST_COMPLETED
            )
            for waiting in waits:
                waiting.cancel()
        if mine.is_set():
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        self._polling = None
        return [self._updates[number] for number in sorted(self._updates)[:limit]]

    async def _deleteWebhook(self, given: dict[str, Any]) -> bool:  # noqa: N802
        self.webhook = {"url": "", "secret_token": ""}
        if given.get("drop_pending_updates") in (True, "true"):
            self._updates.clear()
        return True

    async def _setWebhook(self, given: dict[str, Any]) -> bool:  # noqa: N802
        url, secret = str(given.get("url", "")), str(given.get("secret_token", ""))
        if url and not url.startswith("https://") and not self._plain:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        self.webhook = {"url": url, "secret_token": secret}
        return True

    async def _getWebhookInfo(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {
            "url": self.webhook["url"],
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    async def _setMyCommands(self, given: dict[str, Any]) -> bool:  # noqa: N802
        self.commands = rules.commands(given.get("commands"))
        return True

    async def _getMyCommands(self, given: dict[str, Any]) -> list[dict[str, str]]:  # noqa: N802
        return self.commands

    async def _sendMessage(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        person = self._chat(given)
        text = rules.text(given.get("text"), 4096)
        return self._said(person, text, rules.entities(given.get("entities"), text), given)

    async def _sendPhoto(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        person = self._chat(given)
        rules.picture(given.get("photo"))
        text = rules.text(given.get("caption"), 1024, "caption")
        said = self._said(person, text, rules.entities(given.get("caption_entities"), text), given, "caption")
        person.messages[-1].photo = given["photo"]
        return {**said, "photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}

    async def _sendDocument(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        person = self._chat(given)
        if not isinstance(given.get("document"), bytes) or not given["document"]:
            raise bad("file must be non-empty")
        text = rules.text(given.get("caption"), 1024, "caption")
        said = self._said(person, text, rules.entities(given.get("caption_entities"), text), given, "caption")
        person.messages[-1].document = given["document"]
        return {**said, "document": {"file_id": "d", "file_unique_id": "d"}}

    def _said(
        self,
        person: Person,
        text: str,
        entities: list[dict[str, Any]],
        given: dict[str, Any],
        name: str = "text",
    ) -> dict[str, Any]:
        rows = rules.markup(given.get("reply_markup"))
        message = Message(self.next_message(), text, True, entities, rows)
        person.messages.append(message)
        return {"message_id": message.id, "date": int(time.time()), "chat": person.chat, name: text}

    async def _editMessageReplyMarkup(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        person = self._chat(given)
        message = person.find(int(given.get("message_id", 0)))
        if message is None:
            raise bad("message to edit not found")
        if not message.by_bot:
            raise bad("message can't be edited")
        rows = rules.markup(given.get("reply_markup"))
        if rows == message.rows:
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        message.rows = rows
        return {"message_id": message.id, "date": 1, "chat": person.chat, "text": message.text}

    async def _answerCallbackQuery(self, given: dict[str, Any]) -> bool:  # noqa: N802
        person, end = self._queries.pop(str(given.get("callback_query_id")), (None, 0.0))
        if person is None or time.monotonic() > end:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(str(given.get("text", ""))) > 200:
            raise bad("MESSAGE_TOO_LONG")
        person.toasts.append(str(given.get("text", "")))
        return True

    async def _sendChatAction(self, given: dict[str, Any]) -> bool:  # noqa: N802
        if given.get("action") not in rules.ACTIONS:
            raise bad("wrong parameter action in request")
        self._chat(given).actions.append(str(given["action"]))
        return True

    async def _leaveChat(self, given: dict[str, Any]) -> bool:  # noqa: N802
        person = self._chat(given)
        if person.kind == "private":
            raise bad("chat member status can't be changed in private chats")
        person.left = True
        return True

    def _chat(self, given: dict[str, Any]) -> Person:
        chat = given.get("chat_id")
        person = self.people.get(chat) if type(chat) is int else None
        if person is None:
            raise bad("chat not found")
        if person.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if person.left:
            raise Refusal(403, "Forbidden: bot is not a member of the group chat")
        return person

    async def _push(self, update: dict[str, Any]) -> None:
        """Send an update to the webhook, again and again until it is taken."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        async with aiohttp.ClientSession() as session:
            for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6):
                try:
                    async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                        if answer.status == 200:
                            self._updates.pop(update["update_id"], None)
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(pause)


async def _given(request: web.Request) -> dict[str, Any]:
    """Read the parameters wherever the Bot API allows them: the address, JSON, a form, a form with files."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            given.update(json.loads(await request.read()))
        except ValueError:
            raise bad("can't parse JSON object") from None
    elif request.content_type == "multipart/form-data":
        form = await request.post()
        files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
        given.update({name: value for name, value in form.items() if isinstance(value, str)})
        for name, value in list(given.items()):
            if isinstance(value, str) and value.startswith("attach://"):
                given[name] = files.pop(value.removeprefix("attach://"))
        given.update(files)
    else:
        given.update(await request.post())
    return given


def _error(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": str(refusal)}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)
