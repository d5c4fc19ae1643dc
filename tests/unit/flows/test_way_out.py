"""The way out of the safety flow: leave it, go on, say that one is safe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import care, way_out
from bot.flows.talk import Talk, Walk
from bot.safety.state import after_answer
from tests.unit.flows.making import in_state, press, say, texts
from tests.unit.flows.test_care import harm


@pytest.mark.parametrize("level", ["partner_unsafe", "crisis"])
def test_one_word_of_being_safe_never_leads_straight_to_safe(lib: Library, level: str) -> None:
    talk = in_state(Talk(question="deepen", concern="partner"), level)
    once = way_out.report_safe(talk, say("i'm safe now", "report_safe"), lib)
    assert once.talk.safety == level and once.talk.question == "confirm_safe"
    twice = way_out.report_safe(once.talk, say("yes", "affirm"), lib)
    assert twice.talk.safety != "safe"


def test_going_on_brings_back_the_form_or_the_question(lib: Library) -> None:
    broken = care.respond(Talk(question="offer_steps"), harm("act", "partner"), lib).talk
    assert way_out.resume(broken, press(b.GO_ON), lib).talk.question == "offer_steps"
    walking = care.respond(
        Talk(running="walk_form", walk=Walk(("anxiety",))), harm("act", "partner"), lib
    ).talk
    assert way_out.resume(replace(walking, running=None), press(b.GO_ON), lib).follow == "walk_form"


def test_who_was_only_read_as_afraid_is_not_asked_once_more_whether_they_are_safe(lib: Library) -> None:
    talk = Talk(question="deepen", concern="partner")
    read = talk.guarded(after_answer(talk.safety_state, "sometimes", "partner", clear=False))
    turn = way_out.report_safe(read, say("i am safe", "report_safe"), lib)
    assert turn.talk.safety == "watch" and texts(turn)[0] == "utter_glad_safe"
