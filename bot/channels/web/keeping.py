"""What is kept of a person, as far as a page may reach it: a copy to take away, and the end of it.

Owns: the protocol, and its implementation on the stored conversation. Must not: ask anybody whether they are sure;
the page does.

Example::

    await ConversationKeeper(bot).export("web-5f0c...")  # {"conversation": "web-5f0c...", "said": [...], "events": [...]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from bot.channels.web.exchanges import from_events

if TYPE_CHECKING:
    from bot.runtime.bot import Bot


class Keeper(Protocol):
    """Where a person's data can be had and erased, whoever keeps it."""

    async def export(self, sender: str) -> dict[str, Any]:
        """Return everything kept of `sender`, ready for JSON."""

    async def erase(self, sender: str) -> int:
        """Delete everything kept of `sender` for good, and return how many entries went."""


class ConversationKeeper:
    """Keeps nothing but the conversation itself."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def export(self, sender: str) -> dict[str, Any]:
        """Return the talk as it was shown, then every stored event. Raises StoreUnusable."""
        events = await self._bot.export(sender)
        said = [
            {"you": exchange.person, "trellis": [reply["text"] for reply in exchange.replies]}
            for exchange in from_events(events)
        ]
        return {"conversation": sender, "said": said, "events": events}

    async def erase(self, sender: str) -> int:
        """Delete the conversation. Raises StoreUnusable."""
        return await self._bot.erase(sender)
