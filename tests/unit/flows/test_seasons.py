"""The small questions: by the season where the person lives, and never the same twice in a row."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.flows.seasons import QUESTIONS, SEASONS, choose, season_of

FIRST, LAST = datetime(2026, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - hypothesis wants bounds without a zone


@given(st.lists(st.datetimes(FIRST, LAST), max_size=60), st.sampled_from(["GB", "AU", None]))
def test_no_question_comes_twice_in_a_row(days: list[datetime], region: str | None) -> None:
    last = None
    for day in sorted(days):
        asked = choose(day, region, last)
        assert asked is not None and asked != last
        season, _, one = asked.partition("_")
        assert season in SEASONS and one in QUESTIONS
        last = asked


def test_the_south_has_summer_in_january() -> None:
    assert [season_of(m, "GB") for m in (1, 4, 7, 10)] == ["winter", "spring", "summer", "autumn"]
    assert [season_of(m, "AU") for m in (1, 4, 7, 10)] == ["summer", "autumn", "winter", "spring"]
    assert season_of(12, None) == "winter"


def test_without_a_clock_nothing_is_asked() -> None:
    assert choose(None, "GB", None) is None
