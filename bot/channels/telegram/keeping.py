"""What is kept of a person, as far as a chat needs it: a copy to hand over, and whether there is a reminder.

Owns: the protocol, and its implementation on the journal. Must not: delete anything; the talk does.

Example::

    (await JournalKeeper(bot).copy("telegram-5f0c...")).html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.journal.export import Export
    from bot.runtime.bot import Bot


class Keeper(Protocol):
    """Where a person's data can be had, whoever keeps it."""

    async def copy(self, sender: str) -> Export:
        """Return everything kept of `sender`, to read and for programs."""

    async def has_reminder(self, sender: str) -> bool:
        """Tell whether `sender` is to be reminded of something: only then may their address be kept."""


class JournalKeeper:
    """The journal, which holds the conversation and what is kept beside it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def copy(self, sender: str) -> Export:
        """Return the whole copy. Raises StoreUnusable."""
        return await self._bot.copy(sender)

    async def has_reminder(self, sender: str) -> bool:
        """Look into the journal."""
        return self._bot.journal.reminder(sender) is not None
