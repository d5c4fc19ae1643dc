"""Is the token right, and will messages come: what `trellis doctor` asks Telegram.

Owns: the one question and its answer in a line. Must not: change anything at Telegram, or fetch an update (that would
take it from the running bot).

Example::

    look(settings)  # State('ok', 'Telegram: talking as @trellis_bot', '')
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bot.channels.telegram.api import REMEDY, Api, ApiProblem, TokenRefused

if TYPE_CHECKING:
    from bot.settings import Settings

SHAPE = re.compile(r"\d{5,20}:[\w-]{30,60}")
PATIENCE = 5.0


class State(NamedTuple):
    """What was found; `remedy` says what to do about it."""

    level: Literal["ok", "warn", "fail"]
    text: str
    remedy: str = ""


def look(settings: Settings) -> State:
    """Ask Telegram who the bot is."""
    token = settings.telegram_token or ""
    if not SHAPE.fullmatch(token):
        return State("fail", "Telegram: TELEGRAM_TOKEN does not look like a token (123456789:AbC...)", REMEDY)
    try:
        me, webhook = asyncio.run(_ask(token, settings.telegram_api))
    except TokenRefused:
        return State("fail", "Telegram: the token is wrong or was revoked", REMEDY)
    except ApiProblem as problem:
        return State(
            "warn",
            f"Telegram: the token could not be checked ({problem})",
            "see whether this machine is online",
        )
    name = f"Telegram: the token is right, it talks as @{me.get('username', '?')}"
    wanted = settings.telegram_webhook or ""
    if webhook and webhook != wanted:
        return State(
            "warn", f"{name}; messages go to a webhook now", "trellis serve will end that when it starts"
        )
    if me.get("can_join_groups"):
        return State("ok", f"{name} (it leaves groups; /setjoingroups at @BotFather keeps it out of them)")
    return State("ok", name)


async def _ask(token: str, address: str) -> tuple[dict[str, Any], str]:
    api = Api(token, address, PATIENCE)
    try:
        return await api.me(), await api.webhook()
    finally:
        await api.close()
