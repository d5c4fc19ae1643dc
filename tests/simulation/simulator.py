"""Walks through the conversation at random, thousands of times, and checks every turn.

Owns the walking: loading the trained model, sending, observing, counting. Must not judge (checks.py) or choose what a
person says (people.py). The same seed and number always give the same walk, whatever ran before it.

    python -m tests.simulation.simulator --walks 2000 --turns 60 --seed 1 --processes 2    # the full run
    python -m tests.simulation.simulator --seed 1 --only 17                                # one walk, as a transcript

Exit status: 0 when nothing was violated, 1 when something was, 2 when there is no model.
"""

from __future__ import annotations

import argparse
import asyncio
import atexit
import copy
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content.library import library
from bot.runtime.bot import Bot
from bot.runtime.errors import RuntimeProblem
from bot.runtime.turn import Reply
from bot.settings import Settings
from tests.simulation.checks import Checker, Violation
from tests.simulation.people import Person
from tests.simulation.seen import Place, Seen, Shown

CHUNK = 20
"""Walks given to a process at once: long enough to be cheap, short enough for the progress line."""


@dataclass
class Report:
    """What some walks showed."""

    walks: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    details: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """For each violation the walk and turn where it was seen first."""
    utterances: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        """Take in the report of other walks."""
        self.walks += other.walks
        for name in ("counts", "kinds", "details", "utterances", "single"):
            getattr(self, name).update(getattr(other, name))
        for key, place in other.examples.items():
            self.examples[key] = min(place, self.examples.get(key, place))

    def line(self, key: tuple[str, str]) -> str:
        """Write one kind of violation, with the walk and turn where it was seen first."""
        kind, detail = key
        walk, turn = self.examples[key]
        return f"  {kind:9} {self.details[key]:6}  {detail}  [--only {walk}, turn {turn}]"

    def note(self, violation: Violation, walk: int, turn: int) -> None:
        """Count a violation and remember where it was."""
        key = (violation.kind, violation.detail)
        self.kinds[violation.kind] += 1
        self.details[key] += 1
        self.examples.setdefault(key, (walk, turn))

    @property
    def violations(self) -> int:
        """How many there were in all."""
        return sum(self.kinds.values())

    @property
    def reflections_per_question(self) -> float:
        """The share that motivational interviewing looks at; 1.0 or more is the target."""
        return self.counts["reflections"] / max(self.counts["questions"], 1)

    def lines(self) -> Iterator[str]:
        """Write the summary."""
        yield f"walks {self.walks}, turns {self.counts['turns']}, bubbles {self.counts['bubbles']}"
        share = f"{self.counts['reflections']} to {self.counts['questions']}"
        yield f"reflections per question {self.reflections_per_question:.2f} ({share})"
        yield f"advice unasked {self.kinds['advice']}"
        yield f"violations {self.violations}"
        for key in sorted(self.details, key=lambda key: (key[0], -self.details[key])):
            yield self.line(key)


class Walker:
    """A loaded bot and what is needed to watch it."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.processor: Any = bot._processor
        self.responses = self.processor.domain.responses
        self.stored: Any = None
        """The tracker that was stored last, None when it was erased."""
        self.told: list[Any] = []
        """The events that were new in it."""
        self._watch_the_store()
        self._remember_readings()

    @classmethod
    async def load(cls, models: Path) -> Walker:
        """Load the model, with a database of its own that is gone with the process."""
        folder = tempfile.mkdtemp(prefix="trellis-walks-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        settings = Settings.from_environment({"TRELLIS_DATABASE": str(Path(folder) / "walks.db")})
        return cls(await Bot.load(models, settings))

    def _watch_the_store(self) -> None:
        store = self.processor.tracker_store
        save, forget = store.save, store.forget

        async def kept(tracker: Any) -> None:
            self.stored, self.told = tracker, list(tracker.events)[tracker.kept :]
            await save(tracker)

        def dropped(sender_id: str) -> None:
            forget(sender_id)
            self.stored = None

        store.save, store.forget = kept, dropped

    def _remember_readings(self) -> None:
        """Read each sentence once: the walks are about the dialogue, and the same words are always read the same."""
        read, known = self.processor.parse_message, {}

        async def parse(message: Any, *args: Any, **kwargs: Any) -> Any:
            if message.text not in known:
                known[message.text] = await read(message, *args, **kwargs)
            return copy.deepcopy(known[message.text])

        self.processor.parse_message = parse

    async def walk(self, number: int, turns: int, seed: int, report: Report, aloud: bool = False) -> None:
        """Walk once and put what was seen into the report."""
        dice = random.Random(f"{seed}:{number}")
        person, checker = Person.of(dice), Checker(library(), self.responses)
        conversation = f"walk-{seed}-{number}-{time.monotonic_ns()}"
        place, buttons = Place(), []
        for turn in range(1, turns + 1):
            text, pressed = person.next(place, buttons)
            seen = await self._send(conversation, text, pressed, place)
            found = checker.look(seen)
            if self.stored is None:
                checker.begin_again()
            for violation in found:
                report.note(violation, number, turn)
            report.utterances.update(s.utterance for s in seen.shown if s.utterance)
            place = seen.after
            buttons = [payload for shown in seen.shown for _, payload in shown.buttons]
            if aloud:
                print("\n".join(transcript(turn, seen, found)))
        report.walks += 1
        report.counts.update(checker.counts)
        report.single.update(checker.single)

    async def _send(self, conversation: str, text: str, pressed: bool, before: Place) -> Seen:
        try:
            turn = await self.bot.send(conversation, text, pressed=pressed)
            failures = turn.failures
        except Exception as error:  # noqa: BLE001  # the very thing this looks for
            failed = (f"{type(error).__name__} in {_place_of(error)}",)
            return Seen(text, pressed, "", before, before, (Shown("-"),), failed)
        tracker = self.stored
        shown = tuple(_shown(e) for e in self.told if e.type_name == "bot" and e.text)
        if tracker is None:  # everything was deleted, on the person's wish
            shown = tuple(_told(reply) for reply in turn.replies)
        return Seen(
            said=turn.text,
            pressed=pressed,
            intent=str(turn.understood["intent"]["name"]),
            before=before,
            after=_place(tracker) if tracker else Place(),
            shown=shown,
            failures=failures,
            verdict=turn.understood["safety"]["verdict"],
        )


def _shown(event: Any) -> Shown:
    metadata = event.metadata or {}
    return Shown(
        text=event.text,
        act=metadata.get("act") or "inform",
        items=tuple(metadata.get("items") or ()),
        buttons=tuple((b["title"], b["payload"]) for b in (event.data or {}).get("buttons") or ()),
        utterance=metadata.get("utter_action"),
        variant=metadata.get("variant"),
    )


def _told(reply: Reply) -> Shown:
    buttons = tuple((b["title"], b["payload"]) for b in reply.buttons)
    return Shown(reply.text, items=reply.items, buttons=buttons, utterance=reply.utterance)


def _place(tracker: Any) -> Place:
    return Place(
        question=tracker.get_slot("question"),
        loop=tracker.active_loop_name,
        requested=tracker.get_slot("requested_slot"),
        safety=tracker.get_slot("safety") or "safe",
        noticed_safe=bool(tracker.get_slot("noticed_safe")),
        wanted=tracker.get_slot("wanted"),
        flow=tracker.get_slot("flow"),
    )


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"


def transcript(turn: int, seen: Seen, found: Sequence[Violation]) -> Iterator[str]:
    """Write one turn for a reader."""
    yield f"\n{turn:3} > {'[' + seen.said + ']' if seen.pressed else seen.said}   ({seen.intent}, {seen.verdict})"
    for shown in seen.shown:
        yield f"    {shown.act:8} {shown.text}".replace("\n", "\n             ")
        if shown.buttons:
            yield "             " + " ".join(f"[{title}]" for title, _ in shown.buttons)
    yield f"    .. {seen.after.question or seen.after.loop}, {seen.after.safety}"
    for violation in found:
        yield f"    !! {violation.kind}: {violation.detail}"


_HELD: dict[Path, Walker] = {}
"""One loaded bot per process and models folder."""


def walks(numbers: Sequence[int], turns: int, seed: int, models: Path, aloud: bool = False) -> Report:
    """Walk the given walks in this process; the model is loaded once."""
    report = Report()

    async def all_of_them() -> None:
        if models not in _HELD:
            _HELD[models] = await Walker.load(models)
        for number in numbers:
            await _HELD[models].walk(number, turns, seed, report, aloud)

    asyncio.run(all_of_them())
    return report


def run(count: int, turns: int, seed: int, models: Path, processes: int, progress: bool = True) -> Report:
    """Walk `count` walks, spread over processes, with a line of progress on the error stream."""
    report, start = Report(), time.monotonic()
    chunks = [range(n, min(n + CHUNK, count)) for n in range(0, count, CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(walks, list(chunk), turns, seed, models) for chunk in chunks]
        for done in as_completed(waiting):
            known, found = set(report.details), done.result()
            report.add(found)
            if progress:
                for key in set(found.details) - known:  # at once: nobody waits an hour for the first one
                    print(f"\n{report.line(key)}", file=sys.stderr)
                spent = time.monotonic() - start
                left = spent / report.walks * (count - report.walks)
                line = f"{report.walks}/{count} walks, {report.violations} violations, {spent:.0f} s, {left:.0f} s left"
                print(f"\r{line}   ", end="", file=sys.stderr, flush=True)
    if progress:
        print(file=sys.stderr)
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulation.simulator", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--walks", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--models", type=Path, default=Settings().models)
    parser.add_argument("--only", type=int, help="walk this one and print it")
    parser.add_argument(
        "--single", action="store_true", help="also list sentences said again that have no variant"
    )
    given = parser.parse_args(arguments)
    try:
        if given.only is not None:
            report = walks([given.only], given.turns, given.seed, given.models, aloud=True)
        else:
            report = run(given.walks, given.turns, given.seed, given.models, given.processes)
    except RuntimeProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(report.lines()))
    if given.single:
        print("\n".join(f"  said again {n:5}  {what}" for what, n in report.single.most_common(40)))
    return 1 if report.violations else 0


if __name__ == "__main__":
    raise SystemExit(main())
