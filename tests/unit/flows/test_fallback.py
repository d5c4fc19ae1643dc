"""A message that was not understood: two readings, then another way in, and nothing is lost."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import fallback, questions
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft
from tests.unit.flows.making import say, talk_with, texts

UNCLEAR = Heard(
    "blue seventeen",
    "nlu_fallback",
    0.2,
    ranking=(("nlu_fallback", 0.2), ("ask_topic", 0.15), ("share_sign", 0.1), ("show_plan", 0.05)),
)


def test_the_first_miss_offers_the_two_best_readings(lib: Library) -> None:
    turn = fallback.clarify(Talk(), UNCLEAR, lib)
    assert texts(turn) == ["utter_clarify"]
    assert [b.payload for b in turn.bubbles[0].buttons] == ["/ask_topic", "/show_plan"]


def test_the_second_miss_in_a_row_offers_another_way_in(lib: Library) -> None:
    turn = fallback.clarify(fallback.clarify(Talk(), UNCLEAR, lib).talk, UNCLEAR, lib)
    assert "utter_clarify_again" in texts(turn)
    assert turn.bubbles[-1].buttons


def test_in_a_form_it_says_so_and_the_form_asks_again(lib: Library) -> None:
    turn = fallback.clarify(Talk(running="walk_form"), UNCLEAR, lib)
    assert texts(turn) == ["utter_clarify_in_form"]


def test_what_is_outside_the_subject_is_said_kindly_and_leads_back(lib: Library) -> None:
    turn = fallback.clarify(Talk(question="offer_steps"), say("what's the weather", "out_of_scope"), lib)
    assert texts(turn) == ["utter_out_of_scope", "utter_recall_offer_steps"]


def test_what_lies_beside_the_subject_is_declined_with_who_can_help(lib: Library) -> None:
    asked = say("how many of these sleeping tablets can i take with my antidepressants", "out_of_scope")
    turn = fallback.clarify(Talk(question="offer_steps"), asked, lib)
    assert "pharmacist" in texts(turn)[0] and texts(turn)[1:] == ["utter_recall_offer_steps"]
    again = fallback.clarify(turn.talk, asked, lib)
    assert texts(again)[0] == "utter_out_of_scope"


@pytest.mark.parametrize("question", ["go_on", "deepen", "what_holds"])
@pytest.mark.parametrize(("words", "sure"), [("it gets frosty for a week after that", 0.2), ("because nobody rings then", 0.8)])
def test_an_answer_to_an_open_question_is_never_declined(lib: Library, question: str, words: str, sure: float) -> None:
    talk = talk_with("enabling", question=question, focus="enabling")
    turn = fallback.clarify(talk, Heard(words, "out_of_scope", sure), lib)
    assert not {"utter_out_of_scope", "utter_clarify"} & set(texts(turn)) and turn.talk.misses == 0


CHOICES = ("check", "choose_item", "choose_sign")


@pytest.mark.parametrize("question", [*CHOICES, "offer_steps", "deepen"])
def test_the_question_that_was_open_can_still_be_brought_back(lib: Library, question: str) -> None:
    offered = {"choose_item": ("K2", "T2")}.get(question, ("enabling", "anxiety"))
    talk = talk_with("enabling", "anxiety", question=question, offered=offered, focus="enabling")
    draft = Draft(fallback.clarify(talk, UNCLEAR, lib).talk)
    questions.recall(draft, lib)
    assert draft.bubbles


def test_a_farewell_at_the_end_of_what_was_not_understood_ends_the_talk(lib: Library) -> None:
    turn = fallback.clarify(
        Talk(question="go_on"), say("zz qq wrr. that's enough for today", "nlu_fallback"), lib
    )
    assert turn.talk.question == "closing"


def test_a_sentence_answers_an_invitation_to_say_more_whatever_it_was_taken_for(lib: Library) -> None:
    talk = talk_with("anxiety", question="go_on", focus="anxiety")
    told = fallback.clarify(talk, say("it has gone so since the wedding", "nlu_fallback"), lib)
    assert told.talk.misses == 0 and not texts(told)[0].startswith("utter_clarify")
    assert fallback.clarify(talk, say("xkcd qwrt sdfg zzz", "nlu_fallback"), lib).talk.misses == 1


def test_one_reading_alone_is_no_choice_where_a_question_is_open(lib: Library) -> None:
    one = Heard("blue", "nlu_fallback", 0.2, ranking=(("nlu_fallback", 0.2), ("show_plan", 0.1)))
    assert "utter_clarify" not in texts(fallback.clarify(Talk(question="offer_walk"), one, lib))
    assert texts(fallback.clarify(Talk(), one, lib)) == ["utter_clarify"]


def test_a_word_answers_what_stands_out(lib: Library) -> None:
    turn = fallback.clarify(talk_with("enabling", question="stands_out"), Heard("the radios", "nlu_fallback"), lib)
    assert turn.bubbles[0].act == "reflect" and "utter_clarify" not in texts(turn)
