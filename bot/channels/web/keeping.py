"""What is kept of a person, as far as a page may reach it: a copy to take away, and the end of it.

Owns: the protocol, and its implementation on the stored conversation. Must not: ask anybody whether they are sure;
the page does.

Example::

    await ConversationKeeper(bot).export("web-5f0c...")  # {"page": "<!DOCTYPE html>...", "file": '{"format": ...'}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.runtime.bot import Bot


class Keeper(Protocol):
    """Where a person's data can be had and erased, whoever keeps it."""

    async def export(self, sender: str) -> dict[str, str]:
        """Return everything kept of `sender`: a `page` to read, and a `file` for programs."""

    async def erase(self, sender: str) -> int:
        """Delete everything kept of `sender` for good, and return how many entries went."""


class ConversationKeeper:
    """The conversation, and what the journal keeps beside it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def export(self, sender: str) -> dict[str, str]:
        """Return the copy that every channel hands over. Raises StoreUnusable."""
        copy = await self._bot.copy(sender)
        return {"page": copy.html, "file": copy.json}

    async def erase(self, sender: str) -> int:
        """Delete the conversation. Raises StoreUnusable."""
        return await self._bot.erase(sender)
