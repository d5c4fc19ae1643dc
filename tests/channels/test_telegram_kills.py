"""`trellis serve` killed in mid-turn, again and again, on a bad line: every answer arrives, and arrives once."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.channels.telegram.outgoing import messages
from tests.conftest import Talking
from tests.support.telegram_server import TOKEN, Fault, Person, TelegramServer

CHECKOUT = Path(__file__).parents[2]
PEOPLE, UPDATES, FAULTS, KILLS = 10, 20, 30, 5
SAID = (
    "hello",
    "i go along with whatever she wants",
    "what is codependency?",
    "i feel alone even when she is there",
    "my picture",
    "i still see my friends on thursdays",
    "help",
)
KINDS = (
    Fault(status=429, retry_after=1),
    Fault(status=500),
    Fault(status=502, after=True),
    Fault(drop=True),
    Fault(drop=True, after=True),
    Fault(garbage=True, after=True),
)


@dataclass(frozen=True)
class Step:
    """What a person does, and what is to be heard in all by then."""

    text: str
    is_press: bool
    heard: tuple[str, ...]


async def rehearse(talker: Talking, name: str) -> list[Step]:
    """Play one person's part without Telegram: words in turn with buttons, where there are any."""
    steps: list[Step] = []
    heard: tuple[str, ...] = ()
    buttons: Sequence[dict[str, str]] = ()
    for place in range(UPDATES):
        if buttons and place % 2:
            choice = buttons[place % len(buttons)]
            turn = await talker.bot.send(name, choice["payload"], True)
            text, is_press = choice["title"], True
        else:
            text, is_press = SAID[place % len(SAID)], False
            turn = await talker.bot.send(name, text)
        heard += tuple(message.text for message in messages(turn.replies, place))
        steps.append(Step(text, is_press, heard))
        buttons = turn.buttons
    return steps


class Served:
    """A `trellis serve` that can be killed and started again."""

    def __init__(self, folder: Path, address: str) -> None:
        self.environment = {
            **os.environ,
            "TRELLIS_DATABASE": str(folder / "trellis.db"),
            "TRELLIS_TOKEN_FILE": str(folder / "serve.token"),
            "TRELLIS_PORT": "0",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": address,
            "TELEGRAM_KEY_FILE": str(folder / "telegram.key"),
        }
        self.lines: list[str] = []

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.cli.main",
            "serve",
            cwd=CHECKOUT,
            env=self.environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def end(self, kill: bool) -> int:
        (self.process.kill if kill else self.process.terminate)()
        _, errors = await self.process.communicate()
        self.lines += errors.decode().splitlines()
        return int(self.process.returncode or 0)


async def heard(people: Sequence[Person], count: int, server: TelegramServer) -> None:
    await server.until(
        lambda: sum(len(person.heard) for person in people) >= count,
        150,
        lambda: f"{count} messages: {[person.texts[-1:] for person in people]}",
    )


async def live(person: Person, steps: Sequence[Step], server: TelegramServer) -> None:
    for step in steps:
        person.presses(step.text) if step.is_press else person.writes(step.text)
        await heard([person], len(step.heard) + 1, server)  # one more: the notice


def test_nothing_is_lost_or_doubled_over_200_updates_with_30_faults_and_5_kills(
    talker: Talking, model: Path, tmp_path: Path
) -> None:
    steps = talker.run(rehearse(talker, f"rehearsal-{tmp_path.name}"))
    wanted = list(steps[-1].heard)
    chance = random.Random(7)

    async def play() -> tuple[list[Person], int, int, Served]:
        async with TelegramServer() as server:
            served = Served(tmp_path, server.address)
            served.environment["TRELLIS_MODELS"] = str(model if model.is_dir() else model.parent)
            await served.start()
            people = [server.person(f"Person {place}") for place in range(PEOPLE)]
            await server.until(lambda: server.calls["getUpdates"] > 0, 60)
            left = [chance.choice(KINDS) for _ in range(FAULTS)]

            def plan(method: str) -> Fault | None:
                return left.pop() if left and chance.random() < 0.06 else None

            server.plan = plan
            try:
                lives = [asyncio.create_task(live(person, steps, server)) for person in people]
                total = PEOPLE * len(wanted)
                for kill in range(1, KILLS + 1):
                    await heard(people, total * kill // (KILLS + 2), server)
                    await asyncio.sleep(chance.uniform(0, 0.05))
                    await served.end(kill=True)
                    await served.start()
                await asyncio.gather(*lives)
            except BaseException:
                await served.end(kill=True)
                raise
            await asyncio.sleep(1.0)  # time for a double to show
            status = await served.end(kill=False)
            return people, len(left), status, served

    people, unused, status, served = talker.run(play())
    assert unused == 0 and status == 0
    lost = sum(text not in person.texts for person in people for text in wanted)
    extra = sum(len(person.heard) - 1 - len(wanted) for person in people)
    assert (lost, extra) == (0, 0)
    for person in people:
        assert person.texts[1:] == wanted
    assert not any(text in line for line in served.lines for text in SAID[1:]), "a log holds somebody's words"
    assert not any(TOKEN in line for line in served.lines)
