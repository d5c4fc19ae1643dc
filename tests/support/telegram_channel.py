"""The real channel in a test: on a server of this machine, quick to try again, with a ledger of its own.

Owns: putting it together and taking it down. Must not: load a model; the test brings the bot.

Example::

    async with telegram_channel(bot, tmp_path) as (server, channel):
        ada = server.person("Ada")
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.delivery import Pace
from bot.settings import Settings
from tests.support.telegram_server import TOKEN, TelegramServer

QUICK = Pace(first=0.02, most=0.1, refused=0.1, poll=2, grace=5)


def settings_for(folder: Path, address: str, **more: Any) -> Settings:
    """Make settings with a database and a key in `folder`."""
    return replace(
        Settings(),
        database=folder / "telegram.db",
        telegram_key_file=folder / "telegram.key",
        telegram_token=TOKEN,
        telegram_api=address,
        **more,
    )


@asynccontextmanager
async def telegram_channel(
    bot: Any, folder: Path, server: TelegramServer | None = None, keeper: Any = None, **more: Any
) -> AsyncIterator[tuple[TelegramServer, TelegramChannel]]:
    """Run a channel; with a `server` that runs already, only the channel begins and ends here."""
    if server is None:
        async with (
            TelegramServer() as fresh,
            telegram_channel(bot, folder, fresh, keeper, **more) as both,
        ):
            yield both
        return
    channel = TelegramChannel(bot, settings_for(folder, server.address, **more), QUICK, keeper)
    await channel.start()
    try:
        yield server, channel
    finally:
        await channel.stop()


async def settled(server: TelegramServer, channel: TelegramChannel) -> None:
    """Wait until every update was fetched and answered."""
    await server.until(lambda: not server.unconfirmed)
    await channel.idle()
