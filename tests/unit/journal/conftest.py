"""A journal in a temporary folder, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.journal import Journal, open_journal


class Clock:
    """Seconds since 1970 that stand still until they are moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now.timestamp()

    def move(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 1, 5, 12, tzinfo=timezone.utc))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def journal(files: Path, clock: Clock) -> Iterator[Journal]:
    opened = open_journal(files / "t.db", files / "t.key", clock, files / "exports")
    yield opened
    opened.close()
