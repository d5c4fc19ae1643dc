"""Reminders reach people once, within their hour, or wait; through restarts, failing channels and a whole year."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.journal import Journal, open_journal
from bot.journal.schedule import Rule
from bot.runtime.reminders import Reminders
from tests.unit.journal.conftest import Clock
from tests.unit.journal.making import SUNDAYS, turn

TEXTS = ["A quiet moment.", "A minute for yourself."]
PEOPLE = 20
HOURS_BETWEEN_EVENTS = 6.0
"""How often somebody looks in, or the server falls over, on average: each of the people about every five days."""
SUNDAY = datetime(2026, 1, 11, 18, tzinfo=timezone.utc)


class Phone:
    """A channel that notes what it sends, and when."""

    def __init__(self, clock: Clock, reaches: bool = True) -> None:
        self.clock, self.reaches = clock, reaches
        self.sent: list[tuple[str, datetime]] = []

    async def deliver(self, sender_id: str, text: str) -> bool:
        assert text in TEXTS
        if self.reaches:
            self.sent.append((sender_id, self.clock.now))
        return self.reaches

    def last(self, sender_id: str) -> datetime:
        return max(when for who, when in self.sent if who == sender_id)


class Broken:
    async def deliver(self, sender_id: str, text: str) -> bool:
        raise ConnectionError(f"no way to {sender_id}")


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 1, 5, 12, tzinfo=timezone.utc))


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Journal:
    return open_journal(tmp_path / "t.db", tmp_path / "t.key", clock)


def tick(journal: Journal, *senders: object) -> int:
    return asyncio.run(Reminders(journal, TEXTS, senders).tick())  # type: ignore[arg-type]


def test_one_is_sent_when_it_is_due_and_not_again(journal: Journal, clock: Clock) -> None:
    phone = Phone(clock)
    journal.append("ada", turn(("reminder", SUNDAYS)))
    assert tick(journal, phone) == 0
    clock.now = SUNDAY + timedelta(minutes=1)
    assert [tick(journal, phone) for _ in range(3)] == [1, 0, 0]
    clock.now += timedelta(days=7)
    assert tick(journal, phone) == 1
    assert [when for _, when in phone.sent] == [
        SUNDAY + timedelta(minutes=1),
        SUNDAY + timedelta(days=7, minutes=1),
    ]


def test_two_servers_send_it_once(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    other, phone = open_journal(tmp_path / "t.db", tmp_path / "t.key", clock), Phone(clock)
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY
    assert tick(journal, phone) + tick(other, phone) == 1 == len(phone.sent)


def test_a_restart_finds_what_came_due_and_sends_it_within_its_hour(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    journal.close()
    clock.now = SUNDAY + timedelta(minutes=59)
    again, phone = open_journal(tmp_path / "t.db", tmp_path / "t.key", clock), Phone(clock)
    assert again.recover() == 0
    assert tick(again, phone) == 1


def test_when_the_hour_is_over_it_waits_for_the_next_visit(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY + timedelta(hours=1)
    phone = Phone(clock)
    assert tick(journal, phone) == 0
    assert journal.past("ada").reminder.waiting  # type: ignore[union-attr]
    journal.append("ada", turn(("reminded", "now")))
    assert not journal.past("ada").reminder.waiting  # type: ignore[union-attr]
    clock.now = SUNDAY + timedelta(days=7)
    assert tick(journal, phone) == 1


def test_without_any_server_it_is_shown_at_the_next_visit_once(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY + timedelta(days=1)
    assert journal.past("ada").reminder.waiting  # type: ignore[union-attr]
    journal.append("ada", turn(("reminded", "now")))
    assert not journal.past("ada").reminder.waiting  # type: ignore[union-attr]


def test_a_process_killed_while_sending_neither_repeats_nor_loses_it(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY
    assert journal.claim_due() is not None  # and then the power fails
    journal.close()
    again, phone = open_journal(tmp_path / "t.db", tmp_path / "t.key", clock), Phone(clock)
    assert again.recover() == 1
    assert tick(again, phone) == 0
    assert again.past("ada").reminder.waiting  # type: ignore[union-attr]


def test_a_channel_that_fails_or_has_no_way_leaves_it_to_the_next_one(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY
    phone = Phone(clock)
    assert tick(journal, Broken(), Phone(clock, reaches=False), phone) == 1
    clock.now += timedelta(days=7)
    assert tick(journal, Broken()) == 0
    assert journal.past("ada").reminder.waiting  # type: ignore[union-attr]


def test_it_goes_quiet_after_two_unanswered_and_an_answer_counts_anew(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    phone = Phone(clock)
    clock.now = SUNDAY
    tick(journal, phone)
    journal.append("ada", turn(text="hi"))
    for _ in range(6):
        clock.now += timedelta(days=7)
        tick(journal, phone)
    assert len(phone.sent) == 3
    assert journal.past("ada").reminder.due is None  # type: ignore[union-attr]
    journal.append("ada", turn(("reminder", {**SUNDAYS, "set": 2})))
    clock.now += timedelta(days=7)
    assert tick(journal, phone) == 1


def test_nothing_is_sent_to_a_device_that_may_be_watched(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    journal.append("ada", turn(("safety", "partner_unsafe")))
    clock.now = SUNDAY
    phone = Phone(clock)
    assert tick(journal, phone) == 0 and journal.past("ada").reminder.waiting  # type: ignore[union-attr]
    journal.append("ada", turn(("safety", "watch")))
    clock.now += timedelta(days=7)
    assert tick(journal, phone) == 1


def test_off_ends_it_and_another_time_moves_it(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    journal.append("ada", turn(("reminder", {**SUNDAYS, "days": [2]})))
    assert journal.next_due() == datetime(2026, 1, 7, 18, tzinfo=timezone.utc)
    journal.append("ada", turn(("reminder", None)))
    assert journal.next_due() is None and journal.past("ada").reminder is None


def test_the_loop_sends_by_itself_and_stops_in_the_middle_of_nothing(journal: Journal, clock: Clock) -> None:
    journal.append("ada", turn(("reminder", SUNDAYS)))
    clock.now = SUNDAY - timedelta(milliseconds=60)
    noted: list[str] = []

    async def note(sender_id: str, text: str) -> None:
        noted.append(text)

    async def run() -> Phone:
        phone = Phone(clock)
        service = Reminders(journal, TEXTS, [phone], note)
        service.start()
        await asyncio.sleep(0.01)
        assert not phone.sent
        clock.now = SUNDAY
        for _ in range(100):
            await asyncio.sleep(0.02)
            if noted:
                break
        await service.stop()
        await service.stop()
        return phone

    assert len(asyncio.run(run()).sent) == 1 == len(noted)


@pytest.mark.parametrize("seed", [1])
def test_a_year_of_restarts_absences_and_clock_changes_loses_doubles_and_misplaces_nothing(
    seed: int, tmp_path: Path
) -> None:
    """Twenty people in ten zones; the server is down at random, killed in the middle, and people answer or do not."""
    chance = random.Random(seed)
    clock = Clock(datetime(2026, 1, 1, tzinfo=timezone.utc))
    places = (tmp_path / "y.db", tmp_path / "y.key", clock)
    journal, phone = open_journal(*places), Phone(clock)
    zones = (
        "Europe/London America/New_York America/Los_Angeles Australia/Sydney Asia/Kolkata Europe/Berlin"
        " America/Sao_Paulo Pacific/Auckland Africa/Cairo America/St_Johns"
    ).split()
    rules = {}
    for n in range(PEOPLE):
        days = tuple(sorted(chance.sample(range(7), chance.choice((1, 1, 1, 2)))))
        rules[f"p{n}"] = Rule(days, chance.randrange(24), chance.choice((0, 30)), chance.choice(zones))
        journal.append(f"p{n}", turn(("reminder", rules[f"p{n}"].as_dict())))
    begin, end = clock.now, clock.now + timedelta(days=365)
    shown: dict[str, list[datetime]] = {name: [] for name in rules}
    quiet: dict[str, list[tuple[datetime, datetime]]] = {name: [] for name in rules}
    up, back = True, end
    while clock.now < end:
        step = clock.now + timedelta(hours=chance.expovariate(1 / HOURS_BETWEEN_EVENTS))
        due = journal.next_due()
        if up and due and due < step:  # the loop wakes up for it, a little late
            clock.now = max(clock.now, due) + timedelta(seconds=chance.randrange(90))
            tick(journal, phone)
            continue
        if not up and back <= step:
            clock.now, up = max(clock.now, back), True
            journal.recover()
            tick(journal, phone)
            continue
        clock.now = step
        if up and chance.random() < 0.05:
            if chance.random() < 0.5:
                journal.claim_due()  # killed between claiming and sending
            journal.close()
            up, back = False, clock.now + timedelta(hours=chance.choice((0.1, 1, 5, 40)))
            journal = open_journal(*places)
        name = chance.choice(list(rules))  # somebody looks in; the page may be another server's
        past = journal.past(name)
        waiting = past.reminder is not None and past.reminder.waiting
        shown[name] += [clock.now] if waiting else []
        slots: list[tuple[str, object]] = [("reminded", str(clock.now))] if waiting else []
        if past.reminder is not None and past.reminder.due is None:  # gone quiet; they want them again
            quiet[name].append((phone.last(name), clock.now))
            slots.append(("reminder", {**rules[name].as_dict(), "set": len(quiet[name])}))
        journal.append(name, turn(*slots, text="hi"))
    twice = outside = lost = 0
    for name, rule in rules.items():
        sent = [when for who, when in phone.sent if who == name]
        final = journal.past(name).reminder
        assert final is not None
        if final.due is None:
            quiet[name].append((phone.last(name), end))
        at = rule.after(begin)
        reached = 0
        while at < end - timedelta(hours=1):
            came = [when for when in sent if at <= when < at + timedelta(hours=1)]
            reached += len(came)
            twice += len(came) > 1
            resting = any(start <= at < stop for start, stop in quiet[name])
            lost += not (came or resting or any(when >= at for when in shown[name]) or final.waiting)
            at = rule.after(at)
        outside += len([when for when in sent if when < end - timedelta(hours=2)]) - reached
    print(f"sent {len(phone.sent)}, twice {twice}, outside {outside}, lost {lost}")
    assert (twice, outside, lost) == (0, 0, 0)
    assert len(phone.sent) > 300
    journal.close()
