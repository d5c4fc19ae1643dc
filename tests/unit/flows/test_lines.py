"""Help lines: which ones, once a country, and no means no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import care, lines, questions
from bot.flows.concern import CONCERNS
from bot.flows.talk import Talk
from bot.flows.turn import Draft
from tests.unit.flows.making import say, texts


def test_a_no_to_help_lines_is_taken_and_remembered(lib: Library) -> None:
    turn = lines.give_lines(
        Talk(question="harm_self", concern="self"), say("i dont want a helpline", "ask_helpline"), lib
    )
    assert texts(turn)[0] == "utter_lines_declined" and turn.talk.question == "harm_self"
    again = care.respond(
        turn.talk, say("i want to die", "disclose_harm", verdict="act", kind="self_harm"), lib
    )
    assert "utter_lines_stay" in texts(again) and "utter_ask_region" not in texts(again)
    wanted = lines.give_lines(again.talk, say("ok a helpline then", "ask_helpline"), lib)
    assert any(bubble.act == "refer" and bubble.text for bubble in wanted.bubbles)
    assert not wanted.talk.safety_state.no_lines


def test_a_no_to_help_lines_answers_the_gentle_question_too(lib: Library) -> None:
    asked = Talk(question="harm_ask_self", concern="self")
    assert "utter_lines_declined" in texts(care.answer_ask(asked, say("no helplines please", "deny"), lib))


def test_the_country_is_asked_for_once(lib: Library) -> None:
    first = lines.give_lines(Talk(), say("a helpline please", "ask_helpline"), lib)
    assert "utter_ask_region" in texts(first)
    assert "utter_ask_region" not in texts(
        lines.give_lines(first.talk, say("a helpline please", "ask_helpline"), lib)
    )


def test_the_country_can_be_changed(lib: Library) -> None:
    turn = lines.give_lines(Talk(region="CA"), say("i'm in ireland", "ask_helpline"), lib)
    assert turn.talk.region == "IE"


@pytest.mark.parametrize("concern", CONCERNS)
@pytest.mark.parametrize("region", [None, "US", "DE", "XX"])
def test_every_concern_has_lines_everywhere(lib: Library, concern: str, region: str | None) -> None:
    draft = Draft(Talk(region=region))
    lines.add_lines(draft, concern, lib)
    (bubble,) = draft.bubbles
    assert bubble.text and 1 <= len(bubble.text.splitlines()) <= lines.MOST


def test_after_a_no_to_help_lines_nothing_names_them_until_a_new_statement(lib: Library) -> None:
    talk = lines.give_lines(
        Talk(question="harm_ask_partner", concern="partner"), say("no helplines", "ask_helpline"), lib
    ).talk
    assert b.HELP_LINES not in questions.buttons_for("harm_partner", talk, lib)
    for response in (
        "utter_harm_left",
        "utter_harm_denied",
        "utter_harm_unsure",
        "utter_check_unsure",
        "utter_harm_rest",
    ):
        draft = Draft(talk)
        lines.keep_near(draft, response)
        assert draft.bubbles[0].response == f"{response}_quiet"
    told = care.respond(
        talk, say("x", "disclose_harm", verdict="act", kind="partner", kinds=("partner",)), lib
    )
    assert "utter_lines_stay" in texts(told)


def test_a_no_to_numbers_beside_something_graver_holds_and_is_said_to_be_heard(lib: Library) -> None:
    told = replace(say("he checks my phone, so please dont give me any numbers", "disclose_harm"), verdict="ask", kind="partner")
    heeded = lines.heeded(Talk(), told)
    assert heeded.safety_state.no_lines
    turn = lines.heeding(Talk(), Draft(heeded).done())
    assert texts(turn) == ["utter_lines_declined_beside"]
    assert lines.heeding(heeded, Draft(heeded).done()).bubbles == (), "it is said once"


def test_a_number_that_is_not_there_refuses_nothing() -> None:
    told = replace(say("i dont have his number", "disclose_harm"), verdict="ask", kind="partner")
    assert not lines.heeded(Talk(), told).safety_state.no_lines
