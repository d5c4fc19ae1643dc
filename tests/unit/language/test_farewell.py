"""A farewell needs a farewell word."""

from __future__ import annotations

import pytest

from bot.language import farewell


@pytest.mark.parametrize(
    "text", ["bye", "ok good night", "i have to go", "see you", "enough for today", "thanks, gotta go"]
)
def test_a_farewell_is_one(text: str) -> None:
    assert farewell.leaves(text) and farewell.stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "only tonight",
        "i want to stop looking at her phone",
        "i will see you on sunday",
        "stop saying that, can i rest?",
    ],
)
def test_an_answer_is_none(text: str) -> None:
    assert not farewell.leaves(text) and not farewell.stops(text)


def test_stopping_the_talk_and_a_bare_hello_are_known() -> None:
    assert farewell.stops("let's pause here") and farewell.greets("hello there")
    assert not farewell.greets("hi, thinking of you")


@pytest.mark.parametrize("words", ["thats me done", "that's me finished for today, thanks", "leave it here. cheers"])
def test_a_short_end_is_one(words: str) -> None:
    assert farewell.stops(words)
