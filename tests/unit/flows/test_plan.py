"""The if-then plan: how answers are read and how it is written."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import half_plan, offers, plan
from bot.flows.heard import Heard
from bot.flows.talk import Plan, Talk
from tests.unit.flows.making import in_state, press, say, talk_with, texts

SLOTS = ["plan_when", "plan_action", "plan_obstacle", "plan_sentence"]


ANSWERS = [
    ("plan_when", "idk, thursday arvo at the pool?", "thursday arvo at the pool"),
    ("plan_action", "i suppose i could do the crossword. told you before", "do the crossword"),
    ("plan_obstacle", "she'd want a lift somewhere… i hate that", "she'd want a lift somewhere, i hate that"),
    ("plan_sentence", "hi, thinking of you", "hi, thinking of you"),
]


@pytest.mark.parametrize(("slot", "said", "kept"), ANSWERS)
def test_an_answer_is_kept_in_their_words_and_only_what_the_slot_needs(
    lib: Library, slot: str, said: str, kept: str
) -> None:
    turn = plan.answer(Talk(chosen="K2"), say(said, "share_story"), slot, lib)
    assert turn is not None and getattr(turn.talk, slot) == kept


def test_an_answer_that_tells_several_parts_fills_them_all(lib: Library) -> None:
    said = say("friday evening i'll ring my cousin, but she might be out", "share_story")
    turn = plan.answer(Talk(chosen="K3"), said, "plan_when", lib)
    assert turn is not None
    assert (turn.talk.plan_when, turn.talk.plan_action, turn.talk.plan_obstacle) == (
        "friday evening",
        "ring my cousin",
        "she might be out",
    )


def test_a_message_without_a_moment_is_asked_again_once_and_then_taken_as_it_is(lib: Library) -> None:
    talk = Talk(chosen="K2")
    once = plan.answer(talk, say("a bit of peace for myself", "share_story"), "plan_when", lib)
    assert once is not None and once.talk.plan_when is None and texts(once)[-1] == "utter_when_again"
    twice = plan.answer(once.talk, say("peace for myself", "share_story"), "plan_when", lib)
    assert twice is not None and twice.talk.plan_when == "peace for myself"


def test_a_feeling_beside_the_answer_is_heard_and_not_written_down(lib: Library) -> None:
    said = say("tea with my aunt on mondays. her texts made me feel small", "share_story")
    turn = plan.answer(Talk(chosen="K3"), said, "plan_when", lib)
    assert turn is not None and "utter_plan_beside" in texts(turn)
    assert (turn.talk.plan_when, turn.talk.plan_action) == ("on mondays", "tea with my aunt")
    assert turn.talk.plan_obstacle is None


def test_nothing_smaller_is_a_no_and_no_step(lib: Library) -> None:
    turn = plan.answer(
        Talk(chosen="K2"), say("it is small enough, leave it", "share_story"), "plan_smaller", lib
    )
    assert turn is not None and turn.talk.plan_smaller == ""


def test_a_number_in_place_of_a_smaller_step_is_how_sure_they_are(lib: Library) -> None:
    turn = plan.answer(Talk(chosen="K2", plan_confidence=4), say("a 7", "answer_unsure"), "plan_smaller", lib)
    assert turn is not None and (turn.talk.plan_confidence, turn.talk.plan_smaller) == (7, "")


def test_what_was_planned_so_far_is_shown_with_what_is_missing_and_goes_on(lib: Library) -> None:
    talk = Talk(chosen="K2", plan_when="friday", question="closing")
    turn = plan.show(talk, say("my plan please", "show_plan"), lib)
    assert turn.follow == half_plan.FORM and "friday" in turn.bubbles[0].values["plan"]
    assert turn.bubbles[0].values["open"].startswith("what you do")


CONFIDENCE = [
    ("8", 8, False),
    ("eight", 8, False),
    ("maybe a five", 5, True),
    ("ten out of ten", 10, False),
    ("0", 0, True),
]


@pytest.mark.parametrize(("said", "number", "smaller"), CONFIDENCE)
def test_below_seven_a_smaller_step_is_asked_for(lib: Library, said: str, number: int, smaller: bool) -> None:
    turn = plan.answer(Talk(chosen="K2"), say(said, "answer_unsure"), "plan_confidence", lib)
    assert turn is not None and turn.talk.plan_confidence == number
    assert (turn.talk.plan_smaller is None) == smaller


def test_without_a_number_it_asks_for_one(lib: Library) -> None:
    turn = plan.answer(
        Talk(chosen="K2"), say("hard to tell from here", "share_story"), "plan_confidence", lib
    )
    assert turn is not None and turn.talk.plan_confidence is None


@pytest.mark.parametrize("slot", [*SLOTS, "plan_confidence", "plan_smaller"])
def test_every_question_can_be_skipped_and_interrupted(lib: Library, slot: str) -> None:
    skipped = plan.answer(Talk(chosen="K2"), say("skip", "skip"), slot, lib)
    assert skipped is not None and getattr(skipped.talk, slot) is not None
    assert plan.answer(Talk(chosen="K2"), say("what is codependency?", "ask_topic"), slot, lib) is None
    assert plan.answer(Talk(chosen="K2"), Heard("x", "disclose_harm", 1.0, verdict="act"), slot, lib) is None


@pytest.mark.parametrize("slot", ["plan_when", "plan_action"])
def test_not_knowing_brings_a_hint_and_the_question_again(lib: Library, slot: str) -> None:
    turn = plan.answer(Talk(chosen="K2"), say("no idea", "answer_unsure"), slot, lib)
    assert turn is not None and getattr(turn.talk, slot) is None
    assert texts(turn) == [f"utter_hint_{slot}"] and turn.bubbles[0].values["hint"]


def test_a_plan_is_written_and_the_form_is_over(lib: Library) -> None:
    talk = talk_with(
        "loss_of_self",
        focus="loss_of_self",
        chosen="K2",
        plan_when="thursday",
        plan_action="swim",
        plan_obstacle="",
        plan_sentence="",
        plan_confidence=8,
        plan_smaller="",
    )
    turn = plan.write(talk, say("8", "answer_unsure"), lib)
    assert turn.talk.plan is not None and (turn.talk.plan.item, turn.talk.plan.confidence) == ("K2", 8)
    assert (turn.talk.chosen, turn.talk.question) == (None, "after_plan")


@pytest.mark.parametrize("mark", ["...", "???", "🙂"])
def test_marks_without_a_word_are_no_answer(lib: Library, mark: str) -> None:
    turn = plan.answer(Talk(chosen="K2"), say(mark, "out_of_scope"), "plan_sentence", lib)
    assert turn is None or turn.talk.plan_sentence != mark


def test_asking_for_a_withheld_plan_leaves_the_one_in_the_making(lib: Library) -> None:
    talk = in_state(
        talk_with("enabling", chosen="K2", running="plan_form", plan=Plan("M2", "tonight", "talk")), "watch"
    )
    assert plan.show(talk, say("what was my plan", "show_plan"), lib).talk.chosen == "K2"


@pytest.mark.parametrize("said", [press(b.button("Just as it stands", "affirm")), say("just that", "nlu_fallback"), say("yes", "affirm")])
def test_the_step_may_be_taken_as_it_was_put(lib: Library, said: Heard) -> None:
    talk = talk_with("anxiety", chosen="K4", running=half_plan.FORM, plan_when="friday")
    turn = plan.answer(talk, said, "plan_action", lib)
    assert turn is not None and turn.talk.plan_action == offers.wording(lib.item("K4"), talk, lib).offer


def test_a_day_that_is_left_out_moves_nothing(lib: Library) -> None:
    talk = talk_with("anxiety", chosen="K4", running=half_plan.FORM, plan_when="sunday", plan_confidence=5)
    turn = plan.answer(talk, say("only the weeks im not on shift on saturday", "nlu_fallback"), "plan_smaller", lib)
    assert turn is not None and turn.talk.plan_when == "sunday"


def test_a_number_with_a_question_mark_is_a_number(lib: Library) -> None:
    turn = plan.answer(talk_with("anxiety", running=half_plan.FORM), say("like 7?", "nlu_fallback"), "plan_confidence", lib)
    assert turn is not None and turn.talk.plan_confidence == 7


def test_an_occasion_stays_in_the_act_where_the_time_is_known(lib: Library) -> None:
    talk = Talk(chosen="K2", running="plan_form", plan_when="thursday night")
    turn = plan.answer(talk, say("say to myself once that i was there first", "share_story"), "plan_action", lib)
    assert turn is not None and turn.talk.plan_action == "say to myself once that i was there first"


def test_who_may_see_the_talk_is_answered_in_the_middle_of_a_plan(lib: Library) -> None:
    talk = Talk(chosen="K2", running="plan_form")
    turn = plan.answer(talk, say("will he be able to find this chat on my phone tonight?", "ask_about_partner"), "plan_when", lib)
    assert turn is not None and texts(turn)[0] == "utter_harm_traces_here" and turn.talk.plan_when is None
