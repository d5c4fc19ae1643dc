"""A plan reads as a sentence, in the person's own words."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.flows.if_then import text, tidy
from bot.flows.talk import Plan
from tests.unit.flows.making import plans, some_words

WRITTEN = [
    (
        Plan("K2", "wednesday", "i'll walk to the pool", "he calls", "im out till nine"),
        "When it is wednesday, I will walk to the pool.\nIf he calls: “im out till nine”",
    ),
    (
        Plan("K2", "um, maybe on thursday", "just ring my sister."),
        "When it is thursday, I will ring my sister.",
    ),
    (
        Plan("K2", "after dinner", "read for ten minutes", "being tired"),
        "After dinner, I will read for ten minutes.\nWhat may get in the way: “being tired”",
    ),
    (Plan("K2", "", "rest"), "I will rest."),
    (Plan("K2", "on sunday", "a walk in the park"), "When it is sunday: a walk in the park."),
    (Plan("K5", "after dinner", "I have told you what I need"), "When: “after dinner”\nWhat: “I have told you what I need”"),
    (
        Plan("K2", "sunday", "walk to the pool and swim", smaller="just walk there and back"),
        "When it is sunday, I will walk there and back.\nOn a day with more room: “walk to the pool and swim”",
    ),
    (
        Plan("K2", "sunday", "read", smaller="every second week"),
        "When it is sunday, I will read.\nMade easier: “every second week”",
    ),
]


@pytest.mark.parametrize(("made", "expected"), WRITTEN)
def test_a_plan_reads_as_a_sentence_in_their_words(made: Plan, expected: str) -> None:
    assert text(made) == expected


@given(made=plans)
def test_any_plan_can_be_written(made: Plan) -> None:
    assert text(made).strip()


@given(words=some_words)
def test_tidying_only_takes_away(words: str) -> None:
    assert tidy(words) in words
