"""The half plan is kept, and nothing is rehearsed while the partner is not safe."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import half_plan
from bot.flows.talk import Talk
from bot.flows.turn import Draft
from bot.language.plan_answer import Answer
from tests.unit.flows.making import in_state, texts


def test_a_plan_that_was_begun_is_there_and_one_that_was_only_chosen_is_not() -> None:
    assert half_plan.is_there(Talk(chosen="K2", plan_when="friday"))
    assert half_plan.is_there(Talk(chosen="K2", running=half_plan.FORM))
    assert not half_plan.is_there(Talk(chosen="K2")) and not half_plan.is_there(Talk(plan_when="friday"))


def test_only_open_parts_are_filled_beside_the_one_that_was_asked_for() -> None:
    talk = Talk(plan_when="friday", plan_action="")
    fills = half_plan.filled(talk, Answer("monday", "draw", "she rings"), "plan_obstacle")
    assert fills == {"plan_action": "draw", "plan_obstacle": "she rings"}


def test_a_plan_without_a_word_is_named_by_its_idea(lib: Library) -> None:
    turn = half_plan.show(Draft(Talk(chosen="K2", running=half_plan.FORM)), lib)
    assert texts(turn) == ["utter_plan_half_empty"] and turn.follow is None


@pytest.mark.parametrize("level", ["partner_unsafe", "crisis"])
def test_nothing_is_rehearsed_while_it_is_not_safe(level: str) -> None:
    turn = Draft(in_state(Talk(chosen="K2", plan_obstacle="he'd find it"), level)).done()
    now = half_plan.unrehearsed(turn).talk
    assert (now.plan_obstacle, now.plan_sentence) == ("", "")


def test_in_a_safe_talk_nothing_is_left_out() -> None:
    turn = Draft(Talk(chosen="K2", plan_obstacle="rain")).done()
    assert half_plan.unrehearsed(turn) is turn
