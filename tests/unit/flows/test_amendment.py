"""The written plan taken up again."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import amendment
from bot.flows import buttons as b
from bot.flows.talk import Plan, Talk
from tests.unit.flows.making import in_state, press, say, texts

WRITTEN = Talk(plan=Plan("K2", "friday", "draw", "rain", "only rain", 8), question="after_plan")


@pytest.mark.parametrize("text", ["could you write it better?", "that is not what i said"])
def test_a_plan_called_wrong_is_put_again_part_by_part(lib: Library, text: str) -> None:
    turn = amendment.taken_up(WRITTEN, say(text, "share_story"), lib)
    assert turn is not None and turn.talk.question == "plan_part" and turn.talk.plan == WRITTEN.plan


def test_a_part_is_named_or_pressed_and_asked_anew(lib: Library) -> None:
    asked = WRITTEN.having(question="plan_part")
    for heard in (say("the moment", "share_story"), press(b.THE_WHEN)):
        turn = amendment.revise(asked, heard, lib)
        assert turn.follow == "plan_form" and (turn.talk.plan_when, turn.talk.plan_action) == (None, "draw")


def test_a_moment_told_at_once_is_put_right_at_once(lib: Library) -> None:
    turn = amendment.revise(WRITTEN.having(question="plan_part"), say("sunday at 8", "share_story"), lib)
    assert (
        turn.talk.plan is not None
        and turn.talk.plan.when == "sunday at 8"
        and turn.talk.plan.action == "draw"
    )


def test_something_is_added_or_asked_for(lib: Library) -> None:
    turn = amendment.taken_up(WRITTEN, say("add that i take my own pencils", "share_story"), lib)
    assert turn is not None and turn.talk.plan is not None
    assert turn.talk.plan.action == "draw and take my own pencils"
    asked = amendment.taken_up(WRITTEN, say("could you add that?", "repeat"), lib)
    assert asked is not None and texts(asked) == ["utter_plan_addition"]
    then = amendment.revise(asked.talk, say("sit by the window", "share_story"), lib)
    assert then.talk.plan is not None and then.talk.plan.action == "draw and sit by the window"


def test_a_no_leaves_the_plan_as_it_is(lib: Library) -> None:
    turn = amendment.revise(WRITTEN.having(question="plan_part"), say("no, fine", "deny"), lib)
    assert texts(turn)[0] == "utter_plan_kept" and turn.talk.question == "after_plan"


def test_any_other_message_is_no_change(lib: Library) -> None:
    assert amendment.taken_up(WRITTEN, say("my day was long", "share_story"), lib) is None


def test_a_plan_is_changed_from_anywhere_where_it_is_named(lib: Library) -> None:
    said = say("wrong. i want to change the plan: saturday at 9", "change_answer")
    turn = amendment.taken_up(WRITTEN.having(question="closing"), said, lib)
    assert turn is not None and turn.talk.plan is not None and turn.talk.plan.when == "saturday at 9"


def test_the_hard_moment_is_not_put_again_while_the_partner_is_not_safe(lib: Library) -> None:
    unsafe = in_state(WRITTEN.having(question="plan_part"), "partner_unsafe")
    turn = amendment.revise(unsafe, press(b.THE_HARD_MOMENT), lib)
    assert turn.follow is None and turn.talk.question == "after_plan" and turn.talk.plan == WRITTEN.plan
