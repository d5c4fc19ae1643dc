"""A feeling somebody tells of themselves."""

from __future__ import annotations

import pytest

from bot.language.feelings import FEELINGS, feeling

TOLD = [
    ("I sat in the car and just cried", "sad"),
    ("im so tired of it all", "tired"),
    ("she makes me feel guilty for going out", "guilty"),
    ("i miss the radios", "longing"),
    ("I feel a bit stupid telling you this", "ashamed"),
    ("I'm angrier than I let on", "angry"),
    ("it hurts when he does that", "hurt"),
    ("i feel so alone in the evenings", "lonely"),
    ("i get nervous when he calls", "worried"),
    ("i was happy once, now i just feel lost", "torn"),
    ("im proud of the shed", "proud"),
    ("i felt light, for an hour", "glad"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_feeling_of_their_own_is_found(text: str, told: str) -> None:
    assert feeling(text) == told


def test_every_feeling_has_an_example() -> None:
    assert {told for _, told in TOLD} == set(FEELINGS)


@pytest.mark.parametrize(
    "text",
    ["he was in tears", "he's angry again", "i'm not lonely", "i never cried", "if i was happy i'd say so", "i used to be happy",
     "i missed my bus", "i want to be happy", "the day was long", ""],
)  # fmt: skip
def test_what_is_somebody_elses_denied_or_wished_is_none(text: str) -> None:
    assert feeling(text) is None
