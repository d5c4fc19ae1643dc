"""A copy is what every channel hands over; erasing is passed on."""

from __future__ import annotations

import asyncio

from bot.channels.web.keeping import ConversationKeeper, Keeper
from bot.journal.export import Export


class Bot:
    async def copy(self, sender: str) -> Export:
        return Export(f"<p>{sender}</p>", "{}", empty=False)

    async def erase(self, sender: str) -> int:
        return 3


def test_a_copy_is_a_page_to_read_and_a_file_for_programs() -> None:
    keeper: Keeper = ConversationKeeper(Bot())  # type: ignore[arg-type]
    assert asyncio.run(keeper.export("web-1")) == {"page": "<p>web-1</p>", "file": "{}"}
    assert asyncio.run(keeper.erase("web-1")) == 3
