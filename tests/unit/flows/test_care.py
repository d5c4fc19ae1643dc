"""Safety: the reply to a verdict, the gentle checks, and what lowers a state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.content.models import SIGN_IDS
from bot.flows import buttons as b
from bot.flows import care, lines, pressure, questions, way_out
from bot.flows.heard import Heard
from bot.flows.talk import Entry, Talk
from bot.flows.turn import Bubble, Draft, Turn
from tests.unit.flows.making import in_state, items, pictures, press, say, talk_with, talks, texts

HARM = [
    ("act", "self_harm", "self", "crisis", "harm_self"),
    ("act", "partner", "self", "partner_unsafe", "harm_partner"),
    ("ask", "self_harm", "self", "watch", "harm_ask_self"),
    ("ask", "partner", "self", "watch", "harm_ask_partner"),
    ("ask", "partner", "other", "watch", "harm_ask_other"),
    ("act", "self_harm", "other", "crisis", "harm_other"),
]


def harm(verdict: str, kind: str, about: str = "self") -> Heard:
    return say(
        "words that are not quoted", "disclose_harm", verdict=verdict, kind=kind, kinds=(kind,), about=about
    )


@pytest.mark.parametrize(("verdict", "kind", "about", "level", "question"), HARM)
def test_a_verdict_is_answered_at_once(
    lib: Library, verdict: str, kind: str, about: str, level: str, question: str
) -> None:
    turn = care.respond(Talk(question="deepen", running="walk_form"), harm(verdict, kind, about), lib)
    assert turn.talk.question == question
    assert turn.leave
    if about == "self":
        assert turn.talk.safety == level


@given(talk=talks(), case=st.sampled_from(HARM))
def test_the_reply_is_short_has_buttons_and_shows_no_item(
    lib: Library, talk: Talk, case: tuple[str, ...]
) -> None:
    turn = care.respond(talk, harm(*case[:3]), lib)
    assert 2 <= len(turn.bubbles) <= 4
    assert turn.bubbles[-1].buttons
    assert not items(turn)
    assert not any(bubble.act in ("advise", "plan") for bubble in turn.bubbles)


@given(talk=talks(), case=st.sampled_from(HARM))
def test_a_verdict_never_lowers_the_state(lib: Library, talk: Talk, case: tuple[str, ...]) -> None:
    grave = {"safe": 0, "watch": 1, "partner_unsafe": 2, "crisis": 3}
    turn = care.respond(talk, harm(*case[:3]), lib)
    assert grave[turn.talk.safety] >= grave[talk.safety]


@pytest.mark.parametrize("kind", ["self_harm", "partner"])
@pytest.mark.parametrize("region", [None, "US", "GB", "DE", "XX"])
def test_an_explicit_statement_gets_lines_of_their_country(
    lib: Library, kind: str, region: str | None
) -> None:
    turn = care.respond(Talk(region=region), harm("act", kind), lib)
    referred = [bubble for bubble in turn.bubbles if bubble.act == "refer"]
    assert len(referred) == 1
    names = [line.name for line in lib.helplines(region)]
    assert any(name in (referred[0].text or "") for name in names)


@given(picture=pictures, words=st.sampled_from(("", "he was drunk and shouting", "i feel hopeless")))
def test_each_safety_question_comes_once_a_conversation(
    lib: Library, picture: dict[str, Entry], words: str
) -> None:
    talk, asked = Talk(picture=picture), []
    for sign in (*SIGN_IDS, *SIGN_IDS):
        due = care.due_check(talk, sign, words, lib)
        if due:
            asked.append(due)
            talk = talk.having(checked=(*talk.checked, due))
    assert len(asked) == len(set(asked))


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


@pytest.mark.parametrize(("sign", "entry", "words", "due"), DUE)
def test_a_check_is_due_where_the_content_calls_for_it(
    lib: Library, sign: str, entry: Entry, words: str, due: str | None
) -> None:
    assert care.due_check(Talk(picture={sign: entry}), sign, words, lib) == due


def test_every_safety_question_has_a_button_for_calm_and_one_for_unsafe(lib: Library) -> None:
    for sign in lib.signs:
        if lib.link(sign.id).ask:
            talk = talk_with(sign.id, focus=sign.id)
            intents = {b.payload.partition("{")[0] for b in questions.buttons_for("safe_check", talk, lib)}
            assert {"/deny", "/affirm"} <= intents


def test_an_unsafe_answer_to_a_check_withholds_and_stands_by(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", focus="fear_of_abandonment", question="safe_check")
    turn = care.weigh(talk, say("yes", "affirm", values={"meaning": "unsafe"}), lib)
    assert turn.talk.safety == "partner_unsafe"
    assert turn.talk.question == "harm_partner"


def test_a_calm_answer_to_a_check_goes_on(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", focus="fear_of_abandonment", question="safe_check")
    turn = care.weigh(talk, say("no", "deny", values={"meaning": "calm"}), lib)
    assert (turn.talk.safety, turn.talk.question) == ("safe", "what_holds")


@pytest.mark.parametrize(("said", "level"), [("yes", "crisis"), ("no", "safe"), ("maybe", "watch")])
def test_the_answer_to_the_gentle_question_is_believed(lib: Library, said: str, level: str) -> None:
    asked = care.respond(Talk(), harm("ask", "self_harm"), lib).talk
    intent = {"yes": "affirm", "no": "deny", "maybe": "answer_unsure"}[said]
    after = care.answer_ask(asked, say(said, intent), lib).talk
    assert after.safety in (level, "watch")
    if said == "yes":
        assert after.safety == "crisis" and after.question == "harm_self"


def test_help_lines_are_given_with_the_country_they_name(lib: Library) -> None:
    turn = lines.give_lines(Talk(), say("i'm in canada", "ask_helpline"), lib)
    assert turn.talk.region == "CA"
    assert "utter_ask_region" not in texts(turn)
    assert turn.talk.question == "opening"  # there is a way on, also as the first thing said
    unknown = lines.give_lines(Talk(), say("is there a number", "ask_helpline"), lib)
    assert texts(unknown)[-1] == "utter_ask_region"


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
    after = care.weigh(talk, say(said, "share_story"), lib).talk
    assert (after.question != "harm_ask_partner") is calm and after.safety == "safe"


def test_an_unclear_word_while_the_question_is_open_is_not_met_with_the_question_again(lib: Library) -> None:
    asked = care.respond(Talk(), harm("ask", "partner"), lib).talk
    more = care.respond(asked, harm("ask", "partner"), lib)
    assert texts(more) == ["utter_harm_more", "utter_recall_harm_partner"]
    own = care.respond(
        care.respond(Talk(), harm("ask", "self_harm"), lib).talk, harm("ask", "self_harm"), lib
    )
    assert own.talk.safety == "crisis" and own.talk.question == "harm_self"


def test_who_told_of_fear_is_not_asked_whether_they_are_afraid(lib: Library) -> None:
    told = way_out.leave_be(
        care.respond(Talk(), harm("act", "partner"), lib).talk, press(b.LEAVE_IT), lib
    ).talk
    assert care.respond(told, harm("ask", "partner"), lib).talk.question == "harm_partner"


def test_sometimes_is_as_serious_as_yes(lib: Library) -> None:
    asked = care.respond(Talk(), harm("ask", "self_harm"), lib).talk
    assert care.answer_ask(asked, say("sometimes", "answer_frequency"), lib).talk.safety == "crisis"
    assert care.answer_ask(asked, press(b.MAYBE), lib).talk.safety == "crisis"


@pytest.mark.parametrize(
    ("said", "intent", "denied", "question"),
    [
        ("he would hurt me", "share_story", False, "harm_partner"),
        ("i'm not afraid of him at all", "share_story", True, "resume"),
    ],
)
def test_an_answer_in_own_words_is_judged_by_the_screen(
    lib: Library, said: str, intent: str, denied: bool, question: str
) -> None:
    asked = care.respond(Talk(), harm("ask", "partner"), lib).talk
    assert care.answer_ask(asked, say(said, intent, denied=denied), lib).talk.question == question


def test_a_denial_in_own_words_answers_the_question_about_their_life(lib: Library) -> None:
    asked = care.respond(Talk(), harm("ask", "self_harm"), lib).talk
    after = care.answer_ask(asked, say("i'm not suicidal, only worn out", "share_story", denied=True), lib)
    assert after.talk.question == "resume" and after.talk.safety == "watch"


def test_several_mild_signs_of_control_lead_to_one_gentle_question_and_keep_what_was_told(
    lib: Library,
) -> None:
    talk, heard = (
        talk_with("enabling", question="deepen"),
        say("he likes to know where i am", "share_story", cue=True),
    )
    for _ in range(2):
        turn = care.notice(Turn((), talk), heard, lib)
        assert turn.talk.question == "deepen" and turn.talk.safety == "safe"
        talk = turn.talk
    asked = care.notice(Turn((), talk), heard, lib)
    assert texts(asked) == ["utter_harm_added_up", "utter_ask_harm_ask_partner"]
    assert asked.talk.safety == "watch" and asked.talk.picture == talk.picture
    waved_off = care.answer_ask(asked.talk, press(b.JUST_ARGUMENTS), lib).talk
    assert way_out.resume(waved_off, press(b.GO_ON), lib).talk.question == "deepen"
    for _ in range(4):
        assert care.notice(Turn((), waved_off.having(flow="reflection")), heard, lib).bubbles == ()


def test_low_words_beside_another_sign_bring_no_question_about_their_life(lib: Library) -> None:
    talk = talk_with("anxiety", words="it all feels hopeless", focus="one_sided_sacrifice")
    assert care.due_check(talk, "anxiety", "it's not just the rent", lib) is None
    assert care.due_check(talk.having(focus="anxiety"), "anxiety", "", lib) == "own_safety"


@pytest.mark.parametrize(
    "typed", ["i just like a second view", "I like a second view", "well i like a second view i guess"]
)
def test_an_answer_in_the_words_of_a_button_is_read_as_that_button(lib: Library, typed: str) -> None:
    talk = talk_with("needs_partner_to_decide", focus="needs_partner_to_decide", question="safe_check")
    turn = care.weigh(talk, say(typed, "nlu_fallback"), lib)
    assert texts(turn)[0] == "utter_check_calm" and turn.talk.safety == "safe"


def test_a_guess_about_their_life_is_put_as_a_check_of_the_understanding_and_a_rule_is_not(
    lib: Library,
) -> None:
    guessed = harm("ask", "self_harm")
    softly = care.respond(Talk(), replace(guessed, learned=True), lib)
    assert texts(softly) == ["utter_harm_unsure_of_self", "utter_gently_harm_ask_self"]
    assert softly.talk.question == "harm_ask_self" and softly.bubbles[-1].buttons
    assert texts(care.respond(Talk(), guessed, lib)) == ["utter_harm_heard_self", "utter_ask_harm_ask_self"]


def test_an_unclear_guess_while_the_question_is_open_is_no_crisis(lib: Library) -> None:
    guessed = replace(harm("ask", "self_harm"), learned=True)
    asked = care.respond(Talk(), guessed, lib).talk
    assert care.respond(asked, guessed, lib).talk.safety == "watch"


def test_one_check_about_the_partner_is_enough_unless_the_words_point_to_fear(lib: Library) -> None:
    talk = talk_with(
        "fear_of_abandonment", "needs_partner_to_decide", focus="fear_of_abandonment", question="safe_check"
    )
    asked = pressure.ask(talk.having(checked=("losing_or_afraid",)), "partner")
    assert care.due_check(asked, "needs_partner_to_decide", "i ask her about paint", lib) is None
    assert (
        care.due_check(asked, "needs_partner_to_decide", "she goes mad if i don't ask", lib)
        == "view_or_permission"
    )
    calm = care.weigh(asked, say("no, not of her", "deny"), lib).talk
    assert care.due_check(calm, "needs_partner_to_decide", "she goes mad if i don't ask", lib) is None


def test_a_mild_sign_of_control_beside_a_sign_brings_its_question_where_it_was_said(lib: Library) -> None:
    talk = talk_with("no_close_ties_outside", question="deepen", focus="no_close_ties_outside")
    draft = Draft(talk)
    draft.utter("utter_reflect_story", act="reflect")
    draft.say("What comes next?", act="ask")
    turn = care.notice(draft.done(), say("he likes me home", "share_story", cue=True), lib)
    assert (
        texts(turn)[0] == "utter_reflect_story"
        and turn.talk.question == "safe_check"
        and len(turn.bubbles) == 2
    )
    assert (
        care.notice(
            Turn((), turn.talk.having(question="deepen")),
            say("he likes me home", "share_story", cue=True),
            lib,
        ).bubbles
        == ()
    )


def test_what_a_rule_finds_after_a_clear_no_is_heard_and_not_asked_about(lib: Library) -> None:
    calm = pressure.settle(Talk(question="deepen"), "partner")
    turn = care.respond(calm, harm("ask", "partner"), lib)
    assert texts(turn) == ["utter_harm_more", "utter_ask_resume"] and turn.talk.safety == "watch"
    own = care.respond(pressure.settle(Talk(question="deepen"), "self"), harm("ask", "self_harm"), lib)
    assert own.talk.question == "harm_ask_self"


def test_help_lines_that_were_shown_are_no_safety_question_that_was_asked(lib: Library) -> None:
    talk = talk_with("needs_partner_to_decide", checked=(lines.REGION, lines.SHOWN))
    assert care.ask_due(Draft(talk), lib)
    assert not care.ask_due(Draft(talk.having(checked=(*talk.checked, "losing_or_afraid"))), lib)


def test_a_telling_in_place_of_an_answer_is_no_yes(lib: Library) -> None:
    guess = say("something plain", "disclose_harm", verdict="ask", kind="self_harm", kinds=("self_harm",), learned=True)
    lightly = care.respond(Talk(question="opening"), guess, lib).talk
    after = care.answer_ask(lightly, say("the bank rang about his form", "share_story"), lib)
    assert not any(text.startswith("utter_harm") for text in texts(after)) and after.talk.flow == "reflection"
    stated = care.respond(Talk(question="go_on"), replace(guess, learned=False), lib).talk
    again = care.answer_ask(stated, say("the bank rang about his form", "share_story"), lib)
    assert texts(again) == ["utter_harm_unclear", "utter_ask_harm_ask_self"]
    third = care.answer_ask(again.talk, say("he had not filled it in", "share_story"), lib)
    assert third.talk.question == "harm_self"


def test_a_dark_guess_about_an_answer_to_our_own_question_is_watched_first_and_asked_about_the_second_time(lib: Library) -> None:
    guess = say(
        "if i stop, everything stops", "disclose_harm", confidence=0.9, verdict="ask", kind="self_harm",
        kinds=("self_harm",), learned=True,
    )  # fmt: skip
    first = care.respond(talk_with("enabling", question="deepen", focus="enabling"), guess, lib)
    assert first.talk.safety == "watch" and first.talk.flow == "reflection"
    second = care.respond(first.talk.having(question="deepen"), guess, lib)
    assert second.talk.question == "harm_ask_self"
    clear = care.respond(talk_with("enabling", question="deepen"), replace(guess, confidence=0.97), lib)
    assert clear.talk.question == "harm_ask_self"


def test_a_first_guess_in_a_form_is_the_forms_answer_and_watched(lib: Library) -> None:
    guess = say("just go anyway", "disclose_harm", verdict="ask", kind="self_harm", kinds=("self_harm",), learned=True)
    guess = replace(guess, confidence=0.9)
    talk, heard = care.as_answer(Talk(running="plan_form"), guess)
    assert heard.verdict == "none" and talk.safety == "watch"
    again, second = care.as_answer(talk, guess)
    assert second.verdict == "ask" and again == talk
    stated = replace(guess, learned=False)
    assert care.as_answer(Talk(running="plan_form"), stated)[1].verdict == "ask"


def test_fear_told_through_the_body_is_believed_where_the_question_was_answered(lib: Library) -> None:
    told = replace(say("i listen for her key", "share_sign"), cue=True, fear=True)
    asked = pressure.settle(in_state(Talk(flow="reflection"), "watch"), "partner")
    turn = care.notice(Turn((Bubble(response="utter_reflect_words", act="reflect"),), asked), told, lib)
    assert texts(turn)[0] == "utter_harm_fear" and "utter_reflect_words" not in texts(turn)


@pytest.mark.parametrize("concern", ["other", "partner"])
def test_who_owns_up_that_there_is_no_friend_is_asked_for_themselves(lib: Library, concern: str) -> None:
    question = "harm_ask_other" if concern == "other" else "harm_ask_partner"
    talk = Talk(question=question, concern=concern, flow="safety", resume={"question": "go_on"})
    turn = care.answer_ask(talk, say("ok there is no mate. it's me", "share_sign"), lib)
    assert texts(turn)[0] == "utter_harm_of_you" and turn.talk.question == "harm_ask_partner"


def test_who_asked_for_a_friend_is_asked_about_the_friend(lib: Library) -> None:
    talk = Talk(question="harm_ask_partner", concern="partner", flow="safety", resume={"question": "go_on"})
    turn = care.answer_ask(talk, say("it's not for me, it's for my friend", "correct_reading"), lib)
    assert texts(turn)[0] == "utter_harm_heard_other" and turn.talk.concern == "other"
