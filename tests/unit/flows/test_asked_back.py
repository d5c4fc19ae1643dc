"""A question at the end of a telling is answered, or it is said that it cannot be."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import asked_back, reflection
from bot.flows.talk import Talk
from tests.unit.flows.making import heard_sign, say, talk_with, texts

OPEN = Talk(question="deepen", focus="loss_of_self", welcomed=True)


def test_a_question_that_the_content_knows_is_answered_and_what_was_told_is_heard(lib: Library) -> None:
    told = say("i forgot what i like. can i get myself back?", "share_sign", heard_sign("loss_of_self"))
    turn = asked_back.answered(OPEN, told, lib)
    assert turn is not None
    assert "E8" in {item for bubble in turn.bubbles for item in bubble.items}
    assert "loss_of_self" in turn.talk.picture and turn.talk.question == "deepen"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("i forgot what i like", "share_sign"),
        ("we went to the sea? no, the lake.", "share_story"),
        ("can i get myself back?", "ask_verdict"),
    ],
)
def test_what_is_no_question_or_has_its_own_flow_is_left_alone(lib: Library, words: str, intent: str) -> None:
    assert asked_back.answered(OPEN, say(words, intent), lib) is None


def test_a_question_without_an_answer_is_owned_up_to_before_the_next_one(lib: Library) -> None:
    told = say("i paint again. could a lamp be enough for that room?", "share_story")
    talk = talk_with("enabling", question="offer_steps")
    turn = asked_back.owned_up(talk, told, reflection.hear(talk, told, lib))
    acts = [bubble.act for bubble in turn.bubbles]
    assert asked_back.UNANSWERED in texts(turn) and acts.index("inform") < acts.index("ask")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("he comes home late. why does he do that?", "share_story"),
        ("what a week", "share_story"),
        ("is it?", "affirm"),
    ],
)
def test_nothing_is_owned_up_to_where_nothing_was_asked_of_trellis(
    lib: Library, words: str, intent: str
) -> None:
    talk, told = talk_with("enabling"), say(words, intent)
    turn = reflection.hear(talk, told, lib)
    assert asked_back.owned_up(talk, told, turn) is turn
