"""Only certain repairs are made, and nothing else changes."""

from __future__ import annotations

import pytest

from bot.language.spelling import mend, plain

MENDED = {
    "i dont know": "i don't know",
    "Dont ask": "Don't ask",
    "im sure hes fine": "i'm sure he's fine",
    "id rather not": "i'd rather not",
    "i think id cry": "i think i'd cry",
    "my id card": "my id card",
    "ill tell him": "i'll tell him",
    "he is ill again": "he is ill again",
    "to say he's ill": "to say he's ill",
    "its not fair": "it's not fair",
    "its own thing": "its own thing",
    "cos i gotta go": "because i have to go",
    "i've gotta go": "i've got to go",
    "w/o him im lost": "without him i'm lost",
    "it’s fine": "it's fine",
}


@pytest.mark.parametrize(("typed", "mended"), MENDED.items())
def test_mends_what_has_one_reading(typed: str, mended: str) -> None:
    assert mend(typed) == mended


def test_mending_twice_changes_nothing_more() -> None:
    for typed in MENDED:
        assert mend(mend(typed)) == mend(typed)


def test_plain_takes_out_control_characters_and_keeps_the_length() -> None:
    assert plain("a\x00b\u202ec’") == "a b c'"
