"""Room to say more: a yes is listened to, a no leads on, and nobody is sent away who said little."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import questions, room
from bot.flows.talk import Talk
from tests.unit.flows.making import say, talk_with, texts


@pytest.mark.parametrize("question", questions.ROOM)
def test_a_yes_is_listened_to_by_who_has_heard_already(question: str, lib: Library) -> None:
    turn = room.invite(talk_with("anxiety", question=question), say("yes", "affirm"), lib)
    assert texts(turn) == ["utter_invite_rest"]
    assert turn.talk.question == question, "nobody who has told something is asked to begin"


def test_nothing_that_holds_is_heard_before_ideas_are_offered(lib: Library) -> None:
    turn = room.no_more(talk_with("anxiety", question="what_holds"), say("nothing really", "deny"), lib)
    assert texts(turn)[0] == "utter_nothing_holds"
    assert turn.talk.question == "offer_steps"


def test_who_has_said_all_is_offered_ideas_and_not_sent_away(lib: Library) -> None:
    turn = room.no_more(talk_with("anxiety", question="go_on"), say("no thats all", "deny"), lib)
    assert texts(turn)[0] == "utter_all_said"
    assert turn.talk.question == "offer_steps"


def test_without_a_burden_questions_are_offered(lib: Library) -> None:
    turn = room.no_more(talk_with("own_interests", question="go_on"), say("no", "deny"), lib)
    assert turn.talk.question == "offer_walk"


def test_who_wants_no_ideas_is_let_go(lib: Library) -> None:
    declined = questions.turned_down(talk_with("anxiety", question="go_on"), "offer_steps")
    assert room.no_more(declined, say("no", "deny"), lib).talk.question == "closing"
    assert room.no_more(Talk(question="go_on"), say("no", "deny"), lib).talk.question == "closing"
