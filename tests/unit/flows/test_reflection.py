"""Free talk: what is noted, whose it is, and what follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.content.library import Library
from bot.content.models import SIGN_IDS
from bot.flows import buttons as b
from bot.flows import reflection
from bot.flows.talk import Entry, Talk
from tests.unit.flows.making import heard_sign, press, say, talk_with, talks, texts


def tell(*signs: object, text: str = "i pay his fines") -> object:
    return say(text, "share_sign", *signs)  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", sorted(SIGN_IDS))
@pytest.mark.parametrize("polarity", ["affirmed", "denied", "hedged", "past"])
def test_a_sign_is_noted_as_it_was_said_and_answered_by_words_not_advice(
    lib: Library, sign: str, polarity: str
) -> None:
    turn = reflection.hear(Talk(), tell(heard_sign(sign, polarity=polarity)), lib)  # type: ignore[arg-type]
    assert turn.talk.picture[sign].polarity == polarity
    assert turn.bubbles[0].act in ("reflect", "affirm")
    assert not any(bubble.act == "advise" for bubble in turn.bubbles)


def test_what_is_somebody_elses_is_not_noted(lib: Library) -> None:
    for who, response in (("partner", "utter_reflect_partner"), ("other", "utter_reflect_other")):
        short = reflection.hear(Talk(), tell(heard_sign("enabling", "he pays", who=who)), lib)  # type: ignore[arg-type]
        assert not short.talk.picture and texts(short)[0] == response
        turn = reflection.hear(Talk(), tell(heard_sign("enabling", "she signs the forms for me and i let her", who=who)), lib)  # type: ignore[arg-type]
        assert not turn.talk.picture and texts(turn)[0] == "utter_reflect_words"


def test_two_burdens_are_put_to_the_person_before_going_on(lib: Library) -> None:
    turn = reflection.hear(Talk(), tell(heard_sign("enabling"), heard_sign("anxiety", "i worry")), lib)  # type: ignore[arg-type]
    assert turn.talk.question == "check" and set(turn.talk.offered) == {"enabling", "anxiety"}


def test_of_a_sure_reading_and_an_unsure_one_only_the_sure_one_is_noted(lib: Library) -> None:
    both = tell(heard_sign("own_interests"), heard_sign("anxiety", confidence=0.5))
    assert set(reflection.hear(Talk(), both, lib).talk.picture) == {"own_interests"}  # type: ignore[arg-type]


def test_nothing_is_guessed_where_somebody_is_ill_nor_what_would_accuse(lib: Library) -> None:
    unsure = say("we eat at the same table like strangers", "share_sign", guess=GUESS)
    assert reflection.hear(Talk(), unsure, lib).talk.question == "guess"
    assert reflection.hear(Talk(circumstances=("caring",)), unsure, lib).talk.question != "guess"
    blaming = replace(unsure, guess=heard_sign("enabling", confidence=0.6))
    assert reflection.hear(Talk(), blaming, lib).talk.question != "guess"


def test_a_no_with_more_behind_it_ends_the_guess(lib: Library) -> None:
    turn = reflection.hear(guessing(lib), say("no, it's not like that. we are just busy", "share_story"), lib)
    assert texts(turn)[0] == "utter_guess_dropped" and turn.talk.guess is None and turn.talk.question != "guess"


def test_a_feeling_is_named(lib: Library) -> None:
    turn = reflection.hear(Talk(), say("i sat in the car and cried", "share_story"), lib)
    assert texts(turn)[0] == "utter_feeling_sad"


def test_what_is_over_is_not_spoken_of_as_if_it_went_on(lib: Library) -> None:
    told = tell(heard_sign("loss_of_self"), text="she moved out in february and i do not know what i like")
    turn = reflection.hear(Talk(), told, lib)  # type: ignore[arg-type]
    assert turn.talk.over and "utter_story_ended" in texts(turn) and turn.bubbles[-1].response == "utter_deepen_ended"
    later = reflection.hear(turn.talk, tell(heard_sign("low_self_esteem")), lib)  # type: ignore[arg-type]
    assert "utter_reflect_ended" in texts(later) and "utter_story_ended" not in texts(later)


def test_a_wrong_reading_is_taken_back_whole(lib: Library) -> None:
    talk = talk_with("enabling", "anxiety", question="check", offered=("anxiety",), focus="anxiety")
    after = reflection.correct(talk, press(b.NOT_RIGHT), lib).talk
    assert set(after.picture) == {"enabling"} and after.question == "opening"


def test_a_correction_of_the_sign_asked_about_takes_it_back(lib: Library) -> None:
    told = reflection.hear(Talk(), tell(heard_sign("own_interests")), lib).talk  # type: ignore[arg-type]
    assert told.question == "deepen"
    after = reflection.correct(told, say("no, that's my sister", "correct_reading"), lib).talk
    assert "own_interests" not in after.picture
    asked = told.noting("own_interests", Entry(often="often", source="asked"))
    assert "own_interests" in reflection.correct(asked, say("not that", "correct_reading"), lib).talk.picture


def test_a_story_is_answered_and_the_third_one_brings_another_way_in(lib: Library) -> None:
    first = reflection.hear(Talk(), say("we had pasta and went to bed", "share_story"), lib)
    assert first.talk.question == "opening"
    second = reflection.hear(first.talk, say("and then it rained", "share_story"), lib)
    assert second.talk.question == "opening"
    third = reflection.hear(second.talk, say("the bus was late", "share_story"), lib)
    assert third.talk.question == "offer_walk"


def test_a_reading_the_wrong_way_round_is_taken_back_with_a_word(lib: Library) -> None:
    told = reflection.hear(Talk(), tell(heard_sign("own_interests")), lib).talk
    turn = reflection.hear(told, say("no, you have that the wrong way round. i stopped", "share_story"), lib)
    assert texts(turn)[0] == "utter_reading_backwards" and "own_interests" not in turn.talk.picture


def test_there_is_room_to_say_more_before_ideas_are_offered(lib: Library) -> None:
    told = reflection.hear(Talk(), tell(heard_sign("anxiety")), lib).talk.having(question="deepen")
    first = reflection.hear(told, say("it comes in the evening", "share_story"), lib)
    assert first.talk.question == "what_holds"
    second = reflection.hear(first.talk, say("and on sundays", "share_story"), lib)
    assert second.talk.question == "offer_steps"
    put_off = reflection.hear(second.talk, say("not yet. i want to say more first", "share_story"), lib)
    assert put_off.talk.question == "go_on"


@given(talk=talks())
def test_every_telling_gets_an_answer(lib: Library, talk: Talk) -> None:
    assert reflection.hear(talk, say("it has been a long week", "share_story"), lib).bubbles


GUESS = heard_sign("loneliness", "we eat at the same table like strangers", confidence=0.5)


def guessing(lib: Library, **more: object) -> Talk:
    told = say("we eat at the same table like strangers", "share_sign", guess=GUESS)
    return reflection.hear(Talk(question="opening", **more), told, lib).talk  # type: ignore[arg-type]


def test_an_unsure_sign_is_asked_and_not_noted(lib: Library) -> None:
    turn = reflection.hear(
        Talk(question="opening"), say("we eat like strangers", "share_sign", guess=GUESS), lib
    )
    assert turn.talk.question == "guess" and not turn.talk.picture
    asked = turn.bubbles[-1]
    assert asked.response == "utter_ask_guess" and asked.values["back"] == lib.sign("loneliness").back
    assert [b.title for b in asked.buttons] == ["Yes, that's it", "A little", "No, not that"]


@pytest.mark.parametrize(("intent", "polarity"), [("affirm", "affirmed"), ("answer_unsure", "hedged")])
def test_a_yes_to_the_guess_notes_it_in_their_words_and_goes_deeper(
    lib: Library, intent: str, polarity: str
) -> None:
    turn = reflection.take_guess(guessing(lib), say("yes", intent), lib)
    entry = turn.talk.picture["loneliness"]
    assert (entry.polarity, entry.words) == (polarity, GUESS.words)
    assert turn.talk.guess is None and turn.talk.question in ("deepen", "safe_check")


def test_a_no_to_the_guess_is_remembered_and_it_is_not_guessed_again(lib: Library) -> None:
    after = reflection.correct(guessing(lib), press(b.NOT_THAT), lib).talk
    assert not after.picture and after.question == "opening" and after.guess is None
    again = reflection.hear(after, say("we sit there like strangers", "share_sign", guess=GUESS), lib)
    assert again.talk.question != "guess"


def test_never_is_a_no_to_the_guess(lib: Library) -> None:
    assert not reflection.take_guess(guessing(lib), say("never", "answer_frequency"), lib).talk.picture


def test_what_was_taken_back_or_is_in_the_picture_is_not_guessed_at(lib: Library) -> None:
    talk = talk_with("loneliness", question="check", offered=("loneliness",))
    after = reflection.correct(talk, press(b.NOT_RIGHT), lib).talk
    told = say("we sit there like strangers", "share_sign", guess=GUESS)
    assert reflection.hear(after, told, lib).talk.question != "guess"
    assert reflection.hear(talk_with("loneliness"), told, lib).talk.question != "guess"


def test_a_sign_told_with_never_is_there(lib: Library) -> None:
    told = say("x", "share_sign", heard_sign("no_close_ties_outside", "i never see my friends any more"))
    entry = reflection.hear(Talk(), told, lib).talk.picture["no_close_ties_outside"]
    assert (entry.polarity, entry.often) == ("affirmed", None)


def test_an_answer_that_denies_what_was_just_read_takes_it_back(lib: Library) -> None:
    talk = Talk(
        picture={"anxiety": Entry("affirmed", words="i am always with them", source="told")}, focus="anxiety"
    )
    told = say("nah, not on edge. they are sweet", "share_story")
    assert reflection.hear(talk.having(question="deepen"), told, lib).talk.picture == {}
    kept = reflection.hear(
        talk.having(question="deepen"), say("no idea, it comes at night", "share_story"), lib
    )
    assert "anxiety" in kept.talk.picture


def test_no_guess_follows_a_guess_and_three_are_enough(lib: Library) -> None:
    told = say("it goes on like that", "share_story", guess=heard_sign("anxiety"))
    assert reflection.hear(Talk(question="guess"), told, lib).talk.question != "guess"
    assert (
        reflection.hear(Talk(guessed=("enabling", "loneliness", "low_self_esteem")), told, lib).talk.question
        != "guess"
    )


def test_a_burden_that_is_denied_is_not_asked_about_any_further(lib: Library) -> None:
    denied = heard_sign("need_for_approval", polarity="denied", confidence=0.98)
    turn = reflection.hear(Talk(question="opening"), tell(denied), lib)  # type: ignore[arg-type]
    assert turn.talk.question == "go_on"


@pytest.mark.parametrize(
    ("sign", "polarity", "asked"),
    [
        ("own_interests", "past", "utter_deepen_lost"),
        ("own_interests", "denied", "utter_deepen_missing"),
        ("enabling", "past", "utter_deepen_over"),
    ],
)
def test_what_is_over_or_missing_is_not_asked_about_as_if_it_were_there(
    lib: Library, sign: str, polarity: str, asked: str
) -> None:
    turn = reflection.hear(Talk(), tell(heard_sign(sign, polarity=polarity)), lib)  # type: ignore[arg-type]
    assert turn.bubbles[-1].response == asked


def test_what_was_taken_out_comes_back_only_on_a_clear_word(lib: Library) -> None:
    talk = Talk(guessed=("anxiety",))
    likely = reflection.hear(talk, tell(heard_sign("anxiety", confidence=0.8)), lib)  # type: ignore[arg-type]
    assert "anxiety" not in likely.talk.picture
    clear = reflection.hear(talk, tell(heard_sign("anxiety", confidence=0.97)), lib)  # type: ignore[arg-type]
    assert "anxiety" in clear.talk.picture


def test_a_bare_no_to_a_deeper_question_takes_nothing_back(lib: Library) -> None:
    talk = talk_with("enabling", question="deepen", focus="enabling")
    turn = reflection.hear(talk, say("no", "deny"), lib)
    assert set(turn.talk.picture) == {"enabling"} and texts(turn)[0] == "utter_stays_open"
