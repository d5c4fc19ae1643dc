"""The opening: two bubbles and a question, once; a shorter one before a talk that begins in the middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import welcome
from bot.flows.heard import Heard
from bot.flows.talk import Entry, Plan, Talk, Walk
from bot.flows.turn import Bubble, Turn
from bot.journal import Past, Rule
from bot.journal.records import Reminder
from tests.unit.flows.making import in_state, say, talk_with, talks, texts

NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)
CAME = Heard(text="/greet", intent="greet", values={"came": "yes"}, pressed=True)


def away(days: float, reminder: Reminder | None = None) -> Past:
    return Past(seen=NOW - timedelta(days=days), now=NOW, reminder=reminder)


HELLO = say("hello", "greet")


def test_the_first_hello_opens_and_the_second_is_just_answered(lib: Library) -> None:
    first = welcome.greet(Talk(), HELLO, lib)
    assert len(first.bubbles) == 3 and first.talk.question == "opening" and first.talk.welcomed
    again = welcome.greet(first.talk, HELLO, lib)
    assert texts(again)[0] == "utter_hello_again" and "utter_welcome_what" not in texts(again)


def test_a_talk_that_begins_in_the_middle_is_welcomed_shortly_and_once() -> None:
    turn = welcome.precede(Turn((Bubble(text="I hear you."),), Talk(), follow="walk_form", leave=True))
    assert texts(turn) == ["utter_welcome_brief", "I hear you."]
    assert (turn.follow, turn.leave) == ("walk_form", True)
    assert welcome.precede(turn) is turn


def test_thanks_are_taken_and_the_open_question_comes_back(lib: Library) -> None:
    turn = welcome.thanks(talk_with("enabling", question="offer_steps"), say("ta", "thank"), lib)
    assert texts(turn)[0] == "utter_thanks" and "utter_recall_offer_steps" in texts(turn)


def test_thanks_at_the_end_are_not_answered_with_a_question(lib: Library) -> None:
    for question in ("after_plan", "closing"):
        turn = welcome.thanks(talk_with("enabling", question=question), say("ta", "thank"), lib)
        assert texts(turn) == ["utter_thanks"]


TOLD = Talk(
    picture={
        "enabling": Entry("affirmed", "often", "i keep ringing his work to say he's ill"),
        "anxiety": Entry("denied"),
        "own_interests": Entry("affirmed", "rarely", "rarely"),
    },
    plan=Plan("K2", "wednesday", "walk to the pool", "he calls", "im out"),
    question="after_plan",
    welcomed=True,
)


def test_coming_back_brings_two_sentences_of_theirs_and_three_ways_on(lib: Library) -> None:
    turn = welcome.greet(TOLD, HELLO, lib, away(2))
    assert texts(turn) == [
        "utter_return_short",
        "utter_recap_told",
        "utter_recap_plan",
        "utter_ask_returning",
    ]
    assert turn.bubbles[1].values["things"] == "“i keep ringing his work to say he's ill”"
    assert turn.bubbles[2].values["plan"] == "When it is wednesday, I will walk to the pool."
    assert turn.bubbles[3].buttons == (b.GO_ON_THERE, b.MY_PLAN, b.AFRESH)
    assert turn.talk.question == "returning" and turn.talk.resume == {"question": "after_plan", "loop": None}
    assert turn.talk.picture == TOLD.picture and turn.talk.plan == TOLD.plan


def test_who_only_pressed_buttons_hears_the_most_frequent_burden_by_its_name(lib: Library) -> None:
    pressed = TOLD.having(
        picture={s: Entry("affirmed", "often", "often") for s in ("enabling", "own_interests")}
    )
    things = welcome.greet(pressed, HELLO, lib, away(2)).bubbles[1].values["things"]
    assert things == lib.sign("enabling").back


def test_what_was_told_is_remembered_where_no_sign_was_found_in_it(lib: Library) -> None:
    talk = Talk(welcomed=True, question="offer_walk")
    past = replace(away(40), tell=lambda: "we never talk about money any more, it just happens")
    turn = welcome.greet(talk, HELLO, lib, past)
    assert texts(turn) == ["utter_return_long", "utter_recap_told", "utter_ask_returning"]
    assert turn.bubbles[1].values["things"] == "“we never talk about money any more, it just happens”"


def test_a_plan_that_was_left_half_written_is_read_back_as_far_as_it_goes(lib: Library) -> None:
    left = TOLD.having(
        plan=None,
        chosen="K2",
        plan_when="saturday morning",
        question="closing",
        resume={"question": None, "loop": "plan_form"},
    )
    turn = welcome.greet(left, CAME, lib, away(3))
    assert texts(turn)[-1] == "utter_recap_planning_half" and turn.follow == "plan_form"
    assert "saturday morning" in turn.bubbles[-1].values["plan"]
    nothing = welcome.greet(left.having(plan_when=None), CAME, lib, away(3))
    assert texts(nothing)[-1] == "utter_recap_planning"


@pytest.mark.parametrize(("days", "said"), [(0.1, "short"), (29, "short"), (30, "long"), (400, "long")])
def test_after_thirty_days_the_welcome_is_gentler(lib: Library, days: float, said: str) -> None:
    assert texts(welcome.greet(TOLD, HELLO, lib, away(days)))[0] == f"utter_return_{said}"


def test_opening_the_page_again_is_a_return_whatever_the_time_and_a_mere_hello_is_not(lib: Library) -> None:
    assert welcome.greet(TOLD, CAME, lib, away(0)).talk.question == "returning"
    assert texts(welcome.greet(TOLD, HELLO, lib, away(0.01)))[0] == "utter_hello_again"
    assert texts(welcome.greet(Talk(welcomed=True), CAME, lib, away(3)))[0] == "utter_hello_again"


def test_a_form_that_broke_off_goes_on_at_its_question(lib: Library) -> None:
    walking = TOLD.having(
        plan=None, question=None, walk=Walk(("loneliness",), "loneliness", 6), running="walk_form"
    )
    turn = welcome.greet(walking, CAME, lib, away(3))
    assert texts(turn)[-1] == "utter_recap_walk" and turn.follow is None and turn.talk.running == "walk_form"
    stopped = walking.having(running=None, question="closing", resume={"question": None, "loop": "walk_form"})
    assert welcome.greet(stopped, CAME, lib, away(3)).follow == "walk_form"


def test_the_place_before_a_goodbye_is_the_one_to_go_on_at(lib: Library) -> None:
    left = TOLD.having(question="closing", resume={"question": "offer_steps", "loop": None})
    turn = welcome.greet(left, CAME, lib, away(3))
    assert turn.talk.resume == {"question": "offer_steps", "loop": None}
    assert welcome.greet(turn.talk, CAME, lib, away(1)).talk.resume == turn.talk.resume


@given(talk=talks())
def test_where_it_is_not_safe_nothing_of_theirs_comes_to_the_screen(lib: Library, talk: Talk) -> None:
    for state in ("partner_unsafe", "crisis"):
        back = in_state(talk.having(welcomed=True, running=None, walk=None, chosen=None), state)
        turn = welcome.come_back(back, lib, away(3))
        assert texts(turn) == ["utter_return_careful", "utter_ask_returning"]
        assert b.HELP_LINES in turn.bubbles[1].buttons


def test_a_reminder_that_waited_is_shown_once_and_one_that_rests_is_named(lib: Library) -> None:
    rule = Rule((6,), 18, 0, "Europe/London")
    waiting = welcome.greet(TOLD, CAME, lib, away(3, Reminder(rule, NOW, 0, waiting=True)))
    assert "utter_reminder_waiting" in texts(waiting) and waiting.talk.reminded == NOW.isoformat()
    rested = welcome.greet(TOLD, CAME, lib, away(30, Reminder(rule, None, 2)))
    assert "utter_reminder_rested" in texts(rested) and rested.talk.reminded is None
