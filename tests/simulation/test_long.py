"""A long conversation, whose far past is told shortly, goes on word for word as one that is always read whole."""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any

import pytest

from bot.settings import Settings
from tests.simulation.people import Person
from tests.simulation.seen import Place
from tests.simulation.simulator import Walker

WALKS = int(os.environ.get("TRELLIS_LONG_WALKS", "4"))
"""More of them: TRELLIS_LONG_WALKS=40 takes some six minutes."""
TURNS, SEED = 110, 1


def never(sender_id: str) -> None:
    """Tell nothing shortly: the session is read whole at every turn, as Rasa does."""


@pytest.fixture(scope="module")
def walkers() -> tuple[Walker, Walker, list[str]]:
    async def load() -> tuple[Walker, Walker, list[str]]:
        short, whole = await Walker.load(Settings().models), await Walker.load(Settings().models)
        told: list[str] = []
        checkpoint = short.bot.journal.checkpoint

        def counted(sender_id: str) -> None:
            told.append(sender_id)
            checkpoint(sender_id)

        short.bot.journal.checkpoint = counted  # type: ignore[method-assign]
        whole.bot.journal.checkpoint = never  # type: ignore[method-assign]
        return short, whole, told

    return asyncio.run(load())


@pytest.mark.parametrize("number", range(WALKS))
def test_told_shortly_it_goes_on_as_if_it_were_read_whole(number: int, walkers: tuple[Walker, Walker, list[str]]) -> None:
    short, whole, told = walkers
    talk = f"long-{number}"
    dice = random.Random(f"{SEED}:{number}")
    person = Person.of(dice)

    async def walk() -> None:
        place, buttons = Place(), []
        for turn in range(TURNS):
            text, pressed = person.next(place, buttons)
            got, wanted = [await walker._send(talk, text, pressed, place) for walker in (short, whole)]
            assert got.shown == wanted.shown, f"turn {turn}: {wanted.intent} at {place}"
            assert (got.after, got.intent, got.failures) == (wanted.after, wanted.intent, wanted.failures)
            place = got.after
            buttons = [payload for shown in got.shown for _, payload in shown.buttons]
            if short.stored is None:
                return

    asyncio.run(walk())
    kept: list[Any] = [[_plain(e) for e in walker.bot.journal.events(talk)] for walker in (short, whole)]
    assert kept[0] == kept[1], "what is kept, and can be copied, is all of it"
    assert told, "nothing was told shortly: the walk was too short to show anything"


def _plain(event: dict[str, Any]) -> dict[str, Any]:
    """Leave out times and random ids."""
    return {k: v for k, v in event.items() if k in ("event", "name", "text", "value")}
