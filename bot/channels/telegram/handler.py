"""One update, from what came in to what was said: the turn is taken once and each answer is sent once.

Owns: the rules for each kind of update, and the order in which things are written down so that a process killed at
any point goes on where it was. Must not: fetch updates, or decide what is said about the subject.

The order: the update is in the ledger before it comes here; the turn is stored by the bot with the update as its
mark; the answers go into the ledger; they are sent one by one, each ticked off; the update is wiped.

Example::

    handler = Handler(bot, ledger, seal, delivery)
    await handler.arrive(update)     # at once: a pressed button is answered
    await handler.handle(update.id)  # when it is this person's turn
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.keeping import JournalKeeper, Keeper
from bot.channels.telegram import commands, keyboard, words
from bot.channels.telegram.api import ApiProblem
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.keyboard import Key
from bot.channels.telegram.ledger import Ledger, Person
from bot.channels.telegram.outgoing import Outgoing, messages, plain
from bot.channels.telegram.seal import Seal
from bot.channels.telegram.updates import Update
from bot.runtime.errors import StoreUnusable
from bot.runtime.replies import replies_after
from bot.runtime.turn import Reply, Turn

if TYPE_CHECKING:
    from bot.runtime.bot import Bot

TRIES = 3
"""An update in whose turn the process died as often is not tried again."""
LOOK_BACK = 60
"""Events of a talk that are searched for a turn that was stored but not answered."""
TYPING_AFTER = 0.25
"""Seconds. Sooner, "typing" could arrive after a quick answer and stand there for nothing."""
TYPING_LASTS = 4.5


class Handler:
    """Handles updates one at a time for each person; different people may be handled at once."""

    def __init__(
        self,
        bot: Bot,
        ledger: Ledger,
        seal: Seal,
        delivery: Delivery,
        keeper: Keeper | None = None,
        page: str | None = None,
    ) -> None:
        """`page`: the public address of the web page, to be offered instead of Telegram."""
        self._bot = bot
        self._ledger = ledger
        self._seal = seal
        self._delivery = delivery
        self._api = delivery.api
        self._keeper = keeper or JournalKeeper(bot)
        self._page = page

    def see(self, update: Update) -> None:
        """Note how far the messages of private chats are numbered."""
        if update.kind != "group":
            self._delivery.saw(update.message)

    async def arrive(self, update: Update) -> None:
        """Do what must not wait for the turns before it: end the waiting of a pressed button."""
        if update.kind != "press" or update.query is None:
            return
        sender = self._seal.sender(update.chat)
        is_stale = False
        if keyboard.turn_of(update.text) is not None:
            person = self._ledger.person(sender) or Person()
            is_stale = keyboard.find(update.text, person.offering, await self._bot.offered(sender)) is None
        query, toast = update.query, words.GONE if is_stale else ""
        await self._delivery.courtesy(lambda: self._api.answer(query, toast))

    async def handle(self, number: int) -> None:
        """Take the turn of an update and say what is to be said. Raises Stopped; then it goes on at the next start."""
        update, tries = self._ledger.begin(number)
        if update is None:
            return
        await _Visit(self, update, self._seal.sender(update.chat), tries).run()


class _Visit:
    """The handling of one update."""

    def __init__(self, handler: Handler, update: Update, sender: str, tries: int) -> None:
        self.bot = handler._bot
        self.ledger = handler._ledger
        self.delivery = handler._delivery
        self.api = handler._api
        self.keeper = handler._keeper
        self.page = handler._page
        self.update = update
        self.sender = sender
        self.tries = tries
        self.mark = f"telegram-{update.id}"
        self.resumed = self.ledger.is_answered(update.id)
        known = self.ledger.person(sender)
        self.person = known or Person()
        self.erased = self.resumed and known is None
        """They asked to be forgotten: nothing may be kept of them from here on."""
        self.edits: list[tuple[int, tuple[Key, ...]]] = []

    @property
    def is_private(self) -> bool:
        return self.update.kind != "group"

    async def run(self) -> None:
        """Answer, deliver, wipe."""
        if self.is_private:
            self.delivery.saw(max(self.update.message, self.person.newest))
        if not self.resumed:
            said = await self._work()
            floor = self.delivery.newest if self.is_private else self.update.message
            with self.ledger.together():
                self.ledger.answer(self.update.id, said, floor)
                self._know()
        await self._deliver()
        await asyncio.gather(*(self._show_now(message, keys) for message, keys in self.edits))
        if self.update.kind == "group":
            await self.delivery.insist(lambda: self.api.leave(self.update.chat))
        self.ledger.finish(self.update.id)
        if self.erased:
            await asyncio.to_thread(self.ledger.sweep)
        elif self.is_private:
            await self._keep_address_if_needed()

    def _know(self) -> None:
        """Keep what is known of the person now; nothing of a group, or of somebody who asked to be forgotten."""
        if self.erased:
            self.ledger.forget(self.sender, but=self.update.id)
        elif self.is_private:
            self.ledger.know(self.sender, self.person)

    async def _keep_address_if_needed(self) -> None:
        if await self.keeper.has_reminder(self.sender):
            self.ledger.remember_address(self.sender, self.update.chat)
        elif self.ledger.address(self.sender) is not None:
            self.ledger.forget_address(self.sender)

    async def _work(self) -> Sequence[Outgoing]:
        """Find the answer, showing that it is on its way; a failing database is waited for."""
        typing = asyncio.create_task(self._show_typing())
        failures = 0
        try:
            while True:
                try:
                    return await self._answer()
                except StoreUnusable as problem:
                    failures += 1
                    self.delivery.report.trouble(str(problem))
                    await self.delivery.rest(self.delivery.pace.after(failures))
                except Exception as error:  # noqa: BLE001 - whatever goes wrong, the person must get an answer
                    self.delivery.report.note(f"a turn failed ({type(error).__name__})")
                    return plain(words.FAILED)
        finally:
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing

    async def _show_typing(self) -> None:
        await asyncio.sleep(TYPING_AFTER)
        while self.is_private:
            with suppress(ApiProblem):
                await self.api.typing(self.update.chat)
            await asyncio.sleep(TYPING_LASTS)

    async def _deliver(self) -> None:
        for waiting in self.ledger.unsent(self.update.id):
            sent = await self.delivery.deliver(
                self.update.chat,
                waiting,
                self.resumed,
                partial(self.ledger.handed_over, self.update.id, waiting.place),
            )
            if sent:
                keys = waiting.message.keys
                shown = (sent,) if any(key.url is None for key in keys) else ()
                self.person = replace(self.person, keyboards=self.person.keyboards + shown, newest=sent)
            with self.ledger.together():
                self.ledger.sent(self.update.id, waiting.place, self.delivery.newest)
                self._know()

    # ---- the kinds ----

    async def _answer(self) -> Sequence[Outgoing]:
        if self.tries >= TRIES:
            self.delivery.report.note("a message ended the program three times and was put aside")
            return plain(words.FAILED)
        if self.is_private and await self._gone_before():
            self.erased = True
            return plain(words.WIPED)
        match self.update.kind:
            case "text":
                return await self._text(self.update.text)
            case "press":
                return await self._press()
            case "edit":
                return await self._edit()
            case "media":
                return await self._media()
            case "group":
                return plain(words.GROUP)
            case "gone":  # they blocked the bot: the talk waits for them, their address does not
                self.erased = True
                return ()

    async def _text(self, text: str) -> Sequence[Outgoing]:
        before = plain(words.ONLY_THE_WORDS) if self.update.media else []
        return [*before, *await self._turn(text, commands.read(text))]

    async def _turn(self, text: str, command: str | None = None) -> Sequence[Outgoing]:
        """Let the bot take a turn, unless it did so in a process that died before it could answer."""
        known = await self._taken_before()
        if known is not None:
            return await self._said(known)
        if command == "start":
            turn = await self.bot.open(self.sender, self.mark)
        elif command is not None:
            turn = await self.bot.command(self.sender, commands.PAYLOADS[command], self.mark)
        else:
            button = keyboard.by_words(text, await self.bot.offered(self.sender))
            turn = await self.bot.send(
                self.sender, button["payload"] if button else text, button is not None, self.mark
            )
        return await self._said(turn.replies, turn)

    async def _press(self) -> Sequence[Outgoing]:
        data = self.update.text
        known = await self._taken_before()
        if known is not None:
            return await self._said(known)
        button = keyboard.find(data, self.person.offering, await self.bot.offered(self.sender))
        if button is None:
            if data != keyboard.SPENT:
                self._show(self.update.message, ())
            return ()
        self._show(self.update.message, keyboard.chosen(button["title"]))
        turn = await self.bot.send(self.sender, button["payload"], True, self.mark)
        return await self._said(turn.replies, turn)

    async def _edit(self) -> Sequence[Outgoing]:
        """Screen what was changed: a word about danger is answered; anything else was answered as it first stood."""
        understood = await self.bot.parse(self.update.text)
        if understood["safety"]["verdict"] != "none" or await self._taken_before() is not None:
            return await self._turn(self.update.text)
        return plain(words.EDITED)

    async def _media(self) -> Sequence[Outgoing]:
        album = self.update.album
        if album is not None and album == self.person.album:
            return ()
        self.person = replace(self.person, album=album)
        wording = words.ONLY_TEXT[self.update.id % len(words.ONLY_TEXT)]
        return plain(f"{wording} {words.ONLY_TEXT_CHOICES}" if self.person.keyboards else wording)

    # ---- what a turn brings ----

    async def _copy(self) -> list[Outgoing]:
        """Give the two files with everything that is kept."""
        kept = await self.keeper.copy(self.sender)
        return [
            Outgoing(document=kept.html, name="trellis.html"),
            Outgoing(document=kept.json, name="trellis.json"),
        ]

    async def _gone_before(self) -> bool:
        """Tell whether this update had everything deleted, in a process that died before it could say so."""
        talked = self.person.offering is not None
        return bool(self.tries and talked and not await self.bot.said(self.sender, 1))

    async def _taken_before(self) -> tuple[Reply, ...] | None:
        """Return what the bot said to this update, if it took its turn in a process that died."""
        if not self.tries:
            return None
        return replies_after(await self.bot.said(self.sender, LOOK_BACK), self.mark)

    async def _said(self, replies: tuple[Reply, ...], turn: Turn | None = None) -> Sequence[Outgoing]:
        """Make the messages of a turn; its buttons are now the ones that can be pressed."""
        said: list[Outgoing] = []
        for reply in replies:
            said += messages([reply], self.update.id)
            said += await self._copy() if reply.copy else ()
        for message in self.person.keyboards:
            if self.update.kind != "press" or message != self.update.message:
                self._show(message, ())
        if turn is not None and turn.erased:  # asked for in the talk
            self.erased = True
            return [*said, *plain(words.TELEGRAMS_COPY)]
        notice = [] if self.person.told else self._notice()
        self.person = replace(self.person, offering=self.update.id, keyboards=(), told=True, album=None)
        urgent = turn is not None and turn.understood["safety"]["verdict"] != "none"
        return [*said, *notice] if urgent else [*notice, *said]

    def _notice(self) -> list[Outgoing]:
        if self.page:
            return plain(f"{words.NOTICE}\n\n{words.NOTICE_PAGE}", (Key(words.OPEN_PAGE, url=self.page),))
        return plain(f"{words.NOTICE}\n\n{words.NOTICE_NO_PAGE}")

    def _show(self, message: int, keys: tuple[Key, ...]) -> None:
        """Change the buttons under an earlier message, once the answer is sent; nothing depends on it."""
        self.edits.append((message, keys))

    async def _show_now(self, message: int, keys: tuple[Key, ...]) -> None:
        """A button that stays because this fails is void all the same."""
        await self.delivery.courtesy(lambda: self.api.show_keys(self.update.chat, message, keys))
