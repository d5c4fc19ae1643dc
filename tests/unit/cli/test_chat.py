"""A conversation in a pipe, as JSON, and on a screen."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.channels.telegram.ledger import Ledger
from bot.channels.telegram.seal import Seal, load_key

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CHECKOUT = Path(__file__).parents[3]


def turns(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_pipe_gets_the_welcome_the_answers_and_a_kind_end(trellis: Run) -> None:
    done = trellis("chat", stdin="what is it\n1\n")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert done.stdout == (
        "Hello, I am one.\n1  Tell me\n2  Stop\n\n"
        "For Ada, one.\n\nIt is a thing.\n1  Again\n\n"
        "For Ada, two.\n\nIt is a thing.\n1  Again\n\n"
        "Take good care of yourself.\n"
    )


def test_no_input_at_all_ends_kindly(trellis: Run) -> None:
    done = trellis("chat")
    assert done.returncode == 0 and done.stdout.endswith("Take good care of yourself.\n")


def test_json_gives_one_object_a_line_in_order(trellis: Run) -> None:
    done = turns(trellis("chat", "--json", stdin="hi\n/button 1\n/button 7\n\n/ask_topic\n"))
    assert [t["text"] for t in done] == ["hi", "Tell me", "", "", "/ask_topic"]
    assert [t["understood"]["intent"]["name"] for t in done] == [
        "greet",
        "ask_topic",
        None,
        None,
        "nlu_fallback",
    ]  # type: ignore[index]
    assert set(done[0]) == {"text", "replies", "understood", "state"}


def test_json_survives_every_kind_of_line(trellis: Run) -> None:
    lines = [
        b"",
        b"\xff\xfe",
        b"\x00\x01",
        "😢".encode(),
        b"a" * 20_000,
        b"/button",
        b"/button x",
        b"/button 0",
    ]
    done = trellis("chat", "--json", stdin=b"\n".join(lines) + b"\n")
    assert len(turns(done)) == len(lines)
    assert done.stderr == ""


def test_a_conversation_goes_on_where_it_was(trellis: Run) -> None:
    trellis("chat", "--json", "--conversation", "me", stdin="note\nhi\n")
    again = turns(trellis("chat", "--json", "--conversation", "me", stdin="/button 2\nhi\n"))
    assert again[0]["text"] == "Stop"
    assert again[0]["state"]["signs"] == {"enabling": {"polarity": "affirmed", "often": "often"}}  # type: ignore[index]
    assert again[1]["replies"][0]["text"] == "Hello, I am two."  # type: ignore[index]


def test_data_can_be_exported_and_erased(trellis: Run) -> None:
    trellis("chat", "--json", "--conversation", "me", stdin="note\n")
    exported = json.loads(trellis("data", "export", "me").stdout)
    assert any(event.get("text") == "note" for event in exported["events"])
    assert "gone for good" in trellis("data", "erase", "me").stdout
    gone = trellis("data", "export", "me")
    assert gone.returncode == 1 and "nothing is stored" in gone.stderr


def test_erasing_wipes_what_telegram_holds_too(trellis: Run, environment: dict[str, str], tmp_path: Path) -> None:
    key = tmp_path / "telegram.key"
    seal = Seal(load_key(key))
    sender = seal.sender(4_711)
    trellis("chat", "--json", "--conversation", sender, stdin="note\n")
    database = Path(environment["TRELLIS_DATABASE"])
    with closing(Ledger(database, seal)) as ledger:
        ledger.remember_address(sender, 4_711)
    assert "gone for good" in trellis("data", "erase", sender, TELEGRAM_KEY_FILE=str(key)).stdout
    with closing(Ledger(database, seal)) as ledger:
        assert ledger.address(sender) is None
    assert sender.encode() not in database.read_bytes()


def test_parse_answers_line_by_line(trellis: Run) -> None:
    done = trellis("parse", stdin='{"text": "hi", "id": 7}\n\n{"text": ""}\n{"text": "/stop"}\n')
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["text"] for r in readings] == ["hi", "", "/stop"]
    assert [r["intent"]["name"] for r in readings] == ["greet", None, "stop"]


def test_parse_names_the_line_it_cannot_read(trellis: Run) -> None:
    done = trellis("parse", stdin='{"text": "hi"}\nhi\n')
    assert done.returncode == 2 and "line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


PROMPT_OPENS = "\x1b[?2004h"
"""What the line editor sends when it begins to read (bracketed paste on)."""


class Screen:
    """`trellis chat` on a pseudo terminal of its own, so that Ctrl-C is a signal whenever no prompt is open."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(CHECKOUT)
            command = [sys.executable, "-m", "bot.cli.main", "chat"]
            os.execve(command[0], command, {**environment, "TERM": "xterm", "COLUMNS": "80"})
        self.seen = ""

    def leave(self) -> int:
        """Wait for the end and return the exit status."""
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def wait_for(self, text: str, times: int = 1, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while self.seen.count(text) < times and time.monotonic() < end:
            if not select.select([self.master], [], [], 0.5)[0]:
                continue
            try:
                self.seen += os.read(self.master, 65536).decode(errors="replace")
            except OSError:
                break
        assert self.seen.count(text) >= times, self.seen

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "end of input"])
def test_on_a_screen_it_is_left_cleanly(environment: dict[str, str], keys: str) -> None:
    screen = Screen(environment)
    try:
        screen.wait_for("Tell me")
        screen.wait_for(">")
        screen.type("2\r")
        screen.wait_for("Take care.")
        screen.wait_for(PROMPT_OPENS, times=2)
        screen.type(keys)
        screen.wait_for("--conversation")
        assert "Take good care of yourself." in screen.seen
        assert "Traceback" not in screen.seen and "WARNING" not in screen.seen
        assert screen.leave() == 0
    finally:
        screen.close()
