"""When a reminder is due, in every zone and through every change of the clocks."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.journal.schedule import Rule

ZONES = (
    "Europe/London", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo",
    "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "Antarctica/Troll", "Etc/UTC",
)  # fmt: skip
rules = st.builds(
    Rule,
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(ZONES),
)
FIRST, LAST = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - hypothesis wants bounds without a zone
moments = st.datetimes(FIRST, LAST, timezones=st.just(timezone.utc))


@given(rules, moments)
@settings(max_examples=400, deadline=None)
def test_the_next_one_is_later_on_a_wished_day_at_the_wished_time(rule: Rule, moment: datetime) -> None:
    due = rule.after(moment)
    assert moment < due <= moment + timedelta(days=8, hours=2)
    wall = due.astimezone(ZoneInfo(rule.zone))
    wished = datetime(wall.year, wall.month, wall.day, rule.hour, rule.minute, tzinfo=ZoneInfo(rule.zone))
    skipped = wished.astimezone(timezone.utc).astimezone(ZoneInfo(rule.zone)).replace(
        tzinfo=None
    ) != wished.replace(tzinfo=None)
    if not skipped:
        assert (wall.hour, wall.minute) == (rule.hour, rule.minute)
        assert wall.weekday() in rule.days


@given(rules, moments)
@settings(max_examples=200, deadline=None)
def test_nothing_comes_between_and_no_day_is_left_out(rule: Rule, moment: datetime) -> None:
    due = [moment]
    for _ in range(2 * len(rule.days) + 1):
        due.append(rule.after(due[-1]))
    assert due[1:] == sorted(set(due[1:]))
    local = [d.astimezone(ZoneInfo(rule.zone)).date() for d in due[1:]]
    assert len(set(local)) == len(local), "twice on one day"
    middle = due[1] + (due[2] - due[1]) / 2
    assert rule.after(middle) == due[2]


@given(rules)
def test_a_rule_survives_json(rule: Rule) -> None:
    assert Rule.from_dict(rule.as_dict()) == rule
    assert rule.in_words()


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ({"days": [], "hour": 1, "minute": 0, "zone": "Etc/UTC"}, "days from 0 to 6"),
        ({"days": [7], "hour": 1, "minute": 0, "zone": "Etc/UTC"}, "days from 0 to 6"),
        ({"days": [1], "hour": 24, "minute": 0, "zone": "Etc/UTC"}, "days from 0 to 6"),
        ({"days": [1], "hour": 1, "minute": 0, "zone": "Mars/Base"}, "time zone"),
        ({"days": [1], "hour": 1, "minute": 0, "zone": "../etc/passwd"}, "time zone"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(stored: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Rule.from_dict(stored)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            Rule((0, 1, 2, 3, 4), 7, 30, "Europe/Berlin"),
            "on weekdays around 7:30 in the morning, Berlin time",
        ),
        (
            Rule((0, 3), 21, 0, "America/New_York"),
            "Mondays and Thursdays around 9 in the evening, New York time",
        ),
        (Rule(tuple(range(7)), 12, 0, "Asia/Kolkata"), "every day around noon, Kolkata time"),
        (Rule((5,), 0, 0, "Etc/UTC"), "Saturdays around midnight, UTC time"),
        (Rule((5,), 23, 15, "Etc/UTC"), "Saturdays around 11:15 at night, UTC time"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule: Rule, words: str) -> None:
    assert rule.in_words() == words


def test_the_hour_that_spring_skips_is_moved_on_and_the_one_that_autumn_doubles_counts_once() -> None:
    rule = Rule((6,), 1, 30, "Europe/London")
    spring = rule.after(datetime(2026, 3, 28, tzinfo=timezone.utc))
    assert spring.astimezone(ZoneInfo("Europe/London")).isoformat() == "2026-03-29T02:30:00+01:00"
    autumn = rule.after(datetime(2026, 10, 24, tzinfo=timezone.utc))
    assert autumn.isoformat() == "2026-10-25T00:30:00+00:00"
    assert rule.after(autumn).date().isoformat() == "2026-11-01"
