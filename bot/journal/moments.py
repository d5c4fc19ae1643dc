"""Reading when a person wants to be reminded, and by whose clock: "sundays around 6, london time".

Owns the words for days, times and places. Must not keep a clock or decide what is asked.

    >>> wish("sundays around 6")
    Wish(days=(6,), hour=18, minute=0)
    >>> zone_of("i'm in berlin"), zone_of("GB")
    ('Europe/Berlin', 'Europe/London')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_DAYS = {
    r"mon(?:day)?s?": (0,),
    r"tue(?:s|sday|sdays)?": (1,),
    r"wed(?:s|nesday|nesdays)?": (2,),
    r"thu(?:r|rs|rsday|rsdays)?": (3,),
    r"fri(?:day)?s?": (4,),
    r"sat(?:urday)?s?": (5,),
    r"sun(?:day)?s?": (6,),
    r"week ?days?|work ?days?": (0, 1, 2, 3, 4),
    r"weekends?": (5, 6),
    r"every ?day|daily|each day|every (?:morning|evening|night|afternoon)|each (?:morning|evening|night)|nightly": EVERY_DAY,
}
_NUMBERS = {
    n: i for i, n in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_HOUR = rf"(?P<hour>2[0-4]|[01]?\d|{'|'.join(_NUMBERS)})(?!\d)"
_CLOCK = re.compile(
    rf"(?P<half>half past |quarter past |quarter to )?\b{_HOUR}(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half_day>a\.?m\b|p\.?m\b)?(?:\s*o'?clock)?",
    re.I,
)
_AT = re.compile(r"\b(?:at|around|about|by|from|round|@|circa|~)\s*$", re.I)
_PARTS: tuple[tuple[str, int, int], ...] = (
    (r"noon|midday|lunch(?:time)?", 12, 0),
    (r"midnight", 0, 0),
    (r"mornings?", 9, 0),
    (r"afternoons?", 15, 0),
    (r"after work|tea ?time", 18, 0),
    (r"evenings?", 19, 0),
    (r"(?:at )?nights?|bed ?time", 21, 0),
)
_MORNING = re.compile(r"\b(?:morning|before work|breakfast)\b", re.I)
_LATE = re.compile(r"\b(?:evening|night|afternoon|after work|tonight|tea ?time)\b", re.I)
_ONCE = re.compile(r"\b(?:tomorrow|tonight|today|in \d+ (?:minutes?|hours?|days?)|next week|once)\b", re.I)
LONGEST_WISH = 16
"""Words; in a longer message "remind me" is part of a story."""
LATEST_MORNING_GUESS = 10
"""A bare hour below this is taken for the second half of the day: people look back in the evening."""


@dataclass(frozen=True)
class Wish:
    """What a message says of days and time; None for what it does not say."""

    days: tuple[int, ...] | None = None
    hour: int | None = None
    minute: int = 0

    @property
    def whole(self) -> bool:
        """Tell whether both days and a time are known."""
        return bool(self.days) and self.hour is not None

    def filled_from(self, before: Wish) -> Wish:
        """Fill what is missing from what was said before."""
        if self.hour is None:
            return replace(self, days=self.days or before.days, hour=before.hour, minute=before.minute)
        return replace(self, days=self.days or before.days)


def wish(words: str) -> Wish:
    """Read days and time from a message."""
    said = words.lower().replace("’", "'")
    days: set[int] = set()
    for pattern, meant in _DAYS.items():
        if re.search(rf"\b(?:{pattern})\b", said):
            days |= set(meant)
    hour, minute = _time(said)
    return Wish(tuple(sorted(days)) or None, hour, minute)


def is_once(words: str) -> bool:
    """Tell whether a single moment is meant ("tomorrow at five"), which is no weekly or daily habit."""
    return bool(_ONCE.search(words)) and wish(words).days is None


_ASKED = re.compile(
    r"\b(?:re?mind(?:ing)? me|reminders?|ping me|nudge me|(?:message|write to|check in with) me)\b", re.I
)
_ERRAND = re.compile(
    r"\bre?minde?r?s? (?:me )?(?:\S+ ){0,6}?(?:to|about|of|that|what|how|why|who|when|where)\b", re.I
)
_BARE = re.compile(
    r"\W*(?:(?:please|pls|can|could|would|will|you|u|yes|ok) )*re?mind me(?: please| pls| again)?\W*", re.I
)
_NO_MORE = re.compile(
    r"\b(?:stop|end|cancel|quit|mute|delete|off|no more|no|without|don'?t|do not)\b(?: \S+){0,3}? (?:reminders?|remind(?:ing)? me)\b"
    r"|\breminders? off\b",
    re.I,
)


def is_plain_wish(words: str) -> bool:
    """Tell whether a message plainly wishes for reminders, or for their end; an errand is none.

    >>> [is_plain_wish(w) for w in ("remind me on sundays", "no more reminders", "remind me on friday to ring the garage")]
    [True, True, False]
    """
    if len(words.split()) > LONGEST_WISH:
        return False
    if _NO_MORE.search(words) or _BARE.fullmatch(words):
        return True
    return bool(_ASKED.search(words)) and wish(words).days is not None and not _ERRAND.search(words)


def _time(said: str) -> tuple[int | None, int]:
    for found in _CLOCK.finditer(said):
        word = found["hour"]
        marked = found["half"] or found["minute"] or found["half_day"] or "clock" in found[0]
        if not marked and not _AT.search(said[: found.start()]) and not _stands_alone(said, found):
            continue
        hour = _NUMBERS.get(word, int(word) if word.isdigit() else 0) % 24
        minute = int(found["minute"] or 0)
        half = (found["half"] or "").strip()
        if half:
            minute = {"half past": 30, "quarter past": 15, "quarter to": 45}[half]
            hour -= half == "quarter to"
        return _in_day(hour % 24, said, (found["half_day"] or "").replace(".", "")), minute
    for pattern, hour, minute in _PARTS:
        if re.search(rf"\b(?:{pattern})\b", said):
            return hour, minute
    return None, 0


def _stands_alone(said: str, found: re.Match[str]) -> bool:
    """Take a bare number for an hour where little else is said: "sundays 6", "6"."""
    after = said[found.end() :].strip(" ,.!?")
    return (
        not re.match(r"(?:times?|days?|weeks?|minutes?|hours?|months?|years?|of)\b", after)
        and len(said.split()) <= 6
    )


def _in_day(hour: int, said: str, half_day: str) -> int:
    if half_day == "am" or hour == 0 or hour > 12:
        return 0 if half_day == "am" and hour == 12 else hour
    if half_day == "pm":
        return hour if hour == 12 else hour + 12
    if _MORNING.search(said) or hour == 12:
        return hour
    if _LATE.search(said):
        return hour + 12
    return hour + 12 if hour < LATEST_MORNING_GUESS else hour


_NAMES = {
    "uk": "Europe/London", "england": "Europe/London", "scotland": "Europe/London", "wales": "Europe/London",
    "british": "Europe/London", "gmt": "Europe/London", "bst": "Europe/London",
    "eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "nyc": "America/New_York", "east coast": "America/New_York", "boston": "America/New_York",
    "central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "texas": "America/Chicago",
    "mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "west coast": "America/Los_Angeles", "california": "America/Los_Angeles", "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin", "cologne": "Europe/Berlin", "manchester": "Europe/London", "leeds": "Europe/London",
    "birmingham": "Europe/London", "glasgow": "Europe/London", "edinburgh": "Europe/London", "cork": "Europe/Dublin",
    "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "ist": "Asia/Kolkata",
    "washington": "America/New_York", "philadelphia": "America/New_York", "atlanta": "America/New_York",
    "miami": "America/New_York", "dallas": "America/Chicago", "houston": "America/Chicago", "austin": "America/Chicago",
    "montreal": "America/Toronto", "ottawa": "America/Toronto", "geneva": "Europe/Zurich", "milan": "Europe/Rome",
    "barcelona": "Europe/Madrid", "utc": "Etc/UTC", "beijing": "Asia/Shanghai", "rio": "America/Sao_Paulo",
}  # fmt: skip
_AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_of(words: str) -> str | None:
    """Read a time zone from words: a city, a common abbreviation, an IANA name, or a country's ISO code.

    None where nothing is named, or a country with several clocks.
    """
    exact = words.strip()
    if re.fullmatch(r"[A-Z]{2}", exact):
        return _of_country().get(exact)
    if exact in _zones():
        return exact
    said = re.sub(r"[^a-z ]", " ", words.lower())
    said = f" {' '.join(said.split())} "
    places = {**_cities(), **_NAMES}
    found = [name for name in places if f" {name} " in said]
    return places[max(found, key=len)] if found else None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _cities() -> dict[str, str]:
    names = sorted(name for name in _zones() if name.split("/")[0] in _AREAS and "/" in name)
    return {name.rpartition("/")[2].replace("_", " ").replace("-", " ").lower(): name for name in names}


@cache
def _of_country() -> dict[str, str]:
    """Give the zone of each country whose clocks all show the same."""
    zones: dict[str, list[str]] = {}
    for line in (
        resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8").splitlines()
    ):
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    return {
        country: found[0] for country, found in zones.items() if len({_clock(zone) for zone in found}) == 1
    }


def _clock(zone: str) -> tuple[str, ...]:
    moments = (datetime(2026, 1, 15, tzinfo=timezone.utc), datetime(2026, 7, 15, tzinfo=timezone.utc))
    return tuple(str(moment.astimezone(ZoneInfo(zone)).utcoffset()) for moment in moments)
