"""Where a partner's fury may follow, nothing is rehearsed and nothing leaves a trace."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import plan, transition, unnoticed
from bot.flows.talk import Talk
from tests.unit.flows.making import in_state, items, say, talk_with, texts

PLANNING = Talk(chosen="K2", running="plan_form", plan_when="friday", plan_action="draw")


@pytest.mark.parametrize("slot", ["plan_obstacle", "plan_sentence"])
def test_fury_is_not_planned_against_but_asked_about(lib: Library, slot: str) -> None:
    turn = plan.answer(PLANNING, say("she would be livid if she saw them", "share_story"), slot, lib)
    assert turn is not None and turn.leave and turn.talk.question == "notice_safe"
    assert texts(turn) == ["utter_plan_careful", "utter_ask_notice_safe"]
    assert plan.write(turn.talk, say("x", "share_story"), lib).talk.plan is None


@pytest.mark.parametrize("intent", ["deny", "answer_unsure", "skip"])
def test_what_is_not_safe_to_be_noticed_gives_way_to_what_leaves_no_trace(lib: Library, intent: str) -> None:
    asked = plan.answer(PLANNING, say("she'd kick off", "share_story"), "plan_obstacle", lib)
    assert asked is not None
    turn = transition.noticed(asked.talk, say("no", intent), lib)
    assert items(turn) and items(turn) <= set(unnoticed.TRACELESS)
    assert turn.talk.chosen is None and turn.talk.question == "choose_item"


def test_a_clear_yes_goes_on_with_the_half_plan_without_a_rehearsal(lib: Library) -> None:
    asked = plan.answer(PLANNING, say("she'd kick off", "share_story"), "plan_obstacle", lib)
    assert asked is not None
    turn = transition.noticed(asked.talk.having(running=None), say("yes", "affirm"), lib)
    assert turn.follow == "plan_form" and turn.talk.plan_when == "friday"
    assert (turn.talk.plan_obstacle, turn.talk.plan_sentence) == ("", "")


def test_with_an_unsafe_partner_being_noticed_is_asked_about_first(lib: Library) -> None:
    talk = in_state(talk_with("loss_of_self", offered=("K2", "T1"), question="choose_item"), "partner_unsafe")
    assert transition.choose(talk, say("the first one", "choose_item"), lib).talk.question == "notice_safe"
    assert transition.choose(talk, say("the second one", "choose_item"), lib).follow == "plan_form"


def test_a_yes_that_says_it_would_be_bad_is_no_yes(lib: Library) -> None:
    talk = PLANNING.having(running=None, question="notice_safe")
    assert transition.noticed(talk, say("yes it would be bad", "affirm"), lib).talk.noticed_safe is False
    hidden = transition.about_being_noticed(talk, say("there would be trouble", "ask_verdict"), lib)
    assert hidden is not None and hidden.talk.safety != "safe"


@pytest.mark.parametrize(("words", "doubt"), [("yes, she doesn't even look up", False), ("yes?? he never asks", False), ("yes, it would not be good", True)])
def test_a_partner_who_pays_no_heed_is_no_doubt(words: str, doubt: bool) -> None:
    assert unnoticed.doubted(words) is doubt
