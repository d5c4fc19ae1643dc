"""What is done to a message before anything reads it.

Owns: the limits on what comes in, and the cleaning of text without moving a single character (so that the places of
signs stay right). Must not: judge what is said.

Example::

    clean("a\\x00b\\u202ec")  # 'a b c'
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from bot.runtime.turn import ShownButton

LIMIT = 4_000
"""Characters; about 700 words. A longer message still passes the safety screen as a whole."""
SLASH = "/"
"""Rasa executes a message that begins with it; typed text never may."""
FEWEST, MOST = 2, 5
"""Words that name a button by a part of its title."""
KEPT = frozenset("\n\t\u200c\u200d")
"""Control and format characters that mean something: line breaks, and the joiners of scripts and emoji."""


def clean(text: str) -> str:
    """Replace control, format and unpaired surrogate characters by a blank each; the length stays the same."""
    return "".join(char if _is_fine(char) else " " for char in text)


def _is_fine(char: str) -> bool:
    return char in KEPT or unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def readable(text: str) -> tuple[str, int]:
    """Strip what Rasa would take for a command from the front; return the rest and how much was stripped.

    A person may well type "/greet" or "/ask_topic{...}": it is text and gets read as text.
    """
    rest = text.lstrip(SLASH + " \t\n")
    return rest.rstrip(), len(text) - len(rest)


def moved(entities: list[dict[str, Any]], offset: int) -> list[dict[str, Any]]:
    """Shift the places of entities by `offset` characters."""
    return [
        {**entity, **{key: entity[key] + offset for key in ("start", "end") if entity.get(key) is not None}}
        for entity in entities
    ]


def find_button(payload: str, offered: tuple[ShownButton, ...]) -> ShownButton | None:
    """Find the offered button with this payload."""
    return next((button for button in offered if button["payload"] == payload), None)


def titled(text: str, offered: tuple[ShownButton, ...]) -> ShownButton | None:
    """Find the one offered button whose words were typed: all of them, or two and more of them and nothing else.

    >>> titled("second view", ({"title": "I like a second view", "payload": "/deny"},))["payload"]
    '/deny'
    """
    typed = _words(text)
    whole = [button for button in offered if typed and _words(button["title"]) == typed]
    part = [b for b in offered if FEWEST <= len(typed) <= MOST and set(typed) <= set(_words(b["title"]))]
    found = whole or part
    return found[0] if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("\u2019", "'"))
