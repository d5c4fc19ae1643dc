"""Who watches over a server reads how it goes, and nobody else does, and nothing of what is said is in it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.wire import opened
from tests.serving import Served

TOKEN = "a-made-up-token-of-the-tests"
WORDS = "my sister's marmalade fell on the quilt"


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(model, tmp_path_factory.mktemp("metrics"), TRELLIS_METRICS="1", TRELLIS_LOG="json") as served:
        yield served


@pytest.fixture(scope="module")
def guarded(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("guarded")
    with Served(model, folder, TRELLIS_METRICS_TOKEN=TOKEN, TRELLIS_BEHIND_PROXY="1") as served:
        yield served


def count(server: Served, line: str) -> float:
    status, _, body = server.get("/metrics")
    assert status == 200
    (found,) = [row for row in body.decode().splitlines() if row.startswith(line + " ")]
    return float(found.rpartition(" ")[2])


def say(server: Served, conversation: str, text: str) -> None:
    status, _, _ = server.get(
        f"/conversations/{conversation}/messages",
        {"Authorization": f"Bearer {server.script_token}"},
        json.dumps({"text": text}).encode(),
    )
    assert status == 200


def test_turns_are_counted_where_they_come_from_and_nothing_is_told_of_them(server: Served) -> None:
    async def on_the_page() -> None:
        async with opened(server) as page:
            await page.hello()
            await page.say(WORDS)

    say(server, "marmalade-club", WORDS)
    asyncio.run(on_the_page())
    assert count(server, 'trellis_turns_total{channel="scripts"}') == 1
    assert count(server, 'trellis_turns_total{channel="web"}') == 2  # it is greeted first
    assert count(server, 'trellis_turn_seconds_count{channel="web"}') == 2
    assert count(server, 'trellis_turn_seconds_sum{channel="scripts"}') > 0
    body = server.get("/metrics")[2].decode()
    assert not any(word in body + server.log for word in ("marmalade", "quilt", "web-", "partner"))


def test_without_a_token_this_machine_reads_them_under_its_own_name_only(server: Served) -> None:
    assert server.get("/metrics", {"Accept": "application/openmetrics-text"})[0] == 200
    assert server.get("/metrics", {"X-Forwarded-For": "10.1.2.3"})[0] == 404
    assert server.get("/metrics", {"Forwarded": "for=10.1.2.3"})[0] == 404
    assert server.get("/metrics", {"Host": f"elsewhere.example:{server.port}"})[0] == 404


def test_with_a_token_whoever_brings_it_reads_them(guarded: Served) -> None:
    elsewhere = {"Host": "10.1.2.3:5005", "X-Forwarded-For": "10.3.2.1"}
    assert guarded.get("/metrics", {**elsewhere, "Authorization": f"Bearer {TOKEN}"})[0] == 200
    for wrong in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {TOKEN}s"},
        {"Authorization": "Bearer é"},
    ):
        status, _, body = guarded.get("/metrics", {**elsewhere, **wrong})
        assert status == 401 and b"trellis_" not in body


def test_a_failing_database_is_counted(server: Served) -> None:
    holder = sqlite3.connect(server.database, isolation_level=None)
    headers = {"Authorization": f"Bearer {server.script_token}"}
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert server.get("/conversations/c9/messages", headers, b'{"text": "hi"}')[0] == 503
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert count(server, 'trellis_errors_total{channel="scripts",kind="store"}') == 1


def test_the_log_and_what_is_said_at_the_end_are_one_object_a_line(model: Path, tmp_path: Path) -> None:
    with Served(model, tmp_path, TRELLIS_LOG="json") as server:
        assert server.process.stdout
        server.process.terminate()
        said = server.process.stdout.read().splitlines()
        events = [json.loads(line)["event"] for line in [*said, *server.log.splitlines()]]
    assert any("/embed.js" in event for event in events) and events[-1].startswith("Stopped")
