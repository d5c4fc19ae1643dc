"""What counts as a moment, whatever surrounds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.moment import find

FOUND = [
    ("idk like sunday arvo?…", "sunday arvo"),
    ("tuesday at 7", "tuesday at 7"),
    ("right after dinner", "right after dinner"),
    ("on the train", "on the train"),
    ("on my way home from the gym", "on my way home from the gym"),
    ("when the little one sleeps i could read", "when the little one sleeps"),
    ("only tonight", "tonight"),
    ("twice a week i think", "twice a week"),
    ("saturday morning over coffee", "saturday morning over coffee"),
    ("i would say whenever i can", "whenever i can"),
    ("tomorrow after i drop the kids", "tomorrow after i drop the kids"),
]
NONE = [
    "an hour for the choir but she would not like it",
    "excuse me, i did not pick that",
    "he is being odd and it made me feel bad",
    "that is not up to me",
    "read for ten minutes",
    "no idea",
]


@pytest.mark.parametrize(("text", "moment"), FOUND)
def test_a_moment_is_found(text: str, moment: str) -> None:
    found = find(text)
    assert found is not None and found.text == moment


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_moment_holds_none(text: str) -> None:
    assert find(text) is None


def test_a_place_alone_is_told_from_a_time() -> None:
    place, time = find("in the garden"), find("on sunday in the garden")
    assert place is not None and place.is_place
    assert time is not None and not time.is_place


@given(text=st.text(max_size=120))
def test_what_is_found_stands_in_the_message(text: str) -> None:
    found = find(text)
    assert found is None or text[found.start : found.end] == found.text
