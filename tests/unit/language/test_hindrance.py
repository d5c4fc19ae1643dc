"""What stands in the way, and when it is a partner's fury."""

from __future__ import annotations

import pytest

from bot.language.hindrance import kind, punishes

KINDS = [
    ("i'd feel bad about leaving", "guilt"),
    ("too tired after the shift", "tired"),
    ("she rings me", "partner"),
    ("the kids", "time"),
    ("i might forget", "forgetting"),
    ("overthinking it", "worry"),
    ("rain", "weather"),
    ("tuesday", "other"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_the_kind_is_read(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "she would be livid if she saw it",
        "he'd kick off",
        "i would be in trouble",
        "he cant find out",
        "im afraid of her",
    ],
)
def test_fury_and_hiding_from_it_are_known(text: str) -> None:
    assert punishes(text)


@pytest.mark.parametrize(
    "text", ["he'd sulk", "she would not be angry", "rain", "i'd be cross with myself", "she rings me"]
)
def test_a_nuisance_is_no_fury(text: str) -> None:
    assert not punishes(text)
