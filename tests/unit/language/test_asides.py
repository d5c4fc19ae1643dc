"""What is said to Trellis itself is told from an answer; what only sounds like it stays an answer."""

from __future__ import annotations

import pytest

from bot.language import asides

COMPLAINTS = [
    "stop. you're not listening",
    "youre not getting it",
    "you keep asking me the same thing",
    "thats not what i said",
    "no, that is not what i meant",
    "i didnt say yes",
    "i never said that",
    "no I was asking you something",
    "rarely i guess?? that was a weird question",
    "i dont want often sometimes rarely",
    "this makes no sense",
    "i already told you",
    "you make it sound like i'm to blame",
    "I am being judged here",
    "ouch, that's harsh",
    "i told you about the garden… did you lose that?",
    "I don't want to be a case",
]
ANSWERS = [
    "he says you're not listening",
    "when she tells me that's not what she meant",
    "i never say what i want",
    "he keeps asking where i was",
    "wednesday after work",
    "i'm out till nine, i'll ring you after",
    "often, i never say no",
    "my mum keeps saying it makes her sad",
    "my mum forgot my birthday, that's harsh",
    "i feel judged by his sisters",
    "i told her about the garden",
]


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_is_heard_as_one(text: str) -> None:
    assert asides.complains(text)


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_no_complaint(text: str) -> None:
    assert not asides.complains(text)


def test_a_long_telling_is_no_complaint() -> None:
    assert not asides.complains("you're not listening " + "and then he went out again " * 5)


@pytest.mark.parametrize(("text", "expected"), [("i didnt say yes", True), ("what a weird question", False)])
def test_what_was_never_said_is_taken_back(text: str, expected: bool) -> None:
    assert asides.takes_back(text) is expected


REFUSALS = [
    "i dont think i should, he'd notice and there'd be a row",
    "i do not want a plan",
    "no plan please",
    "i'd rather not",
    "i said no",
    "not this one.",
    "i dont want to do this",
    "changed my mind",
    "can we drop the plan",
]
NO_REFUSALS = [
    "not on a school night",
    "he might not like it",
    "i don't want to wake the baby",
    "i want to plan it with my sister",
    "no phone in the bedroom",
    "when he is not at home",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_heard_as_one(text: str) -> None:
    assert asides.refuses(text)


@pytest.mark.parametrize("text", NO_REFUSALS)
def test_an_answer_is_no_refusal(text: str) -> None:
    assert not asides.refuses(text)


@pytest.mark.parametrize(("text", "expected"), [("i do not want a plan", True), ("i'd rather not", False)])
def test_turning_down_the_plan_itself_is_told_from_turning_down_the_step(text: str, expected: bool) -> None:
    assert asides.refuses_plan(text) is expected


REVISIONS = [
    "can we change it?",
    "change the plan",
    "start the plan again please",
    "make it smaller",
    "can i edit my plan",
    "change the time",
]
NO_REVISIONS = [
    "she might change her mind",
    "i want to change",
    "it would change everything",
    "start again on monday",
]


@pytest.mark.parametrize("text", REVISIONS)
def test_a_wish_to_change_the_plan_is_heard(text: str) -> None:
    assert asides.revises(text)


@pytest.mark.parametrize("text", NO_REVISIONS)
def test_other_changes_are_not_the_plans(text: str) -> None:
    assert not asides.revises(text)


LEAVINGS = ["i'd better go", "sorry, i have to go", "ok gotta go", "he's home now", "thats enough for today"]
NO_LEAVINGS = [
    "i have to go to work at nine",
    "i should go out with them",
    "i better go for a walk",
    "before he is home",
]


@pytest.mark.parametrize("text", LEAVINGS)
def test_a_person_who_has_to_go_is_heard(text: str) -> None:
    assert asides.leaves(text)


@pytest.mark.parametrize("text", NO_LEAVINGS)
def test_going_somewhere_in_an_answer_is_no_leaving(text: str) -> None:
    assert not asides.leaves(text)


@pytest.mark.parametrize(("words", "only"), [("no", True), ("Nope.", True), ("nah!", True), ("not really", False), ("no, he is kind", False)])
def test_a_bare_no_is_told_from_one_with_words(words: str, only: bool) -> None:
    assert asides.only_no(words) is only
