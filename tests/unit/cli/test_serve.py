"""`trellis serve` answers scripts with the token, says what is open to whom, and stops when it is told to."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.serve import what_is_open
from bot.settings import Settings

CHECKOUT = Path(__file__).parents[3]


class Server:
    """A running `trellis serve`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.token_file = Path(environment["TRELLIS_TOKEN_FILE"])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli.main", "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            cwd=CHECKOUT,
        )
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        address = re.search(r"http://\S+", self.first_line)
        assert address, self.first_line + self.process.stdout.read()
        self.address = address[0]

    def post(
        self, body: bytes, conversation: str = "c", token: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(f"{self.address}/conversations/{conversation}/messages", data=body)
        request.add_header("Authorization", f"Bearer {token or self.token_file.read_text().strip()}")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    """A server that is stopped after the test."""
    running = Server(environment)
    yield running
    running.process.terminate()
    running.process.wait(timeout=20)


def test_scripts_get_turns_and_others_nothing(server: Server) -> None:
    assert server.address.startswith("http://127.0.0.1:")
    assert stat.S_IMODE(os.stat(server.token_file).st_mode) == 0o600

    status, turn = server.post(b'{"text": "hi"}')
    assert status == 200 and turn["replies"][0]["text"] == "Hello, I am one."
    assert server.post(b'{"button": 1}')[1]["text"] == "Tell me"
    assert server.post(b'{"text": "/stop"}')[1]["understood"]["intent"]["name"] == "stop"

    for body in (
        b"",
        b"hi",
        b"[]",
        b'{"text": 1}',
        b'{"text": "a", "button": 1}',
        b'{"button": true}',
        b"\xff",
    ):
        assert server.post(body)[0] == 400, body
    assert server.post(b'{"button": 9}')[0] == 409
    for wrong in ("wrong", "é"):
        assert server.post(b'{"text": "hi"}', token=wrong)[0] == 401
    assert server.post(b'{"text": "' + b"a" * 300_000 + b'"}')[0] == 413


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_takes_its_token_away(
    environment: dict[str, str], number: signal.Signals
) -> None:
    server = Server(environment)
    server.process.send_signal(number)
    output, _ = server.process.communicate(timeout=20)
    assert server.process.returncode == 0
    assert output.endswith("Stopped; every turn is stored.\n")
    assert not server.token_file.exists()


def test_it_says_what_is_open_to_whom() -> None:
    own = "\n".join(what_is_open(Settings(), "http://127.0.0.1:5005"))
    assert "this machine only" in own and "http://127.0.0.1:5005/demo" in own and "no other site" in own
    proxied = Settings(origins=("https://talk.example.org",), embed_in=("https://site.example",))
    assert "by a proxy as https://talk.example.org" in "\n".join(
        what_is_open(proxied, "http://127.0.0.1:5005")
    )
    assert "shown in: https://site.example" in "\n".join(what_is_open(proxied, "http://127.0.0.1:5005"))
    wide = Settings(host="10.0.0.7", origins=("https://talk.example.org",))
    assert "everybody who can reach 10.0.0.7; put a proxy with TLS in front" in "\n".join(
        what_is_open(wide, "x")
    )


def test_an_address_that_is_taken_is_one_line(
    server: Server, environment: dict[str, str], tmp_path: Path
) -> None:
    port = server.address.rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "-m", "bot.cli.main", "serve"],
        env={**environment, "TRELLIS_PORT": port, "TRELLIS_TOKEN_FILE": str(tmp_path / "other.token")},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 1 and f"cannot listen on 127.0.0.1:{port}" in second.stderr
    assert second.stderr.count("\n") == 1


def test_a_token_of_telegram_that_cannot_be_used_keeps_nobody_from_serving(
    environment: dict[str, str],
) -> None:
    server = Server(
        {
            **environment,
            "TELEGRAM_TOKEN": "123456789:AAF-made-up-for-this-machine-only-000",
            "TELEGRAM_API": "http://127.0.0.1:9",
            "TELEGRAM_KEY_FILE": f"{environment['TRELLIS_TOKEN_FILE']}.key",
        }
    )
    assert server.post(b'{"text": "hi"}')[0] == 200
    server.process.terminate()
    output, _ = server.process.communicate(timeout=20)
    assert server.process.returncode == 0
    assert "made-up" not in output and "Traceback" not in output
    assert output.count("Telegram cannot be reached") == 1
