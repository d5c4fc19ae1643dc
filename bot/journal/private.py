"""Private mode: what an event looks like without a person's words.

Owns which parts of an event and of a slot are free text. Must not store. Ids, how-oftens, numbers and the names of
utterances stay, so that the talk can go on; buttons stay, since their words are ours.

    >>> blanked({"event": "user", "text": "he shouts", "parse_data": {"text": "he shouts"}})["text"]
    ''
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.library import library

WORDS = frozenset(
    "words when kept action obstacle sentence smaller text plan_when plan_action plan_obstacle plan_sentence plan_smaller".split()
)
"""Fields that hold free text, in slots and in the values inside them."""
BUTTON = "/"
MARK = "mark"
"""The id of a message, by which one that is sent again is found to be answered; a random number, no word."""
BOT_KEPT = frozenset("utter_action variant items act assistant_id model_id mark".split())


def blanked(event: Mapping[str, Any]) -> dict[str, Any]:
    """Give an event without free text."""
    kind = event.get("event")
    if kind == "user":
        return _user(event)
    if kind == "bot":
        metadata = {k: v for k, v in (event.get("metadata") or {}).items() if k in BOT_KEPT}
        data = {k: v for k, v in (event.get("data") or {}).items() if k == "buttons"}
        return {**event, "text": "", "data": data, "metadata": metadata}
    if kind == "slot":
        return {**event, "value": blank(event.get("value"), str(event.get("name")))}
    if kind in ("followup", "action", "active_loop", "session_started", "loop_interrupted"):
        return dict(event)
    return {k: v for k, v in event.items() if k in ("event", "timestamp", "name", "metadata")}


def _user(event: Mapping[str, Any]) -> dict[str, Any]:
    if str(event.get("text") or "").startswith(BUTTON):
        return dict(event)
    parsed = event.get("parse_data") or {}
    kept = {k: parsed[k] for k in ("intent", "safety") if k in parsed}
    signs = [
        {k: v for k, v in entity.items() if k in ("entity", "value", "role", "group")}
        for entity in parsed.get("entities") or []
        if entity.get("entity") == "sign"
    ]
    return {
        **{k: v for k, v in event.items() if k in ("event", "timestamp", "input_channel", "message_id")},
        "text": "",
        "parse_data": {**kept, "entities": signs, "text": ""},
        "metadata": {k: v for k, v in (event.get("metadata") or {}).items() if k == MARK},
    }


def blank(value: Any, name: str = "") -> Any:
    """Give a value of a slot without free text; an empty text is what a skipped question leaves."""
    if isinstance(value, str):
        return "" if name in WORDS else value
    if isinstance(value, Mapping):
        inside = {key: blank(inner, key) for key, inner in value.items()}
        if "item" in inside and value.get("action"):  # a plan without its step could not be read back
            inside["action"] = _title(str(inside["item"]))
        return inside
    if isinstance(value, list):
        return [blank(inner, name) for inner in value]
    return value


def _title(item: str) -> str:
    known = library()
    return known.item(item).title.lower() if item in known.item_ids else ""
