"""A duty has one holder, who keeps it, gives it back, or loses it by time."""

from __future__ import annotations

from bot.journal import Journal
from bot.journal.lease import LASTS, Lease
from tests.unit.journal.conftest import Clock


def test_one_has_it_and_keeps_it(journal: Journal, clock: Clock) -> None:
    one, other = (Lease(journal.engine, "house", clock) for _ in range(2))
    assert one.take() and not other.take()
    clock.move(seconds=LASTS - 1)
    assert one.take()
    clock.move(seconds=LASTS - 1)
    assert not other.take() and Lease(journal.engine, "garden", clock).take()


def test_who_was_killed_loses_it_by_time(journal: Journal, clock: Clock) -> None:
    one, other = (Lease(journal.engine, "house", clock) for _ in range(2))
    one.take()
    clock.move(seconds=LASTS + 1)
    assert other.take() and not one.take()


def test_who_stops_gives_it_back_and_only_their_own(journal: Journal, clock: Clock) -> None:
    one, other = (Lease(journal.engine, "house", clock) for _ in range(2))
    one.take()
    other.give_back()
    assert not other.take()
    one.give_back()
    assert other.take()
