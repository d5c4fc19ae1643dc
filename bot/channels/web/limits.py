"""How much of a thing one person or one address may do.

Owns: the buckets and their sizes. Must not: know what is counted, or keep anything of who was counted but a hash-free
key in memory.

Example::

    messages = Limiter(Rate(burst=12, per_minute=30))
    messages.wait("web-5f0c...")  # 0.0: go ahead; 1.8: come back in 1.8 s
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 20_000
"""Keys held; the one used longest ago goes first."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a minute for good."""

    burst: int
    per_minute: float


MESSAGES_OF_A_TALK = Rate(burst=15, per_minute=30)
"""Nobody reads the answers to more than one message every two seconds."""
MESSAGES_OF_AN_ADDRESS = Rate(burst=120, per_minute=240)
"""A school or a clinic may share one address."""
TALKS_OF_AN_ADDRESS = Rate(burst=30, per_minute=10)
"""New conversations, each of which is stored."""
CONNECTIONS_OF_AN_ADDRESS = Rate(burst=120, per_minute=120)
COPIES_OF_A_TALK = Rate(burst=5, per_minute=2)
"""Exports read the whole conversation."""


class Limiter:
    """Counts by key."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take one, and return 0.0; or take none, and return the seconds until the next is free."""
        now = self._clock()
        left, then = self._left.pop(key, (float(self._rate.burst), now))
        left = min(self._rate.burst, left + (now - then) * self._rate.per_minute / 60)
        short = 1 - left
        self._left[key] = (left if short > 0 else left - 1, now)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return max(0.0, short * 60 / self._rate.per_minute)
