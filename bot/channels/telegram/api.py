"""The Bot API, as far as Trellis needs it, with failures sorted by what can be done about them.

Owns: the connection (python-telegram-bot does the talking) and the sorting. Must not: try again, decide what is
said, or let anything that a person wrote or the token into an error.

Updates are taken as raw JSON: the library would refuse a whole batch for one update it cannot read.

Example::

    api = Api("123456:ABC...", "https://api.telegram.org")
    await api.me()                       # {"username": "trellis_bot", ...}
    await api.send(4711, Outgoing("Hello."))  # 12, the id of the message
"""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from collections.abc import Awaitable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.keyboard import Key
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.transport import Transport
from bot.channels.telegram.updates import WANTED
from bot.charts.render import Renderer
from bot.settings import LOOPBACK

SVG = "data:image/svg+xml;base64,"

T = TypeVar("T")
PATIENCE = 20.0
"""Seconds to wait for an answer, besides what a long poll waits anyway."""
CONNECTIONS = 64
UNSENT = (aiohttp.ClientConnectorError, aiohttp.InvalidURL)
REMEDY = "get the right one from @BotFather, set TELEGRAM_TOKEN and restart"
SAME = "message is not modified"


class ApiProblem(Exception):
    """A call that failed; the text is one line and holds nobody's words."""


class SlowDown(ApiProblem):
    """Telegram wants a pause of `seconds`; the call was not carried out."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks for a pause of {seconds:.0f} s")
        self.seconds = seconds


class NotSent(ApiProblem):
    """Telegram was not reached, so the call was not carried out."""


class Unsure(ApiProblem):
    """The call may or may not have been carried out: no answer, or a failure on Telegram's side."""


class Refused(ApiProblem):
    """Telegram will never carry out this call: the chat is gone, or what was asked for is wrong."""


class Closed(Refused):
    """The person blocked the bot, or the bot is no longer in the group."""


class Same(Refused):
    """An edit that would change nothing."""


class TokenRefused(ApiProblem):
    """The token is wrong or was revoked."""


class Taken(ApiProblem):
    """Someone else fetches the updates of this bot, or a webhook gets them."""


class Api:
    """One bot's connection to Telegram."""

    def __init__(self, token: str, address: str, patience: float = PATIENCE) -> None:
        """Take the token and the address of a Bot API server; nothing is sent yet. Raises TokenRefused."""
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
        self._renderer = Renderer()
        local = urlsplit(address).hostname in LOOPBACK
        try:
            self._bot = Bot(
                token,
                base_url=f"{address.rstrip('/')}/bot",
                request=Transport(CONNECTIONS, patience, local),
                get_updates_request=Transport(1, patience, local),
            )
        except InvalidToken:
            raise TokenRefused("the token is empty") from None
        self._patience = patience

    async def me(self) -> dict[str, Any]:
        """Return what Telegram knows of the bot."""
        return (await _sorted(self._bot.get_me())).to_dict()

    async def updates(self, offset: int, wait: int) -> list[Any]:
        """Return the updates from `offset` on as raw JSON, waiting up to `wait` seconds for one."""
        found = await _sorted(
            self._bot.do_api_request(
                "getUpdates",
                api_kwargs={"offset": offset, "timeout": wait, "limit": 100, "allowed_updates": list(WANTED)},
                read_timeout=wait + self._patience,
            )
        )
        return found if isinstance(found, list) else []

    async def poll_from_now(self) -> None:
        """Take a webhook away, so that updates can be fetched; what waits is kept."""
        await _sorted(self._bot.delete_webhook(drop_pending_updates=False))

    async def set_webhook(self, address: str, secret: str) -> None:
        """Let Telegram send the updates to `address`, with `secret` in each request."""
        await _sorted(self._bot.set_webhook(address, secret_token=secret, allowed_updates=list(WANTED)))

    async def webhook(self) -> str:
        """Return the address that Telegram sends updates to, empty if there is none."""
        return (await _sorted(self._bot.get_webhook_info())).url

    async def set_commands(self, menu: Mapping[str, str]) -> None:
        """Fill the menu."""
        await _sorted(self._bot.set_my_commands([BotCommand(name, text) for name, text in menu.items()]))

    async def send(self, chat: int, message: Outgoing) -> int:
        """Send a message and return its id."""
        more: dict[str, Any] = {"reply_markup": _markup(message.keys)}
        entities = [MessageEntity(**entity) for entity in message.entities]
        if message.document is not None:
            file = io.BytesIO(message.document.encode())
            call = self._bot.send_document(
                chat, file, filename=message.name, caption=message.text or None, **more
            )
        elif message.photo is not None:
            call = self._bot.send_photo(
                chat,
                await self._drawn(message.photo),
                caption=message.text or None,
                caption_entities=entities,
                **more,
            )
        else:
            preview = LinkPreviewOptions(is_disabled=True)
            call = self._bot.send_message(
                chat, message.text, entities=entities, link_preview_options=preview, **more
            )
        return (await _sorted(call)).message_id

    async def show_keys(self, chat: int, message: int, keys: tuple[Key, ...]) -> None:
        """Put other buttons under a message of ours, or none. Raises Same if they are there already."""
        await _sorted(
            self._bot.edit_message_reply_markup(chat_id=chat, message_id=message, reply_markup=_markup(keys))
        )

    async def answer(self, query: str, text: str = "") -> None:
        """End the waiting of a pressed button; a text shows for a moment."""
        await _sorted(self._bot.answer_callback_query(query, text or None))

    async def typing(self, chat: int) -> None:
        """Show that an answer is on its way, for five seconds."""
        await _sorted(self._bot.send_chat_action(chat, ChatAction.TYPING))

    async def leave(self, chat: int) -> None:
        """Leave a group."""
        await _sorted(self._bot.leave_chat(chat))

    async def _drawn(self, image: str) -> Any:
        """Give a picture as Telegram takes it: a chart of ours, which is SVG, is drawn as PNG. Raises Refused."""
        if not image.startswith(SVG):
            return _picture(image)
        try:
            return await self._renderer.from_svg(_picture(image).decode())
        except ValueError as error:
            raise Refused("the picture is no chart of ours") from error

    async def close(self) -> None:
        """Let go of the connections."""
        self._renderer.close()
        for request in (self._bot.request, self._bot._request[0]):
            await request.shutdown()


async def _sorted(call: Awaitable[T]) -> T:
    """Await a call of the library, and sort what may go wrong. No text of the library's is passed on."""
    try:
        return await call
    except RetryAfter as error:
        raise SlowDown(error._retry_after / timedelta(seconds=1)) from None
    except InvalidToken:
        raise TokenRefused(f"Telegram refuses the token ({REMEDY})") from None
    except Conflict as error:
        by_webhook = "webhook" in error.message.lower()
        raise Taken(
            "a webhook takes this bot's messages (restart Trellis to end it)"
            if by_webhook
            else "another program takes this bot's messages (stop it, or give Trellis a token of its own)"
        ) from None
    except (Forbidden, ChatMigrated) as error:
        raise Closed(f"the chat is closed ({type(error).__name__})") from None
    except BadRequest as error:
        if SAME in error.message.lower():
            raise Same(SAME) from None
        raise Refused("Telegram refuses what was asked for (400)") from None
    except (TimedOut, NetworkError) as error:
        cause = error.__cause__
        if isinstance(cause, UNSENT):
            raise NotSent(f"Telegram cannot be reached ({type(cause).__name__})") from None
        kind = type(cause or error).__name__
        raise Unsure(f"Telegram did not answer properly ({kind})") from None
    except (TelegramError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise Unsure(f"Telegram's answer makes no sense ({type(error).__name__})") from None


def _markup(keys: tuple[Key, ...]) -> InlineKeyboardMarkup | None:
    if not keys:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(key.label, url=key.url, callback_data=None if key.url else key.data)]
            for key in keys
        ]
    )


def _picture(image: str) -> Any:
    """Read a picture from a file or a data URL; an address of the web is left to Telegram. Raises Refused."""
    if image.startswith(("https://", "http://")):
        if urlsplit(image).hostname in LOOPBACK:
            raise Refused("the picture lies at an address of this machine, where Telegram cannot get it")
        return image
    try:
        if image.startswith("data:"):
            return base64.b64decode(image.partition(",")[2], validate=True)
        return Path(image).read_bytes()
    except (OSError, binascii.Error) as error:
        raise Refused(f"the picture cannot be read ({type(error).__name__})") from None
