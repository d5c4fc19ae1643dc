"""What `trellis doctor` says about the token."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.check import look
from tests.support.telegram_channel import settings_for
from tests.support.telegram_server import TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """A server in a thread of its own: the check runs a loop of its own, too."""
    loop = asyncio.new_event_loop()
    running = TelegramServer()
    loop.run_until_complete(running.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield running
    asyncio.run_coroutine_threadsafe(running.__aexit__(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_a_good_token_names_the_bot(server: TelegramServer, tmp_path: Path) -> None:
    found = look(settings_for(tmp_path, server.address))
    assert found.level == "ok" and "@trellis_demo_bot" in found.text
    assert server.calls["getUpdates"] == 0, "the check must take nothing from a running bot"


def test_a_revoked_token_fails_and_says_where_a_new_one_is(server: TelegramServer, tmp_path: Path) -> None:
    server.revoked = True
    found = look(settings_for(tmp_path, server.address))
    assert found.level == "fail" and "@BotFather" in found.remedy


def test_a_webhook_of_somebody_else_is_named(server: TelegramServer, tmp_path: Path) -> None:
    server.webhook["url"] = "https://old.example.org/hook"
    found = look(settings_for(tmp_path, server.address))
    assert found.level == "warn" and "webhook" in found.text


def test_no_connection_is_a_warning(tmp_path: Path) -> None:
    found = look(settings_for(tmp_path, "http://127.0.0.1:9"))
    assert found.level == "warn" and "cannot be reached" in found.text


def test_what_is_no_token_is_told_without_asking(tmp_path: Path) -> None:
    from dataclasses import replace

    found = look(replace(settings_for(tmp_path, "http://127.0.0.1:9"), telegram_token="hello there"))
    assert found.level == "fail" and "hello" not in found.text
