"""Telegram, put together: what `trellis serve` starts and stops.

Owns: which parts there are, and the order in which they begin and end. Must not: keep `trellis serve` from serving
others when Telegram cannot be reached.

Example::

    channel = TelegramChannel(bot, settings)
    await channel.start()
    ...
    await channel.stop()  # finishes the turns in hand
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.channels.keeping import Keeper
from bot.channels.telegram.api import Api, ApiProblem, TokenRefused
from bot.channels.telegram.commands import MENU
from bot.channels.telegram.delivery import Delivery, Pace, Stopped
from bot.channels.telegram.handler import Handler
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.ledger import Ledger
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.queues import Queues
from bot.channels.telegram.report import Report
from bot.channels.telegram.seal import Seal, load_key
from bot.channels.telegram.webhook import Webhook
from bot.runtime.errors import RuntimeProblem

if TYPE_CHECKING:
    from bot.runtime.bot import Bot
    from bot.settings import Settings


class TelegramChannel:
    """One bot of Telegram, answered by one `Bot` of ours."""

    def __init__(
        self, bot: Bot, settings: Settings, pace: Pace | None = None, keeper: Keeper | None = None
    ) -> None:
        """Open the ledger. Raises RuntimeProblem: an unusable key, database or token."""
        assert settings.telegram_token
        self._bot = bot
        self._settings = settings
        self._seal = Seal(load_key(settings.telegram_key_file))
        try:
            self._api = Api(settings.telegram_token, settings.telegram_api)
        except TokenRefused as problem:
            raise RuntimeProblem(f"TELEGRAM_TOKEN cannot be used: {problem}") from None
        self._ledger = Ledger(settings.database_url or settings.database, self._seal)
        self.report = Report()
        self._delivery = Delivery(self._api, pace or Pace(), self.report, self._ledger.newest())
        self._handler = Handler(bot, self._ledger, self._seal, self._delivery, keeper, settings.web_page)
        self._queues = Queues(self._handler.handle, self.report)
        self._inbox = Inbox(self._ledger, self._seal, self._handler, self._queues)
        self._webhook: Webhook | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Go on with what an earlier process left, and begin to fetch; returns at once.

        Raises RuntimeProblem if the webhook cannot listen.
        """
        if self._settings.telegram_webhook:
            self._webhook = Webhook(self._inbox, urlsplit(self._settings.telegram_webhook).path)
            await self._webhook.start(self._settings.host, self._settings.telegram_port)
        self._inbox.resume()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Fetch nothing more, finish the turns in hand, let go of everything. What is not done is done at the next start."""
        if self._webhook:
            await self._webhook.stop()
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError, Stopped):
                await self._task
        await self._inbox.settled()
        await self._queues.stop(self._delivery.pace.grace, self._delivery.stopping)
        await self._api.close()
        self._ledger.close()

    def tidy(self) -> None:
        """Let go of people of whom the journal keeps nothing any more. Raises StoreUnusable."""
        kept = set(self._bot.journal.conversations())
        for sender in self._ledger.people():
            if sender not in kept:
                self._ledger.forget(sender)

    async def idle(self) -> None:
        """Wait until everything that came in is answered."""
        await self._inbox.settled()
        await self._queues.idle()

    # ---- reminders ----

    async def deliver(self, sender: str, text: str) -> bool:
        """Send a reminder's line to somebody whose address is kept because they asked for it; False if there is none."""
        chat = self._ledger.address(sender)
        if chat is None:
            return False
        sent = await self._delivery.insist(lambda: self._api.send(chat, Outgoing(text)))
        self._delivery.saw(sent or 0)
        return sent is not None

    async def _run(self) -> None:
        poller = Poller(self._api, self._inbox, self._delivery)
        if await self._prepare() and not self._webhook:
            await poller.run()

    async def _prepare(self) -> bool:
        """Say who we are, fill the menu, and tell Telegram how updates are to come."""
        insist = self._delivery.insist
        me = await insist(self._api.me)
        if me is not None:
            self.report.note(f"talking as @{me.get('username', '?')}")
        webhook = self._webhook
        if webhook:
            address = self._settings.telegram_webhook or ""
            await insist(lambda: self._api.set_webhook(address, webhook.secret))
        else:
            await insist(self._api.poll_from_now)
        with suppress(ApiProblem):
            await self._api.set_commands(MENU)
        return True
