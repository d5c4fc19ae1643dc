"""Webhook mode: what Telegram sends is taken, what anybody else sends is not."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.webhook import HEADER
from tests.conftest import Talking
from tests.support.ports import free_port
from tests.support.telegram_channel import settled, telegram_channel

FORGED = {
    "update_id": 9,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 1_000_003, "type": "private"}, "text": "hi"},
}


def test_a_talk_by_webhook_and_no_forged_update_gets_in(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        port = free_port()
        address = f"http://127.0.0.1:{port}/telegram/in"
        more = {"telegram_webhook": address, "telegram_port": port}
        async with telegram_channel(talker.bot, tmp_path, **more) as (server, channel):
            await server.until(lambda: bool(server.webhook["url"]))
            ada = server.person("Ada", 1_000_003)
            ada.writes("/start")
            await settled(server, channel)
            ada.presses("Ask me questions")
            await settled(server, channel)
            count = len(ada.heard)
            assert count > 4 and server.calls["getUpdates"] == 0

            secret = server.webhook["secret_token"]
            forged = 0
            wrong = ["", "x", secret[:-1], secret + "x", secret.swapcase(), "é" * 40, "null"]
            async with aiohttp.ClientSession() as session:
                for attempt in [*wrong, None]:
                    headers = {} if attempt is None else {HEADER: attempt}
                    async with session.post(address, json=FORGED, headers=headers) as answer:
                        forged += answer.status == 200
                for path in ("/", "/telegram", f"/telegram/in/{secret}"):
                    async with session.post(f"http://127.0.0.1:{port}{path}", json=FORGED) as answer:
                        forged += answer.status == 200
                assert forged == 0
                good = {HEADER: secret}
                for body, status in (
                    (b"no json", 400),
                    (b"[" * 100_000, 400),
                    (b'{"update_id": 1}', 200),
                    (b"7", 200),
                ):
                    async with session.post(address, data=body, headers=good) as answer:
                        assert answer.status == status
                async with session.post(address, data=b"x" * 2_000_000, headers=good) as answer:
                    assert answer.status == 413
            await channel.idle()
            assert len(ada.heard) == count

            for _ in range(3):  # Telegram sends again what it thinks was not taken
                async with aiohttp.ClientSession() as session:
                    again = {**FORGED, "update_id": 77}
                    async with session.post(address, data=json.dumps(again), headers=good) as answer:
                        assert answer.status == 200
            await channel.idle()
            once = len(ada.heard)
            assert once > count
            await asyncio.sleep(0.1)
            assert len(ada.heard) == once

    talker.run(talk())


def test_a_failing_database_makes_telegram_send_again(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.telegram.ledger import Ledger
    from bot.runtime.errors import StoreUnusable

    async def talk() -> None:
        port = free_port()
        more = {"telegram_webhook": f"http://127.0.0.1:{port}/in", "telegram_port": port}
        real, left = Ledger.keep, iter(range(2))

        def keep(self: Ledger, updates: list) -> list:  # type: ignore[type-arg]
            if next(left, None) is not None:
                raise StoreUnusable(tmp_path / "x.db", "disk I/O error")
            return list(real(self, updates))

        monkeypatch.setattr(Ledger, "keep", keep)
        async with telegram_channel(talker.bot, tmp_path, **more) as (server, channel):
            await server.until(lambda: bool(server.webhook["url"]))
            ada = server.person()
            ada.writes("hello")
            await settled(server, channel)
            assert len(ada.heard) >= 2

    talker.run(talk())
