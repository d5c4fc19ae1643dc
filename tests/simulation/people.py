"""Who walks: people with different habits, and what they type next. Seeded, so that every walk can be walked again.

Owns the choice of the next message. Must not know what the bot ought to answer.

    person = Person.of(random.Random("1:0"))
    person.next(place, buttons)      # ("/start_walk", True) or ("i ring his boss ...", False)
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from tests.simulation.seen import Place

SENTENCES = Path(__file__).with_name("sentences.yml")
Weights = Mapping[str, float]

# How often each habit types from each group; what is left out has the weight in OTHERS.
OTHERS: Weights = {
    "signs": 3,
    "stories": 2,
    "answers": 3,
    "questions": 2,
    "navigation": 1.5,
    "plan": 1,
    "numbers": 0.5,
    "gibberish": 0.5,
    "worry": 0.15,
    "harm": 0.04,
    "safe": 0.1,
}
HABITS: dict[str, tuple[float, Weights]] = {
    "presses": (0.85, {}),
    "tells": (0.15, {"signs": 8, "stories": 5, "answers": 5}),
    "asks": (0.35, {"questions": 9}),
    "steers": (0.35, {"navigation": 9}),
    "plans": (0.6, {"plan": 4, "numbers": 2, "signs": 5, "answers": 5}),
    "is in danger": (0.5, {"worry": 4, "harm": 2, "safe": 3}),
    "is hard to follow": (0.3, {"gibberish": 6}),
    "mixes": (0.5, {}),
}
# In a form a person mostly answers what was asked.
ANSWERING: dict[str, Sequence[str]] = {
    "walk_answer": ("answers", "answers", "signs", "navigation", "questions"),
    "plan_when": ("plan", "plan", "plan", "questions", "navigation"),
    "plan_action": ("plan", "plan", "plan", "signs", "navigation"),
    "plan_obstacle": ("plan", "plan", "plan", "answers"),
    "plan_sentence": ("plan", "plan", "plan", "answers"),
    "plan_confidence": ("numbers", "numbers", "numbers", "answers"),
    "plan_smaller": ("plan", "plan", "answers"),
}
PATIENT = 0.6
"""How often a person answers the form's question rather than saying whatever comes to mind."""


@lru_cache
def sentences() -> dict[str, list[str]]:
    """Read the sentences, by group."""
    found: dict[str, list[str]] = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    return found


@dataclass
class Person:
    """One walker."""

    habit: str
    dice: random.Random

    @classmethod
    def of(cls, dice: random.Random) -> Person:
        """Draw a person."""
        return cls(dice.choice(sorted(HABITS)), dice)

    def next(self, place: Place, buttons: Sequence[str]) -> tuple[str, bool]:
        """Give the next message and whether it is a button that is pressed."""
        presses, own = HABITS[self.habit]
        if buttons and self.dice.random() < presses:
            return self.dice.choice(list(buttons)), True
        if place.requested in ANSWERING and place.loop and self.dice.random() < PATIENT:
            return self.dice.choice(sentences()[self.dice.choice(ANSWERING[place.requested])]), False
        weights = {**OTHERS, **own}
        group = self.dice.choices(list(weights), list(weights.values()))[0]
        return self.dice.choice(sentences()[group]), False
