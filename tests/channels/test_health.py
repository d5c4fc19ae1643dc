"""What a watcher is told: the server runs, and whether a turn could be stored now."""

from __future__ import annotations

import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Served


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(model, tmp_path_factory.mktemp("health")) as served:
        yield served


def ask(server: Served, path: str, host: str = "10.1.2.3:5005") -> tuple[int, str]:
    """Ask as an orchestrator does: by the address of the container."""
    request = urllib.request.Request(server.address + path, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_it_runs_and_can_store(server: Served) -> None:
    assert ask(server, "/live") == (200, "yes\n")
    assert ask(server, "/ready") == (200, "yes\n")


def test_everything_else_keeps_to_its_own_names(server: Served) -> None:
    assert ask(server, "/")[0] == 421


def test_where_nothing_could_be_stored_it_runs_and_is_not_ready(server: Served) -> None:
    holder = sqlite3.connect(server.database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert ask(server, "/live")[0] == 200
        code, told = ask(server, "/ready")
        assert code == 503 and str(server.folder) not in told
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert ask(server, "/ready")[0] == 200


def test_without_its_file_it_is_not_ready(server: Served) -> None:
    away = server.database.with_suffix(".away")
    server.database.rename(away)
    try:
        assert ask(server, "/ready")[0] == 503
    finally:
        away.rename(server.database)
    assert ask(server, "/ready")[0] == 200
