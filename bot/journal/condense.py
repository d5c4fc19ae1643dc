"""A long conversation told shortly: the events that bring a tracker to where many turns have brought it.

Owns what of a conversation's far past still matters: every slot, the running form, and which of our sentences were
said. Must not store; pure.

    >>> condensed([{"event": "slot", "name": "flow", "value": "walk"}, {"event": "slot", "name": "flow", "value": None}])[0]
    {'event': 'slot', 'timestamp': None, 'name': 'flow', 'value': None}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

TURNS = 20
"""The latest turns that are always read as they were: further than stories look, and than anybody goes back."""
UNDOING = frozenset(("restart", "undo", "rewind"))
"""Events of Rasa that take earlier ones back. Nothing here uses them; a conversation that holds one is read whole."""
QUOTES = "“"
"""Begins a person's words in a sentence of ours: it is not said again, and what counts is its wording."""

Event = Mapping[str, Any]


def condensed(events: Iterable[Event]) -> list[dict[str, Any]] | None:
    """Give the events that lead to the same place, at the end of a turn; None where Rasa has undone something.

    events: Rasa's event dictionaries, oldest first; they may begin with what an earlier call gave.
    """
    slots: dict[str, Any] = {}
    said: dict[tuple[Any, ...], dict[str, Any]] = {}
    loop: Event | None = None
    at: float | None = None
    for event in events:
        kind, at = event["event"], event.get("timestamp")
        if kind in UNDOING:
            return None
        if kind == "slot":
            slots[event["name"]] = {"event": "slot", "timestamp": at, "name": event["name"], "value": event.get("value")}
        elif kind == "active_loop":
            loop = event if event.get("name") else None
        elif kind == "bot":
            key, sentence = _sentence(event)
            said.pop(key, None)  # the one said last stands last: wordings are taken in turn
            said[key] = sentence
    running = [{"event": "active_loop", "timestamp": at, "name": loop["name"]}] if loop else []
    listening = {"event": "action", "timestamp": at, "name": "action_listen"}
    return [*slots.values(), *said.values(), *running, listening]


def turns_in(events: Iterable[Event]) -> int:
    """Count the messages of the person."""
    return sum(event["event"] == "user" for event in events)


def _sentence(event: Event) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Give what was said without buttons, charts and a person's words, and what makes it the same as another."""
    metadata = event.get("metadata") or {}
    kept = {name: metadata[name] for name in ("utter_action", "variant") if metadata.get(name)}
    text = str(event.get("text") or "")
    text = "" if QUOTES in text else text
    key = tuple(kept.values()) if kept else (text,)
    return key, {"event": "bot", "timestamp": event.get("timestamp"), "text": text, "data": {}, "metadata": kept}
