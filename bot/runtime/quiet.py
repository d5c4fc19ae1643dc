"""Keep logs and the screen clean: no warnings of libraries, and never a person's words.

Owns: the levels of Python's loggers and of structlog, and the silence of library warnings. Must not: hide errors;
those are raised and told by whoever asked.

Why so strict: at DEBUG Rasa logs the text of every message, and before ``configure_structlog`` ran structlog prints
every event to standard output, whatever the level.

Example::

    hush_warnings()  # before anything imports rasa
    hush_logs()      # after bot.runtime.slim.install()
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from datetime import datetime, timezone

LEVEL = logging.CRITICAL
"""Rasa's errors quote what they failed on, so even those stay out; `log` below is for our own."""
LOUD = (
    "rasa",
    "rasa_sdk",
    "asyncio",
    "apscheduler",
    "matplotlib",
    "sanic",
    "socketio",
    "engineio",
    "aiohttp",
    "sqlalchemy",
    "telegram",
    "httpx",
    "httpcore",
)
log = logging.getLogger("trellis")
"""The project's own log: names of errors, actions and files; goes to standard error."""


class AsJson(logging.Formatter):
    """A line of the log as an object; of an error only its kind, since its text may quote what it failed on."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Write what follows in the log as JSON."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(AsJson())


def as_json(line: str) -> str:
    """Give a line for the screen as the log would write it."""
    return AsJson().format(logging.LogRecord(log.name, logging.INFO, "", 0, line.strip(), (), None))


def hush_warnings() -> None:
    """Send warnings nowhere, for good: Rasa resets filters while it runs, so a filter would not last."""
    warnings.showwarning = lambda *args, **kwargs: None
    warnings.simplefilter("ignore")


def hush_deprecations() -> None:
    """Drop what libraries say to each other's authors, and keep what Rasa says to the author of a bot."""
    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("ignore", module=r"(sqlalchemy|matplotlib|pyparsing|sanic|pkg_resources).*")


def hush_logs() -> None:
    """Configure structlog and the loggers so that libraries write nothing and our own log goes to standard error."""
    # First, or Rasa's own basicConfig would send everything to standard output, between the answers.
    logging.basicConfig(format="trellis: %(message)s", stream=sys.stderr, level=LEVEL)
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(LEVEL)
    for name in LOUD:
        logging.getLogger(name).setLevel(LEVEL)
    log.setLevel(logging.WARNING)
