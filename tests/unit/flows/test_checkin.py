"""How did it go: done, partly, not, unsafe; each its own path, none with guilt."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given

from bot.charts import Course
from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import checkin
from bot.flows.gate import may_offer
from bot.flows.talk import Entry, Plan, Talk
from bot.journal import Past, Snapshot
from tests.unit.flows.making import in_state, press, say, talk_with, talks, texts

PLANNED = talk_with("enabling", plan=Plan("K2", "tonight", "read"))
NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)
OFTEN = {
    "enabling": {"polarity": "affirmed", "often": "often"},
    "own_interests": {"polarity": "affirmed", "often": "rarely"},
}


def past(days: float, *looked: str) -> Past:
    seen = Snapshot(NOW - timedelta(days=days), OFTEN, looked or ("enabling", "own_interests"))
    return Past(snapshots=(seen,), seen=NOW - timedelta(days=days), now=NOW)


def told(**more: Any) -> Talk:
    picture = {
        "enabling": Entry("affirmed", "often", "i ring his work"),
        "own_interests": Entry("affirmed", "rarely"),
    }
    return Talk(picture=picture, plan=Plan("K3", "tonight", "ring my sister"), welcomed=True, **more)


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
        ("not really, life got busy", "not"),
        ("nope", "not"),
        ("no, too tired every evening", "not"),
        ("yes, twice even", "done"),
        ("his mother was ill", None),
        ("", None),
    ],
)
def test_a_report_is_read_from_words_the_unsafe_first(words: str, went: str | None) -> None:
    assert checkin.went_in(words) == went


@pytest.mark.parametrize(
    ("button", "question"), [(b.DONE, "next_step"), (b.PARTLY, "make_smaller"), (b.NOT_DONE, "obstacle")]
)
def test_each_answer_has_its_path(lib: Library, button: b.Button, question: str) -> None:
    turn = checkin.report(PLANNED, press(button), lib)
    assert turn.talk.question == question
    assert turn.talk.safety == "safe"


def test_words_that_do_not_say_how_it_went_are_no_success_and_it_is_asked_once_more(lib: Library) -> None:
    asked = PLANNED.having(question="progress")
    turn = checkin.report(asked, say("his mother was ill and i drove her", "share_story"), lib)
    assert texts(turn) == ["utter_recall_progress"] and turn.talk.checkin is None
    assert (
        checkin.report(asked, say("told her what i need", "report_progress"), lib).talk.checkin["went"]
        == "done"
    )  # type: ignore[index]
    assert checkin.report(asked, say("hm", "deny"), lib).talk.question == "obstacle"


def test_a_plan_that_felt_unsafe_comes_before_everything(lib: Library) -> None:
    turn = checkin.report(PLANNED, press(b.FELT_UNSAFE), lib)
    assert turn.talk.safety in ("partner_unsafe", "watch")
    assert any(bubble.act == "refer" for bubble in turn.bubbles)


def test_without_a_plan_there_is_nothing_to_ask_about(lib: Library) -> None:
    turn = checkin.report(Talk(), say("i did it", "report_progress"), lib)
    assert texts(turn)[0] == "utter_progress_no_plan" and turn.talk.question == "offer_walk"


def test_what_got_in_the_way_is_taken_and_the_choice_stays_theirs(lib: Library) -> None:
    turn = checkin.obstacle(PLANNED, say("the kids were ill", "share_story"), lib)
    assert texts(turn)[0] == "utter_progress_obstacle" and turn.talk.question == "bend"
    assert turn.talk.checkin == {"went": "not", "item": "K2", "words": "", "obstacle": "the kids were ill"}
    assert not any(bubble.act == "advise" for bubble in turn.bubbles)


def test_a_report_is_noted_in_their_words(lib: Library) -> None:
    turn = checkin.report(PLANNED, say("i did it on tuesday", "report_progress"), lib)
    assert turn.talk.checkin == {"went": "done", "item": "K2", "words": "i did it on tuesday", "obstacle": ""}


def test_what_was_looked_at_days_ago_is_asked_again_saying_why_and_what_the_plan_rests_on_first(
    lib: Library,
) -> None:
    turn = checkin.report(told(), press(b.DONE), lib, past(8))
    asked = turn.bubbles[-1]
    assert turn.talk.question == "recheck" and turn.talk.todo == ("enabling", "own_interests")
    assert asked.values["was"] == "often" and asked.values["since"] == "2 March 2026"
    assert [button.title for button in asked.buttons] == ["Often", "Sometimes", "Rarely", "Not me"]


def test_what_came_up_this_week_is_not_asked_again(lib: Library) -> None:
    assert checkin.report(told(), press(b.DONE), lib, past(3)).talk.question == "next_step"
    assert checkin.report(told(), press(b.DONE), lib, past(8, "own_interests")).talk.todo == (
        "own_interests",
    )


def test_the_answer_is_noted_with_their_words_and_the_course_is_drawn_at_the_end(lib: Library) -> None:
    talk = checkin.report(told(season="spring_a"), press(b.DONE), lib, past(8)).talk
    first = checkin.again(talk, press(b.RARELY), lib, past(8))
    assert texts(first)[0] == "utter_recheck_moved" and first.talk.picture["enabling"].often == "rarely"
    assert first.talk.picture["enabling"].words == "i ring his work"
    last = checkin.again(first.talk, press(b.RARELY), lib, past(8))
    assert texts(last)[0] == "utter_recheck_same" and last.talk.rechecked == ("enabling", "own_interests")
    course = next(bubble.chart for bubble in last.bubbles if bubble.chart)
    assert isinstance(course, Course)
    assert [[p.often for p in lane.points] for lane in course.lanes] == [
        ["often", "rarely"],
        ["rarely", "rarely"],
    ]
    assert last.talk.question == "season" and last.talk.season == "spring_b"
    heard = checkin.season(last.talk, say("a long walk by the sea", "share_story"), lib)
    assert texts(heard) == ["utter_season_heard", "utter_ask_next_step"]


def test_an_answer_that_says_no_how_often_is_asked_once_more_and_then_left(lib: Library) -> None:
    talk = checkin.report(told(), press(b.DONE), lib, past(8)).talk
    once = checkin.again(talk, say("hm well", "nlu_fallback"), lib, past(8))
    assert texts(once) == ["utter_recall_recheck"]
    twice = checkin.again(once.talk, say("hm well", "nlu_fallback"), lib, past(8))
    assert twice.talk.todo == ("own_interests",) and twice.talk.picture["enabling"].often == "often"


def test_partly_makes_it_smaller_in_their_words_and_unsure_gets_a_hint(lib: Library) -> None:
    talk = checkin.report(told(), press(b.PARTLY), lib, past(1)).talk
    assert talk.question == "make_smaller"
    unsure = checkin.smaller(talk, say("no idea", "answer_unsure"), lib, past(1))
    assert texts(unsure) == ["utter_smaller_hint", "utter_recall_make_smaller"]
    assert texts(checkin.smaller(talk, say("...", "out_of_scope"), lib, past(1))) == texts(unsure)
    turn = checkin.smaller(talk, say("just text her", "share_story"), lib, past(1))
    assert turn.talk.plan == Plan("K3", "tonight", "ring my sister", smaller="just text her")
    assert "text her" in turn.bubbles[0].values["plan"] and turn.talk.question == "next_step"
    assert texts(checkin.leave(talk, press(b.AS_IT_IS), lib, past(1)))[0] == "utter_checkin_left"


@given(talk=talks())
def test_with_an_unsafe_partner_nothing_joint_is_read_back_and_one_side_stays_hidden(
    lib: Library, talk: Talk
) -> None:
    unsafe = in_state(talk, "partner_unsafe")
    for turn in (
        checkin.report(unsafe, press(b.PARTLY), lib, past(9)),
        checkin.smaller(
            unsafe.having(question="make_smaller"), say("half of it", "share_story"), lib, past(9)
        ),
    ):
        assert all(may_offer(lib.item(i), turn.talk) for bubble in turn.bubbles for i in bubble.items)
        assert not any(lib.sign(sign).side == "codependency" for sign in turn.talk.todo)


def test_a_moved_or_kept_answer_is_never_praised_or_blamed(lib: Library) -> None:
    talk = checkin.report(told(), press(b.DONE), lib, past(8)).talk
    assert all(
        bubble.act == "reflect" for bubble in checkin.again(talk, press(b.OFTEN), lib, past(8)).bubbles[:1]
    )


@pytest.mark.parametrize("text", ["hello, i did it, sort of", "hi! i tried it twice", "i didn't manage it"])
def test_a_report_is_known_behind_a_hello(text: str) -> None:
    assert checkin.told(PLANNED.having(question="returning"), say(text, "greet"))


def test_a_bare_hello_a_talk_without_a_plan_and_a_running_form_hold_no_report() -> None:
    assert not checkin.told(PLANNED, say("hello again", "greet"))
    assert not checkin.told(Talk(), say("hi, i did it", "greet"))
    assert not checkin.told(PLANNED.having(running="plan_form"), say("hi, i did it", "greet"))


def test_how_it_was_is_heard_before_anything_is_made_smaller(lib: Library) -> None:
    talk = checkin.report(told(), press(b.PARTLY), lib, past(1)).talk
    turn = checkin.smaller(talk, say("it was nice but i felt guilty", "share_story"), lib, past(1))
    assert texts(turn) == ["utter_progress_heard", "utter_idea_guilt", "utter_recall_make_smaller"]
    assert turn.talk.plan is not None and turn.talk.plan.smaller == ""


def test_the_example_of_a_smaller_step_fits_their_own_words(lib: Library) -> None:
    own = checkin.report(told(), press(b.PARTLY), lib, past(1)).bubbles[-1]
    assert own.values["hint"] == checkin.HALF


def test_without_a_plan_only_a_real_report_is_answered_as_one(lib: Library) -> None:
    told = checkin.report(Talk(), say("a colleague told me to try this", "report_progress"), lib)
    assert told.talk.flow == "reflection"
    assert texts(checkin.report(Talk(), say("i did it on friday", "report_progress"), lib))[0] == "utter_progress_no_plan"
