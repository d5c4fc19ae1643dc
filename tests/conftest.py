"""What all tests share: the trained model, loaded once a session into a database of its own.

Owns the fixtures `model` and `talker`. Must not touch the project's own database.

Example: `pytest tests/conversations --model some/folder` plays them against the models in that folder.
"""

from __future__ import annotations

import asyncio
import fcntl
import sys
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest
import time_machine

# So that plain `pytest` finds bot, actions and tests.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.content.library import library
from bot.flows.talk import Talk
from bot.flows.transition import may_offer
from bot.settings import Settings

T = TypeVar("T")

# a busy machine makes a case slow, not wrong; what must be quick is timed where it is tested
hypothesis.settings.register_profile("trellis", deadline=None)
hypothesis.settings.load_profile("trellis")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer try another model."""
    parser.addoption("--model", default=None, help="folder or file of a trained model; else it is trained")
    parser.addoption("--new-charts", action="store_true", help="write the snapshots of the charts anew")


class Talking:
    """One bot for all conversations, driven from ordinary test functions."""

    def __init__(self, model: Path, settings: Settings) -> None:
        """Load the bot."""
        from bot.runtime.bot import Bot

        self._loop = asyncio.new_event_loop()
        self._travel = time_machine.travel(datetime.now(timezone.utc), tick=True)
        self.clock = self._travel.start()
        self.bot = self._loop.run_until_complete(Bot.load(model, settings))

    def send(self, conversation: str, text: str, pressed: bool = False) -> Any:
        """Send one message and give the turn; an action that failed is a failure of the test."""
        turn = self._loop.run_until_complete(self.bot.send(conversation, text, pressed))
        assert not turn.failures, f"an action failed: {turn.failures}"
        return turn

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something that awaits the bot."""
        return self._loop.run_until_complete(work)

    def come_back(self, conversation: str, days: float) -> Any:
        """Let days go by, drop all that a process holds in memory, open the conversation and give the turn."""
        self.clock.shift(timedelta(days=days))
        self.bot._seats.clear()
        self.bot._processor.tracker_store._running.clear()
        turn = self._loop.run_until_complete(self.bot.open(conversation))
        assert not turn.failures, f"an action failed: {turn.failures}"
        return turn

    def slots(self, conversation: str) -> Mapping[str, Any]:
        """Give the slots as they are now."""
        tracker = self._loop.run_until_complete(self.bot._processor.get_tracker(conversation))
        slots: Mapping[str, Any] = tracker.current_slot_values()
        return slots

    def withheld(self, slots: Mapping[str, Any], items: Sequence[str]) -> Sequence[str]:
        """Give those of `items` that the safety state keeps back."""
        talk = Talk.from_slots(slots)
        return [i for i in items if not may_offer(library().item(i), talk)]

    def close(self) -> None:
        """Let go of the database and the loop."""
        self._loop.run_until_complete(self.bot.close())
        self._loop.close()
        self._travel.stop()


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> Path:
    """Give the folder of the trained model; it is trained first if it is missing or stale."""
    given = request.config.getoption("--model")
    if given:
        return Path(given)
    from bot.runtime.training import train

    settings = Settings.from_environment()
    settings.models.mkdir(parents=True, exist_ok=True)
    with (settings.models / ".training").open("w") as lock:  # test workers wait for the one that trains
        fcntl.flock(lock, fcntl.LOCK_EX)
        return train(settings).model


@pytest.fixture(scope="session")
def talker(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talking]:
    """Give the bot with a database in a temporary folder."""
    database = tmp_path_factory.mktemp("conversations") / "test.db"
    talking = Talking(model, Settings.from_environment({"TRELLIS_DATABASE": str(database)}))
    yield talking
    talking.close()
