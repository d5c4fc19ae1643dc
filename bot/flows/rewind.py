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
            target = _last_other(places, slots, loop)
        elif kind == "user":
            target = None
            places.append(Place(dict(slots), loop))
    # The very first message of a session answered an empty page: there is nothing before it to go back to.
    return target if target and target.slots.get("welcomed") else None


# What a person would call a step; an answered question about privacy changes none of these.
STEPS = ("question", "picture", "walk", "plan", "chosen", "plan_when", "plan_action", "plan_obstacle", "plan_sentence")


def _last_other(places: list[Place], slots: Mapping[str, Any], loop: str | None) -> Place | None:
    """Take places off until one differs from the present in something that a person would call a step."""
    while places:
        place = places.pop()
        if place.loop != loop or any(place.slots.get(name) != slots.get(name) for name in STEPS):
            return place
    return None


def _is_back(event: Mapping[str, Any]) -> bool:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name") == "go_back"
