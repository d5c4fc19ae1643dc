"""Safety: the reply to a verdict, the gentle checks, and what lowers a state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import care, lines, pressure, questions, way_out
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from tests.unit.flows.making import items, press, say, talk_with, talks, texts

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


def test_every_safety_question_has_a_button_for_calm_and_one_for_unsafe(lib: Library) -> None:
    for sign in lib.signs:
        if lib.link(sign.id).ask:
            talk = talk_with(sign.id, focus=sign.id)
            intents = {b.payload.partition("{")[0] for b in questions.buttons_for("safe_check", talk, lib)}
            assert {"/deny", "/affirm"} <= intents


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


def test_what_a_rule_finds_after_a_clear_no_is_heard_and_not_asked_about(lib: Library) -> None:
    calm = pressure.settle(Talk(question="deepen"), "partner")
    turn = care.respond(calm, harm("ask", "partner"), lib)
    assert texts(turn) == ["utter_harm_more", "utter_ask_resume"] and turn.talk.safety == "watch"
    own = care.respond(pressure.settle(Talk(question="deepen"), "self"), harm("ask", "self_harm"), lib)
    assert own.talk.question == "harm_ask_self"


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
