"""What is kept is said plainly, and the talk goes on where it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

import pytest
from hypothesis import given

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import goodbye, navigation, privacy, welcome
from bot.flows.talk import Plan, Talk, Walk
from bot.flows.turn import Turn
from bot.journal import CheckIn, Past
from tests.unit.flows.making import in_state, press, say, talk_with, talks, texts

ASK = say("what do you keep", "ask_privacy")


def test_it_says_how_much_of_this_person_is_noted_only_where_something_is(lib: Library) -> None:
    known = privacy.explain(talk_with("enabling", "anxiety"), ASK, lib)
    assert (
        next(x for x in known.bubbles if x.response == "utter_privacy_known").values["things"]
        == "2 things in your picture"
    )
    assert "utter_privacy_known" not in texts(privacy.explain(Talk(), ASK, lib))


@pytest.mark.parametrize("flow", [privacy.explain, privacy.export, privacy.delete])
@given(talk=talks())
def test_nothing_noted_is_changed_by_asking(flow: Callable[..., Turn], lib: Library, talk: Talk) -> None:
    after = flow(talk, ASK, lib).talk
    assert (after.picture, after.plan, after.safety) == (talk.picture, talk.plan, talk.safety)


def test_the_open_question_is_brought_back(lib: Library) -> None:
    turn = privacy.export(talk_with("enabling", question="offer_steps"), ASK, lib)
    assert [bubble.copy for bubble in turn.bubbles] == [True, False]
    assert turn.talk.question == "offer_steps" and "utter_recall_offer_steps" in texts(turn)


def test_everything_that_is_known_is_named(lib: Library) -> None:
    now = datetime(2026, 3, 10, tzinfo=timezone.utc)
    reminder = {"days": [6], "hour": 18, "minute": 0, "zone": "Europe/London"}
    talk = talk_with("enabling", plan=Plan("K2", "tonight", "read"), reminder=reminder, region="GB")
    known = privacy.explain(talk, ASK, lib, Past(checkins=(CheckIn(now, "done"),)))
    assert next(x for x in known.bubbles if x.response == "utter_privacy_known").values["things"] == (
        "1 thing in your picture, a plan, 1 report on how it went, "
        "a reminder, Sundays around 6 in the evening, London time and your country"
    )


def test_deleting_asks_once_and_a_form_is_left_for_it(lib: Library) -> None:
    talk = talk_with("enabling", running="walk_form", walk=Walk(("anxiety",)))
    asked = privacy.delete(talk, say("delete everything", "request_delete"), lib)
    assert asked.talk.question == "confirm_delete" and asked.leave and not asked.talk.erase
    assert asked.talk.resume == {"question": None, "loop": "walk_form"}
    again = privacy.delete(asked.talk, say("delete everything", "request_delete"), lib)
    assert again.talk.resume == asked.talk.resume and not again.talk.erase
    assert privacy.confirm_delete(asked.talk, press(b.YES_DELETE), lib).talk.erase


def test_deleting_keeps_help_in_sight_where_that_matters(lib: Library) -> None:
    turn = privacy.confirm_delete(in_state(talk_with("enabling"), "crisis"), press(b.YES_DELETE), lib)
    assert texts(turn) == ["utter_privacy_deleted", "utter_harm_left"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("private mode please", True),
        ("don't save what i type", True),
        ("can i use this without being stored", True),
        ("please don't store my words", True),
        ("is this private", False),
        ("how long do you keep it", False),
    ],
)
def test_a_wish_to_keep_no_words_is_told_from_a_question(lib: Library, words: str, asked: bool) -> None:
    turn = privacy.explain(talk_with("enabling", question="opening"), say(words, "ask_privacy"), lib)
    assert (turn.talk.question == "confirm_private") is asked
    assert not turn.talk.private


def test_private_mode_is_confirmed_and_can_be_ended(lib: Library) -> None:
    on = privacy.confirm_private(talk_with("enabling"), press(b.YES_PRIVATE), lib)
    assert on.talk.private
    off = privacy.explain(on.talk, say("turn private mode off", "ask_privacy"), lib)
    assert not off.talk.private and texts(off)[0] == "utter_private_off"
    assert privacy.explain(on.talk, press(b.PRIVATE_OFF), lib).talk.private is False


@pytest.mark.parametrize(
    ("words", "intent", "is_a_yes"),
    [
        ("yes delete it", "request_delete", True),
        ("yes bye", "goodbye", True),
        ("ok, go on, all of it", "share_story", True),
        ("yes", "affirm", True),
        ("delete it all", "request_delete", False),
        ("ok no, don't delete it", "request_delete", False),
        ("yes but a copy first", "affirm", False),
        ("yes " * 20, "affirm", False),
        ("bye", "goodbye", False),
    ],
)
def test_a_typed_yes_counts_whatever_goes_with_it_unless_it_is_a_doubtful_one(
    lib: Library, words: str, intent: str, is_a_yes: bool
) -> None:
    asked = privacy.delete(Talk(), say("delete everything", "request_delete"), lib).talk
    turn = privacy.confirmed(asked, say(words, intent), lib)
    assert bool(turn and turn.talk.erase) is is_a_yes
    assert privacy.confirmed(Talk(question="opening"), say(words, intent), lib) is None


def test_a_yes_with_a_but_is_asked_about_once_more(lib: Library) -> None:
    asked = privacy.delete(Talk(), say("delete everything", "request_delete"), lib).talk
    turn = privacy.confirmed(asked, say("yes but a copy first", "affirm"), lib)
    assert turn and texts(turn) == ["utter_recall_confirm_delete"] and turn.talk.question == "confirm_delete"


@pytest.mark.parametrize("leave", [goodbye.say_goodbye, navigation.stop])
def test_who_leaves_without_a_yes_finds_the_question_closed_and_nothing_deleted(
    leave: Callable[..., Turn], lib: Library
) -> None:
    asked = privacy.delete(
        talk_with("enabling", question="offer_steps"), say("delete all", "request_delete"), lib
    )
    left = leave(asked.talk, say("bye", "goodbye"), lib)
    assert texts(left)[0] == "utter_left_as_it_was" and not left.talk.erase
    assert left.talk.question == "closing" and left.talk.resume == asked.talk.resume


def test_who_just_goes_away_is_not_asked_again_on_coming_back(lib: Library) -> None:
    asked = privacy.delete(
        talk_with("enabling", question="offer_steps"), say("delete all", "request_delete"), lib
    )
    back = welcome.come_back(asked.talk.having(welcomed=True), lib, Past())
    assert back.talk.question == "returning" and back.talk.resume == asked.talk.resume
