"""Who panics is not asked about their relationship: first a word, then when to call for help, then breathing."""

from __future__ import annotations

from dataclasses import replace

from bot.content.library import Library
from bot.flows import panic, steady
from bot.flows.talk import Talk, Walk
from tests.unit.flows.making import say, talk_with, texts

TIGHT = "my chest is tight and i cant breathe"


def test_it_comes_before_any_question_and_the_form_waits() -> None:
    talk = talk_with("anxiety", running="walk_form", walk=Walk(("anxiety",)))
    turn = panic.taken(talk, say(TIGHT, "share_sign"))
    assert turn is not None and turn.leave
    assert texts(turn) == ["utter_panic", "utter_panic_body", "utter_pace_breath_one"]
    assert turn.talk.question == "harm_pace" and turn.talk.resume == {"question": None, "loop": "walk_form"}


def test_what_the_screen_raises_is_the_screens() -> None:
    assert panic.taken(Talk(), replace(say(TIGHT, "share_sign"), verdict="act", kind="self_harm")) is None


def test_slowing_down_is_not_begun_twice() -> None:
    assert panic.taken(Talk(question="harm_pace"), say(TIGHT, "share_sign")) is None


def test_afterwards_the_talk_goes_on_where_it_was_and_nothing_asks_about_harm(lib: Library) -> None:
    talk = talk_with("anxiety", question="offer_steps")
    turn = panic.taken(talk, say(TIGHT, "share_sign"))
    assert turn is not None
    over = steady.keep_pace(turn.talk, say("that's enough", "deny"), lib)
    assert texts(over)[0] == "utter_pace_over" and over.talk.question == "resume"
