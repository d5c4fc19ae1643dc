"""Coming back to a walk that broke off, after a restart and days later: on every channel it goes on at its question."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bot.settings import Settings
from tests.channels.adapters import CHANNELS
from tests.conversations.runner import open_question


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("days", [0.3, 40])
def test_a_walk_goes_on_at_the_question_where_it_broke_off(
    model: Path, tmp_path: Path, channel: str, days: float
) -> None:
    """0.3 days is past the end of a session, 40 past the month after which the welcome is gentler."""
    from bot.runtime.bot import Bot

    settings = replace(Settings.from_environment(), database=tmp_path / "t.db", key_file=tmp_path / "t.key")
    opened = CHANNELS[channel]

    async def scene(clock: Any) -> None:
        bot = await Bot.load(model, settings)
        async with opened(bot, tmp_path) as before:
            await before.opens()
            await before.says("ask me questions")
            asked = await before.says("often")
            left = await bot.slots(before.sender)
            assert open_question(left) == "walk_answer" and left["walk"]["queue"]
        await bot.close()

        clock.shift(timedelta(days=days))
        bot = await Bot.load(model, settings)
        async with opened(bot, tmp_path, before) as again:
            welcome = await again.opens()
            assert again.sender == before.sender
            found = await bot.slots(again.sender)
            assert open_question(found) == "walk_answer"
            assert found["walk"]["queue"] == left["walk"]["queue"] and found["picture"] == left["picture"]
            assert len(welcome) >= 2 and any("back" in text.lower() for text in welcome), welcome
            assert asked[-1].endswith("?")
            await again.presses(1)
            sign = left["walk"]["queue"][0]
            assert (await bot.slots(again.sender))["picture"][sign]["often"] == "sometimes"
        await bot.close()

    with time_machine.travel(datetime.now(timezone.utc), tick=True) as clock:
        asyncio.run(scene(clock))
