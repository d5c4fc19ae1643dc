"""The poles: real signs, each the other's, none its own."""

from __future__ import annotations

from bot.content.models import SIGN_IDS
from bot.language.opposites import PAIRS, opposites


def test_poles_are_signs_and_each_is_the_others() -> None:
    assert {sign for pair in PAIRS for sign in pair} <= set(SIGN_IDS)
    for here, there in PAIRS:
        assert there in opposites(here) and here in opposites(there) and here != there
    assert opposites("loneliness") == frozenset()
