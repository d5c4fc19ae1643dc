"""A question about harm is put once, once more where it stayed open, and never after a clear answer."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import pressure, questions
from bot.flows.talk import Talk
from bot.flows.turn import Draft
from tests.unit.flows.making import in_state, talk_with, texts


def test_a_question_is_brought_back_once_and_then_left(lib: Library) -> None:
    talk = pressure.ask(
        Talk(question="harm_ask_partner", flow="safety", resume={"question": "deepen"}), "partner"
    )
    once = Draft(talk)
    questions.recall(once, lib)
    assert once.talk.question == "harm_ask_partner" and pressure.spent(once.talk, "partner")
    twice = Draft(once.talk)
    questions.recall(twice, lib)
    assert texts(twice.done()) == ["utter_ask_resume"]


@pytest.mark.parametrize(("level", "about"), [("partner_unsafe", "partner"), ("crisis", "self")])
def test_what_was_told_is_not_asked(level: str, about: str) -> None:
    assert pressure.spent(in_state(Talk(), level), about)
    assert not pressure.spent(Talk(), about)


def test_another_day_it_may_be_asked_again() -> None:
    talk = pressure.settle(
        pressure.ask(Talk(checked=("region", "treated_badly")), "partner", lightly=True), "partner"
    )
    assert (
        pressure.settled(talk, "partner")
        and pressure.lightly(talk, "partner")
        and not pressure.asked(talk, "self")
    )
    assert pressure.afresh(talk).checked == ("region", "treated_badly")


def test_the_one_question_about_their_own_life_is_told_from_those_about_the_partner(lib: Library) -> None:
    abouts = {link: pressure.about(link) for sign in lib.sign_ids if (link := lib.link(sign).ask)}
    assert [link for link, about in abouts.items() if about == "self"] == [pressure.OWN_LIFE]
    assert pressure.asked_about(talk_with("anxiety", focus="anxiety", question="safe_check"), lib) == "self"
    assert pressure.asked_about(talk_with("anxiety", focus="anxiety", question="deepen"), lib) is None
