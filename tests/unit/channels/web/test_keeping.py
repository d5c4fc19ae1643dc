"""A copy is the talk as it was shown, and everything stored; erasing is passed on."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.channels.web.keeping import ConversationKeeper, Keeper

EVENTS: list[dict[str, Any]] = [
    {"event": "user", "text": "/affirm", "metadata": {"mark": "mark-0001", "shown": "Yes"}},
    {"event": "bot", "text": "Good.", "metadata": {}},
    {"event": "slot", "name": "flow"},
]


class Bot:
    async def export(self, sender: str) -> list[dict[str, Any]]:
        return EVENTS

    async def erase(self, sender: str) -> int:
        return 3


def test_a_copy_reads_as_the_talk_did_and_leaves_nothing_out() -> None:
    keeper: Keeper = ConversationKeeper(Bot())  # type: ignore[arg-type]
    copy = asyncio.run(keeper.export("web-1"))
    assert copy == {
        "conversation": "web-1",
        "said": [{"you": "Yes", "trellis": ["Good."]}],
        "events": EVENTS,
    }
    assert asyncio.run(keeper.erase("web-1")) == 3
