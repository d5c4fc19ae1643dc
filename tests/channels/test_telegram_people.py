"""Many people at once: everybody's answers in order, and nobody waits for somebody else's pause."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.channels.telegram.outgoing import messages
from tests.conftest import Talking
from tests.support.telegram_channel import settled, telegram_channel
from tests.support.telegram_server import Fault, Person

PEOPLE, TURNS = 50, 10
SAID = (
    "hello",
    "i go along with whatever she wants",
    "what is codependency?",
    "i feel alone even when she is there",
    "why do you ask?",
    "my picture",
    "help",
    "i still see my friends on thursdays",
    "back",
    "that is enough for today",
)


def test_fifty_people_with_ten_turns_each_get_every_answer_in_order(talker: Talking, tmp_path: Path) -> None:
    """All write all their messages at once; what each one hears is what one person alone would hear."""

    async def alone() -> list[str]:
        said: list[str] = []
        for place, text in enumerate(SAID):
            turn = await talker.bot.send(f"alone-{tmp_path.name}", text)
            said += [message.text for message in messages(turn.replies, place)]
        return said

    async def together() -> list[Person]:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            people = [server.person(f"Person {place}") for place in range(PEOPLE)]
            for text in SAID:
                for person in people:
                    person.writes(text)
            assert len(SAID) * len(people) == PEOPLE * TURNS
            await server.until(lambda: not server.unconfirmed, 120)
            await channel.idle()
            assert server.refusals == []
            return people

    wanted = talker.run(alone())
    for person in talker.run(together()):
        assert person.texts[1:] == wanted  # the first is the notice


def test_a_pause_for_one_chat_does_not_hold_up_another(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada, bo = server.person("Ada"), server.person("Bo")
            bo.writes("hello")
            await settled(server, channel)
            server.fail("sendMessage", Fault(status=429, retry_after=2))
            count = len(bo.heard)
            ada.writes("hello")
            await server.until(lambda: not server.faults["sendMessage"])
            bo.writes("hello again")
            await bo.hears(count + 1, 1.5)
            assert ada.heard == []
            await ada.hears(2)
            await asyncio.sleep(0)

    talker.run(talk())
