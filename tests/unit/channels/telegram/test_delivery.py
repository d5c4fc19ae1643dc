"""One message, once: pauses, doubts, and what Telegram will never take."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.api import Api, Closed, NotSent, Refused, Same, SlowDown, Unsure
from bot.channels.telegram.delivery import Delivery, Pace, Stopped
from bot.channels.telegram.ledger import Waiting
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.report import Report
from tests.support.telegram_server import TOKEN, TelegramServer

QUICK = Pace(first=0.001, most=0.002, refused=0.001)
HELLO = Waiting(0, Outgoing("hello"), 10)


class Scripted:
    """An API that fails as told, and may send all the same."""

    def __init__(self, *problems: Exception | tuple[str, Exception]) -> None:
        self.problems = list(problems)
        self.sent: list[Outgoing] = []
        self.asked: list[int] = []

    async def send(self, chat: int, message: Outgoing) -> int:
        problem = self.problems.pop(0) if self.problems else None
        if isinstance(problem, Exception):
            raise problem
        self.sent.append(message)
        if problem:
            raise problem[1]
        return 10 + len(self.sent)

    async def show_keys(self, chat: int, message: int, keys: Any) -> None:
        self.asked.append(message)
        if message <= 10 + len(self.sent):
            raise Same("not modified")
        raise Refused("not found")


def deliver(api: Any, waiting: Waiting = HELLO, resumed: bool = False) -> int | None:
    async def run() -> int | None:
        return await Delivery(api, QUICK, Report()).deliver(1, waiting, resumed)

    return asyncio.run(run())


@pytest.mark.parametrize("problem", [SlowDown(0.001), NotSent("x"), Unsure("x")])
def test_what_did_not_arrive_is_sent_again(problem: Exception) -> None:
    api = Scripted(problem, problem)
    assert deliver(api) == 11 and len(api.sent) == 1


def test_what_arrived_without_an_answer_is_found_and_not_sent_again() -> None:
    api = Scripted(("sent", Unsure("x")))
    assert deliver(api) == 11 and len(api.sent) == 1 and api.asked == [11]


def test_a_sure_failure_is_not_looked_for() -> None:
    api = Scripted(NotSent("x"), SlowDown(0.001))
    deliver(api)
    assert api.asked == []


def test_after_a_restart_what_counts_as_handed_over_is_looked_for_first() -> None:
    api = Scripted()
    api.sent.append(Outgoing("hello"))  # by the process before
    assert deliver(api, resumed=True) == 11 and len(api.sent) == 1
    fresh = Scripted()
    assert deliver(fresh, Waiting(1, Outgoing("two"), None), resumed=True) == 11 and fresh.asked == []


def test_what_is_handed_over_anew_is_looked_for_above_what_is_known_by_then() -> None:
    """Killed, sent long after, killed again: the second process must leave word for the third."""

    async def run() -> list[int]:
        delivery = Delivery(Scripted(), QUICK, Report(), newest=300)  # type: ignore[arg-type]
        told: list[int] = []
        await delivery.deliver(1, HELLO, True, told.append)
        return told

    assert asyncio.run(run()) == [300]


def test_without_its_picture_or_spans_a_refused_message_still_says_its_words() -> None:
    api = Scripted(Refused("x"))
    deliver(api, Waiting(0, Outgoing("words", photo="p.png"), 10))
    assert api.sent == [Outgoing("words")]
    api = Scripted(Refused("x"))
    deliver(api, Waiting(0, Outgoing("words", ({"type": "bold"},)), 10))
    assert api.sent == [Outgoing("words")]
    assert deliver(Scripted(Refused("x"))) is None and deliver(Scripted(Closed("x"))) is None


def test_a_stop_ends_the_waiting() -> None:
    async def run() -> None:
        delivery = Delivery(Scripted(SlowDown(600)), QUICK, Report())  # type: ignore[arg-type]
        task = asyncio.create_task(delivery.deliver(1, HELLO))
        await asyncio.sleep(0.01)
        delivery.stopping.set()
        with pytest.raises(Stopped):
            await asyncio.wait_for(task, 1)

    asyncio.run(run())


def test_pauses_grow_to_a_limit() -> None:
    pace = Pace(first=1, most=60)
    assert all(0.75 <= pace.after(1) <= 1 for _ in range(20))
    assert all(3 <= pace.after(3) <= 4 for _ in range(20))
    assert all(45 <= pace.after(30) <= 60 for _ in range(20))


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30


def test_pictures_and_files_arrive(tmp_path: Path) -> None:
    async def run() -> None:
        async with TelegramServer() as server:
            api = Api(TOKEN, server.address)
            ada = server.person()
            picture = tmp_path / "picture.png"
            picture.write_bytes(PNG)
            delivery = Delivery(api, QUICK, Report())
            for message in (
                Outgoing("Your picture", ({"type": "bold", "offset": 0, "length": 4},), photo=str(picture)),
                Outgoing(photo="data:image/png;base64,iVBORw0KGgo="),
                Outgoing("words", photo=str(tmp_path / "gone.png")),
                Outgoing("words", photo="http://127.0.0.1/p.png"),
                Outgoing("All of it", document='{"é": 1}', name="trellis.json"),
            ):
                await delivery.deliver(ada.id, Waiting(0, message, None))
            await api.close()
            assert [m.photo is not None for m in ada.heard] == [True, True, False, False, False]
            assert ada.heard[0].photo == PNG and ada.heard[0].spans("bold") == ["Your"]
            assert ada.texts == ["Your picture", "", "words", "words", "All of it"]
            assert ada.heard[4].document == '{"é": 1}'.encode()

    asyncio.run(run())
