"""What is kept of a person, as far as a chat may reach it: a copy to take away, and the end of it.

Owns: the protocol, and its implementation on the stored conversation. Must not: ask whether they are sure; the
handler does.

Example::

    await ConversationKeeper(bot).erase("telegram-5f0c...")  # 42 events are gone
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bot.runtime.bot import Bot


class Keeper(Protocol):
    """Where a person's data can be had and erased, whoever keeps it."""

    async def export(self, sender: str) -> dict[str, Any]:
        """Return everything kept of `sender`, ready for JSON; empty if there is nothing."""

    async def erase(self, sender: str) -> int:
        """Delete everything kept of `sender` for good, and return how many entries went."""

    async def has_reminder(self, sender: str) -> bool:
        """Tell whether `sender` is to be reminded of something: only then may their address be kept."""


class ConversationKeeper:
    """The conversation, and what the journal keeps beside it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def export(self, sender: str) -> dict[str, Any]:
        """Return what was said, then every stored event. Raises StoreUnusable."""
        events = await self._bot.export(sender)
        said = [
            {"you" if event["event"] == "user" else "trellis": event["text"]}
            for event in events
            if event.get("event") in ("user", "bot") and event.get("text")
        ]
        return {"conversation": sender, "said": said, "events": events} if events else {}

    async def erase(self, sender: str) -> int:
        """Delete the conversation. Raises StoreUnusable."""
        return await self._bot.erase(sender)

    async def has_reminder(self, sender: str) -> bool:
        """Look into the journal."""
        return self._bot.journal.reminder(sender) is not None
