"""The gentle questions before anything is raised: when each is due, and what its answer leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.content.models import SIGN_IDS
from bot.flows import buttons as b
from bot.flows import care, check, lines, pressure, way_out
from bot.flows.talk import Entry, Talk
from bot.flows.turn import Bubble, Draft, Turn
from tests.unit.flows.making import in_state, pictures, press, say, talk_with, texts

DUE = [
    ("needs_partner_to_decide", Entry(), "", "view_or_permission"),
    ("needs_partner_to_decide", Entry(polarity="denied"), "", None),
    ("fear_of_abandonment", Entry(), "", "losing_or_afraid"),
    ("fear_of_abandonment", Entry(often="never"), "", None),
    ("tolerates_mistreatment", Entry(polarity="hedged"), "", "treated_badly"),
    ("enabling", Entry(), "i cover for him at work", None),
    ("enabling", Entry(), "he was drunk and shouting", "drink_and_anger"),
    ("anxiety", Entry(), "my stomach hurts", None),
    ("anxiety", Entry(), "it all feels hopeless", "own_safety"),
    ("open_communication", Entry(polarity="denied"), "", "what_happens_after"),
    ("open_communication", Entry(), "", None),
    ("loneliness", Entry(), "", "cut_off_by_whom"),
    ("own_interests", Entry(), "", None),
]


@given(picture=pictures, words=st.sampled_from(("", "he was drunk and shouting", "i feel hopeless")))
def test_each_safety_question_comes_once_a_conversation(
    lib: Library, picture: dict[str, Entry], words: str
) -> None:
    talk, asked = Talk(picture=picture), []
    for sign in (*SIGN_IDS, *SIGN_IDS):
        due = check.due_check(talk, sign, words, lib)
        if due:
            asked.append(due)
            talk = talk.having(checked=(*talk.checked, due))
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(("sign", "entry", "words", "due"), DUE)
def test_a_check_is_due_where_the_content_calls_for_it(
    lib: Library, sign: str, entry: Entry, words: str, due: str | None
) -> None:
    assert check.due_check(Talk(picture={sign: entry}), sign, words, lib) == due


def test_an_unsafe_answer_to_a_check_withholds_and_stands_by(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", focus="fear_of_abandonment", question="safe_check")
    turn = check.weigh(talk, say("yes", "affirm", values={"meaning": "unsafe"}), lib)
    assert turn.talk.safety == "partner_unsafe"
    assert turn.talk.question == "harm_partner"


def test_a_calm_answer_to_a_check_goes_on(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", focus="fear_of_abandonment", question="safe_check")
    turn = check.weigh(talk, say("no", "deny", values={"meaning": "calm"}), lib)
    assert (turn.talk.safety, turn.talk.question) == ("safe", "what_holds")


@pytest.mark.parametrize(
    ("said", "calm"),
    [
        ("No, I am not afraid of my wife", True),
        ("there would be no trouble at all", True),
        ("i'm not scared, he just gets mad", False),
        ("i'd be scared to", False),
    ],
)
def test_fear_that_is_denied_is_taken_calmly_and_fear_beside_it_is_not(
    lib: Library, said: str, calm: bool
) -> None:
    talk = talk_with("needs_partner_to_decide", focus="needs_partner_to_decide", question="safe_check")
    after = check.weigh(talk, say(said, "share_story"), lib).talk
    assert (after.question != "harm_ask_partner") is calm and after.safety == "safe"


def test_several_mild_signs_of_control_lead_to_one_gentle_question_and_keep_what_was_told(
    lib: Library,
) -> None:
    talk, heard = (
        talk_with("enabling", question="deepen"),
        say("he likes to know where i am", "share_story", cue=True),
    )
    for _ in range(2):
        turn = check.notice(Turn((), talk), heard, lib)
        assert turn.talk.question == "deepen" and turn.talk.safety == "safe"
        talk = turn.talk
    asked = check.notice(Turn((), talk), heard, lib)
    assert texts(asked) == ["utter_harm_added_up", "utter_ask_harm_ask_partner"]
    assert asked.talk.safety == "watch" and asked.talk.picture == talk.picture
    waved_off = care.answer_ask(asked.talk, press(b.JUST_ARGUMENTS), lib).talk
    assert way_out.resume(waved_off, press(b.GO_ON), lib).talk.question == "deepen"
    for _ in range(4):
        assert check.notice(Turn((), waved_off.having(flow="reflection")), heard, lib).bubbles == ()


def test_low_words_beside_another_sign_bring_no_question_about_their_life(lib: Library) -> None:
    talk = talk_with("anxiety", words="it all feels hopeless", focus="one_sided_sacrifice")
    assert check.due_check(talk, "anxiety", "it's not just the rent", lib) is None
    assert check.due_check(talk.having(focus="anxiety"), "anxiety", "", lib) == "own_safety"


@pytest.mark.parametrize(
    "typed", ["i just like a second view", "I like a second view", "well i like a second view i guess"]
)
def test_an_answer_in_the_words_of_a_button_is_read_as_that_button(lib: Library, typed: str) -> None:
    talk = talk_with("needs_partner_to_decide", focus="needs_partner_to_decide", question="safe_check")
    turn = check.weigh(talk, say(typed, "nlu_fallback"), lib)
    assert texts(turn)[0] == "utter_check_calm" and turn.talk.safety == "safe"


def test_one_check_about_the_partner_is_enough_unless_the_words_point_to_fear(lib: Library) -> None:
    talk = talk_with(
        "fear_of_abandonment", "needs_partner_to_decide", focus="fear_of_abandonment", question="safe_check"
    )
    asked = pressure.ask(talk.having(checked=("losing_or_afraid",)), "partner")
    assert check.due_check(asked, "needs_partner_to_decide", "i ask her about paint", lib) is None
    assert (
        check.due_check(asked, "needs_partner_to_decide", "she goes mad if i don't ask", lib)
        == "view_or_permission"
    )
    calm = check.weigh(asked, say("no, not of her", "deny"), lib).talk
    assert check.due_check(calm, "needs_partner_to_decide", "she goes mad if i don't ask", lib) is None


def test_a_mild_sign_of_control_beside_a_sign_brings_its_question_where_it_was_said(lib: Library) -> None:
    talk = talk_with("no_close_ties_outside", question="deepen", focus="no_close_ties_outside")
    draft = Draft(talk)
    draft.utter("utter_reflect_story", act="reflect")
    draft.say("What comes next?", act="ask")
    turn = check.notice(draft.done(), say("he likes me home", "share_story", cue=True), lib)
    assert (
        texts(turn)[0] == "utter_reflect_story"
        and turn.talk.question == "safe_check"
        and len(turn.bubbles) == 2
    )
    assert (
        check.notice(
            Turn((), turn.talk.having(question="deepen")),
            say("he likes me home", "share_story", cue=True),
            lib,
        ).bubbles
        == ()
    )


def test_help_lines_that_were_shown_are_no_safety_question_that_was_asked(lib: Library) -> None:
    talk = talk_with("needs_partner_to_decide", checked=(lines.REGION, lines.SHOWN))
    assert check.ask_due(Draft(talk), lib)
    assert not check.ask_due(Draft(talk.having(checked=(*talk.checked, "losing_or_afraid"))), lib)


def test_fear_told_through_the_body_is_believed_where_the_question_was_answered(lib: Library) -> None:
    told = replace(say("i listen for her key", "share_sign"), cue=True, fear=True)
    asked = pressure.settle(in_state(Talk(flow="reflection"), "watch"), "partner")
    turn = check.notice(Turn((Bubble(response="utter_reflect_words", act="reflect"),), asked), told, lib)
    assert texts(turn)[0] == "utter_harm_fear" and "utter_reflect_words" not in texts(turn)
