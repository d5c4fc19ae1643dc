"""What is said about a plan while it is made."""

from __future__ import annotations

import pytest

from bot.language import plan_asides as said


@pytest.mark.parametrize(
    "text", ["what do other people do?", "any ideas?", "what would you say?", "like what"]
)
def test_an_idea_is_asked_for(text: str) -> None:
    assert said.asks_for_idea(text)


@pytest.mark.parametrize(
    "text", ["is it daft to plan a bath?", "is that too little?", "knit a row, is that enough?"]
)
def test_it_is_asked_whether_it_is_enough(text: str) -> None:
    assert said.asks_if_enough(text)


@pytest.mark.parametrize("text", ["ten minutes on the sofa", "it would be enough for him to call", "a walk"])
def test_an_answer_is_no_such_question(text: str) -> None:
    assert not said.asks_for_idea(text) and not said.asks_if_enough(text)


@pytest.mark.parametrize("text", ["keep it like that", "no need to make it smaller", "its fine as it is"])
def test_a_step_may_stay_as_it_is(text: str) -> None:
    assert said.keeps(text)


@pytest.mark.parametrize(
    "text", ["could you write that better?", "this is not what i meant", "that doesnt make sense"]
)
def test_a_plan_may_be_called_wrong(text: str) -> None:
    assert said.rewrites(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("can you add that?", ""),
        ("please add that i leave my phone at home", "i leave my phone at home"),
        ("put the dog in the plan", "the dog"),
        ("my day was long", None),
    ],
)
def test_what_is_to_be_added_is_read(text: str, what: str | None) -> None:
    assert said.added(text) == what


def test_the_list_and_a_meaning_are_asked_for() -> None:
    assert said.asks_for_list("could i see the ideas again") and not said.asks_for_list("i list my needs")
    assert said.asks_meaning('what means "an hour of your own"?') and not said.asks_meaning("the hour please")


def test_a_part_is_named() -> None:
    assert said.named_part("the moment is off") == "plan_when"
    assert said.named_part("purple") is None


def test_a_question_is_not_wanted_again() -> None:
    assert said.asked_enough("dont ask me that, please") and not said.asked_enough("he keeps asking me")
