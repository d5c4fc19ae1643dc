"""The person steers: back, skip, repeat, stop, start over, help. Nothing noted is lost, safety is never taken back."""

from __future__ import annotations

from hypothesis import given

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import goodbye, navigation
from bot.flows.talk import Plan, Talk, Walk
from bot.flows.turn import Bubble
from tests.unit.flows.making import in_state, press, say, talk_with, talks, texts

STOP = say("stop", "stop")


def test_back_restores_the_place_but_never_the_safety_state(lib: Library) -> None:
    before = Talk(question="opening").to_slots()
    now = in_state(talk_with("enabling", question="offer_steps", region="IE"), "partner_unsafe")
    after = navigation.back(now, before, None, lib).talk
    assert (after.question, dict(after.picture)) == ("opening", {})
    assert (after.safety, after.region) == ("partner_unsafe", "IE")


def test_back_at_the_start_says_so(lib: Library) -> None:
    assert texts(navigation.back(Talk(), None, None, lib))[0] == "utter_back_at_start"


def test_back_into_a_form_starts_it_again(lib: Library) -> None:
    before = Talk(walk=Walk(("anxiety",))).to_slots()
    assert navigation.back(Talk(question="walk_more"), before, "walk_form", lib).follow == "walk_form"


def test_skipping_a_change_goes_on_with_the_form_that_broke_off(lib: Library) -> None:
    talk = talk_with(
        "enabling", question="change_sign", walk=Walk(("anxiety",)), resume={"loop": "walk_form"}
    )
    assert navigation.skip(talk, say("skip", "skip"), lib).follow == "walk_form"
    over = talk.having(walk=None)
    turn = navigation.skip(over, say("skip", "skip"), lib)
    assert turn.follow is None and turn.talk.question


@given(talk=talks())
def test_skip_always_leads_somewhere(lib: Library, talk: Talk) -> None:
    turn = navigation.skip(talk, say("skip", "skip"), lib)
    assert turn.follow or turn.talk.question or turn.talk.running


def test_repeat_says_the_same_bubbles_word_for_word(lib: Library) -> None:
    said = (Bubble(text="Take your time."), Bubble(text="What happened?"))
    assert texts(navigation.repeat(Talk(), said, lib))[1:] == ["Take your time.", "What happened?"]


def test_repeat_in_a_walk_puts_the_whole_question_again(lib: Library) -> None:
    talk = Talk(running="walk_form", walk=Walk(("anxiety",), "anxiety"))
    walk = navigation.repeat(talk, (), lib).talk.walk
    assert walk is not None and walk.asked is None


def test_stop_keeps_everything_and_the_place(lib: Library) -> None:
    talk = talk_with("enabling", running="walk_form", walk=Walk(("anxiety",)))
    turn = navigation.stop(talk, STOP, lib)
    assert turn.leave and turn.talk.picture == talk.picture
    assert turn.talk.resume == {"question": None, "loop": "walk_form"}


def test_a_goodbye_twice_keeps_the_first_place(lib: Library) -> None:
    first = navigation.stop(talk_with("enabling", question="offer_steps"), STOP, lib).talk
    assert goodbye.say_goodbye(first, say("bye", "goodbye"), lib).talk.resume == first.resume


def test_a_goodbye_leaves_help_in_sight_where_it_matters(lib: Library) -> None:
    for level, wanted in (("safe", False), ("watch", True), ("crisis", True)):
        turn = goodbye.say_goodbye(in_state(Talk(), level), say("bye", "goodbye"), lib)
        assert any(bubble.act == "refer" for bubble in turn.bubbles) is wanted


def test_starting_over_asks_first_and_keeps_safety(lib: Library) -> None:
    talk = in_state(talk_with("enabling", plan=Plan("K2", "tonight", "read")), "crisis")
    asked = navigation.start_over(talk, say("start over", "start_over"), lib).talk
    assert asked.question == "confirm_restart" and asked.picture
    cleared = navigation.restart(asked, press(b.START_FRESH), lib).talk
    assert not cleared.picture and cleared.plan is None and cleared.safety == "crisis"


def test_with_nothing_to_lose_starting_over_does_not_ask(lib: Library) -> None:
    assert navigation.start_over(Talk(), say("again", "start_over"), lib).talk.question == "opening"


def test_stop_asking_me_that_leaves_the_question_and_not_the_talk(lib: Library) -> None:
    talk = talk_with("enabling", question="deepen", focus="enabling")
    turn = navigation.stop(talk, say("please stop asking me that", "stop"), lib)
    assert texts(turn)[0] == "utter_skipped" and turn.talk.question == "what_holds"
    assert navigation.stop(talk, say("stop", "stop"), lib).talk.question == "closing"


def test_a_goodbye_speaks_of_help_only_where_it_is_wanted_and_of_numbers_again_only_where_some_were_shown(
    lib: Library,
) -> None:
    talk = in_state(Talk(), "watch")
    assert texts(goodbye.say_goodbye(talk, say("bye", "goodbye"), lib))[-1] == "utter_harm_left"
    shown = talk.having(checked=("lines",))
    assert texts(goodbye.say_goodbye(shown, say("bye", "goodbye"), lib))[-1] == "utter_harm_left_again"
    declined = shown.guarded(shown.safety_state.without_lines(True))
    for turn in (
        goodbye.say_goodbye(declined, say("bye", "goodbye"), lib),
        navigation.stop(declined, say("stop", "stop"), lib),
    ):
        assert not any("harm" in text for text in texts(turn))


def test_a_habit_they_want_to_stop_is_heard_and_does_not_end_the_talk(lib: Library) -> None:
    turn = navigation.stop(
        Talk(question="opening"), say("none of that. i want to stop checking her phone", "stop"), lib
    )
    assert turn.talk.question != "closing"
    assert (
        navigation.stop(
            Talk(question="opening"), say("i want to stop talking now", "stop"), lib
        ).talk.question
        == "closing"
    )
