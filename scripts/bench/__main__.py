"""`make bench`: how quick and how heavy Trellis is on this machine; with `ARGS=--stock`, beside stock Rasa in one run.

Owns: the order in which things are measured, and what is written where. Must not: judge.

Example::

    $ make bench
    Trellis: ready, from the start of the process      2.9 s
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scripts.bench import people
from scripts.bench.figures import CROWDS, LENGTHS, ROWS, WHO, median, placed, shown, table
from scripts.bench.plot import svg
from scripts.bench.servers import ROOT, Failed, Init, Same, Server, Trellis
from scripts.bench.training import newest, train_init, train_same, train_trellis
from tests.support.telegram_server import TOKEN, TelegramServer

PLACE = ROOT / ".cache" / "bench"
QUICK, COMPARED = PLACE / "figures.json", PLACE / "compared.json"
DOCUMENT = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
STARTS = 3
"""Starts of which the quickest counts: what else runs on the machine only ever makes one slower."""
BY_KEY = {row.key: row for row in ROWS}


class Run:
    """One run: what was asked for, and what is known so far."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.figures: dict[str, dict[str, float]] = {}
        self.loads: list[float] = []
        self.saved = COMPARED if asked.stock else QUICK

    def note(self, who: str, key: str, figure: float) -> None:
        """Keep a figure, show it, and save what is known, so that a run that is stopped is not lost."""
        self.figures.setdefault(who, {})[key] = figure
        self.loads.append(os.getloadavg()[0])
        row = BY_KEY[key]
        print(f"{WHO[who]}: {row.label:<58} {shown(row, figure):>10}   load {self.loads[-1]:.1f}", flush=True)
        self.saved.write_text(json.dumps({"about": self.about(), "figures": self.figures}, indent=1) + "\n")

    def about(self) -> str:
        """Say where and when, and how busy the machine was."""
        return (
            f"{date.today():%-d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; "  # noqa: DTZ011
            f"load average between {min(self.loads):.1f} and {max(self.loads):.1f}."
        )


Makers = Mapping[str, Callable[[], Server]]
"""Who is measured -> how their server is made."""


def makers(asked: argparse.Namespace, folder: Path, telegram: TelegramServer) -> Makers:
    """Say what is to be measured."""
    chats = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": telegram.address}
    made: dict[str, Callable[[], Server]] = {"trellis": lambda: Trellis(folder / "trellis", chats)}
    if asked.stock:
        ours = newest(Path(os.environ.get("TRELLIS_MODELS") or ROOT / "models"))
        greeter = newest(PLACE / "init" / "project" / "models")
        made["same"] = lambda: Same(folder / "same", ours)
        made["init"] = lambda: Init(folder / "init", greeter)
    return made


async def measure(run: Run, folder: Path) -> None:
    """Take all figures of all servers."""
    async with TelegramServer() as telegram:
        made = makers(run.asked, folder, telegram)
        await measure_starts(run, made)
        run.note("trellis", "inside", turn_inside(folder))
        for who, make in made.items():
            with make() as server:
                await talk_to(run, who, server, telegram)
                run.note(who, "peak", server.peak())


async def measure_starts(run: Run, made: Makers) -> None:
    """Start each in turns, so that what else runs on the machine hinders all of them."""
    starts: dict[str, list[tuple[float, float, float]]] = {who: [] for who in made}
    for _ in range(STARTS):
        for who, make in made.items():
            with make() as server:
                starts[who].append((server.ready, server.ready_cpu, await people.first_answer(server)))
    for who, taken in starts.items():
        for place, key in enumerate(("ready", "readycpu", "first")):
            run.note(who, key, min(start[place] for start in taken))


def turn_inside(folder: Path) -> float:
    """Give the median processor time of a turn in a process that does nothing else, in ms."""
    spent = subprocess.run(
        [sys.executable, "-m", "scripts.bench.inside", str(folder / "inside.db")],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return median(json.loads(spent.stdout))


async def talk_to(run: Run, who: str, server: Server, telegram: TelegramServer) -> None:
    """Take the figures of a server that runs."""
    far = isinstance(server, Trellis) and run.asked.far
    lengths = LENGTHS if far else LENGTHS[:3]
    async for length, cpu, wait in people.growth(server, lengths):
        run.note(who, f"cpu@{length}", cpu)
        run.note(who, f"wait@{length}", wait)
    run.note(who, "web", await people.on_the_page(server))
    if isinstance(server, Trellis):
        run.note(who, "telegram", await people.on_telegram(telegram))
    for count in CROWDS if run.asked.stock else CROWDS[:3]:
        got = await people.crowd(server, count, run.asked.seconds)
        run.note(who, f"rate@{count}", got.rate)
        run.note(who, f"core@{count}", got.per_core)
        if count > 1:
            run.note(who, f"crowd@{count}", got.wait)
            run.note(who, f"lost@{count}", got.lost)
    if isinstance(server, Trellis):
        run.note(who, "webrate@32", (await people.crowd(server, 32, run.asked.seconds, web=True)).rate)


def train(run: Run) -> None:
    """Train what is to be timed, each from nothing, and what is needed and not there."""
    greeter = (PLACE / "init" / "project" / "models").is_dir()
    wanted = {"trellis": run.asked.train, "same": run.asked.train and run.asked.stock}
    wanted["init"] = run.asked.stock and (run.asked.train or not greeter)
    for who, trained in (("trellis", train_trellis), ("same", train_same), ("init", train_init)):
        if wanted[who]:
            spent = trained(PLACE / who)
            run.note(who, "train", spent.wall)
            run.note(who, "traincpu", spent.cpu)


def write(saved: dict[str, Any]) -> None:
    """Put the figures into the document, and the charts beside it."""
    block = f"{table(saved['figures'])}\n\nMeasured on {saved['about']}"
    DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8"), block), encoding="utf-8")
    PLOT.write_text(svg(saved["figures"]), encoding="utf-8")
    print(f"written: {DOCUMENT.relative_to(ROOT)}, {PLOT.relative_to(ROOT)}")


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="make bench ARGS=...",
        description="Measure Trellis on this machine: some minutes, or about 40 with --stock. Ratios count, not figures: "
        "whatever else runs here makes everything slower.",
    )
    parser.add_argument("--stock", action="store_true", help="also measure stock Rasa, with the same bot and with that"
                        " of `rasa init`, and write docs/performance.md and its charts")  # fmt: skip
    parser.add_argument("--train", action="store_true", help="also time the training")
    parser.add_argument(
        "--far", action="store_true", help="also a turn of Trellis after 10,000: 5 minutes more"
    )
    parser.add_argument("--seconds", type=float, default=10, help="how long each crowd talks (10)")
    parser.add_argument("--understanding", action="store_true", help="also `trellis evaluate`")
    parser.add_argument(
        "--write",
        action="store_true",
        help="measure nothing; write the last run with --stock into the docs again",
    )
    return parser.parse_args(given)


def main() -> int:
    """Measure what was asked for; the exit status is 1 where something did not work."""
    asked = arguments()
    PLACE.mkdir(parents=True, exist_ok=True)
    if asked.write:
        write(json.loads(COMPARED.read_text()))
        return 0
    run = Run(asked)
    try:
        with tempfile.TemporaryDirectory() as folder:
            train(run)
            asyncio.run(measure(run, Path(folder)))
    except Failed as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    print(f"\n{table(run.figures)}\n\n{run.about()}")
    if asked.stock:
        write(json.loads(COMPARED.read_text()))
    if asked.understanding:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli.main", "evaluate"], cwd=ROOT, check=False
        ).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
