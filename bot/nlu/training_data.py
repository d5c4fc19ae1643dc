"""Rasa's training data as the plain examples that bot.language learns from.

An intent block with `metadata: {learn: false}` holds messages to measure thresholds on.
"""

from __future__ import annotations

from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.examples import Example, Span
from bot.language.polarity import Polarity
from bot.language.subject import Who

SIGN = "sign"
_POLARITIES: dict[str, Polarity] = {
    "affirmed": "affirmed",
    "denied": "denied",
    "hedged": "hedged",
    "past": "past",
}
_WHO: dict[str, Who] = {"self": "self", "partner": "partner", "other": "other"}


def examples_of(training_data: TrainingData) -> list[Example]:
    """Give every annotated message; an entity without role or group is affirmed and the person's own."""
    found = []
    for message in training_data.nlu_examples:
        spans = tuple(
            Span(
                int(e["start"]),
                int(e["end"]),
                str(e["value"]),
                _POLARITIES[e.get("role") or "affirmed"],
                _WHO[e.get("group") or "self"],
            )
            for e in message.get(ENTITIES) or ()
            if e.get("entity") == SIGN
        )
        found.append(Example(message.get(TEXT) or "", message.get(INTENT) or "", spans, is_learned(message)))
    return found


def is_learned(message: Message) -> bool:
    """Tell whether something may be learned from a message."""
    notes = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return notes.get("learn", True) is not False
