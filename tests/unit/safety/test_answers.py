"""Answers to a safety question, and a no to help lines."""

from __future__ import annotations

import pytest

from bot.safety.answers import declines_lines, fear


@pytest.mark.parametrize(
    ("said", "judged"),
    [
        ("No, I am not afraid of my wife", "calm"),
        ("there would be no trouble at all", "calm"),
        ("nothing happens, she just shrugs", "calm"),
        ("he'd be fine with it", "calm"),
        ("i'm not scared, he just gets mad", "afraid"),
        ("i'd be scared to", "afraid"),
        ("he would make me regret it", "afraid"),
        ("it's not just the rent", None),
        ("the second one", None),
    ],
)
def test_fear_is_read_on_the_careful_side(said: str, judged: str | None) -> None:
    assert fear(said) == judged


@pytest.mark.parametrize(
    ("said", "declined"),
    [
        ("i dont want a helpline", True),
        ("please no numbers", True),
        ("I do not need a list of helplines", True),
        ("stop giving me hotlines", True),
        ("helplines are not for me", True),
        ("is there a helpline", False),
        ("why don't you give me a helpline?", False),
        ("i don't have a number for that", False),
        ("that number didn't work, another helpline", False),
        ("help lines", False),
    ],
)
def test_a_no_to_help_lines_is_told_from_a_wish_for_one(said: str, declined: bool) -> None:
    assert declines_lines(said) is declined
