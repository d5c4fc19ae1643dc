"""Days, times and places in people's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.moments import EVERY_DAY, Wish, is_once, wish, zone_of

WEEK = EVERY_DAY
WORK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("words", "days", "time"),
    [
        ("sundays around 6", (6,), (18, 0)),
        ("sunday evenings", (6,), (19, 0)),
        ("every evening at 9", WEEK, (21, 0)),
        ("weekdays 7:30am", WORK, (7, 30)),
        ("on weekdays before work, at 7", WORK, (7, 0)),
        ("mondays and thursdays in the evening", (0, 3), (19, 0)),
        ("remind me on fridays at half past six", (4,), (18, 30)),
        ("sundays at quarter to nine", (6,), (20, 45)),
        ("every day at noon", WEEK, (12, 0)),
        ("sat 10", (5,), (10, 0)),
        ("remind me sunday at 6 in the morning", (6,), (6, 0)),
        ("weds at 18:45", (2,), (18, 45)),
        ("weekends at 8 pm", (5, 6), (20, 0)),
        ("around seven on mondays", (0,), (19, 0)),
        ("Tuesdays, 12 am", (1,), (0, 0)),
        ("tuesdays 12 pm", (1,), (12, 0)),
        ("thursdays after work", (3,), (18, 0)),
        ("daily 21h30", WEEK, (21, 30)),
        ("6", None, (18, 0)),
        ("remind me please", None, None),
        ("twice a week", None, None),
        ("in 3 days", None, None),
        ("fridays", (4,), None),
        ("", None, None),
    ],
)
def test_a_wish_is_read(words: str, days: tuple[int, ...] | None, time: tuple[int, int] | None) -> None:
    found = wish(words)
    assert found.days == days
    assert (None if found.hour is None else (found.hour, found.minute)) == time


def test_what_is_missing_is_filled_from_before() -> None:
    assert wish("at 7").filled_from(wish("mondays")) == Wish((0,), 19, 0)
    assert wish("tuesdays").filled_from(wish("mondays at 8:15 am")) == Wish((1,), 8, 15)
    assert not Wish((1,)).whole and Wish((1,), 0).whole


@pytest.mark.parametrize(
    ("words", "once"), [("tomorrow at 5", True), ("every sunday", False), ("once on sundays", False)]
)
def test_a_single_moment_is_told_from_a_habit(words: str, once: bool) -> None:
    assert is_once(words) is once


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("london", "Europe/London"),
        ("I'm in New York", "America/New_York"),
        ("berlin time", "Europe/Berlin"),
        ("near Toronto", "America/Toronto"),
        ("GB", "Europe/London"),
        ("DE", "Europe/Berlin"),
        ("US", None),
        ("AU", None),
        ("eastern", "America/New_York"),
        ("Europe/Madrid", "Europe/Madrid"),
        ("i live in sydney", "Australia/Sydney"),
        ("somewhere over the rainbow", None),
        ("", None),
    ],
)
def test_a_place_is_read(words: str, zone: str | None) -> None:
    assert zone_of(words) == zone


@given(st.text(max_size=300))
def test_whatever_is_written_can_be_read(words: str) -> None:
    found = wish(words)
    assert found.hour is None or (0 <= found.hour < 24 and 0 <= found.minute < 60)
    zone_of(words)
    is_once(words)
