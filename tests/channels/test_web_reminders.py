"""A reminder comes to the pages that are open, stays in the talk, and waits where no page says that it shows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web import socket as module
from bot.runtime.reminders import Reminders
from tests.channels.adapters import web
from tests.channels.wire import opened
from tests.conftest import Talking

WISH = "remind me every day at 6 pm, london time"


@asynccontextmanager
async def wished(talker: Talking, folder: Path) -> AsyncIterator[tuple[Any, Reminders]]:
    """Give somebody with a page open who asked for a reminder, and what sends it."""
    bot = talker.bot
    async with web(bot, folder) as person:
        await person.opens()
        await person.says(WISH)
        yield person, Reminders(bot.journal, bot.reminder_texts, [person.server], bot.note_said)


def later(talker: Talking, person: Any) -> None:
    """Let the time come."""
    due = talker.bot.journal.reminder(person.sender).due
    talker.clock.move_to(due.timestamp() + 30)


def test_it_comes_to_an_open_page_once_and_the_open_question_stays(talker: Talking, tmp_path: Path) -> None:
    async def scene() -> None:
        async with wished(talker, tmp_path) as (person, reminders):
            offered = [b for reply in person.last["replies"] for b in reply.get("buttons", [])]
            later(talker, person)
            assert await reminders.tick() == 1 and await reminders.tick() == 0
            [(event, news)] = person.page.heard
            [shown] = news["exchange"]["replies"]
            said = shown["text"]
            assert event == "exchange" and said in talker.bot.reminder_texts and shown["buttons"] == offered
            again = (await person.page.hello())["exchanges"][-1]
            assert again["replies"][-1] == {"text": said}, "a page that is opened again shows it, too"
            assert [b for reply in again["replies"] for b in reply.get("buttons", [])] == offered

    talker.run(scene())


def test_a_page_that_does_not_answer_leaves_it_to_the_next_visit(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)

    async def scene() -> None:
        async with wished(talker, tmp_path) as (person, reminders):
            person.page.answers = False
            later(talker, person)
            assert await reminders.tick() == 0
            assert talker.bot.journal.reminder(person.sender).waiting

    talker.run(scene())


def test_where_no_page_is_open_it_waits(talker: Talking, tmp_path: Path) -> None:
    async def scene() -> None:
        async with wished(talker, tmp_path) as (person, reminders), opened(_At(person), None) as stranger:
            await stranger.hello()
            await person.page.close()
            await asyncio.sleep(0.1)
            later(talker, person)
            assert await reminders.tick() == 0 and stranger.heard == []
            assert talker.bot.journal.reminder(person.sender).waiting

    talker.run(scene())


class _At:
    def __init__(self, person: Any) -> None:
        self.address = person.address
