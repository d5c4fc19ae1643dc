"""Which subject beside ours a message is about, and that every neighbour can be found."""

from __future__ import annotations

import pytest

from bot.content.library import library
from bot.content.models import Referral
from bot.content.neighbours import Neighbours


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("Can I take two of these tablets?", "medicine"),
        ("i cant sleep, any tricks", "sleep"),
        ("who gets the house in a divorce", "law"),
        ("my wife and i need a mortgage, which one", "money"),
        ("my boss keeps giving me night shifts", "work"),
        ("our toddler bites, what do i do", "children"),
        ("my dad passed away in march", "grief"),
        ("does insurance pay for a counsellor", "therapy_cost"),
    ],
)
def test_a_neighbour_is_heard(asked: str, subject: str) -> None:
    found = library().referral(asked)
    assert found is not None and found.id == subject


@pytest.mark.parametrize("asked", ["what's the weather", "", "write me a poem", "17 times 23", "\x00"])
def test_what_is_far_away_has_none(asked: str) -> None:
    assert library().referral(asked) is None


def test_the_subject_with_most_words_wins_and_a_word_is_matched_whole() -> None:
    found = Neighbours([Referral("a", ("law",), "A"), Referral("b", ("court*", "judge"), "B")])
    assert found.find("the judge at the courthouse knows the law") == Referral("b", ("court*", "judge"), "B")
    assert found.find("outlaw") is None
