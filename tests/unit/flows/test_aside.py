"""What is said beside the question of the plan is answered, and never written into it."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import plan
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from tests.unit.flows.making import in_state, say, texts

PLANNING = Talk(chosen="K2", running="plan_form", offered=("K2", "T2"))


def answer(lib: Library, text: str, slot: str, talk: Talk = PLANNING, intent: str = "share_story") -> Turn:
    turn = plan.answer(talk, say(text, intent), slot, lib)
    assert turn is not None
    return turn


@pytest.mark.parametrize(
    ("obstacle", "kind"),
    [("i'd feel guilty", "guilt"), ("too tired", "tired"), ("she'd ring", "partner"), ("blue", "other")],
)
def test_an_idea_fits_what_stands_in_the_way(lib: Library, obstacle: str, kind: str) -> None:
    turn = answer(
        lib, "what would others do?", "plan_sentence", PLANNING.having(plan_obstacle=obstacle), "ask_steps"
    )
    assert texts(turn) == [f"utter_idea_{kind}"] and turn.talk.plan_sentence is None


def test_where_it_is_not_safe_no_words_to_the_partner_are_suggested(lib: Library) -> None:
    talk = in_state(PLANNING.having(plan_obstacle="she'd ring"), "watch")
    assert texts(answer(lib, "any ideas?", "plan_sentence", talk)) == ["utter_idea_other"]


def test_an_obstacle_and_a_question_in_one_message_are_both_taken(lib: Library) -> None:
    turn = answer(lib, "i might forget. what would you suggest?", "plan_obstacle")
    assert turn.talk.plan_obstacle == "i might forget" and texts(turn) == ["utter_idea_forgetting"]


def test_no_step_is_too_small(lib: Library) -> None:
    turn = answer(lib, "pet the cat. is that silly?", "plan_action")
    assert turn.talk.plan_action == "pet the cat" and texts(turn) == ["utter_plan_small_enough"]


def test_a_question_that_is_not_wanted_again_is_left_open(lib: Library) -> None:
    turn = answer(lib, "stop asking that", "plan_when", intent="stop")
    assert turn.talk.plan_when == "" and not turn.leave


def test_the_list_is_shown_again_and_the_half_plan_is_kept(lib: Library) -> None:
    turn = answer(
        lib, "can i see the list again?", "plan_action", PLANNING.having(plan_when="friday"), "go_back"
    )
    assert turn.leave and turn.talk.question == "choose_item" and turn.talk.plan_when == "friday"
    assert plan.write(turn.talk, say("x", "go_back"), lib).bubbles == ()


def test_a_correction_that_tells_the_moment_sets_it(lib: Library) -> None:
    turn = answer(
        lib, "wrong, i want to change the plan: friday at 6", "plan_action", PLANNING.having(plan_when="")
    )
    assert turn.talk.plan_when == "friday at 6"


def test_what_was_never_chosen_is_given_back(lib: Library) -> None:
    turn = answer(lib, "i didn't pick that, i only asked what it is", "plan_when")
    assert turn.leave and turn.talk.chosen is None and turn.talk.question == "choose_item"
    assert texts(turn)[:2] == ["utter_plan_unchosen", "utter_list_again"]
