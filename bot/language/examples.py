"""Training examples as plain values: a message, what the person does, and the signs marked in it.

Owns the shapes the trainers take. It must not read files: `bot/nlu` turns Rasa's training data into these.

    Example("i decide alone about money", "share_sign", (Span(0, 26, "decides_independently", "affirmed", "self"),))
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.polarity import Polarity
from bot.language.subject import Who


@dataclass(frozen=True)
class Span:
    """One marked stretch of an example."""

    start: int
    end: int
    sign: str
    """One of the 20 sign ids."""
    polarity: Polarity = "affirmed"
    who: Who = "self"


@dataclass(frozen=True)
class Example:
    """One training message."""

    text: str
    intent: str
    spans: tuple[Span, ...] = ()
    learn: bool = True
    """False: thresholds and calibration are measured on it, so nothing may be learned from it."""

    def words(self, span: Span) -> str:
        """Return the marked words."""
        return self.text[span.start : span.end]
