"""A line of the log is an object where a host wants that, and holds no words that an error may quote."""

from __future__ import annotations

import json
import logging
import sys

from bot.runtime.quiet import AsJson


def line(message: str, *args: object, failing: bool = False) -> dict[str, str]:
    try:
        raise ValueError("i cannot sleep")
    except ValueError:
        error = sys.exc_info() if failing else None
    record = logging.LogRecord("trellis.web", logging.ERROR, "socket.py", 1, message, args, error)
    found: dict[str, str] = json.loads(AsJson().format(record))
    return found


def test_a_line_says_when_how_bad_where_and_what() -> None:
    found = line("the database %s is gone", "é.db")
    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "error", "logger": "trellis.web", "event": "the database é.db is gone"}


def test_of_an_error_only_its_kind_is_written() -> None:
    found = line("a request failed\nbadly", failing=True)
    assert found["error"] == "ValueError" and found["event"] == "a request failed\nbadly"
    assert "sleep" not in json.dumps(found)
