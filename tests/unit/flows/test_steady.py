"""Slowing down at the person's pace, and a plan in their own words that is theirs to keep or not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import care, steady
from bot.flows.concern import CONCERNS, base
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from tests.unit.flows.making import press, say, texts

HARD = Talk(question="harm_self", concern="self", flow="safety")


def test_slowing_down_waits_for_the_person_at_each_step(lib: Library) -> None:
    turn = steady.stay(HARD, press(b.SLOW_DOWN), lib)
    seen = texts(turn)
    for _ in steady.WAYS["breath"][1:]:
        assert turn.talk.question == "harm_pace" and len(turn.bubbles) == 1
        turn = steady.keep_pace(turn.talk, say("next", "skip"), lib)
        seen += texts(turn)
    over = steady.keep_pace(turn.talk, press(b.NEXT), lib)
    assert seen == list(steady.WAYS["breath"])
    assert over.talk.question == "harm_self"


def test_slowing_down_ends_when_they_say_so_and_next_time_takes_the_other_way(lib: Library) -> None:
    first = steady.stay(HARD, press(b.SLOW_DOWN), lib)
    over = steady.keep_pace(first.talk, press(b.THATS_ENOUGH), lib)
    assert over.talk.question == "harm_self"
    assert texts(steady.stay(over.talk, press(b.SLOW_DOWN), lib)) == [steady.WAYS["senses"][0]]


def _written(lib: Library, *said: Any) -> Turn:
    turn = steady.stay(HARD, press(b.SAFETY_PLAN), lib)
    for heard in said:
        turn = steady.write_plan(turn.talk, heard, lib)
    return turn


ANSWERS = (
    say("sundays, when it is quiet", "share_story"),
    say("a walk, the radio", "start_walk"),
    say("my brother tom", "out_of_scope"),
    say("skip", "skip"),
)


def test_the_plan_holds_their_words_and_leaves_out_what_they_skip(lib: Library) -> None:
    turn = _written(lib, *ANSWERS)
    assert turn.talk.question == "harm_plan_keep"
    shown = turn.bubbles[1].text or ""
    assert "sundays, when it is quiet" in shown and "a walk, the radio" in shown and "my brother tom" in shown
    assert len(shown.splitlines()) == 3


def test_the_plan_is_kept_only_when_they_want_it(lib: Library) -> None:
    turn = _written(lib, *ANSWERS)
    kept = steady.write_plan(turn.talk, press(b.KEEP_IT), lib)
    assert kept.talk.safety_plan and kept.talk.question == "harm_self"
    again = steady.stay(kept.talk, press(b.SAFETY_PLAN), lib)
    assert "my brother tom" in (again.bubbles[1].text or "")
    assert steady.write_plan(turn.talk, press(b.DONT_KEEP_IT), lib).talk.safety_plan is None


def test_the_plan_can_be_stopped_and_gone_on_with(lib: Library) -> None:
    turn = _written(lib, ANSWERS[0], press(b.STOP_HERE))
    assert turn.talk.question == "harm_self"
    assert texts(steady.stay(turn.talk, press(b.SAFETY_PLAN), lib))[-1] == "utter_safety_plan_helps"
    assert _written(lib, press(b.STOP_HERE)).talk.safety_plan is None


def test_hard_words_are_taken_as_the_plans_and_heard_by_the_state(lib: Library) -> None:
    turn = steady.stay(HARD, press(b.SAFETY_PLAN), lib)
    after = care.respond(
        turn.talk, say("when i wish i did not wake up", "disclose_harm", verdict="ask", kind="self_harm"), lib
    )
    assert after.talk.question == "harm_plan" and after.talk.safety_plan == {
        "signs": "when i wish i did not wake up"
    }
    assert after.talk.safety == "watch"
    plain = care.respond(
        turn.talk, say("i want to die", "disclose_harm", verdict="act", kind="self_harm"), lib
    )
    assert plain.talk.question == "harm_self" and plain.talk.safety == "crisis"


def test_a_part_of_any_length_is_cut_and_not_lost(lib: Library) -> None:
    turn = _written(lib, say("a" * 5_000, "share_story"))
    assert turn.talk.safety_plan == {"signs": "a" * steady.LONGEST}


@pytest.mark.parametrize("concern", CONCERNS)
def test_staying_says_something_for_every_concern(lib: Library, concern: str) -> None:
    turn = steady.stay(Talk(concern=concern, region="GB"), say("yes", "affirm"), lib)
    assert texts(turn)[:2] == [f"utter_stay_{concern}", f"utter_stay_{concern}_more"]
    assert turn.talk.question == f"harm_{base(concern)}"
