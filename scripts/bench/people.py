"""How people talk to a server that is measured: one after a long talk, many at once, on the page, on Telegram.

Owns: what is said, and taking the time. Must not: know how a server is started.

Example::

    (await crowd(server, 32, seconds=15)).rate
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from scripts.bench.figures import median
from scripts.bench.servers import Failed, Same, Server, Stock, Trellis
from tests.channels.wire import opened

if TYPE_CHECKING:
    from tests.support.telegram_server import TelegramServer

TALK = (
    "hi",
    "i can't decide about {thing} without asking my partner first",
    "yes, {thing} for one",
    "ask me questions",
    "sometimes, with {thing}",
    "what is codependency?",
    "most days, as with {thing}",
    "i still see my friends about {thing}",
    "rarely, only for {thing}",
    "show me my picture",
)
THINGS = tuple(
    f"the {kind} {thing}"
    for kind in "red old small new blue heavy loud quiet round cheap broken borrowed wooden paper tiny".split()
    for thing in "shirt lamp garden bike kitchen guitar tent phone sofa table coat window boat kettle fence".split()
)
"""So that most of what is said is new: what was read before is read again for nothing (the encoder remembers it)."""
SMALL_TALK = (
    "are you a bot?", "goodbye", "are you a human?", "bye", "am I talking to a bot?",
    "see you later", "am I talking to a human?", "good night", "are you a bot?", "cu",
)  # fmt: skip
"""What the rules of `rasa init` answer, each every time; much else leaves that bot silent."""
MEASURED = 2 * len(TALK)
"""Turns over which a cost is taken, so that each message of the talk has its share."""
LIVED = 100
"""Turns that stock Rasa takes for real; a longer past is laid into its database, since living it takes a quarter of an hour."""
QUIET = 0.4
"""Seconds without another bubble after which an answer is over, on ways that do not say so."""
NAMES = itertools.count(1)
NEXT_THING = itertools.cycle(THINGS)


def talk_of(server: Server) -> Iterator[str]:
    """Yield what is said to a server, for ever."""
    return said(TALK if isinstance(server, (Trellis, Same)) else SMALL_TALK)


def said(talk: Sequence[str]) -> Iterator[str]:
    """Go round a talk for ever, about another thing each time."""
    return (line.format(thing=next(NEXT_THING)) for line in itertools.cycle(talk))


def connected() -> aiohttp.ClientSession:
    """Open connections as they are needed, each for one message: a server may hang up on one that waits."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, force_close=True), timeout=aiohttp.ClientTimeout(total=None)
    )


async def first_answer(server: Server) -> float:
    """Say the first thing and give the seconds since the process was started."""
    async with connected() as http:
        began = time.monotonic()
        await server.say(http, f"first-{next(NAMES)}", next(talk_of(server)))
        return server.ready + time.monotonic() - began


async def growth(server: Server, lengths: Sequence[int]) -> AsyncIterator[tuple[int, float, float]]:
    """Hold one long talk; yield, for each length, the processor time of a turn and the median answer, in ms."""
    who, talk, taken = f"long-{next(NAMES)}", talk_of(server), 0
    async with connected() as http:
        for length in lengths:
            if isinstance(server, Stock) and length > LIVED:
                older = f"{who}-{length}"
                repeat(server.database, who, older, LIVED, length // LIVED)
                yield length, *await _cost(server, http, older, talk)
                continue
            for _ in range(length - taken):
                await server.say(http, who, next(talk))
            yield length, *await _cost(server, http, who, talk)
            taken = length + MEASURED


async def _cost(
    server: Server, http: aiohttp.ClientSession, who: str, talk: Iterator[str]
) -> tuple[float, float]:
    waits, before = [], server.cpu()
    for _ in range(MEASURED):
        began = time.monotonic()
        await server.say(http, who, next(talk))
        waits.append(1000 * (time.monotonic() - began))
    return 1000 * (server.cpu() - before) / MEASURED, median(waits)


def repeat(database: Path, who: str, older: str, turns: int, times: int) -> None:
    """Write the first `turns` of a talk in Rasa's SQLite store `times` over, as the past of another conversation."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT type_name, timestamp, intent_name, action_name, data FROM events WHERE sender_id = ? ORDER BY id",
            (who,),
        ).fetchall()
        said = [place for place, row in enumerate(rows) if row[0] == "user"]
        rows = rows[: said[turns]] if len(said) > turns else rows
        opening = next(place for place, row in enumerate(rows) if row[0] == "session_started") + 1
        span = rows[-1][1] - rows[0][1] + 1
        for again in range(times):
            for kind, at, intent, action, data in rows if again == 0 else rows[opening:]:
                moved = at - (times - 1 - again) * span
                event = json.dumps({**json.loads(data), "timestamp": moved})
                connection.execute(
                    "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (older, kind, moved, intent, action, event),
                )
    connection.close()


Say = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Crowd:
    """What many people at once got."""

    rate: float
    """Turns a second."""
    per_core: float
    """Turns for each second of processor time: what an undisturbed machine with a core to spare would give."""
    wait: float
    """Median answer in ms."""
    lost: float
    """Messages that got no answer, of 100."""


async def crowd(server: Server, people: int, seconds: float, web: bool = False) -> Crowd:
    """Let people talk at once, the next one in the place of who has said all, once everybody had a first answer.

    It lasts `seconds`, and longer where not everybody got another answer in that time.
    """
    waits: list[float] = []
    left, sent, lost = people, 0, 0
    all_here, over = asyncio.Event(), asyncio.Event()

    async def place(http: aiohttp.ClientSession) -> None:
        nonlocal left, sent, lost
        while not over.is_set():
            async with AsyncExitStack() as stack:
                say = await _seat(server, http, stack, web)
                for line in itertools.islice(talk_of(server), len(TALK)):
                    began = time.monotonic()
                    sent += 1
                    try:
                        await say(line)
                        answered = True
                    except (Failed, aiohttp.ClientError):
                        lost, answered = lost + 1, False
                    if over.is_set():
                        return
                    if all_here.is_set() and answered:
                        waits.append(1000 * (time.monotonic() - began))
                    if not all_here.is_set():
                        left -= 1
                        if left == 0:
                            all_here.set()
                        await all_here.wait()

    async with connected() as http:
        running = [asyncio.create_task(place(http)) for _ in range(people)]
        while not all_here.is_set():
            await _pause(running)
        before, began = server.cpu(), time.monotonic()
        while time.monotonic() - began < seconds or len(waits) + lost < people:
            await _pause(running)
        turns, lasted, spent = len(waits), time.monotonic() - began, server.cpu() - before
        over.set()
        await asyncio.gather(*running)
    wait = median(waits) if waits else float("nan")
    return Crowd(turns / lasted, turns / spent, wait, 100 * lost / sent)


async def _pause(running: Sequence[asyncio.Task[None]]) -> None:
    """Wait a moment; a person who failed ends it all, with their reason."""
    await asyncio.sleep(0.05)
    for task in running:
        if task.done():
            task.result()


async def _seat(server: Server, http: aiohttp.ClientSession, stack: AsyncExitStack, web: bool) -> Say:
    """Give a new person and the way they say something."""
    number = next(NAMES)
    if not web:
        who = f"crowd-{number}"
        return lambda line: server.say(http, who, line)
    address = ".".join(str(part) for part in (10, 9, number // 250 % 250, number % 250))
    page: Any = await stack.enter_async_context(opened(server, **{"X-Forwarded-For": address}))  # type: ignore[arg-type]
    await page.hello()

    async def say(line: str) -> None:
        if not (await page.say(line))["ok"]:
            raise Failed("the page was refused")

    return say


async def on_the_page(server: Server) -> float:
    """Give the median answer over socket.io, in ms."""
    way = _stock_socket if isinstance(server, Stock) else _page
    waits: list[float] = []
    for _ in range(MEASURED // len(TALK)):
        async with way(server) as say:
            waits += [1000 * await say(line) for line in itertools.islice(talk_of(server), len(TALK))]
    return median(waits)


@asynccontextmanager
async def _page(server: Server) -> AsyncIterator[Callable[[str], Awaitable[float]]]:
    async with connected() as http, AsyncExitStack() as stack:
        answered = await _seat(server, http, stack, web=True)

        async def say(line: str) -> float:
            began = time.monotonic()
            await answered(line)
            return time.monotonic() - began

        yield say


@asynccontextmanager
async def _stock_socket(server: Server) -> AsyncIterator[Callable[[str], Awaitable[float]]]:
    """Speak to Rasa's own socket.io channel, which does not say when an answer is over."""
    async with aiohttp.ClientSession() as http:
        socket = await http.ws_connect(f"{server.address}/socket.io/?EIO=4&transport=websocket")
        await socket.receive_str()
        await socket.send_str("40")

        async def say(line: str) -> float:
            await socket.send_str("42" + json.dumps(["user_uttered", {"message": line}]))
            began, last = time.monotonic(), 0.0
            while True:
                try:
                    packet = await socket.receive_str(timeout=QUIET if last else 60)
                except asyncio.TimeoutError:
                    if not last:
                        raise Failed("stock socket.io sent nothing") from None
                    return last - began
                if packet == "2":
                    await socket.send_str("3")
                elif packet.startswith('42["bot_uttered"'):
                    last = time.monotonic()

        yield say


async def on_telegram(telegram: TelegramServer) -> float:
    """Give the median answer on Telegram, from what is written to the last bubble, in ms."""
    person = telegram.person()
    person.writes("/start")
    await person.hears(1, 60)
    waits = []
    for line in itertools.islice(said(TALK), MEASURED):
        await asyncio.sleep(QUIET)
        count, began = len(person.heard), time.monotonic()
        person.writes(line)
        await person.hears(count + 1, 60)
        await asyncio.sleep(QUIET)
        waits.append(1000 * (max(at for at, method, *_ in telegram.log if method == "sendMessage") - began))
    return median(waits)
