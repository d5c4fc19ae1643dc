"""Telegram: private chats with people who already talk there, by long polling or by webhook.

Owns: the one way in for `trellis serve`. Must not: load anything heavy where no token is set.
docs/telegram.md says how the parts work together.

Example::

    async with telegram(bot, settings):  # nothing without TELEGRAM_TOKEN
        await stop.wait()
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel
    from bot.runtime.bot import Bot
    from bot.settings import Settings


@asynccontextmanager
async def telegram(bot: Bot, settings: Settings) -> AsyncIterator[TelegramChannel | None]:
    """Talk on Telegram while the context lasts, and finish the turns in hand at its end; None without a token.

    Raises RuntimeProblem.
    """
    if not settings.telegram_token:
        yield None
        return
    from bot.channels.telegram.channel import TelegramChannel

    channel = TelegramChannel(bot, settings)
    await channel.start()
    try:
        yield channel
    finally:
        await channel.stop()
