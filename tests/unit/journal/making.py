"""Turns as Rasa's events, to write into a journal."""

from __future__ import annotations

from typing import Any

SECRET = "my zebrafish sleeps at midnight"
PICTURE = {
    "enabling": {"polarity": "affirmed", "often": "often", "words": SECRET, "when": "", "source": "told"}
}
PLAN = {
    "item": "K2", "when": "wednesday", "action": "walk to the pool", "obstacle": "he calls", "sentence": "im out",
    "confidence": 8, "smaller": "",
}  # fmt: skip
CHECKIN = {"went": "done", "item": "K2", "words": "i did it", "obstacle": ""}
SUNDAYS = {"days": [6], "hour": 18, "minute": 0, "zone": "Europe/London"}


def user(text: str = SECRET, at: float = 1.0) -> dict[str, Any]:
    return {
        "event": "user", "timestamp": at, "text": text, "metadata": {}, "message_id": "m", "input_channel": "trellis",
        "parse_data": {
            "intent": {"name": "share_sign", "confidence": 0.9}, "text": text,
            "entities": [{"entity": "sign", "value": "enabling", "role": "affirmed", "start": 0, "end": 3}],
            "text_tokens": [[0, 2]],
        },
    }  # fmt: skip


def bot(text: str, at: float = 2.0) -> dict[str, Any]:
    return {
        "event": "bot", "timestamp": at, "text": text,
        "data": {"buttons": [{"title": "Often", "payload": '/answer_frequency{"often": "often"}'}]},
        "metadata": {"utter_action": "utter_reflect_words", "clauses": text, "variant": "ab"},
    }  # fmt: skip


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": 3.0, "name": name, "value": value}


def turn(*slots: tuple[str, Any], text: str = SECRET) -> list[dict[str, Any]]:
    return [user(text), *(slot(name, value) for name, value in slots), bot(f"So {text}.")]
