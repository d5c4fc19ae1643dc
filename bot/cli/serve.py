"""`trellis serve`: answer scripts on this machine over HTTP, until Ctrl-C or SIGTERM.

Owns: start and clean stop. Must not: know the routes; the channel does.

Example::

    $ trellis serve
    Trellis answers at http://127.0.0.1:5005 (token in var/serve.token). Ctrl-C stops it.
"""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import click

from bot.cli.common import load_bot, with_problems
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.runtime.bot import Bot

ONE_DAY = 86_400


@click.command()
@with_problems
def serve() -> None:
    """Answer `POST /conversations/ID/messages` on a loopback address, with the bearer token made at the start."""
    asyncio.run(_serve(Settings.from_environment()))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bot = await load_bot(settings)
    bot.warm_up()
    from bot.channels.scripts import ScriptChannel, make_token
    from bot.channels.telegram import telegram
    from bot.runtime.reminders import Reminders

    channel = ScriptChannel(bot, make_token(settings.token_file))
    house = asyncio.create_task(_keep_house(bot, settings.retention_days))
    reminders = Reminders(bot.journal, bot.reminder_texts, [], bot.note_said)  # scripts ask; nothing is pushed to them
    reminders.start()
    try:
        port = await channel.start(settings.host, settings.port)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        click.echo(
            f"Trellis answers at http://{host}:{port} (token in {settings.token_file}). Ctrl-C stops it."
        )
        async with telegram(bot, settings):
            await stop.wait()
        await channel.stop()
        click.echo("Stopped; every turn is stored.")
    finally:
        house.cancel()
        await reminders.stop()
        settings.token_file.unlink(missing_ok=True)
        await bot.close()


async def _keep_house(bot: Bot, days: int) -> None:
    """Erase, now and once a day, whoever has not written for longer than the host keeps people."""
    while True:
        await asyncio.to_thread(bot.journal.purge, days)
        await asyncio.sleep(ONE_DAY)
