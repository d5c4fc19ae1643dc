"""A copy is what every channel hands over; erasing is passed on; a reminder is looked up."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from bot.channels.keeping import JournalKeeper, Keeper
from bot.journal.export import Export


class Bot:
    journal = SimpleNamespace(reminder={"web-1": "every day"}.get)

    async def copy(self, sender: str) -> Export:
        return Export(f"<p>{sender}</p>", "{}", empty=False)

    async def erase(self, sender: str) -> int:
        return 3


def test_what_is_kept_is_had_from_the_bot_and_its_journal() -> None:
    keeper: Keeper = JournalKeeper(Bot())  # type: ignore[arg-type]
    assert asyncio.run(keeper.copy("web-1")).html == "<p>web-1</p>"
    assert asyncio.run(keeper.erase("web-1")) == 3
    assert asyncio.run(keeper.has_reminder("web-1")) is True
    assert asyncio.run(keeper.has_reminder("web-2")) is False
