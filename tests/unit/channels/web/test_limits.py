"""Some at once, then so many a minute; each key for itself."""

from __future__ import annotations

import pytest

from bot.channels.web import limits
from bot.channels.web.limits import Limiter, Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_then_one_at_a_time() -> None:
    clock = Clock()
    limiter = Limiter(Rate(burst=3, per_minute=60), clock)
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limiter.wait("a") == pytest.approx(1.0)
    clock.now += 1.0
    assert limiter.wait("a") == 0
    assert limiter.wait("a") > 0


def test_waiting_in_vain_costs_nothing_and_rest_fills_up_to_the_burst() -> None:
    clock = Clock()
    limiter = Limiter(Rate(burst=2, per_minute=60), clock)
    for _ in range(10):
        limiter.wait("a")
    clock.now += 1000
    assert [limiter.wait("a") > 0 for _ in range(3)] == [False, False, True]


def test_keys_do_not_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    limiter = Limiter(Rate(burst=1, per_minute=1), Clock())
    assert limiter.wait("a") == 0 and limiter.wait("b") == 0 and limiter.wait("a") > 0
    assert limiter.wait("c") == 0  # and the one used longest ago is forgotten
    assert limiter.wait("b") == 0
