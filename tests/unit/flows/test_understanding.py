"""Answers about the subject: all of it can be asked, nothing is labelled, what is withheld stays withheld."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import understanding
from bot.flows.talk import Talk
from tests.unit.flows.making import in_state, items, press, say, talk_with, talks, texts


def browsed(talk: Talk, lib: Library) -> list[str]:
    """Press every topic and every "More", and collect the items offered."""
    found: list[str] = []
    todo = [{"topic": topic} for topic in understanding.TOPICS]
    while todo:
        turn = understanding.explain(talk, press(b.button("x", "ask_topic", **todo.pop())), lib)
        for button in turn.bubbles[-1].buttons:
            values = json.loads("{" + button.payload.partition("{")[2])
            if "item" in values:
                found.append(values["item"])
            else:
                todo.append(values)
    return found


def test_browsing_reaches_every_item_once(lib: Library) -> None:
    found = browsed(Talk(), lib)
    assert len(found) == len(set(found))
    assert set(found) >= {i.id for i in lib.items if i.origin == "article"}


@pytest.mark.parametrize("level", ["watch", "partner_unsafe", "crisis"])
def test_browsing_never_offers_what_is_withheld(lib: Library, level: str) -> None:
    assert not set(browsed(in_state(Talk(), level), lib)) & {"M1", "M2", "M3", "K5", "T3b"}


@given(talk=talks())
def test_any_item_is_explained_unless_it_is_withheld(lib: Library, talk: Talk) -> None:
    for item in lib.items:
        turn = understanding.explain(talk, press(b.button("x", "ask_topic", item=item.id)), lib)
        withheld = item.partner_contact not in (None, "none") and not (
            talk.safety == "safe" or (talk.safety == "watch" and talk.noticed_safe)
        )
        assert (item.id in {i for bubble in turn.bubbles for i in bubble.items}) != withheld


def test_the_second_time_it_is_told_in_other_words(lib: Library) -> None:
    item = lib.item("D1")
    first = understanding.explain(Talk(), press(b.WHAT_IS_IT), lib)
    second = understanding.explain(Talk(said=item.text), press(b.WHAT_IS_IT), lib)
    assert texts(first)[0] == item.text and texts(second)[0] == item.again


@pytest.mark.parametrize("question", ["opening", "deepen", "offer_steps", "choose_item", "after_plan"])
def test_an_answer_brings_back_the_question_that_was_open(lib: Library, question: str) -> None:
    talk = Talk(question=question, focus="enabling", offered=("K2", "T2"))
    for flow in (understanding.label, understanding.verdict, understanding.partner, understanding.trellis):
        turn = flow(talk, say("why is that?", "ask_label"), lib)
        assert texts(turn)[-1] == f"utter_recall_{question}"
        assert turn.talk.question == question


def test_in_a_form_an_answer_leaves_the_question_to_the_form(lib: Library) -> None:
    turn = understanding.explain(Talk(running="walk_form"), press(b.WHAT_IS_IT), lib)
    assert len(turn.bubbles) == 1


@given(talk=talks())
def test_a_source_is_always_named(lib: Library, talk: Talk) -> None:
    assert understanding.source(talk, say("says who", "ask_source"), lib).bubbles


@pytest.mark.parametrize("state", ["watch", "partner_unsafe", "crisis"])
def test_a_source_does_not_bring_back_what_is_withheld(lib: Library, state: str) -> None:
    turn = understanding.source(Talk(items=("T3b", "K2"), safety=state), say("says who", "ask_source"), lib)
    assert items(turn) == {"K2"}


def test_what_is_asked_for_in_unknown_words_leads_to_the_topics(lib: Library) -> None:
    turn = understanding.explain(Talk(), say("what about xyzzy", "ask_topic"), lib)
    assert not items(turn)
    assert len(turn.bubbles[-1].buttons) == 4


def test_a_telling_taken_for_a_wish_for_a_verdict_is_heard(lib: Library) -> None:
    talk = talk_with("enabling", focus="enabling", question="deepen")
    told = understanding.verdict(
        talk, say("if i don't, he'd lose the job and it would be on me", "ask_verdict"), lib
    )
    assert "utter_verdict_none" not in texts(told)
    assert "utter_verdict_none" in texts(
        understanding.verdict(talk, say("should i leave him?", "ask_verdict"), lib)
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("am i allowed to say no to my own mother?", "utter_verdict_allowed"),
        ("is it selfish to want a weekend for myself?", "utter_verdict_allowed"),
        ("is it normal that she reads my post?", "utter_verdict_normal"),
        ("is it ok to look at his phone?", "utter_verdict_none"),
        ("should i leave him?", "utter_verdict_none"),
    ],
)
def test_wanting_something_for_oneself_is_allowed_and_no_verdict_is_given(lib: Library, words: str, answer: str) -> None:
    assert answer in texts(understanding.verdict(Talk(), say(words, "ask_verdict"), lib))
