"""Small questions for the time of year, by the half of the earth a person lives on; never the same twice in a row.

Owns which question it is; their wording is in domain.yml (`utter_season_<question>`).

    >>> choose(datetime(2026, 1, 9), "GB", None), choose(datetime(2026, 1, 9), "GB", "winter_a")
    ('winter_a', 'winter_b')
"""

from __future__ import annotations

from datetime import datetime

SOUTH = frozenset("AU NZ ZA AR CL UY PY BR BO PE NA BW ZW MZ MG".split())
SEASONS = ("winter", "spring", "summer", "autumn")
QUESTIONS = ("a", "b", "c")


def season_of(month: int, region: str | None) -> str:
    """Give the season of a month (1 to 12); where the country is not known, the north's."""
    north = (month % 12) // 3
    return SEASONS[(north + 2) % 4 if region in SOUTH else north]


def choose(now: datetime | None, region: str | None, last: str | None) -> str | None:
    """Give the next question of the season after the one asked last; None without a clock."""
    if now is None:
        return None
    season = season_of(now.month, region)
    if last is None or not last.startswith(season):
        return f"{season}_{QUESTIONS[0]}"
    at = QUESTIONS.index(last.rpartition("_")[2])
    return f"{season}_{QUESTIONS[(at + 1) % len(QUESTIONS)]}"
