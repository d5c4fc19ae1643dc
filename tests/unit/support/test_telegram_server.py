"""The Bot API server of this machine is no kinder than Telegram: a validator is code too."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.support.telegram_server import TOKEN, Fault, TelegramServer

ADA = 1_000_003
KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


def bold(offset: int, length: int, kind: str = "bold") -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length}


def keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no text": ("sendMessage", {"chat_id": ADA, "text": " "}, "message text is empty"),
    "a long text": ("sendMessage", {"chat_id": ADA, "text": "x" * 4097}, "too long"),
    "a long text of wide letters": ("sendMessage", {"chat_id": ADA, "text": "🌱" * 2049}, "too long"),
    "an unknown chat": ("sendMessage", {"chat_id": 5, "text": "x"}, "chat not found"),
    "an unknown parameter": ("sendMessage", {"chat_id": ADA, "text": "x", "bold": 1}, "unknown parameter"),
    "a span out of the text": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "entities": [bold(0, 2)]},
        "entities",
    ),
    "an empty span": ("sendMessage", {"chat_id": ADA, "text": "x", "entities": [bold(0, 0)]}, "entities"),
    "half a letter": ("sendMessage", {"chat_id": ADA, "text": "🌱", "entities": [bold(0, 1)]}, "entities"),
    "a blank edge": ("sendMessage", {"chat_id": ADA, "text": "x y", "entities": [bold(0, 2)]}, "entities"),
    "crossing spans": (
        "sendMessage",
        {"chat_id": ADA, "text": "abc", "entities": [bold(0, 2), bold(1, 2, "italic")]},
        "cross",
    ),
    "bold code": (
        "sendMessage",
        {"chat_id": ADA, "text": "abc", "entities": [bold(0, 3), bold(1, 1, "code")]},
        "code",
    ),
    "an unknown span": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "entities": [bold(0, 1, "big")]},
        "entities",
    ),
    "a link to nowhere": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "entities": [bold(0, 1, "text_link")]},
        "url",
    ),
    "65 bytes": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "reply_markup": keys(text="a", callback_data="é" * 33)},
        "DATA",
    ),
    "no bytes": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "reply_markup": keys(text="a", callback_data="")},
        "DATA",
    ),
    "no label": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "reply_markup": keys(text=" ", callback_data="a")},
        "text",
    ),
    "two kinds": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "reply_markup": keys(text="a", callback_data="a", url="x")},
        "one kind",
    ),
    "no address": (
        "sendMessage",
        {"chat_id": ADA, "text": "x", "reply_markup": keys(text="a", url="ftp:x")},
        "URL",
    ),
    "a long caption": (
        "sendPhoto",
        {"chat_id": ADA, "photo": "https://e.org/p.png", "caption": "x" * 1025},
        "caption",
    ),
    "a picture of this machine": (
        "sendPhoto",
        {"chat_id": ADA, "photo": "http://127.0.0.1/p.png"},
        "wrong file",
    ),
    "no message to edit": ("editMessageReplyMarkup", {"chat_id": ADA, "message_id": 99}, "not found"),
    "an unknown query": ("answerCallbackQuery", {"callback_query_id": "9"}, "query is too old"),
    "an unknown action": ("sendChatAction", {"chat_id": ADA, "action": "sing"}, "action"),
    "a bad command": ("setMyCommands", {"commands": [{"command": "Big", "description": "x"}]}, "COMMAND"),
    "a bad secret": ("setWebhook", {"url": "https://e.org", "secret_token": "a b"}, "secret"),
}


async def call(
    server: TelegramServer, method: str, token: str = TOKEN, **given: Any
) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.address}/bot{token}/{method}", json=given) as answer,
    ):
        return answer.status, json.loads(await answer.read())


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_documentation_forbids_is_refused(name: str) -> None:
    method, given, why = REFUSED[name]

    async def run() -> None:
        async with TelegramServer() as server:
            ada = server.person(number=ADA)
            status, answer = await call(server, method, **given)
            assert (status, answer["ok"]) == (400, False) and why in answer["description"]
            assert ada.heard == [] and server.refusals

    asyncio.run(run())


def test_messages_edits_and_queries() -> None:
    async def run() -> None:
        async with TelegramServer() as server:
            ada = server.person(number=ADA)
            ada.writes("hi")
            _, sent = await call(server, "sendMessage", chat_id=ADA, text="x", reply_markup=KEYS)
            place = {"chat_id": ADA, "message_id": sent["result"]["message_id"]}
            assert (
                "not modified"
                in (await call(server, "editMessageReplyMarkup", **place, reply_markup=KEYS))[1][
                    "description"
                ]
            )
            theirs = {"chat_id": ADA, "message_id": ada.messages[0].id}
            assert (
                "can't be edited"
                in (await call(server, "editMessageReplyMarkup", **theirs))[1]["description"]
            )
            ada.presses("Yes")
            query = (await call(server, "getUpdates"))[1]["result"][-1]["callback_query"]["id"]
            assert (await call(server, "answerCallbackQuery", callback_query_id=query))[0] == 200
            assert (await call(server, "answerCallbackQuery", callback_query_id=query))[0] == 400
            assert (await call(server, "editMessageReplyMarkup", **place))[0] == 200 and ada.heard[
                0
            ].rows == []

    asyncio.run(run())


def test_an_offset_confirms_what_is_below_it_and_nothing_else_does() -> None:
    async def run() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            first, second = ada.writes("one"), ada.writes("two")
            for _ in range(2):
                found = (await call(server, "getUpdates"))[1]["result"]
                assert [u["update_id"] for u in found] == [first, second]
            found = (await call(server, "getUpdates", offset=second))[1]["result"]
            assert [u["update_id"] for u in found] == [second] and server.confirmed == 1
            assert len((await call(server, "getUpdates", limit=1))[1]["result"]) == 1

    asyncio.run(run())


def test_a_long_poll_ends_with_an_update_and_with_a_second_one() -> None:
    async def run() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            poll = asyncio.create_task(call(server, "getUpdates", timeout=10))
            await asyncio.sleep(0.1)
            ada.writes("hi")
            assert len((await poll)[1]["result"]) == 1
            poll = asyncio.create_task(call(server, "getUpdates", offset=10**12, timeout=10))
            await asyncio.sleep(0.1)
            await call(server, "getUpdates")
            assert (await poll)[0] == 409
            await call(server, "setWebhook", url="https://e.org")
            assert (await call(server, "getUpdates"))[0] == 409

    asyncio.run(run())


def test_tokens_blocks_and_faults() -> None:
    async def run() -> None:
        async with TelegramServer() as server:
            ada = server.person(number=ADA)
            assert (await call(server, "getMe", token=TOKEN[:-1] + "x"))[0] == 401
            assert (await call(server, "getMe", token="x"))[0] == 404
            assert (await call(server, "sing"))[0] == 404
            server.fail("getMe", Fault(status=429, retry_after=3))
            status, answer = await call(server, "getMe")
            assert status == 429 and answer["parameters"] == {"retry_after": 3}
            assert (await call(server, "getMe"))[0] == 200
            server.fail("sendMessage", Fault(status=500, after=True))
            assert (await call(server, "sendMessage", chat_id=ADA, text="x"))[0] == 500 and ada.texts == ["x"]
            server.fail("*", Fault(drop=True))
            with pytest.raises(aiohttp.ClientError):
                await call(server, "getMe")
            ada.blocked = True
            assert (await call(server, "sendMessage", chat_id=ADA, text="x"))[0] == 403

    asyncio.run(run())
