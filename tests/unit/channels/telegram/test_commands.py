"""A command is a command alone; with words of their own it is text."""

from __future__ import annotations

import pytest

from bot.channels.telegram.commands import MENU, PAYLOADS, read
from tests.data.project import intents
from tests.support import telegram_rules

READ = {
    "/start": "start",
    "/start ref_12": "start",
    "/Back": "back",
    " /picture ": "picture",
    "/help@trellis_bot": "help",
    "/stop i can't go on": None,
    "/start i want to die": None,
    "/etc/passwd": None,
    "/unknown": None,
    "/": None,
    "back": None,
    '/ask_topic{"item": "D1"}': None,
}


@pytest.mark.parametrize("text", READ)
def test_commands_are_told_from_text(text: str) -> None:
    assert read(text) == READ[text]


def test_telegram_takes_the_menu() -> None:
    assert telegram_rules.commands([{"command": n, "description": t} for n, t in MENU.items()])


def test_every_command_has_something_to_run() -> None:
    own = {"start", "export", "delete"}
    assert MENU.keys() == PAYLOADS.keys() | own
    assert {payload.removeprefix("/") for payload in PAYLOADS.values()} <= set(intents())
