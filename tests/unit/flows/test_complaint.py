"""A complaint in free talk is owned up to."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import complaint, half_plan, questions
from bot.flows.talk import Guess, Talk
from tests.unit.flows.making import say, talk_with, texts


def test_what_was_not_heard_is_said_sorry_for_and_the_guess_is_gone(lib: Library) -> None:
    talk = Talk(question="guess", guess=Guess("anxiety"))
    turn = complaint.taken(talk, say("i already told you that, are you even listening", "share_story"), lib)
    assert turn is not None and texts(turn)[0] == "utter_not_listened" and turn.talk.guess is None


def test_a_feeling_in_a_complaint_is_heard(lib: Library) -> None:
    turn = complaint.taken(Talk(question="go_on"), say("i just told you, i feel guilty", "share_sign"), lib)
    assert turn is not None and "utter_feeling_guilty" in texts(turn)


def test_who_is_rushed_is_asked_and_offered_nothing(lib: Library) -> None:
    turn = complaint.taken(talk_with("anxiety", question="offer_steps"), say("you are rushing me", "share_story"), lib)
    assert turn is not None and texts(turn) == ["utter_no_hurry"]
    assert questions.is_turned_down(turn.talk, "offer_steps") and not turn.bubbles[0].buttons


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (Talk(question="go_on"), "he says you never listen"),
        (Talk(question="go_on"), "he is quick to shout"),
        (Talk(question="after_plan"), "that's not what i said"),
        (Talk(running=half_plan.FORM), "you already asked that"),
        (Talk(question="harm_ask_partner"), "you already asked that"),
    ],
)
def test_what_is_none_or_not_its_own_is_left(lib: Library, talk: Talk, words: str) -> None:
    assert complaint.taken(talk, say(words, "share_story"), lib) is None
