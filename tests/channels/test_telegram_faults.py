"""What goes wrong between Telegram and us: nothing is lost, nothing is said twice, and the host reads one line."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.delivery import Pace
from tests.conftest import Talking
from tests.support.telegram_channel import QUICK, settings_for, settled, telegram_channel
from tests.support.telegram_server import TOKEN, Fault, TelegramServer

FAULTS = {
    "a pause is wanted": Fault(status=429, retry_after=1),
    "Telegram fails": Fault(status=500),
    "Telegram fails after it sent": Fault(status=502, after=True),
    "the line breaks": Fault(drop=True),
    "the line breaks after it was sent": Fault(drop=True, after=True),
    "nonsense comes back": Fault(garbage=True),
    "nonsense comes back after it was sent": Fault(garbage=True, after=True),
    "nobody answers": Fault(hang=0.8),
    "nobody answers after it was sent": Fault(hang=0.8, after=True),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second for an answer, not twenty."""
    from bot.channels.telegram import channel
    from bot.channels.telegram.api import Api

    monkeypatch.setattr(channel, "Api", lambda token, address: Api(token, address, 0.4))


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        r.getMessage() for r in caplog.records if r.name == "trellis" and "talking as" not in r.getMessage()
    ]


async def a_short_talk(talker: Talking, folder: Path, method: str, faults: list[Fault]) -> list[str]:
    """Talk three turns, with faults in the second, and give what was heard."""
    async with telegram_channel(talker.bot, folder) as (server, channel):
        ada = server.person()
        ada.writes("/start")
        await settled(server, channel)
        server.fail(method, *faults)
        ada.presses("Ask me questions")
        await server.until(lambda: not server.unconfirmed and not server.faults.get(method))
        await channel.idle()
        ada.writes("/stop")
        await settled(server, channel)
        assert [r for r in server.refusals if "edit" not in r and "query" not in r] == []
        return ada.texts


@pytest.fixture(scope="module")
def undisturbed(talker: Talking, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is heard when nothing goes wrong."""
    return talker.run(a_short_talk(talker, tmp_path_factory.mktemp("undisturbed"), "*", []))


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize(
    "method", ["sendMessage", "getUpdates", "answerCallbackQuery", "editMessageReplyMarkup"]
)
def test_a_call_that_fails_loses_and_doubles_nothing(
    talker: Talking,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    undisturbed: list[str],
    method: str,
    name: str,
) -> None:
    fault = FAULTS[name]
    faults = [fault] * (1 if fault.retry_after or fault.hang else 2)
    assert talker.run(a_short_talk(talker, tmp_path, method, faults)) == undisturbed
    assert len(lines(caplog)) <= 4
    assert not [r for r in caplog.records if r.name != "trellis"], "a library wrote into the log"


AFTER = [name for name in FAULTS if "after" in name or name == "the line breaks"]


@pytest.mark.parametrize("name", AFTER)
@pytest.mark.parametrize(
    ("command", "method", "count"), [("/picture", "sendPhoto", 1), ("/export", "sendDocument", 2)]
)
def test_a_picture_and_a_copy_come_once_too(
    talker: Talking, tmp_path: Path, command: str, method: str, count: int, name: str
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            for text in (
                "/start",
                "i cover for him at work when he drinks and i can't decide anything without him",
            ):
                ada.writes(text)
                await settled(server, channel)
            heard = len(ada.heard)
            server.fail(method, FAULTS[name])
            ada.writes(command)
            await server.until(lambda: not server.unconfirmed and not server.faults.get(method))
            await channel.idle()
            new = ada.heard[heard:]
            assert sum(bool(message.photo or message.document) for message in new) == count
            assert len({message.text for message in new if message.text}) == sum(bool(m.text) for m in new)

    talker.run(talk())


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "setMyCommands"])
def test_a_call_that_fails_at_the_start_keeps_nobody_waiting_for_ever(
    talker: Talking, tmp_path: Path, method: str, name: str
) -> None:
    async def talk() -> None:
        async with TelegramServer() as server:
            server.fail(method, FAULTS[name])
            ada = server.person()
            ada.writes("hello")
            async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                await settled(server, channel)
                assert len(ada.heard) >= 2 and len(set(ada.texts)) == len(ada.texts)

    talker.run(talk())


@pytest.mark.parametrize("name", FAULTS)
def test_a_group_is_told_once_and_left_although_a_call_fails(
    talker: Talking, tmp_path: Path, name: str
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            group = server.person("Us two", kind="supergroup")
            server.fail("leaveChat", FAULTS[name])
            group.writes("/start@trellis_demo_bot")
            await settled(server, channel)
            assert len(group.texts) == 1 and group.left

    talker.run(talk())


@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_word_that_it_is_typing_holds_up_no_answer(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = talker.bot.send

    async def slow(*arguments: object, **named: object) -> object:
        await asyncio.sleep(0.4)
        return await real(*arguments, **named)  # type: ignore[arg-type]

    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            monkeypatch.setattr(talker.bot, "send", slow)
            ada = server.person()
            server.fail("sendChatAction", FAULTS[name])
            ada.writes("hello")
            await settled(server, channel)
            assert len(ada.heard) >= 2 and len(set(ada.texts)) == len(ada.texts)

    talker.run(talk())


def test_the_pause_that_telegram_wants_is_kept(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> float:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            server.fail("sendMessage", Fault(status=429, retry_after=1))
            begun = time.monotonic()
            ada.writes("hello")
            await settled(server, channel)
            return min(at for at, method, _, _ in server.log if method == "sendMessage") - begun

    assert 1.0 <= talker.run(talk()) < 3.0


def test_a_second_poller_is_told_in_one_line_and_outlasted(
    talker: Talking, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    import aiohttp

    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            await server.until(lambda: server.calls["getUpdates"] > 0)
            async with aiohttp.ClientSession() as session:  # somebody else with the same token
                for _ in range(3):
                    address = f"{server.address}/bot{TOKEN}/getUpdates?timeout=1"
                    async with session.get(address) as answer:
                        await answer.read()
                    await asyncio.sleep(0.05)
            ada.writes("hello")
            await settled(server, channel)
            assert len(ada.heard) >= 2

    with caplog.at_level(logging.WARNING, "trellis"):
        talker.run(talk())
    told = [line for line in lines(caplog) if "another program takes this bot's messages" in line]
    assert told and len(lines(caplog)) <= 8


def test_a_revoked_token_is_told_in_one_line_and_nothing_is_lost(
    talker: Talking, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("hello")
            await settled(server, channel)
            count = len(ada.heard)
            server.revoked = True
            ada.writes("hello again")
            await asyncio.sleep(0.5)
            server.revoked = False
            await ada.hears(count + 1)
            await settled(server, channel)

    with caplog.at_level(logging.WARNING, "trellis"):
        talker.run(talk())
    assert sum("refuses the token" in line and "@BotFather" in line for line in lines(caplog)) == 1
    assert not any(TOKEN in line for line in lines(caplog))


def test_telegram_out_of_reach_at_the_start_keeps_nobody_from_serving(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        channel = TelegramChannel(talker.bot, settings_for(tmp_path, "http://127.0.0.1:9"), QUICK)
        await channel.start()
        await asyncio.sleep(0.2)
        begun = time.monotonic()
        await channel.stop()
        assert time.monotonic() - begun < 1

    talker.run(talk())


def test_a_stop_finishes_the_turn_in_hand_and_leaves_the_rest_for_the_next_start(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                server.fail("sendMessage", *[Fault(status=502)] * 3)  # the first turn takes a while
                for text in ("hello", "what is codependency?", "help"):
                    ada.writes(text)
                await server.until(lambda: server.calls["sendMessage"] > 0)
            first = list(ada.texts)
            assert len(first) >= 2, "the turn in hand was finished"
            await asyncio.sleep(0.1)
            assert ada.texts == first
            async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                await settled(server, channel)
            said = await talker.bot.said(channel._seal.sender(ada.id), 99)
            assert sum(event["event"] == "user" for event in said) == 3
            assert ada.texts[: len(first)] == first
            assert ada.texts[1:] == [event["text"] for event in said if event["event"] == "bot"]

    talker.run(talk())


def test_a_stop_does_not_wait_out_a_long_pause(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            channel = TelegramChannel(
                talker.bot, settings_for(tmp_path, server.address), Pace(first=0.02, poll=1, grace=0.3)
            )
            await channel.start()
            server.fail("sendMessage", Fault(status=429, retry_after=600))
            ada.writes("hello")
            await server.until(lambda: server.calls["sendMessage"] > 0)
            begun = time.monotonic()
            await channel.stop()
            assert time.monotonic() - begun < 3 and ada.heard == []
            async with telegram_channel(talker.bot, tmp_path, server) as (_, again):
                await settled(server, again)
            assert len(ada.heard) >= 2 and len(set(ada.texts)) == len(ada.texts)

    talker.run(talk())


def test_a_database_that_fails_for_a_while_loses_nothing(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.runtime.errors import StoreUnusable

    async def talk() -> None:
        real, failures = talker.bot.send, iter(range(3))

        async def send(*arguments: object, **named: object) -> object:
            if next(failures, None) is not None:
                raise StoreUnusable(tmp_path / "x.db", "disk I/O error")
            return await real(*arguments, **named)

        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            monkeypatch.setattr(talker.bot, "send", send)
            ada = server.person()
            ada.writes("hello")
            await settled(server, channel)
            assert len(ada.heard) >= 2

    talker.run(talk())
    assert sum("disk I/O error" in line for line in lines(caplog)) == 1


def test_what_telegram_repeats_after_a_restart_is_not_answered_again(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            update = {"update_id": 5, "message": ada.message(text="hello")}
            heard = 0
            for _ in range(3):
                async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                    server.put(update)
                    await settled(server, channel)
                heard = heard or len(ada.heard)
            assert len(ada.heard) == heard > 0

    talker.run(talk())
