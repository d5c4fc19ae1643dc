"""How long a round trip takes: `python -m tests.support.telegram_measure`.

Owns: `trellis serve` in a process of its own, this machine's Bot API server, one person who presses buttons, and the
time from the press to the last message of the answer. Must not: count the server's own pauses; there are none.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.support.telegram_server import TOKEN, Person, TelegramServer

ROUNDS = 60
CHECKOUT = Path(__file__).parents[2]


def pressable(person: Person) -> str | None:
    """Give the first button on screen."""
    return next(
        (m.labels[0] for m in reversed(person.heard) if m.rows and not m.labels[0].startswith("✓")), None
    )


async def main() -> None:
    """Measure and print one line."""
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as server:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.cli.main", "serve", cwd=CHECKOUT,
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "TRELLIS_DATABASE": f"{folder}/t.db", "TRELLIS_TOKEN_FILE": f"{folder}/token",
                     "TRELLIS_PORT": "0", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server.address,
                     "TELEGRAM_KEY_FILE": f"{folder}/key"},
            )  # fmt: skip
            await server.until(lambda: server.calls["getUpdates"] > 0, 60)
            before = _cpu(process.pid)
            times = await _rounds(server)
            cpu = (_cpu(process.pid) - before) / ROUNDS * 1000
            process.terminate()
            await process.wait()
    times.sort()
    print(
        f"{len(times)} answers with buttons: p50 {statistics.median(times):.0f} ms,"
        f" p95 {times[int(len(times) * 0.95)]:.0f} ms, best {times[0]:.0f} ms; {cpu:.0f} ms of CPU a round; load {os.getloadavg()[0]:.1f}"
    )


def _cpu(process: int) -> float:
    """Give the seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _rounds(server: TelegramServer) -> list[float]:
    times: list[float] = []
    person = server.person()
    person.writes("/start")
    for place in range(ROUNDS):
        await asyncio.sleep(0.4)  # the answer is there, and what follows it
        if place % 12 == 11:
            person = server.person(f"Person {place}")
            person.writes("/start")
            continue
        count, begun, label = len(person.heard), time.monotonic(), pressable(person)
        if label is None:
            person.writes("ask me questions")
        else:
            person.presses(label)
        await person.hears(count + 1)
        await asyncio.sleep(0.4)
        last = max(at for at, method, _, _ in server.log if method == "sendMessage")
        if label and person.heard[-1].rows:
            times.append((last - begun) * 1000)
    return times


if __name__ == "__main__":
    asyncio.run(main())
