"""What is kept of a person, as far as a channel reaches it: a copy to hand over, the end of it, and a wish for reminders.

Owns: the protocol, and its implementation on the journal. Must not: ask anybody whether they are sure; the talk does,
or the page.

Example::

    (await JournalKeeper(bot).copy("web-5f0c...")).html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.journal.export import Export
    from bot.runtime.bot import Bot


class Keeper(Protocol):
    """Where a person's data can be had and erased, whoever keeps it."""

    async def copy(self, sender: str) -> Export:
        """Return everything kept of `sender`, to read and for programs."""

    async def erase(self, sender: str) -> int:
        """Delete everything kept of `sender` for good, and return how many entries went."""

    async def has_reminder(self, sender: str) -> bool:
        """Tell whether `sender` is to be reminded of something: only then may their address be kept."""


class JournalKeeper:
    """The journal, which holds the conversation and what is kept beside it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def copy(self, sender: str) -> Export:
        """Return the whole copy. Raises StoreUnusable."""
        return await self._bot.copy(sender)

    async def erase(self, sender: str) -> int:
        """Delete it all. Raises StoreUnusable."""
        return await self._bot.erase(sender)

    async def has_reminder(self, sender: str) -> bool:
        """Look into the journal."""
        return self._bot.journal.reminder(sender) is not None
