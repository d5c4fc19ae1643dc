"""When a reminder is due: days of the week and a time of day, by the clock of the place where the person is.

Owns the rule and its next moment. Must not read words (bot.journal.moments does) or a clock.

A time that the clock skips in spring is moved on by the hour that is missing; one that comes twice in autumn counts once.

    >>> rule = Rule((6,), 18, 0, "Europe/London")
    >>> rule.after(datetime(2026, 11, 24, tzinfo=timezone.utc)).isoformat()
    '2026-11-29T18:00:00+00:00'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

WINDOW = timedelta(hours=1)
"""A reminder comes within the hour that was asked for, or not at all: then it is shown at the next visit."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Rule:
    """Days (0 is Monday), hour and minute by the clock of `zone`, an IANA name."""

    days: tuple[int, ...]
    hour: int
    minute: int
    zone: str

    def after(self, moment: datetime) -> datetime:
        """Give the first time after a moment, in UTC. `moment` has a zone."""
        local = moment.astimezone(ZoneInfo(self.zone))
        for ahead in range(9):
            day = local.date() + timedelta(days=ahead)
            if day.weekday() not in self.days:
                continue
            at = datetime(day.year, day.month, day.day, self.hour, self.minute, tzinfo=ZoneInfo(self.zone))
            in_utc = at.astimezone(timezone.utc)
            if in_utc > moment:
                return in_utc
        raise AssertionError("a rule has at least one day")

    def as_dict(self) -> dict[str, Any]:
        """Give the rule as JSON holds it."""
        return {"days": list(self.days), "hour": self.hour, "minute": self.minute, "zone": self.zone}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Rule:
        """Read a rule. Raises ValueError for one that makes no sense."""
        rule = cls(tuple(stored["days"]), int(stored["hour"]), int(stored["minute"]), str(stored["zone"]))
        if (
            not rule.days
            or not set(rule.days) <= set(range(7))
            or not 0 <= rule.hour < 24
            or not 0 <= rule.minute < 60
        ):
            raise ValueError("a reminder has days from 0 to 6 and a time of day")
        try:
            ZoneInfo(rule.zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("a reminder needs the name of a time zone") from error
        return rule

    def in_words(self) -> str:
        """Write the rule as a person would.

        >>> Rule((6,), 18, 0, "Europe/London").in_words()
        'Sundays around 6 in the evening, London time'
        """
        return f"{_days(self.days)} around {_time(self.hour, self.minute)}, {place_of(self.zone)} time"


def _days(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return "every day"
    if days == (0, 1, 2, 3, 4):
        return "on weekdays"
    names = [f"{DAYS[day]}s" for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _time(hour: int, minute: int) -> str:
    if (hour, minute) in ((0, 0), (12, 0)):
        return "noon" if hour else "midnight"
    part = "at night" if hour < 5 or hour >= 22 else "in the morning" if hour < 12 else ""
    part = part or ("in the afternoon" if hour < 17 else "in the evening")
    clock = f"{(hour - 1) % 12 + 1}" + (f":{minute:02}" if minute else "")
    return f"{clock} {part}"


def place_of(zone: str) -> str:
    """Give the city of a zone: "Europe/London" -> "London"."""
    return zone.rpartition("/")[2].replace("_", " ")
