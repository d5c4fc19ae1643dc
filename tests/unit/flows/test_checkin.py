"""How did it go: done, partly, not, unsafe; each its own path, none with guilt."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import checkin
from bot.flows.talk import Plan, Talk
from tests.unit.flows.making import press, say, talk_with, texts

PLANNED = talk_with("enabling", plan=Plan("K2", "tonight", "read"))


@pytest.mark.parametrize(
    ("words", "went"),
    [
        ("i did it and it felt good", "done"),
        ("we almost got there", "partly"),
        ("i only tried for a minute", "partly"),
        ("forgot all about it", "not"),
        ("i havent, no time", "not"),
        ("i got scared of how she looked at me", "unsafe"),
        ("i didn't, it felt unsafe", "unsafe"),
        ("", None),
    ],
)
def test_a_report_is_read_from_words_the_unsafe_first(words: str, went: str | None) -> None:
    assert checkin.went_in(words) == went


@pytest.mark.parametrize(("button", "question"), [(b.DONE, "after_plan"), (b.PARTLY, "obstacle"), (b.NOT_DONE, "obstacle")])
def test_each_answer_has_its_path(lib: Library, button: b.Button, question: str) -> None:
    turn = checkin.report(PLANNED, press(button), lib)
    assert turn.talk.question == question
    assert turn.talk.safety == "safe"


def test_a_plan_that_felt_unsafe_comes_before_everything(lib: Library) -> None:
    turn = checkin.report(PLANNED, press(b.FELT_UNSAFE), lib)
    assert turn.talk.safety in ("partner_unsafe", "watch")
    assert any(bubble.act == "refer" for bubble in turn.bubbles)


def test_without_a_plan_there_is_nothing_to_ask_about(lib: Library) -> None:
    turn = checkin.report(Talk(), say("i did it", "report_progress"), lib)
    assert texts(turn)[0] == "utter_progress_no_plan" and turn.talk.question == "offer_walk"


def test_what_got_in_the_way_is_taken_and_the_choice_stays_theirs(lib: Library) -> None:
    turn = checkin.obstacle(PLANNED, say("the kids were ill", "share_story"), lib)
    assert texts(turn)[0] == "utter_progress_obstacle" and turn.talk.question == "after_plan"
    assert not any(bubble.act == "advise" for bubble in turn.bubbles)
