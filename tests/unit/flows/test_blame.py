"""Whose doing it is, and whether it is normal."""

from __future__ import annotations

import pytest

from bot.flows import blame
from bot.flows.talk import Talk
from bot.flows.turn import Draft
from tests.unit.flows.making import in_state, say, texts

WATCHED = in_state(Talk(), "watch")
SAFE = Talk()


@pytest.mark.parametrize(
    ("talk", "words", "said"),
    [
        (WATCHED, "is it my fault that he shouts?", "utter_not_your_doing"),
        (SAFE, "am i to blame when she loses it?", "utter_not_your_doing"),
        (WATCHED, "he calls me thick in front of his mates, is that normal?", "utter_names_not_normal"),
        (SAFE, "she calls me useless. is that how couples are?", "utter_names_not_normal"),
        (SAFE, "she says i'm useless. is it normal?", "utter_names_not_normal"),
        (WATCHED, "is this normal?", "utter_may_mind_it"),
        (SAFE, "is this normal?", None),
        (SAFE, "is it my fault that the plan failed?", None),
        (WATCHED, "it was a long week", None),
    ],
)
def test_it_is_answered_where_something_points_to_harm(talk: Talk, words: str, said: str | None) -> None:
    assert blame.answer(talk, say(words, "ask_verdict")) == said


def test_the_answer_stands_in_place_of_the_reading_and_the_question_stays() -> None:
    draft = Draft(WATCHED)
    draft.utter("utter_verdict_normal", act="reflect")
    draft.utter("utter_ask_go_on", act="ask")
    turn = blame.answered("utter_not_your_doing", draft.done())
    assert texts(turn) == ["utter_not_your_doing", "utter_ask_go_on"]


def test_what_is_told_beside_it_is_heard_as_well() -> None:
    heard = say("am i too clingy? i ring her at work every single hour", "share_story")
    assert blame.told_beside(heard).words == "i ring her at work every single hour"
    draft = Draft(Talk(flow="reflection"))
    draft.utter("utter_reflect_words", act="reflect", clauses="you ring her")
    turn = blame.answered("utter_not_selfish", draft.done(), telling=True)
    assert texts(turn) == ["utter_not_selfish", "utter_reflect_words"]


def test_a_question_alone_stays_as_it_is() -> None:
    heard = say("hm. am i too clingy?", "ask_verdict")
    assert blame.told_beside(heard) is heard


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("am i crazy", "utter_not_crazy"),
        ("thats mean. do u think im mad??", "utter_not_crazy"),
        ("am I just overreacting", "utter_not_crazy"),
        ("is that selfish of me", "utter_not_selfish"),
        ("am i a bad wife for wanting an evening off", "utter_not_selfish"),
    ],
)
def test_what_somebody_fears_to_be_gets_a_plain_no(words: str, said: str) -> None:
    assert blame.answer(Talk(), say(words, "ask_verdict")) == said


@pytest.mark.parametrize("words", ["he is crazy about football", "she says i am mad at her", "am i right here?"])
def test_who_does_not_ask_that_gets_no_such_answer(words: str) -> None:
    assert blame.answer(Talk(), say(words, "share_story")) is None


@pytest.mark.parametrize("words", ["how do i get her back", "what can i do to make him love me again", "how could i get my wife to listen"])
def test_who_would_move_the_other_one_is_shown_their_own_side(words: str) -> None:
    assert blame.answer(Talk(), say(words, "ask_steps")) == "utter_not_mine_to_move"
    assert blame.answer(Talk(), say("how do i get my evenings back", "ask_steps")) is None


def test_what_hints_at_control_is_not_called_usual() -> None:
    assert blame.answer(Talk(), say("is normal, this with the money?", "ask_verdict", cue=True)) == "utter_may_mind_it"
