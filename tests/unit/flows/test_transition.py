"""Which small steps fit, which are withheld, and how one is chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import check, half_plan, transition
from bot.flows.gate import allowed, may_offer
from bot.flows.talk import Entry, Talk
from tests.unit.flows.making import heard_sign, in_state, items, press, say, talk_with, talks, texts

YES = say("yes please", "affirm")
WITHHELD = ("M1", "M2", "M3", "K5", "T3b")


@given(talk=talks())
def test_what_fits_is_never_what_the_safety_state_withholds(lib: Library, talk: Talk) -> None:
    for id in transition.fitting(talk, lib):
        contact = lib.item(id).partner_contact
        if talk.safety in ("partner_unsafe", "crisis"):
            assert contact == "none"
        if talk.safety == "watch" and not talk.noticed_safe:
            assert contact == "none"


@given(talk=talks())
def test_an_offer_shows_nothing_that_is_withheld(lib: Library, talk: Talk) -> None:
    turn = transition.offer(talk, press(b.GENERAL_STEPS), lib)
    if talk.safety in ("partner_unsafe", "crisis"):
        assert not items(turn) & set(WITHHELD)


@given(talk=talks())
def test_recognising_the_pattern_comes_first_where_it_fits(lib: Library, talk: Talk) -> None:
    fits = transition.fitting(talk, lib)
    assert "T1" not in fits[1:]


@given(talk=talks())
def test_therapy_or_a_group_is_always_offered_and_never_alone(lib: Library, talk: Talk) -> None:
    # a safety question that is due comes before any offer, once
    talk = talk.having(checked=("asked before",))
    offered = transition.offer(talk, press(b.GENERAL_STEPS), lib).talk.offered
    assert "T2" in offered
    assert 2 <= len(offered) <= 3
    assert len(set(offered)) == len(offered)


@given(talk=talks())
def test_nothing_is_offered_twice_while_something_new_fits(lib: Library, talk: Talk) -> None:
    fits = transition.fitting(talk, lib) or allowed(transition.GENERAL, talk, lib)
    fresh = [i for i in fits if i not in talk.shown]
    # a safety question that is due comes before any offer, once
    talk = talk.having(checked=("asked before",))
    offered = transition.offer(talk, press(b.GENERAL_STEPS), lib).talk.offered
    if fresh:
        assert set(offered) - {"T2"} <= set(fresh)


@pytest.mark.parametrize("id", WITHHELD)
@pytest.mark.parametrize("level", ["partner_unsafe", "crisis"])
def test_a_withheld_item_cannot_be_chosen_by_any_way(lib: Library, id: str, level: str) -> None:
    talk = in_state(talk_with("neglects_own_needs", offered=(id,), question="choose_item"), level)
    for heard in (
        press(b.button("x", "choose_item", item=id)),
        say("the first one", "choose_item"),
        say(lib.item(id).title, "choose_item"),
    ):
        turn = transition.choose(talk, heard, lib)
        assert turn.follow is None
        assert id not in items(turn)
        assert turn.talk.chosen is None


def test_all_items_but_those_with_the_partner_are_open_in_every_state(lib: Library) -> None:
    for level in ("safe", "watch", "partner_unsafe", "crisis"):
        talk = in_state(Talk(), level)
        closed = {i.id for i in lib.items if not may_offer(i, talk)}
        assert closed == (set() if level == "safe" else set(WITHHELD))
    assert len(lib.items) >= 62


def test_in_watch_only_a_clear_yes_to_being_noticed_opens_the_item(lib: Library) -> None:
    talk = in_state(talk_with("neglects_own_needs", offered=("T3b", "T2"), question="choose_item"), "watch")
    asked = transition.choose(talk, press(b.button("x", "choose_item", item="T3b")), lib)
    assert asked.talk.question == "notice_safe" and asked.follow is None
    for heard in (say("no", "deny"), say("don't know", "answer_unsure"), say("rather not say", "skip")):
        refused = transition.noticed(asked.talk, heard, lib)
        assert refused.follow is None and "T3b" not in items(refused)
    opened = transition.noticed(asked.talk, say("yes", "affirm"), lib)
    assert opened.follow == "plan_form" and opened.talk.chosen == "T3b"


def test_a_no_to_being_noticed_makes_the_talk_more_careful(lib: Library) -> None:
    talk = in_state(talk_with("neglects_own_needs", question="notice_safe", chosen="T3b"), "watch")
    assert transition.noticed(talk, say("no", "deny"), lib).talk.safety == "partner_unsafe"


def test_before_a_picture_steps_are_offered_only_when_asked_for_all_the_same(lib: Library) -> None:
    assert transition.offer(Talk(), say("what can i do", "ask_steps"), lib).talk.question == "need_picture"
    assert transition.offer(Talk(), press(b.GENERAL_STEPS), lib).talk.question == "choose_item"


PICKS = [
    ("the second one", "T2"),
    ("the first", "K2"),
    ("the last one please", "T2"),
    ("no counsellor. the one with my own interests", "K2"),
    ("a group maybe", "T2"),
]


@pytest.mark.parametrize(("text", "id"), PICKS)
def test_a_choice_is_read_from_its_place(lib: Library, text: str, id: str) -> None:
    talk = talk_with("loss_of_self", offered=("K2", "T2"), question="choose_item")
    assert transition.choose(talk, say(text, "choose_item"), lib).talk.chosen == id


@pytest.mark.parametrize("id", ["T1", "T2", "T3a", "T4", "K1", "K2", "K3", "K4"])
def test_a_choice_is_read_from_its_title(lib: Library, id: str) -> None:
    talk = talk_with("loss_of_self", offered=(id,), question="choose_item")
    assert transition.choose(talk, say(lib.item(id).title.lower(), "choose_item"), lib).talk.chosen == id


def test_a_choice_begins_an_empty_plan(lib: Library) -> None:
    talk = talk_with(
        "loss_of_self", offered=("K2", "T2"), question="choose_item", chosen="K4", plan_when="monday", plan_confidence=4
    )
    turn = transition.choose(talk, press(b.button("x", "choose_item", item="K2")), lib)
    assert turn.follow == "plan_form"
    assert all(getattr(turn.talk, name) is None for name in half_plan.EMPTY)


NONE_OF_THEM = [
    "i said no therapy, something else",
    "something else, please. I cannot leave him for a group",
    "none of these",
    "neither, what others are there",
]


@pytest.mark.parametrize("text", NONE_OF_THEM)
def test_what_is_turned_down_is_not_begun(lib: Library, text: str) -> None:
    talk = talk_with(
        "loss_of_self", "neglects_own_needs", offered=("K2", "T2"), shown=("K2", "T2"), question="choose_item"
    )
    turn = transition.choose(talk, say(text, "choose_item"), lib)
    assert turn.follow is None and turn.talk.question == "choose_item"
    assert turn.talk.offered != talk.offered


OWN_STEPS = [
    ("i want to ask her for one thing", "K5", "ask her for one thing"),
    ("none of them. i'd rather sit in the garden alone", "T4", "sit in the garden alone"),
    ("what if i go and see my brother?", "T4", "go and see my brother"),
]


@pytest.mark.parametrize(("text", "id", "action"), OWN_STEPS)
def test_a_step_of_their_own_is_planned_in_their_words(lib: Library, text: str, id: str, action: str) -> None:
    talk = talk_with("loss_of_self", offered=("K2", "T2"), question="choose_item")
    turn = transition.choose(talk, say(text, "share_story"), lib)
    assert (turn.follow, turn.talk.chosen, turn.talk.plan_action) == ("plan_form", id, action)


def test_a_step_of_their_own_with_the_partner_is_held_back_where_it_is_not_safe(lib: Library) -> None:
    talk = in_state(talk_with("loss_of_self", offered=("K2", "T2"), question="choose_item"), "partner_unsafe")
    turn = transition.choose(talk, say("i want to tell him how i feel", "share_story"), lib)
    assert turn.follow is None and turn.talk.chosen is None


def test_noticing_the_pattern_is_found_by_its_name(lib: Library) -> None:
    talk = talk_with("loss_of_self", offered=("T1", "K2", "T2"), question="choose_item")
    assert transition.choose(talk, say("noticing the pattern please", "share_story"), lib).talk.chosen == "T1"


def test_a_choice_that_cannot_be_read_is_asked_again(lib: Library) -> None:
    talk = talk_with("loss_of_self", offered=("K2", "T2"), question="choose_item")
    turn = transition.choose(talk, say("hmm", "nlu_fallback"), lib)
    assert texts(turn) == ["utter_which_item", "utter_recall_choose_item"]


def test_an_offer_says_because_in_their_own_words(lib: Library) -> None:
    talk = talk_with("loss_of_self", words="i gave up my choir for her")
    lines = transition.offer(talk, YES, lib).bubbles[0].values["lines"]
    assert "because you said “i gave up my choir for her”" in lines


def test_a_no_to_ideas_presses_nothing(lib: Library) -> None:
    turn = transition.respect_no(talk_with("loss_of_self"), say("no", "deny"), lib)
    assert not any(bubble.act == "advise" for bubble in turn.bubbles)


@given(talk=talks(), sign=st.sampled_from(("enabling", "anxiety")))
def test_choosing_never_fails_whatever_was_said(lib: Library, talk: Talk, sign: str) -> None:
    for heard in (say("i do it all", "share_sign", heard_sign(sign)), say("", "choose_item"), YES):
        assert transition.choose(talk, heard, lib).bubbles


def test_ideas_that_were_asked_for_come_once_the_question_before_them_is_answered_calmly(
    lib: Library,
) -> None:
    asked = transition.offer(talk_with("fear_of_abandonment"), YES, lib).talk
    assert (asked.question, asked.wanted) == ("safe_check", "steps")
    answered = check.weigh(asked, say("of losing them", "deny"), lib)
    turn = transition.promised(asked, answered, lib)
    assert turn.talk.question == "choose_item" and turn.talk.wanted is None
    assert texts(turn) == ["utter_check_calm", "utter_offer_items", "utter_ask_choose_item"]


def test_after_an_unsafe_answer_no_ideas_are_pressed(lib: Library) -> None:
    asked = transition.offer(talk_with("fear_of_abandonment"), YES, lib).talk
    answered = check.weigh(asked, say("of her", "affirm", values={"meaning": "unsafe"}), lib)
    assert transition.promised(asked, answered, lib) is answered


def test_a_wish_to_stop_something_is_taken_up_with_what_one_can_do_instead(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", offered=("K3", "T2"), question="choose_item")
    turn = transition.at_the_list(talk, say("none. i want to stop reading her chats", "stop"), lib)
    assert turn is not None and turn.follow is None
    assert texts(turn) == ["utter_wish_heard", "utter_offer_items", "utter_ask_choose_item"]


def test_what_an_idea_means_is_said_without_choosing_it(lib: Library) -> None:
    talk = talk_with("neglects_own_needs", offered=("T3a", "T2"), question="choose_item")
    turn = transition.choose(talk, say('what means "a line of your own"?', "ask_topic"), lib)
    assert turn.follow is None and "T3a" in items(turn) and turn.talk.chosen is None


def test_the_list_is_shown_again(lib: Library) -> None:
    talk = talk_with("neglects_own_needs", offered=("T4", "T2"), question="choose_item")
    turn = transition.at_the_list(talk, say("can we go back to the list", "go_back"), lib)
    assert turn is not None and turn.talk.offered == ("T4", "T2") and texts(turn)[0] == "utter_list_again"


def test_what_is_rare_brings_no_step_where_something_else_is_there(lib: Library) -> None:
    rare, often = Entry("affirmed", "rarely"), Entry("affirmed", "often")
    both = Talk(picture={"needs_partner_to_decide": rare, "enabling": often}, focus="needs_partner_to_decide")
    alone = Talk(picture={"enabling": often})
    assert transition.fitting(both, lib) == transition.fitting(alone, lib)
    assert transition.fitting(Talk(picture={"needs_partner_to_decide": rare}), lib)


def test_a_doubt_told_at_the_list_is_heard(lib: Library) -> None:
    talk = talk_with("enabling", question="choose_item", offered=("T1", "K4"))
    turn = transition.choose(talk, say("i would only be too lazy for that", "nlu_fallback"), lib)
    assert turn.bubbles[0].response == "utter_plan_beside" and turn.talk.question == "choose_item"


def test_a_question_that_names_an_idea_is_answered_before_anything_is_known(lib: Library) -> None:
    turn = transition.offer(Talk(welcomed=True), say("how do i set boundaries with my mother in law?", "ask_steps"), lib)
    assert items(turn) and turn.talk.question == "need_picture"
    assert not items(transition.offer(Talk(welcomed=True), say("what should i do?", "ask_steps"), lib))


def test_a_moment_named_before_the_step_is_kept_for_it(lib: Library) -> None:
    talk = talk_with("enabling", question="choose_item", offered=("K4", "K2", "T2"))
    told = transition.at_the_list(talk, say("saturday morning, before she is up", "set_reminder"), lib)
    assert told is not None and told.bubbles[0].response == "utter_moment_kept" and told.talk.question == "choose_item"
    chosen = transition.choose(told.talk, say("the first", "choose_item"), lib)
    assert (chosen.talk.chosen, chosen.talk.plan_when) == ("K4", "saturday morning, before she is up")


def test_a_day_named_along_with_the_choice_is_kept(lib: Library) -> None:
    talk = talk_with("enabling", question="choose_item", offered=("K4", "K2", "T2"))
    assert transition.choose(talk, say("the first, on thursday", "choose_item"), lib).talk.plan_when == "on thursday"
    assert transition.choose(talk, say("the first", "choose_item"), lib).talk.plan_when is None
