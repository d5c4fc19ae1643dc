"""Buttons under a message: one a row, labels whole, and tokens that fit into 64 bytes.

Owns: the token of a button (the turn that offered it and a digest of its payload), and what a pressed token means
now. Must not: hold any state; what is offered is asked of the bot.

A token names its turn because the same payload is offered again and again: "Often" under an old question must not
answer the new one.

Example::

    rows = keyboard(turn.buttons, turn=812345)
    find("h2p5.1f0c9a7d22e4", 812345, offered)  # the button, or None if the token is from another turn
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.telegram.entities import LONE_SURROGATE, units
from bot.runtime.turn import ShownButton

WIDEST = 40
"""UTF-16 units of a label that still shows whole on a small phone, one button a row."""
MOST = 100
"""Buttons a keyboard of Telegram holds."""
DIGEST = 16
CHOSEN = "\u2713 "
SPENT = "-"
"""The data of a button that only shows what was chosen."""


@dataclass(frozen=True)
class Key:
    """One button as Telegram gets it; `url` opens a page, `data` comes back when it is pressed."""

    label: str
    data: str = SPENT
    url: str | None = None


def keyboard(buttons: Sequence[ShownButton], turn: int) -> tuple[Key, ...]:
    """Make the rows for the buttons that the update `turn` brought up."""
    shown = buttons[:MOST]
    if needs_list(shown):
        return tuple(
            Key(_short(f"{place}. {_clean(button['title'])}"), token(button["payload"], turn))
            for place, button in enumerate(shown, 1)
        )
    return tuple(Key(_clean(button["title"]), token(button["payload"], turn)) for button in shown)


def needs_list(buttons: Sequence[ShownButton]) -> bool:
    """Tell whether a label is too wide, so that all stand whole in the text."""
    return any(units(_clean(button["title"])) > WIDEST for button in buttons)


def listed(buttons: Sequence[ShownButton]) -> str:
    """Write the labels whole, one a line, with the numbers their buttons have."""
    return "\n".join(f"{place}. {_clean(button['title'])}" for place, button in enumerate(buttons[:MOST], 1))


def token(payload: str, turn: int) -> str:
    """Make the data of a button: at most 30 bytes, whatever the payload."""
    return f"{turn:x}.{hashlib.sha256(payload.encode('utf-8', 'replace')).hexdigest()[:DIGEST]}"


def turn_of(data: str) -> int | None:
    """Say which update offered a token; None if it is no token."""
    number, _, digest = data.partition(".")
    try:
        return int(number, 16) if len(digest) == DIGEST and len(number) <= 16 else None
    except ValueError:
        return None


def find(data: str, turn: int | None, offered: Sequence[ShownButton]) -> ShownButton | None:
    """Find the button that a token means, None if `turn` is not the one that offers now."""
    if turn is None or turn_of(data) != turn:
        return None
    return next(
        (
            button
            for button in offered
            if hmac.compare_digest(token(button["payload"], turn).encode(), data.encode("utf-8", "replace"))
        ),
        None,
    )


def by_words(text: str, offered: Sequence[ShownButton]) -> ShownButton | None:
    """Find the button whose exact words somebody typed, or its number where the labels are numbered."""
    words = text.strip().casefold()
    for place, button in enumerate(offered[:MOST], 1):
        if words == button["title"].strip().casefold() or (needs_list(offered) and words == str(place)):
            return button
    return None


def chosen(title: str) -> tuple[Key, ...]:
    """Make the row that shows what was chosen."""
    return (Key(_short(CHOSEN + _clean(title))),)


def _clean(title: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", " ".join(title.split())) or "\u2026"


def _short(label: str) -> str:
    """Keep as many whole words as fit."""
    if units(label) <= WIDEST:
        return label
    kept = ""
    for word in label.split(" "):
        if units(f"{kept} {word}") > WIDEST - 2:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept or label[: WIDEST // 2 - 1]} \u2026"
