"""Find where a conversation was one step earlier, from its events. Pure: no tracker, no Rasa.

    >>> rewind([{"event": "user", "parse_data": {"intent": {"name": "greet"}}}]) is None
    True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A place to go back to: the slots and the running form, as they were before a message was answered."""

    slots: Mapping[str, Any]
    loop: str | None


def rewind(events: Sequence[Mapping[str, Any]]) -> Place | None:
    """Give the place before the last message that was not itself "back"; None at the start of the session.

    `events` are Rasa's event dictionaries, oldest first, ending with the user's "back".
    """
    slots: dict[str, Any] = {}
    loop: str | None = None
    places: list[Place] = []
    target: Place | None = None
    for event in events:
        kind = event.get("event")
        if kind in ("session_started", "restart"):
            places.clear()
        elif kind == "slot":
            slots[str(event.get("name"))] = event.get("value")
        elif kind == "active_loop":
            loop = event.get("name")
        elif kind == "user" and _is_back(event):
            target = places.pop() if places else None
        elif kind == "user":
            target = None
            places.append(Place(dict(slots), loop))
    # The very first message of a session answered an empty page: there is nothing before it to go back to.
    return target if target and target.slots.get("welcomed") else None


def _is_back(event: Mapping[str, Any]) -> bool:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name") == "go_back"
