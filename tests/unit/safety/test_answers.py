"""Answers to a safety question: yes, no, unsure; a correction, a wish to leave it, a no to help lines."""

from __future__ import annotations

import pytest

from bot.safety import answers
from bot.safety.answers import NO, SOMETIMES, UNSURE, YES, answer, beside, declines_lines

ABOUT_THE_PARTNER = [
    ("no", NO),
    ("nah", NO),
    ("Nooo, god no", NO),
    ("what? no", NO),
    ("Good gracious no", NO),
    ("heavens no, he would never", NO),
    ("omg no lol", NO),
    ("not at all", NO),
    ("of course not. she is the softest person i know", NO),
    ("never", NO),
    ("scared? no. he sulks and then it is over", NO),
    ("frightened? me? not once", NO),
    ("No, I am not afraid of my wife", NO),
    ("am i scared of her? no", NO),
    ("you mean has he ever hit me? god no, never", NO),
    ("am i afraid? no but when he drinks", UNSURE),
    ("am i afraid of him? yes", YES),
    ("why am i so afraid of him? no one asks", YES),
    ("there would be no trouble at all", NO),
    ("nothing happens, she just shrugs", NO),
    ("he'd be fine with it", NO),
    ("she has never hurt me", NO),
    ("no, i'm afraid of being alone", NO),
    ("no but why do you ask", NO),
    ("yeah no", NO),
    ("no, but sometimes when she's had wine", UNSURE),
    ("no. only when he comes home late", UNSURE),
    ("no, but he does shout", UNSURE),
    ("i'm not scared, he just gets mad", UNSURE),
    ("he would make me regret it", UNSURE),
    ("no, as long as i do what she wants", UNSURE),
    ("no because i know how to handle him", UNSURE),
    ("no, i stay quiet and then it passes", UNSURE),
    ("no, not any more", UNSURE),
    ("no i'm used to it", UNSURE),
    ("not if i behave", UNSURE),
    ("not really", None),
    ("maybe", UNSURE),
    ("depends", UNSURE),
    ("yes", YES),
    ("frightened? yes", YES),
    ("a little scared, yes", YES),
    ("i'd be scared to", YES),
    ("kind of", SOMETIMES),
    ("sometimes i guess", SOMETIMES),
    ("it's not just the rent", None),
    ("the second one", None),
    ("no one has asked me that before", None),
    ("no idea", None),
    ("i can't say no", None),
]

ABOUT_THEIR_LIFE = [
    ("no", NO),
    ("dying? goodness no", NO),
    ("do i want to die? no. i want a week off", NO),
    ("do i want to die? sometimes", SOMETIMES),
    ("do i want to die? no idea", None),
    ("eh what no!! i was talking about the choir", NO),
    ("no i only mean the job", NO),
    ("i don't want to die, i want to sleep", NO),
    ("of course not", NO),
    ("no, i just want it all to stop", UNSURE),
    ("no but sometimes i think they would be better off", UNSURE),
    ("i don't want to live", UNSURE),
    ("no, but some nights", UNSURE),
    ("no, not tonight", UNSURE),
    ("not yet", UNSURE),
    ("no. i couldn't do that to my kids", UNSURE),
    ("no, i just can't do this any more", UNSURE),
    ("no i'm too much of a coward", UNSURE),
    ("no, i already wrote the letters", UNSURE),
    ("sometimes", SOMETIMES),
    ("yes", YES),
    ("i wish i wasnt here", None),
]


@pytest.mark.parametrize(("said", "read"), ABOUT_THE_PARTNER)
def test_an_answer_about_fear_is_read_on_the_careful_side(said: str, read: str | None) -> None:
    assert answer(said, "partner") == read


@pytest.mark.parametrize(("said", "read"), ABOUT_THEIR_LIFE)
def test_an_answer_about_their_life_is_read_on_the_careful_side(said: str, read: str | None) -> None:
    assert answer(said, "self") == read


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("sorry, i just mean i'm worn out", True),
        ("i didnt mean it like that", True),
        ("you read that wrong", True),
        ("nobody has ever hit me", True),
        ("i was joking", True),
        ("i just mean i want to die", False),
        ("i just mean i want all of it to end, i cant go on, die", False),
        ("i mean he hits me", False),
        ("nobody hurts me but him, he does it when he is drunk", False),
        ("i feel sad", False),
    ],
)
def test_a_correction_is_one_only_where_no_harm_is_told_with_it(said: str, is_one: bool) -> None:
    about = "self" if "die" in said else "partner"
    assert answers.misread(said, about) is is_one


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ("please leave it. i would rather go on with my evening", True),
        ("can you stop asking that", True),
        ("i'd rather not talk about that", True),
        ("can we talk about something else", True),
        ("i dont want to say", True),
        ("you keep asking", True),
        ("i don't want to go on", False),
        ("i don't want to talk to him", False),
        ("he would leave it on the table", False),
        ("i want to leave him", False),
        ("i don't want to go home", False),
    ],
)
def test_a_wish_to_leave_it_is_told_from_other_wishes(said: str, leaves: bool) -> None:
    assert answers.leaves_it(said) is leaves


@pytest.mark.parametrize(
    "said", ["why do you ask?", "what makes you think that", "how come you ask", "no, why?"]
)
def test_asking_why_is_heard(said: str) -> None:
    assert answers.asks_why(said)


@pytest.mark.parametrize(
    ("said", "declined"),
    [
        ("i dont want a helpline", True),
        ("please no numbers", True),
        ("I do not need a list of helplines", True),
        ("stop giving me hotlines", True),
        ("helplines are not for me", True),
        ("is there a helpline", False),
        ("why don't you give me a helpline?", False),
        ("i don't have a number for that", False),
        ("that number didn't work, another helpline", False),
        ("help lines", False),
    ],
)
def test_a_no_to_help_lines_is_told_from_a_wish_for_one(said: str, declined: bool) -> None:
    assert declines_lines(said) is declined


def test_what_leaves_it_open_is_no_correction() -> None:
    assert not answers.misread("i just mean i can't do this any more", "self")
    assert not answers.misread("i only mean i behave and then it is fine", "partner")


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("no. i mean she is out with her mates every night", "she is out with her mates every night"),
        ("god no, nothing like that! it's just that the house is never quiet", "the house is never quiet"),
        ("no", ""),
        ("no, i'm fine", ""),
        ("he shouts and i hide in the bathroom", ""),
    ],
)
def test_what_follows_a_no_is_given(said: str, rest: str) -> None:
    assert beside(said, "self") == rest


@pytest.mark.parametrize("words", ["losing her. she isnt scary", "no hes not scary", "she's never nasty to me, no", "just arguments really"])
def test_who_is_not_scary_is_not_feared(words: str) -> None:
    assert answers.answer(words, "partner") == answers.NO and not answers.alarms(words, "partner")


def test_somebody_elses_a_bit_answers_nothing() -> None:
    assert answers.answer("my brother helps a bit", "self") is None
    assert answers.answer("a bit", "self") == answers.SOMETIMES
