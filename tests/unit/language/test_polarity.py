"""Cues name past and hedged; they never decide whether a sign is there."""

from __future__ import annotations

import pytest

from bot.language.polarity import Cues, cues, name


@pytest.mark.parametrize(
    "clause",
    [
        "i used to ask her about everything",
        "back then i had no say",
        "with my ex it was all me",
        "when i was younger i needed his ok",
        "i dont hide it any more",
        "i finally stopped covering for him",
    ],
)
def test_hears_the_past(clause: str) -> None:
    assert cues(clause).past


@pytest.mark.parametrize(
    "clause", ["i am used to it", "you get used to being alone", "i ask him first", "he decides what we eat"]
)
def test_does_not_hear_the_past_where_there_is_none(clause: str) -> None:
    assert not cues(clause).past


@pytest.mark.parametrize(
    "clause",
    [
        "maybe i lean on him a lot",
        "i guess i hide things",
        "kinda lonely",
        "sometimes i think he's bored",
        "not sure if i matter",
    ],
)
def test_hears_a_hedge(clause: str) -> None:
    assert cues(clause).hedged


@pytest.mark.parametrize("clause", ["i can't decide without him", "i am lonely", "sometimes he cooks"])
def test_does_not_hear_a_hedge_in_a_plain_claim(clause: str) -> None:
    assert not cues(clause).hedged


def test_names_the_polarity_from_decision_and_cues() -> None:
    assert name(denied=False, found=Cues()) == "affirmed"
    assert name(denied=False, found=Cues(hedged=True)) == "hedged"
    assert name(denied=False, found=Cues(past=True)) == "affirmed"
    assert name(denied=True, found=Cues()) == "denied"
    assert name(denied=True, found=Cues(past=True)) == "past"
