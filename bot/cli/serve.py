"""`trellis serve`: the page, the widget and the scripts' endpoint, until Ctrl-C or SIGTERM.

Owns: start and clean stop, and saying what is open to whom. Must not: know the routes; the channels do.

Example::

    $ trellis serve
    Trellis answers at http://127.0.0.1:5005 (token in var/serve.token). Ctrl-C stops it.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import click

from bot.cli.common import load_bot, with_problems
from bot.runtime.errors import StoreUnusable
from bot.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from bot.channels.server import Server
    from bot.channels.telegram.channel import TelegramChannel
    from bot.runtime.bot import Bot

ONE_DAY = 86_400
LEFT_LYING = 15.0
"""Seconds after which a kept message that nobody has answered is taken up: its turn could not be stored."""


@click.command()
@with_problems
def serve() -> None:
    """Serve the page, the widget for other sites, and an endpoint for scripts of this machine."""
    asyncio.run(_serve(Settings.from_environment()))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bot = await load_bot(settings)
    bot.warm_up()
    tell = _teller(settings)
    from bot.channels.scripts import make_token
    from bot.channels.server import Server
    from bot.journal.lease import Lease
    from bot.runtime.duty import on_duty

    beside: list[asyncio.Task[None]] = []
    try:
        server = Server(bot, settings, make_token(settings.token_file))
        address = await server.start()
        beside.append(asyncio.create_task(_take_up(bot)))
        for line in what_is_open(settings, address):
            tell(line)
        if settings.redis:  # others may serve beside this process, and one of them does these things
            duty = asyncio.create_task(on_duty(Lease(bot.journal.engine, "house"), lambda: _house(bot, settings, server)))
            beside.append(duty)
            await asyncio.wait([duty, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
            duty.cancel()
            with suppress(asyncio.CancelledError):
                await duty
        else:
            async with _house(bot, settings, server):
                await stop.wait()
        await server.stop()
        tell("Stopped; every turn is stored.")
    finally:
        for task in beside:
            task.cancel()
        settings.token_file.unlink(missing_ok=True)
        await bot.close()


def _teller(settings: Settings) -> Callable[[str], None]:
    """Say things as the log says them: in plain, or for a program that collects both."""
    if settings.log == "plain":
        return click.echo
    from bot.runtime.quiet import as_json, log_as_json

    log_as_json()
    return lambda line: click.echo(as_json(line))


def what_is_open(settings: Settings, address: str) -> Iterator[str]:
    """Say where the page is, and who can reach what."""
    yield f"Trellis answers at {address} (token in {settings.token_file}). Ctrl-C stops it."
    if settings.host in LOOPBACK:
        yield "  reached by   this machine only" + _named(settings)
    else:
        yield (
            f"  reached by   everybody who can reach {settings.host}; put a proxy with TLS in front"
            + _named(settings)
        )
    yield f"  page         {address}/"
    yield f"  widget       {address}/embed.js, try it at {address}/demo; shown in: {_sites(settings)}"
    yield "  scripts      POST /conversations/ID/messages, from this machine and with the token only"
    if settings.metrics:
        readers = "whoever brings TRELLIS_METRICS_TOKEN" if settings.metrics_token else "this machine only"
        yield f"  metrics      {address}/metrics, read by {readers}"


def _named(settings: Settings) -> str:
    return f"; and by a proxy as {', '.join(settings.origins)}" if settings.origins else ""


def _sites(settings: Settings) -> str:
    return ", ".join(settings.embed_in) or "no other site (TRELLIS_EMBED_IN names them)"


@asynccontextmanager
async def _house(bot: Bot, settings: Settings, server: Server) -> AsyncIterator[None]:
    """What only one process may do: talk on Telegram, send reminders, erase who was not here for long."""
    from bot.channels.telegram import telegram
    from bot.runtime.reminders import Reminders, Sender

    async with telegram(bot, settings) as chats:
        # whom no channel reaches finds the reminder at the next visit
        senders: list[Sender] = [server, *([chats] if chats else [])]
        reminders = Reminders(bot.journal, bot.reminder_texts, senders, bot.note_said)
        reminders.start()
        keeping = asyncio.create_task(_keep_house(bot, settings.retention_days, chats))
        try:
            yield
        finally:
            keeping.cancel()
            await reminders.stop()


async def _take_up(bot: Bot) -> None:
    """Answer what an earlier process was killed over, and from then on what could not be stored at the first try."""
    age = 0.0
    while True:
        with suppress(StoreUnusable):  # who sent it was told, and the next round tries again
            await bot.resume(age)
            age = LEFT_LYING
        await asyncio.sleep(LEFT_LYING)


async def _keep_house(bot: Bot, days: int, chats: TelegramChannel | None) -> None:
    """Erase, now and once a day, whoever has not written for longer than the host keeps people."""
    while True:
        await asyncio.to_thread(bot.journal.purge, days)
        if chats:
            chats.tidy()
        await asyncio.sleep(ONE_DAY)
