"""The opening: two bubbles and a question, once; a shorter one before a talk that begins in the middle."""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import welcome
from bot.flows.talk import Talk
from bot.flows.turn import Bubble, Turn
from tests.unit.flows.making import say, talk_with, texts

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
