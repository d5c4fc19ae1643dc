"""Reminders are set from words, only when asked for, and end with one."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import reminders
from bot.flows.talk import Talk, Walk
from bot.flows.turn import Turn
from bot.journal import Past, Rule
from bot.journal.records import Reminder
from tests.unit.flows.making import in_state, press, say, talk_with, texts

SET = "set_reminder"
SUNDAYS = {"days": [6], "hour": 18, "minute": 0, "zone": "Europe/London", "set": 1}
OPEN = talk_with("enabling", question="offer_steps")


def ask(talk: Talk, words: str, lib: Library, past: Past | None = None) -> Turn:
    return reminders.set(talk, say(words, SET), lib, past)


def test_days_time_and_place_are_enough_and_the_talk_goes_on(lib: Library) -> None:
    turn = ask(OPEN, "remind me sundays around 6, london time", lib)
    assert turn.talk.reminder == SUNDAYS
    assert texts(turn) == ["utter_reminder_set", "utter_recall_offer_steps"]
    assert turn.bubbles[0].values["moment"] == "Sundays around 6 in the evening, London time"


def test_what_is_missing_is_asked_one_thing_at_a_time(lib: Library) -> None:
    when = ask(OPEN, "remind me", lib)
    assert when.talk.question == "reminder_time" and len(when.bubbles[0].buttons) == 3
    days = reminders.hear_time(when.talk, say("sundays", "nlu_fallback"), lib)
    assert days.talk.question == "reminder_time" and texts(days) == ["utter_recall_reminder_time"]
    where = reminders.hear_time(days.talk, say("6 pm", "nlu_fallback"), lib)
    assert where.talk.question == "reminder_zone"
    lost = reminders.hear_zone(where.talk, say("a small village", "nlu_fallback"), lib)
    assert texts(lost) == ["utter_reminder_where"]
    done = reminders.hear_zone(lost.talk, say("near london", "ask_helpline"), lib)
    assert done.talk.reminder == SUNDAYS
    assert done.talk.question == "offer_steps" and done.talk.reminder_draft is None


def test_a_country_with_one_clock_is_a_place(lib: Library) -> None:
    where = ask(OPEN, "remind me sundays around 6", lib)
    assert (
        reminders.hear_zone(where.talk, say("i live in germany", "ask_helpline"), lib).talk.reminder["zone"]
        == "Europe/Berlin"
    )  # type: ignore[index]
    assert ask(OPEN.having(region="GB"), "remind me sundays around 6", lib).talk.reminder == SUNDAYS


def test_in_the_middle_of_a_form_the_form_goes_on(lib: Library) -> None:
    walking = talk_with("enabling", running="walk_form", walk=Walk(("anxiety",)))
    at_once = ask(walking, "remind me sundays around 6 london", lib)
    assert at_once.talk.reminder == SUNDAYS and not at_once.leave and at_once.talk.question is None
    asked = ask(walking, "remind me sundays around 6", lib)
    assert asked.leave and asked.talk.question == "reminder_zone"
    done = reminders.hear_zone(asked.talk, say("london", "ask_helpline"), lib)
    assert done.follow == "walk_form" and done.talk.reminder == SUNDAYS


@pytest.mark.parametrize(
    "words", ["off", "no more reminders", "stop reminding me", "unsubscribe", "please stop sending me these"]
)
def test_one_word_ends_them(lib: Library, words: str) -> None:
    turn = ask(OPEN.having(reminder=SUNDAYS), words, lib)
    assert turn.talk.reminder is None and texts(turn)[0] == "utter_reminder_off"
    assert texts(ask(OPEN, words, lib))[0] == "utter_reminder_none"


def test_a_no_leaves_it_and_goes_back(lib: Library) -> None:
    when = ask(OPEN, "remind me", lib)
    turn = reminders.hear_time(when.talk, say("no", "deny"), lib)
    assert texts(turn) == ["utter_reminder_left", "utter_recall_offer_steps"] and turn.talk.reminder is None
    assert reminders.hear_time(when.talk, press(b.NO_REMINDERS), lib).talk.reminder is None


@pytest.mark.parametrize("state", ["partner_unsafe", "crisis"])
def test_none_are_set_where_a_screen_may_be_watched(lib: Library, state: str) -> None:
    turn = ask(in_state(OPEN, state), "remind me sundays around 6 london", lib)
    assert turn.talk.reminder is None and texts(turn)[0] == "utter_reminder_unsafe"


def test_they_can_be_moved_asked_after_and_had_back(lib: Library) -> None:
    talk = OPEN.having(reminder=SUNDAYS)
    assert ask(talk, "change my reminder to mondays at 7", lib).talk.reminder == {
        **SUNDAYS,
        "days": [0],
        "hour": 19,
        "set": 2,
    }
    assert texts(ask(talk, "when is my reminder", lib))[0] == "utter_reminder_is"
    rested = Past(
        reminder=Reminder(Rule((6,), 18, 0, "Europe/London"), None, 2),
        now=datetime(2026, 1, 1, tzinfo=timezone.utc),
    )
    assert ask(talk, "remind me", lib, rested).talk.reminder == {**SUNDAYS, "set": 2}


def test_a_single_moment_is_said_to_be_more_than_it_can(lib: Library) -> None:
    assert texts(ask(OPEN, "remind me tomorrow at 5", lib))[0] == "utter_reminder_once"


def test_an_unanswered_one_is_known(lib: Library) -> None:
    rule = Rule((6,), 18, 0, "Europe/London")
    assert reminders.answers_one(Past(reminder=Reminder(rule, None, 1)))
    assert not reminders.answers_one(Past(reminder=Reminder(rule, None, 0))) and not reminders.answers_one(
        Past()
    )
    assert reminders.end(OPEN.having(reminder=SUNDAYS), say("stop", "stop"), lib).talk.reminder is None


def test_a_moment_alone_is_no_wish_for_reminders(lib: Library) -> None:
    turn = reminders.set(Talk(question="deepen", focus=None), say("tuesday mornings mostly", "set_reminder"), lib)
    assert turn.talk.flow == "reflection" and turn.talk.reminder_draft is None
