"""How it goes, for Prometheus: turns, how long they took, errors, and how often the safety screen spoke.

Owns `/metrics`, what is counted, and who may read it. Must not count anything that is about one person: no words, no
conversation, no sign or intent; and what the screen said only in steps (`STEP`), never by channel or kind.

Example::

    $ curl -s http://127.0.0.1:5005/metrics | grep turns
    trellis_turns_total{channel="web"} 128.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import prometheus_client as prometheus
from aiohttp import web
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import choose_encoder

from bot.channels.health import METRICS
from bot.channels.place import brings, is_this_machine
from bot.runtime.watch import CHANNELS, ERRORS, VERDICTS
from bot.settings import LOOPBACK

STEP = 10
"""Verdicts are shown in whole tens. Beside a count of turns, a single one would tell that whoever wrote just then is
in danger; and who that was is easy to guess where few people write."""
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts turns, and shows the counts to whoever may see them."""

    def __init__(self, token: str | None = None) -> None:
        """`token`: who brings it may read, from anywhere; without one, this machine only."""
        self._token = token
        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = registry = prometheus.CollectorRegistry()
        by_channel = ("channel",)
        self._turns = prometheus.Counter(
            "trellis_turns", "Messages and buttons answered", by_channel, registry=registry
        )
        self._seconds = prometheus.Histogram(
            "trellis_turn_seconds",
            "From a message taken to its answer stored",
            by_channel,
            buckets=SECONDS,
            registry=registry,
        )
        self._errors = prometheus.Counter(
            "trellis_errors", "What went wrong", ("channel", "kind"), registry=registry
        )
        self._verdicts: Counter[str] = Counter()
        registry.register(self)  # for what stands in `collect`
        prometheus.ProcessCollector(registry=registry)
        for channel in CHANNELS:  # a count that does not begin at nought hides its first step
            self._turns.labels(channel)
            self._seconds.labels(channel)
            for kind in ERRORS:
                self._errors.labels(channel, kind)

    def add_to(self, app: web.Application) -> None:
        """Add the route."""
        app.router.add_get(METRICS, self._show)

    def turn(self, channel: str, seconds: float, verdict: str) -> None:
        """Count a turn that was answered."""
        self._turns.labels(channel).inc()
        self._seconds.labels(channel).observe(seconds)
        self._verdicts[verdict] += 1

    def error(self, channel: str, kind: str) -> None:
        """Count something that went wrong."""
        self._errors.labels(channel, kind).inc()

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Give the verdicts, for the registry."""
        family = CounterMetricFamily(
            "trellis_safety_verdicts", f"What the safety screen said, in steps of {STEP}", labels=["verdict"]
        )
        for verdict in VERDICTS:
            family.add_metric([verdict], self._verdicts[verdict] // STEP * STEP)
        yield family

    async def _show(self, request: web.Request) -> web.Response:
        if self._token is not None:
            if not brings(request, self._token):
                return web.Response(
                    status=401, text="the header Authorization: Bearer <token> is missing or wrong\n"
                )
        elif not is_this_machine(request) or urlsplit(f"//{request.host}").hostname not in LOOPBACK:
            # also by its name: a page of another site could have pointed its own at this machine
            return web.Response(status=404, text="there is nothing here\n")
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self._registry), headers={"Content-Type": kind})
