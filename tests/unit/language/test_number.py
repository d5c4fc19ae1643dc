"""A confidence between 0 and 10, and which offer was meant."""

from __future__ import annotations

import pytest

from bot.language.number import choice, confidence

SURE = {
    "eight, because it is easy, only five things": 8,
    "like 7?": 7,
    "about a 7": 7, "seven": 7, "6 or 7": 6.5, "between 4 and 6": 5, "like a 6-7": 6.5, "50%": 5, "100 percent": 10,
    "eighty per cent": 8, "7/10": 7, "3 out of 5": 6, "ten out of ten": 10, "8.5": 8.5, "seven and a half": 7.5, "7ish": 7,
    "a 5, no a 6": 6, "0": 0, "zero": 0, "halfway": 5, "pretty sure": 7, "not very sure": 3, "not at all sure": 0,
    "totally sure": 10,
}  # fmt: skip


@pytest.mark.parametrize(("said", "number"), SURE.items())
def test_reads_a_confidence(said: str, number: float) -> None:
    assert confidence(said) == pytest.approx(number)


@pytest.mark.parametrize(
    "said",
    ["no idea", "eleven", "12", "-1", "no one knows", "", "it is 3 or 4 or 5 days away", "one of them"],
)
def test_gives_no_confidence_where_there_is_none(said: str) -> None:
    assert confidence(said) is None


CHOSEN = {
    "the second one": 1, "last": 2, "2": 1, "number 3": 2, "first": 0, "the middle one": 1, "not the first, the third": 2,
    "one": 0, "option two please": 1, "the second to last": 1, "third i think": 2, "i'll take the first": 0, "the bottom one": 2,
}  # fmt: skip


@pytest.mark.parametrize(("said", "place"), CHOSEN.items())
def test_reads_which_of_three_offers_was_meant(said: str, place: int) -> None:
    assert choice(said, 3) == place


@pytest.mark.parametrize(
    "said",
    [
        "the evening one i guess", "last night was bad", "10", "i like the first and the second", "", "0",
        "i'm the one to back down first", "her mum always comes first", "the first time it was him",
    ],
)
def test_chooses_nothing_where_no_place_is_named(said: str) -> None:
    assert choice(said, 3) is None


def test_a_place_beyond_the_offers_is_no_choice() -> None:
    assert choice("the third", 2) is None
    assert choice("last", 2) == 1
